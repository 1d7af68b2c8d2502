//! One page of All devices: filters, search, sorting.

use super::{ROW, device_row};
use crate::{
    Result, Store,
    fold::fold,
    pages::{Hits, Pages},
    row::Fields,
    shared::question,
    statement::Statement,
};
use herald_domain::{
    device::{DevicePage, DeviceQuery, DeviceSort, Platform},
    paging::Rows,
    permission::{Permit, ReadDevices},
};

pub(super) async fn page(
    store: &Store,
    permit: &Permit<ReadDevices>,
    query: &DeviceQuery,
) -> Result<DevicePage> {
    let (question, state) = (question(permit, query), store.state(permit.tenant()).await?);
    let page = async { List { store, permit, query, wide: store.is_wide(permit).await? }.page().await };
    store.counts.device_pages.ask(question, state, page).await
}

/// What somebody looks at.
struct List<'a> {
    store: &'a Store,
    permit: &'a Permit<ReadDevices>,
    query: &'a DeviceQuery,
    /// The scope holds many people.
    wide: bool,
}

impl List<'_> {
    async fn page(&self) -> Result<DevicePage> {
        let pages = Pages {
            store: self.store,
            tenant: self.permit.tenant(),
            table: "devices d",
            alias: 'd',
            columns: ROW,
            order: order(self.query),
            page: self.query.page,
            size: self.query.rows,
        };
        let (rows, (total, reachable)) = match self.few(&pages).await? {
            Some(hits) => (pages.rows_of(&hits.ids).await?, hits.totals()),
            None => {
                let (statement, matching) = self.matching();
                tokio::try_join!(pages.rows(statement, &matching), self.totals())?
            }
        };
        let rows = rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(DevicePage { rows, total, reachable })
    }

    /// None when there is no search, or when it finds more than a few.
    async fn few(&self, pages: &Pages<'_>) -> Result<Option<Hits>> {
        if self.query.search.trim().is_empty() {
            return Ok(None);
        }
        let (statement, matching) = self.matching();
        Hits::find(pages, statement, &matching).await
    }

    /// Devices of the list, and how many of them can be reached.
    async fn totals(&self) -> Result<(u64, u64)> {
        // Of every page and in every order the same.
        let list = DeviceQuery {
            page: 1,
            rows: Rows::default(),
            sort: DeviceSort::default(),
            descending: false,
            ..self.query.clone()
        };
        let (question, state) = (question(self.permit, &list), self.store.state(self.permit.tenant()).await?);
        self.store.counts.devices.ask(question, state, self.count()).await
    }

    async fn count(&self) -> Result<(u64, u64)> {
        let (statement, matching) = self.matching();
        let row = statement
            .ready(&format!(
                "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN d.reasons = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) {matching}"
            ))
            .fetch_one(&self.store.of(self.permit.tenant()))
            .await?;
        let mut row = Fields::of(&row);
        Ok((row.count()?, row.count()?))
    }

    /// FROM and WHERE of the devices that the query asks for.
    fn matching(&self) -> (Statement, String) {
        let query = self.query;
        let mut statement = Statement::within(self.store.dialect, self.permit);
        let mut conditions = statement.devices(self.wide);
        let mut equals = |column: &str, code: Option<&'static str>| {
            if let Some(code) = code {
                conditions += &format!(" AND d.{column} = {}", statement.value(code));
            }
        };
        equals("platform", query.platform.map(|platform| platform.code()));
        equals("ownership", query.ownership.map(|ownership| ownership.code()));
        equals("compliance", query.compliance.map(|compliance| compliance.code()));
        if query.mobile {
            let codes = Platform::ALL
                .iter()
                .filter(|platform| platform.service().is_some())
                .map(|platform| platform.code());
            conditions += &format!(" AND d.platform IN ('{}')", codes.collect::<Vec<_>>().join("', '"));
        }
        match query.reachable {
            Some(true) => conditions += " AND d.reasons = 0",
            Some(false) => conditions += " AND d.reasons <> 0",
            None => {}
        }
        let search = query.search.trim();
        if !search.is_empty() {
            let search = statement.value(fold(search));
            conditions += &format!(" AND {}", statement.dialect.contains("d.search", &search));
        }
        (statement, conditions)
    }
}

/// ORDER BY, down to the id, so that pages never overlap.
fn order(query: &DeviceQuery) -> String {
    let way = if query.descending { "DESC" } else { "ASC" };
    let column = match query.sort {
        DeviceSort::Name => "d.name_key",
        DeviceSort::ManagedBy => "d.managed_by",
        DeviceSort::Ownership => "d.ownership",
        DeviceSort::Compliance => "d.compliance",
        DeviceSort::Os => "d.platform",
        DeviceSort::OsVersion => "d.os_key",
        DeviceSort::User => "d.user_key",
        DeviceSort::LastCheckIn => "d.last_check_in",
        // The largest is reachable, so that descending shows those first.
        DeviceSort::Reachable => "CASE WHEN d.reasons = 0 THEN 1 ELSE 0 END",
    };
    format!("{column} {way}, d.id {way}")
}
