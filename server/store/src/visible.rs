//! What of rows that were found under one permit may be seen under another (B28).

use crate::{Result, Store, row::Fields, statement::Statement};
use herald_domain::{
    device::DeviceRow,
    directory::{Enrolled, UserRow},
    permission::{Permit, ReadDevices},
};
use std::collections::{HashMap, HashSet};

impl Store {
    /// Those in scope, in their order.
    pub async fn devices_in_scope<A: Sync>(
        &self,
        permit: &Permit<A>,
        mut rows: Vec<DeviceRow>,
    ) -> Result<Vec<DeviceRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let chosen = statement.list(rows.iter().map(|row| row.id.as_str()));
        let in_scope = statement.device_in_scope();
        let seen = statement
            .ready(&format!(
                "SELECT d.id FROM devices d WHERE d.tenant = $1 AND d.id IN ({chosen}){in_scope}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let seen: HashSet<String> = seen.iter().map(|row| Fields::of(row).text()).collect::<Result<_>>()?;
        rows.retain(|row| seen.contains(row.id.as_str()));
        Ok(rows)
    }

    /// Says of each user how many devices in scope they enrolled.
    pub(crate) async fn count_enrolled<'a>(
        &self,
        permit: &Permit<ReadDevices>,
        users: impl Iterator<Item = &'a mut UserRow>,
    ) -> Result<()> {
        let users: Vec<_> = users.collect();
        let mut statement = Statement::within(self.dialect, permit);
        let owners = statement.list(users.iter().map(|user| user.id.as_str()));
        let in_scope = statement.device_in_scope();
        let rows = statement
            .ready(&format!(
                "SELECT d.enrolled_by_id, COUNT(*), CAST(SUM(CASE WHEN d.reasons = 0 THEN 1 ELSE 0 END) AS BIGINT) \
                 FROM devices d WHERE d.tenant = $1 AND d.enrolled_by_id IN ({owners}){in_scope} \
                 GROUP BY d.enrolled_by_id"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut counted = HashMap::new();
        for row in &rows {
            let mut row = Fields::of(row);
            counted.insert(row.text()?, Enrolled { devices: row.count()?, reachable: row.count()? });
        }
        for user in users {
            user.enrolled = Some(counted.remove(user.id.as_str()).unwrap_or_default());
        }
        Ok(())
    }
}
