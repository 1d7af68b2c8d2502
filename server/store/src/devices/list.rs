//! One page of All devices: filters, search, sorting.

use super::{ROW, device_row};
use crate::{Result, Store, audit::offset, fold::fold, row::Fields, shared::question, statement::Statement};
use herald_domain::{
    device::{DevicePage, DeviceQuery, DeviceSort, PAGE_SIZE, Platform},
    permission::{Permit, ReadDevices},
};

/// Up to so many hits of a search are fetched one by one and sorted; more are looked for along the sorting column.
const FEW: usize = 1_000;

pub(super) async fn page(
    store: &Store,
    permit: &Permit<ReadDevices>,
    query: &DeviceQuery,
) -> Result<DevicePage> {
    let list = List { store, permit, query, wide: store.is_wide(permit).await? };
    match list.few_hits().await? {
        Some(hits) => list.page_of_hits(hits).await,
        None => list.page_along_column().await,
    }
}

/// What somebody looks at.
struct List<'a> {
    store: &'a Store,
    permit: &'a Permit<ReadDevices>,
    query: &'a DeviceQuery,
    /// The scope holds many people.
    wide: bool,
}

/// Everything that a search finds: ids, and how many can be reached.
struct Hits {
    ids: Vec<String>,
    reachable: u64,
}

impl List<'_> {
    /// None when there is no search, or when it finds more than a few.
    async fn few_hits(&self) -> Result<Option<Hits>> {
        if self.query.search.trim().is_empty() {
            return Ok(None);
        }
        let mut statement = Statement::within(self.store.dialect, self.permit);
        let matching = self.matching(&mut statement);
        let rows = statement
            .ready(&format!("SELECT d.id, d.reasons {matching} LIMIT {}", FEW + 1))
            .fetch_all(&self.store.of(self.permit.tenant()))
            .await?;
        if rows.len() > FEW {
            return Ok(None);
        }
        let mut hits = Hits { ids: Vec::with_capacity(rows.len()), reachable: 0 };
        for row in &rows {
            let mut row = Fields::of(row);
            hits.ids.push(row.text()?);
            hits.reachable += u64::from(row.int()? == 0);
        }
        Ok(Some(hits))
    }

    async fn page_of_hits(&self, hits: Hits) -> Result<DevicePage> {
        let mut statement = Statement::new(self.store.dialect, self.permit.tenant());
        let ids = statement.list(hits.ids.iter().map(String::as_str));
        statement.table(format!("hits(id) AS ({ids})"));
        let (order, offset) = (order(self.query), statement.value(offset(self.query.page)));
        let rows = statement
            .ready(&format!(
                "SELECT {ROW} FROM hits h CROSS JOIN devices d WHERE d.tenant = $1 AND d.id = h.id \
                 ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET {offset}"
            ))
            .fetch_all(&self.store.of(self.permit.tenant()))
            .await?;
        Ok(DevicePage {
            rows: rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?,
            total: hits.ids.len() as u64,
            reachable: hits.reachable,
        })
    }

    async fn page_along_column(&self) -> Result<DevicePage> {
        let mut statement = Statement::within(self.store.dialect, self.permit);
        let matching = self.matching(&mut statement);
        let offset = statement.value(offset(self.query.page));
        let order = order(self.query);
        // The page's ids come from an index alone; only the devices on it are read.
        let rows = statement.ready(&format!(
            "SELECT {ROW} FROM (SELECT d.id {matching} ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET {offset}) p \
             CROSS JOIN devices d WHERE d.tenant = $1 AND d.id = p.id ORDER BY {order}"
        ));
        let pool = self.store.of(self.permit.tenant());
        let (totals, rows) = tokio::join!(self.totals(), rows.fetch_all(&pool));
        let (total, reachable) = totals?;
        let rows = rows?.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(DevicePage { rows, total, reachable })
    }

    /// Devices of the list, and how many of them can be reached.
    async fn totals(&self) -> Result<(u64, u64)> {
        // Of every page and in every order the same.
        let list =
            DeviceQuery { page: 1, sort: DeviceSort::default(), descending: false, ..self.query.clone() };
        let (question, state) = (question(self.permit, &list), self.store.state(self.permit.tenant()).await?);
        self.store.counts.devices.ask(question, state, self.count()).await
    }

    async fn count(&self) -> Result<(u64, u64)> {
        let mut statement = Statement::within(self.store.dialect, self.permit);
        let matching = self.matching(&mut statement);
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
    fn matching(&self, statement: &mut Statement) -> String {
        let query = self.query;
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
        conditions
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
