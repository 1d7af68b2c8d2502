//! Devices of a group.

use super::{closure, found};
use crate::{
    Result, Store,
    devices::{REACHABLE, ROW, device_row},
    fold::sought,
    pages::{Found, Matching, Pages},
    row::Fields,
    shared::question,
    statement::{MANY, Statement},
};
use herald_domain::{
    audience::Reach,
    device::DevicePage,
    directory::ListQuery,
    ids::GroupId,
    permission::{Permit, ReadDevices, ReadGroups, Scope},
};
use sqlx::any::AnyRow;

/// Which devices of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupDevices {
    /// Those that its people enrolled, which a message to it is for.
    Reached,
    /// Those that are members themselves, which a message ignores (B9).
    Ignored,
}

impl Store {
    /// Devices of the group, by name. None when the group does not exist or is out of scope.
    pub async fn devices_of_group(
        &self,
        groups: &Permit<ReadGroups>,
        devices: &Permit<ReadDevices>,
        group: &GroupId,
        which: GroupDevices,
        query: &ListQuery,
    ) -> Result<Option<DevicePage>> {
        if !self.group_in_scope(groups, group).await? {
            return Ok(None);
        }
        let reach = self.reach_of(groups, group).await?;
        let list = Devices { store: self, devices, group, which, query, reach };
        let (rows, found) = list.page().await?;
        let rows = rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(Some(DevicePage { rows, total: found.total, reachable: found.reachable }))
    }
}

/// What somebody looks at.
struct Devices<'a> {
    store: &'a Store,
    devices: &'a Permit<ReadDevices>,
    group: &'a GroupId,
    which: GroupDevices,
    query: &'a ListQuery,
    /// The group's.
    reach: Reach,
}

impl Devices<'_> {
    async fn page(&self) -> Result<(Vec<AnyRow>, Found)> {
        let way = if self.query.descending { "DESC" } else { "ASC" };
        let pages = Pages {
            store: self.store,
            tenant: self.devices.tenant(),
            table: "devices d",
            alias: 'd',
            columns: ROW,
            reachable: Some(REACHABLE),
            order: format!("d.name_key {way}, d.id {way}"),
            page: self.query.page,
            size: self.query.rows,
            searches: self.searches(),
        };
        pages.page(|| self.matching(false), self.found(&pages)).await
    }

    async fn found(&self, pages: &Pages<'_>) -> Result<Found> {
        let Self { store, devices, group, which, query, reach } = self;
        if *which == GroupDevices::Reached && matches!(devices.scope(), Scope::All) && !self.searches() {
            let (reachable, not) = (reach.devices(), reach.not_reached());
            return Ok(match query.reachable {
                None => Found::of(reachable + not, reachable),
                Some(true) => Found::of(reachable, reachable),
                Some(false) => Found::of(not, 0),
            });
        }
        let asked = question(*devices, &(group, which, sought(&query.search), query.reachable));
        let state = store.state(devices.tenant()).await?;
        store.counts.found.ask_of_state(asked, state, pages.find(self.matching(self.searches()))).await
    }

    fn searches(&self) -> bool {
        !self.query.search.trim().is_empty()
    }

    /// FROM and WHERE of the devices that the query asks for. `found_first` begins with what a search finds, which an
    /// index tells without a look at the devices.
    fn matching(&self, found_first: bool) -> Matching {
        let mut statement = Statement::within(self.store.dialect, self.devices);
        closure(&mut statement, self.group);
        let member_of = |kind, column| {
            let from = if found_first {
                "devices s CROSS JOIN devices d WHERE s.tenant = $1 AND d.tenant = $1 AND d.id = s.id"
            } else {
                "devices d WHERE d.tenant = $1"
            };
            (format!("FROM {from} AND {}", statement.is_member("to", kind, column)), found_first)
        };
        let (mut matching, by_index) = match self.which {
            GroupDevices::Reached if self.reach.members > MANY => member_of("user", "d.enrolled_by_id"),
            GroupDevices::Ignored if self.reach.ignored_devices > MANY => member_of("device", "d.id"),
            GroupDevices::Reached => {
                let from =
                    "FROM to_users c CROSS JOIN devices d WHERE d.tenant = $1 AND d.enrolled_by_id = c.id";
                (from.to_owned(), false)
            }
            GroupDevices::Ignored => {
                let from = "FROM devices d WHERE d.tenant = $1 AND d.id IN (SELECT m.member_id FROM to_groups c \
                     CROSS JOIN memberships m WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'device')";
                (from.to_owned(), false)
            }
        };
        matching += &statement.device_in_scope();
        match self.query.reachable {
            Some(true) => matching += &format!(" AND {REACHABLE}"),
            Some(false) => matching += " AND d.reasons <> 0",
            None => {}
        }
        let searched = if by_index { "s.search" } else { "d.search" };
        matching += &found(&mut statement, searched, &self.query.search);
        (statement, matching)
    }
}
