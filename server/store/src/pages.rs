//! A page of a list: first which rows are on it, by the shortest way, then those rows alone.

use crate::{Result, Store, row::Fields, statement::Statement};
use herald_domain::{ids::TenantId, paging::Rows};
use sqlx::any::AnyRow;

/// Up to so many hits of a search are fetched one by one and sorted; more are looked for along the sorting column.
pub(crate) const FEW: usize = 1_000;

/// What is listed, and how.
pub(crate) struct Pages<'a> {
    pub store: &'a Store,
    pub tenant: &'a TenantId,
    /// What follows FROM to list all of them, such as `users u`.
    pub table: &'static str,
    /// What it is called there.
    pub alias: char,
    pub columns: &'static str,
    /// ORDER BY, down to the id.
    pub order: String,
    /// Counts from 1.
    pub page: u32,
    pub size: Rows,
}

impl Pages<'_> {
    /// The rows on the page. `matching` is FROM and WHERE.
    pub async fn rows(&self, mut statement: Statement, matching: &str) -> Result<Vec<AnyRow>> {
        let Self { table, alias, columns, order, .. } = self;
        let (limit, offset) = (self.size.count(), statement.value(self.size.before(self.page)));
        let rows = statement
            .ready(&format!(
                "SELECT {columns} FROM (SELECT {alias}.id {matching} ORDER BY {order} LIMIT {limit} OFFSET {offset}) p \
                 CROSS JOIN {table} WHERE {alias}.tenant = $1 AND {alias}.id = p.id ORDER BY {order}"
            ))
            .fetch_all(&self.store.of(self.tenant))
            .await?;
        Ok(rows)
    }

    /// The rows on the page of exactly these.
    pub async fn rows_of(&self, ids: &[String]) -> Result<Vec<AnyRow>> {
        let Self { table, alias, .. } = self;
        let mut statement = Statement::new(self.store.dialect, self.tenant);
        let ids = statement.list(ids.iter().map(String::as_str));
        statement.table(format!("hits(id) AS ({ids})"));
        let matching =
            format!("FROM hits h CROSS JOIN {table} WHERE {alias}.tenant = $1 AND {alias}.id = h.id");
        self.rows(statement, &matching).await
    }

    /// The ids of everything that matches, each with `more`, a number. None when there are more than a few.
    pub async fn few(
        &self,
        statement: Statement,
        matching: &str,
        more: &str,
    ) -> Result<Option<Vec<(String, i64)>>> {
        let rows = statement
            .ready(&format!("SELECT {}.id, {more} {matching} LIMIT {}", self.alias, FEW + 1))
            .fetch_all(&self.store.of(self.tenant))
            .await?;
        if rows.len() > FEW {
            return Ok(None);
        }
        let hit = |row| {
            let mut row = Fields::of(row);
            Ok((row.text()?, row.int()?))
        };
        rows.iter().map(hit).collect::<Result<_>>().map(Some)
    }
}

/// All devices that a search finds, when they are few.
pub(crate) struct Hits {
    pub ids: Vec<String>,
    reachable: u64,
}

impl Hits {
    /// `matching` is FROM and WHERE of devices called `d`. None when there are more than a few.
    pub async fn find(pages: &Pages<'_>, statement: Statement, matching: &str) -> Result<Option<Self>> {
        let Some(found) = pages.few(statement, matching, "d.reasons").await? else { return Ok(None) };
        let reachable = found.iter().filter(|(_, reasons)| *reasons == 0).count() as u64;
        Ok(Some(Self { ids: found.into_iter().map(|(id, _)| id).collect(), reachable }))
    }

    /// How many there are, and how many of them can be reached.
    pub fn totals(&self) -> (u64, u64) {
        (self.ids.len() as u64, self.reachable)
    }
}
