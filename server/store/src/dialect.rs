//! Where SQLite and PostgreSQL differ, side by side. Everything else in this crate is written once.

use crate::{Result, StoreError};

/// What a connection is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Use {
    Write,
    /// Many short questions.
    Read,
    /// A long one.
    Scan,
}

/// So many bytes of an SQLite file are read where they lie, and not copied. Each connection counts what it touches of them as
/// its process's memory, though all share it.
const MAPPED: &str = "PRAGMA mmap_size = 268435456";
/// Lists walk through whole indexes, wherever in the file these are: what is copied takes half as long again.
const MAPPED_FOR_LISTS: &str = "PRAGMA mmap_size = 1073741824";

/// Which of the two databases is behind the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    pub fn of(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres)
        } else {
            Err(StoreError::UnknownDatabase)
        }
    }

    /// Begins a transaction that will write.
    pub fn begin(self) -> &'static str {
        match self {
            // Takes the write lock now: a transaction that reads first and writes later could fail in the middle.
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// At the end of a SELECT inside a transaction: nobody else changes these rows until it ends.
    pub fn for_update(self) -> &'static str {
        match self {
            // Nobody else writes anyway.
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// The same, but others may hold it so too.
    pub fn for_share(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR SHARE",
        }
    }

    /// At the end of the SELECT that picks work: workers pass over each other's rows instead of waiting.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// A table `r` with one JSON array per row in `r.value`, from a parameter that holds an array of arrays. Elements
    /// are read as `r.value->>0`, which means the same in both.
    pub fn rows(self, parameter: &str) -> String {
        match self {
            Self::Sqlite => format!("json_each({parameter}) AS r"),
            Self::Postgres => format!("json_array_elements(CAST({parameter} AS json)) AS r(value)"),
        }
    }

    /// These columns as the text of a JSON array.
    pub fn array(self, columns: &str) -> String {
        match self {
            Self::Sqlite => format!("json_array({columns})"),
            Self::Postgres => format!("CAST(json_build_array({columns}) AS TEXT)"),
        }
    }

    /// The values of a column in a group, with commas between them; those that are NULL are left out.
    pub fn joined(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("group_concat({column}, ',')"),
            Self::Postgres => format!("string_agg({column}, ',')"),
        }
    }

    /// True where `text` contains the parameter as it is: no character has a meaning of its own. Both are folded.
    pub fn contains(self, text: &str, parameter: &str) -> String {
        match self {
            // Much faster than instr(). The escapes are made once for a statement.
            Self::Sqlite => format!(
                r"{text} LIKE '%' || replace(replace(replace({parameter}, '\', '\\'), '%', '\%'), '_', '\_') || '%' ESCAPE '\'"
            ),
            Self::Postgres => format!("strpos({text}, {parameter}) > 0"),
        }
    }

    /// A column that no index is to be entered by in this condition.
    pub fn unindexed(self, column: &str) -> String {
        match self {
            // It would go through everything that the column may be, each time, because it cannot tell how much that is.
            Self::Sqlite => format!("+{column}"),
            Self::Postgres => column.to_owned(),
        }
    }

    /// Migrations are written for SQLite. What follows a line `-- PostgreSQL:` is for that alone.
    pub fn ddl(self, step: &'static str) -> String {
        let (sqlite, postgres) = step.split_once("-- PostgreSQL:\n").unwrap_or((step, ""));
        match self {
            Self::Sqlite => sqlite.to_owned(),
            // Sorted by code point like SQLite, whatever the cluster's language is.
            Self::Postgres => {
                sqlite.replace(" BLOB", " BYTEA").replace(" TEXT", " TEXT COLLATE \"C\"") + postgres
            }
        }
    }

    /// What every new connection is told.
    pub fn on_connect(self, use_: Use) -> &'static [&'static str] {
        match (self, use_) {
            (Self::Sqlite, Use::Write) => &[
                "PRAGMA busy_timeout = 10000",
                // Of a new database. A walk through an index of 100,000 devices takes a tenth to a fifth less than with pages
                // half as large, and a send to as many takes no longer.
                "PRAGMA page_size = 8192",
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                // What is deleted is overwritten with zeros (B22).
                "PRAGMA secure_delete = ON",
                "PRAGMA temp_store = MEMORY",
                // With 8 MB a send to 1,000,000 devices takes 4 MB more at its peak, and no less time.
                "PRAGMA cache_size = -6000",
                MAPPED,
            ],
            (Self::Sqlite, Use::Scan) => &[
                "PRAGMA busy_timeout = 10000",
                "PRAGMA query_only = ON",
                "PRAGMA temp_store = FILE",
                "PRAGMA cache_size = -4000",
            ],
            (Self::Sqlite, Use::Read) => &[
                "PRAGMA busy_timeout = 10000",
                "PRAGMA query_only = ON",
                "PRAGMA temp_store = MEMORY",
                "PRAGMA cache_size = -8000",
                MAPPED_FOR_LISTS,
            ],
            (Self::Postgres, _) => &[],
        }
    }
}
