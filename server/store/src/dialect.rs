//! Where SQLite and PostgreSQL differ, side by side.

/// Which of the two databases is behind the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}
