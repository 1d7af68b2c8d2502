//! One page of All devices: filters, search, sorting.

use super::{REACHABLE, ROW, device_row};
use crate::{
    Result, Store,
    fold::sought,
    pages::{Found, Matching, Pages},
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
    let (state, wide) = (store.state(permit.tenant()).await?, store.is_wide(permit).await?);
    let list = List { store, permit, query, state: state.clone(), wide };
    if list.searches() {
        list.page().await
    } else {
        store.counts.device_pages.ask_of_state(question(permit, query), state, list.page()).await
    }
}

/// What somebody looks at.
struct List<'a> {
    store: &'a Store,
    permit: &'a Permit<ReadDevices>,
    query: &'a DeviceQuery,
    /// The database's.
    state: String,
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
            reachable: Some(REACHABLE),
            order: order(self.query),
            page: self.query.page,
            size: self.query.rows,
            searches: self.searches(),
        };
        let (rows, found) = pages.page(|| self.matching(), self.found(&pages)).await?;
        let rows = rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(DevicePage { rows, total: found.total, reachable: found.reachable })
    }

    async fn found(&self, pages: &Pages<'_>) -> Result<Found> {
        // Of every page and in every order the same.
        let list = DeviceQuery {
            page: 1,
            rows: Rows::default(),
            sort: DeviceSort::default(),
            descending: false,
            search: sought(&self.query.search),
            ..self.query.clone()
        };
        let question = question(self.permit, &list);
        let find = pages.find(self.matching());
        self.store.counts.found.ask_of_state(question, self.state.clone(), find).await
    }

    fn searches(&self) -> bool {
        !self.query.search.trim().is_empty()
    }

    /// FROM and WHERE of the devices that the query asks for.
    fn matching(&self) -> Matching {
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
            Some(true) => conditions += &format!(" AND {REACHABLE}"),
            Some(false) => conditions += " AND d.reasons <> 0",
            None => {}
        }
        let search = query.search.trim();
        if !search.is_empty() {
            let search = statement.value(sought(search));
            conditions += &format!(" AND {}", statement.dialect.contains("d.search", &search));
        }
        (statement, conditions)
    }
}

/// ORDER BY, down to the id, so that pages never overlap.
fn order(query: &DeviceQuery) -> String {
    let way = if query.descending { "DESC" } else { "ASC" };
    let column = match query.sort {
        // What is searched begins with the name, so what a search alone finds is in the order of its index.
        DeviceSort::Name if !query.search.trim().is_empty() => {
            return format!("d.search {way}, d.reasons {way}, d.id {way}");
        }
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
