//! One page of All devices: filters, search, sorting.

use super::{ROW, device_row};
use crate::{
    Result, Store,
    fold::sought,
    pages::{FEW, Pages},
    row::Fields,
    shared::question,
    statement::Statement,
};
use herald_domain::{
    device::{DevicePage, DeviceQuery, DeviceSort, Platform},
    paging::Rows,
    permission::{Permit, ReadDevices},
};
use std::sync::Arc;

pub(super) async fn page(
    store: &Store,
    permit: &Permit<ReadDevices>,
    query: &DeviceQuery,
) -> Result<DevicePage> {
    let (state, wide) = (store.state(permit.tenant()).await?, store.is_wide(permit).await?);
    let list = List { store, permit, query, state: state.clone(), wide };
    if query.search.trim().is_empty() {
        store.counts.device_pages.ask_of_state(question(permit, query), state, list.page()).await
    } else {
        list.page().await
    }
}

/// The devices of a list, on all its pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    total: u64,
    reachable: u64,
    /// Which they are, when a search finds some but not many: then it is shorter to sort them than to look for them along
    /// the order.
    ids: Option<Arc<[String]>>,
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
            order: order(self.query),
            page: self.query.page,
            size: self.query.rows,
        };
        let rows = async |found: &Found| match &found.ids {
            Some(ids) => pages.rows_of(ids).await,
            None => {
                let (statement, matching) = self.matching();
                pages.rows(statement, &matching).await
            }
        };
        let (rows, found) = if self.query.search.trim().is_empty() {
            let every = Found::default();
            let rows = rows(&every);
            tokio::try_join!(rows, self.found())?
        } else {
            let found = self.found().await?;
            (rows(&found).await?, found)
        };
        let rows = rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(DevicePage { rows, total: found.total, reachable: found.reachable })
    }

    /// The devices of the list.
    async fn found(&self) -> Result<Found> {
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
        self.store.counts.found.ask_of_state(question, self.state.clone(), self.find()).await
    }

    /// A search has to look at every device once, and does so once: it brings what it finds along.
    async fn find(&self) -> Result<Found> {
        let (statement, matching) = self.matching();
        let searches = !self.query.search.trim().is_empty();
        let ids = match searches {
            true => format!("CASE WHEN COUNT(*) <= {FEW} THEN {} END", self.store.dialect.joined("d.id")),
            false => "NULL".to_owned(),
        };
        let row = statement
            .ready(&format!(
                "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN d.reasons = 0 THEN 1 ELSE 0 END), 0) AS BIGINT), \
                 CAST({ids} AS TEXT) {matching}"
            ))
            .fetch_one(&self.store.of(self.permit.tenant()))
            .await?;
        let mut row = Fields::of(&row);
        let (total, reachable) = (row.count()?, row.count()?);
        let ids = row.text_if_any()?.unwrap_or_default();
        let few = (searches && total <= FEW as u64)
            .then(|| ids.split(',').filter(|id| !id.is_empty()).map(ToOwned::to_owned).collect());
        Ok(Found { total, reachable, ids: few })
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
        // What is searched begins with the name. Its index holds both, so that nobody has to look into the devices.
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
