//! One page of All devices: filters, search, sorting.

use super::{ROW, device_row};
use crate::{Result, Store, audit::offset, fold::fold, row::Fields, statement::Statement};
use herald_domain::{
    device::{DevicePage, DeviceQuery, DeviceSort, PAGE_SIZE},
    permission::{Permit, ReadDevices},
};

pub(super) async fn page(
    store: &Store,
    permit: &Permit<ReadDevices>,
    query: &DeviceQuery,
) -> Result<DevicePage> {
    let mut statement = Statement::within(store.dialect, permit);
    let matching = matching(&mut statement, query);
    let count = statement.ready(&format!(
        "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN d.reasons = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) {matching}"
    ));
    let mut statement = Statement::within(store.dialect, permit);
    let matching = self::matching(&mut statement, query);
    let offset = statement.value(offset(query.page));
    let order = order(query);
    // The page's ids come from an index alone; only the devices on it are read.
    let rows = statement.ready(&format!(
        "SELECT {ROW} FROM devices d WHERE d.tenant = $1 AND d.id IN \
         (SELECT d.id {matching} ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET {offset}) ORDER BY {order}"
    ));
    let (count, rows) = tokio::try_join!(count.fetch_one(&store.read), rows.fetch_all(&store.read))?;
    let mut count = Fields::of(&count);
    Ok(DevicePage {
        rows: rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?,
        total: count.count()?,
        reachable: count.count()?,
    })
}

/// FROM and WHERE of the devices that the query asks for.
fn matching(statement: &mut Statement, query: &DeviceQuery) -> String {
    let mut conditions = format!("FROM devices d WHERE d.tenant = $1{}", statement.device_in_scope("d.id"));
    let mut equals = |column: &str, code: Option<&'static str>| {
        if let Some(code) = code {
            conditions += &format!(" AND d.{column} = {}", statement.value(code));
        }
    };
    equals("platform", query.platform.map(|platform| platform.code()));
    equals("ownership", query.ownership.map(|ownership| ownership.code()));
    equals("compliance", query.compliance.map(|compliance| compliance.code()));
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
