//! A page of a list: first which rows are on it, by the shortest way, then those rows alone.

use crate::{Result, Store, row::Fields, statement::Statement};
use herald_domain::{ids::TenantId, paging::Rows};
use sqlx::any::AnyRow;
use std::{future::Future, sync::Arc};

/// Up to so many hits of a search are fetched one by one and sorted; more are looked for along the sorting column.
const FEW: u64 = 1_000;

/// What is listed, and how.
pub(crate) struct Pages<'a> {
    pub store: &'a Store,
    pub tenant: &'a TenantId,
    /// What follows FROM to list all of them, such as `users u`.
    pub table: &'static str,
    /// What it is called there.
    pub alias: char,
    pub columns: &'static str,
    /// A condition, where those that meet it are counted beside all.
    pub reachable: Option<&'static str>,
    /// ORDER BY, down to the id.
    pub order: String,
    /// Counts from 1.
    pub page: u32,
    pub size: Rows,
    /// Only what a search finds is listed.
    pub searches: bool,
}

/// What a list holds, on all its pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub total: u64,
    /// So many of them can be reached; 0 where that is not counted.
    pub reachable: u64,
    /// Which they are, when a search finds some but not many: then it is shorter to sort them than to look for them along
    /// the order.
    ids: Option<Arc<[String]>>,
}

impl Found {
    pub fn of(total: u64, reachable: u64) -> Self {
        Self { total, reachable, ids: None }
    }
}

/// A statement, and FROM and WHERE of it.
pub(crate) type Matching = (Statement, String);

impl Pages<'_> {
    /// The rows on the page, and what is on all pages, which `found` is to find out.
    pub async fn page(
        &self,
        matching: impl Fn() -> Matching,
        found: impl Future<Output = Result<Found>>,
    ) -> Result<(Vec<AnyRow>, Found)> {
        if !self.searches {
            return tokio::try_join!(self.rows(matching()), found);
        }
        let found = found.await?;
        let rows = match &found.ids {
            Some(ids) => self.rows_of(ids).await?,
            None => self.rows(matching()).await?,
        };
        Ok((rows, found))
    }

    /// What is on all pages. A search has to look at everything once, and does so once: it brings what it finds along.
    pub async fn find(&self, (statement, matching): Matching) -> Result<Found> {
        let Self { alias, searches, .. } = self;
        let reachable = self.reachable.unwrap_or("1 = 0");
        let ids = match searches {
            true => {
                let ids = self.store.dialect.joined(&format!("{alias}.id"));
                format!("CASE WHEN COUNT(*) <= {FEW} THEN {ids} END")
            }
            false => "NULL".to_owned(),
        };
        let row = statement
            .ready(&format!(
                "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN {reachable} THEN 1 ELSE 0 END), 0) AS BIGINT), \
                 CAST({ids} AS TEXT) {matching}"
            ))
            .fetch_one(&self.store.of(self.tenant))
            .await?;
        let mut row = Fields::of(&row);
        let (total, reachable) = (row.count()?, row.count()?);
        let ids = row.text_if_any()?.unwrap_or_default();
        let ids = (*searches && total <= FEW)
            .then(|| ids.split(',').filter(|id| !id.is_empty()).map(ToOwned::to_owned).collect());
        Ok(Found { total, reachable, ids })
    }

    async fn rows(&self, (mut statement, matching): Matching) -> Result<Vec<AnyRow>> {
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
    async fn rows_of(&self, ids: &[String]) -> Result<Vec<AnyRow>> {
        let Self { table, alias, .. } = self;
        let mut statement = Statement::new(self.store.dialect, self.tenant);
        let ids = statement.list(ids.iter().map(String::as_str));
        statement.table(format!("hits(id) AS ({ids})"));
        let matching =
            format!("FROM hits h CROSS JOIN {table} WHERE {alias}.tenant = $1 AND {alias}.id = h.id");
        self.rows((statement, matching)).await
    }
}
