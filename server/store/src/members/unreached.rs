//! Devices that a message to groups is for and does not reach, piece by piece.

use crate::{
    Result, Store,
    devices::{ROW, device_row},
    row::Fields,
    statement::{MANY, Statement},
};
use herald_domain::{
    audience::GroupSelection,
    device::DeviceRow,
    ids::GroupId,
    permission::{Permit, ReadDevices, ReadGroups},
};

/// Such devices in the order of their names, each once.
///
/// As in the lists of members, those of few people are gathered, and those of many are looked for along their names; so
/// all pieces together read every device once.
#[derive(Debug)]
pub struct Unreached {
    store: Store,
    devices: Permit<ReadDevices>,
    groups: Vec<GroupId>,
    /// What the groups are called, in their order.
    pub names: Vec<String>,
    of_many: bool,
    /// Where the last piece ended.
    after: Option<(String, String)>,
}

impl Store {
    /// None when one of the groups does not exist or is out of scope. Of the devices those in the scope of the right to
    /// read devices are told.
    pub async fn unreached(
        &self,
        groups: &Permit<ReadGroups>,
        devices: Permit<ReadDevices>,
        chosen: &GroupSelection,
    ) -> Result<Option<Unreached>> {
        let chosen = chosen.groups();
        let Some(names) = self.names_of_groups(groups, chosen).await? else { return Ok(None) };
        let of_many = self.forecast_of(groups, chosen).await?.reach.members > MANY;
        let store = self.clone();
        Ok(Some(Unreached { store, devices, groups: chosen.to_vec(), names, of_many, after: None }))
    }
}

impl Unreached {
    /// The next ones, at most `limit`; none at the end.
    pub async fn next(&mut self, limit: u32) -> Result<Vec<DeviceRow>> {
        let (mut statement, mut matching) = self.matching();
        if let Some((name, id)) = &self.after {
            let (name, id) = (statement.value(name.as_str()), statement.value(id.as_str()));
            matching += &format!(" AND (d.name_key, d.id) > ({name}, {id})");
        }
        let found = statement
            .ready(&format!("SELECT d.name_key, {ROW} {matching} ORDER BY d.name_key, d.id LIMIT {limit}"))
            .fetch_all(&self.store.scan_of(self.devices.tenant()))
            .await?;
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            let mut row = Fields::of(row);
            let name = row.text()?;
            let device = device_row(&mut row)?;
            self.after = Some((name, device.id.to_string()));
            rows.push(device);
        }
        Ok(rows)
    }

    /// FROM and WHERE.
    fn matching(&self) -> (Statement, String) {
        let mut statement = Statement::within(self.store.dialect, &self.devices);
        let chosen = statement.group_list(&self.groups);
        statement.closure("to", &chosen);
        let of_them = if self.of_many {
            format!(
                "FROM devices d WHERE d.tenant = $1 AND {}",
                statement.is_member("to", "user", "d.enrolled_by_id")
            )
        } else {
            "FROM to_users c CROSS JOIN devices d WHERE d.tenant = $1 AND d.enrolled_by_id = c.id".to_owned()
        };
        let in_scope = statement.device_in_scope();
        (statement, format!("{of_them} AND d.reasons <> 0{in_scope}"))
    }
}
