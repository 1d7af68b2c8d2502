//! Many rows in one statement.

use crate::{Result, dialect::Dialect};
use herald_domain::ids::TenantId;
use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe};

/// Rows in one statement.
pub(crate) const CHUNK: usize = 1_000;

/// A column of a table, with the SQL type of its values.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    Text(&'static str),
    Int(&'static str),
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Int(name) => name,
        }
    }
    fn read(self, at: usize) -> String {
        match self {
            Self::Text(_) => format!("r.value->>{at}"),
            Self::Int(_) => format!("CAST(r.value->>{at} AS BIGINT)"),
        }
    }
}

/// Inserts rows of one tenant. A row whose first `key` columns (with the tenant) exist already is changed to the new
/// values, or left alone if there are no other columns.
pub(crate) async fn upsert(
    connection: &mut AnyConnection,
    dialect: Dialect,
    tenant: &TenantId,
    table: &'static str,
    columns: &[Column],
    key: usize,
    rows: &[Vec<Value>],
) -> Result<()> {
    let names: Vec<_> = columns.iter().map(|column| column.name()).collect();
    let read: Vec<_> = columns.iter().enumerate().map(|(at, column)| column.read(at)).collect();
    let set: Vec<_> = names[key..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let change = if set.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", set.join(", ")) };
    // SQLite needs the WHERE to see where the SELECT ends.
    let sql = format!(
        "INSERT INTO {table} (tenant, {}) SELECT $1, {} FROM {} WHERE 1 = 1 ON CONFLICT (tenant, {}) DO {change}",
        names.join(", "),
        read.join(", "),
        dialect.rows("$2"),
        names[..key].join(", "),
    );
    for chunk in rows.chunks(CHUNK) {
        let json = serde_json::to_string(chunk).expect("a JSON value is JSON");
        sqlx::query(AssertSqlSafe(sql.clone()))
            .bind(tenant.as_str())
            .bind(json)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
