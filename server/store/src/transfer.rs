//! A whole installation from one database into another, empty one.
//!
//! Row by row as it is, in one transaction: there is all of it or nothing. Knows tables and columns by asking the
//! database, so a new column needs no word here; a new table needs its place in [`TABLES`].

use crate::{Result, Store, StoreError, batches::release, dialect::Dialect, row::Fields};
use futures::TryStreamExt;
use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe, Row, any::AnyRow};

/// Every table that holds something of the installation, those that others refer to first.
const TABLES: [&str; 19] = [
    "tenants",
    "users",
    "groups",
    "memberships",
    "devices",
    "credentials",
    "sessions",
    "roles",
    "assignments",
    "assignment_members",
    "assignment_scopes",
    "audit",
    "audit_subjects",
    "messages",
    "message_groups",
    "message_counts",
    "batches",
    "batch_recipients",
    "bulk_sends",
];
/// Tables that belong to the database, not to the installation.
const NOT_MOVED: [&str; 4] = ["_sqlx_migrations", "nodes", "message_keys", "paces"];
/// Rows in one statement.
const CHUNK: usize = 500;

/// How many rows of a table were moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub table: &'static str,
    pub rows: u64,
}

/// A column, and how its values travel.
struct Column {
    name: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    /// As hexadecimal digits.
    Bytes,
}

impl Store {
    /// Whether nothing was ever stored here.
    pub async fn is_empty(&self) -> Result<bool> {
        let row = sqlx::query("SELECT COUNT(*) FROM tenants").fetch_one(&self.read).await?;
        Ok(Fields::of(&row).int()? == 0)
    }

    /// Copies everything, as it is at one moment, into `to`, which is empty and has this version's schema. There, nothing
    /// is in anybody's hand. Keys of texts are not here, so they are the caller's affair.
    pub async fn transfer(&self, to: &Self) -> Result<Vec<Moved>> {
        let known = self.tables().await?;
        if let Some(unknown) = known.iter().find(|table| !TABLES.contains(&table.as_str())) {
            return Err(StoreError::corrupt(format_args!("the table {unknown}")));
        }
        let mut tables = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            tables.push((table, self.columns(table).await?));
        }
        let mut snapshot = self.read.begin_with(self.dialect.snapshot()).await?;
        self.at_leisure(&mut snapshot).await?;
        let mut tx = to.begin().await?;
        to.at_leisure(&mut tx).await?;
        let mut moved = Vec::new();
        for (table, columns) in tables {
            let mut rows = 0;
            let select = AssertSqlSafe(format!("SELECT {} FROM {table}", self.dialect.outward(&columns)));
            let mut stream = sqlx::query(select).fetch(&mut *snapshot);
            let mut chunk = Vec::with_capacity(CHUNK);
            while let Some(row) = stream.try_next().await? {
                chunk.push(packed(&row, &columns)?);
                if chunk.len() == CHUNK {
                    rows += insert(&mut tx, to.dialect, table, &columns, &mut chunk).await?;
                }
            }
            rows += insert(&mut tx, to.dialect, table, &columns, &mut chunk).await?;
            let count = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
            let stored = Fields::of(&sqlx::query(count).fetch_one(&mut *tx).await?).count()?;
            if stored != rows {
                return Err(StoreError::corrupt(format_args!(
                    "{stored} rows in {table} where {rows} were read"
                )));
            }
            moved.push(Moved { table, rows });
        }
        release(&mut tx, None).await?;
        tx.commit().await?;
        Ok(moved)
    }

    async fn tables(&self) -> Result<Vec<String>> {
        let rows = sqlx::query(self.dialect.tables()).fetch_all(&self.read).await?;
        let names: Vec<String> = rows.iter().map(|row| Fields::of(row).text()).collect::<Result<_>>()?;
        Ok(names.into_iter().filter(|name| !NOT_MOVED.contains(&name.as_str())).collect())
    }

    async fn columns(&self, table: &str) -> Result<Vec<Column>> {
        let rows = sqlx::query(self.dialect.columns()).bind(table).fetch_all(&self.read).await?;
        let column = |row| {
            let mut row = Fields::of(row);
            let (name, kind) = (row.text()?, row.text()?);
            let kind = match kind.to_ascii_lowercase().as_str() {
                "text" => Kind::Text,
                "bigint" => Kind::Number,
                "blob" | "bytea" => Kind::Bytes,
                other => return Err(StoreError::corrupt(format_args!("a column of the type {other}"))),
            };
            Ok(Column { name, kind })
        };
        rows.iter().map(column).collect()
    }
}

fn packed(row: &AnyRow, columns: &[Column]) -> Result<Value> {
    let value = |(at, column): (usize, &Column)| -> Result<Value> {
        Ok(match column.kind {
            Kind::Number => row.try_get::<Option<i64>, _>(at)?.into(),
            // PostgreSQL stores no NUL.
            _ => row.try_get::<Option<String>, _>(at)?.map(|text| text.replace('\0', " ")).into(),
        })
    };
    columns.iter().enumerate().map(value).collect::<Result<Vec<_>>>().map(Value::Array)
}

async fn insert(
    tx: &mut AnyConnection,
    dialect: Dialect,
    table: &str,
    columns: &[Column],
    chunk: &mut Vec<Value>,
) -> Result<u64> {
    if chunk.is_empty() {
        return Ok(0);
    }
    let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
    let values: Vec<_> =
        columns.iter().enumerate().map(|(at, column)| dialect.inward(at, column.kind)).collect();
    let sql = format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {}",
        names.join(", "),
        values.join(", "),
        dialect.rows("$1")
    );
    let rows = Value::Array(std::mem::take(chunk)).to_string();
    Ok(sqlx::query(AssertSqlSafe(sql)).bind(rows).execute(tx).await?.rows_affected())
}

impl Dialect {
    /// Begins a transaction that sees the database as it is when it reads first.
    fn snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    fn tables(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            Self::Postgres => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()"
            }
        }
    }

    /// Name and type of a table's columns.
    fn columns(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT name, type FROM pragma_table_info($1) ORDER BY cid",
            Self::Postgres => {
                "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
            }
        }
    }

    fn outward(self, columns: &[Column]) -> String {
        let column = |Column { name, kind }: &Column| match (kind, self) {
            (Kind::Bytes, Self::Sqlite) => format!("CASE WHEN {name} IS NULL THEN NULL ELSE hex({name}) END"),
            (Kind::Bytes, Self::Postgres) => format!("encode({name}, 'hex')"),
            _ => name.clone(),
        };
        columns.iter().map(column).collect::<Vec<_>>().join(", ")
    }

    fn inward(self, at: usize, kind: Kind) -> String {
        let value = format!("r.value->>{at}");
        match (kind, self) {
            (Kind::Text, _) => value,
            (Kind::Number, _) => format!("CAST({value} AS BIGINT)"),
            (Kind::Bytes, Self::Sqlite) => format!("unhex({value})"),
            (Kind::Bytes, Self::Postgres) => format!("decode({value}, 'hex')"),
        }
    }
}
