//! What of rows that were found under one permit may be seen under another (B28).

use crate::{Result, Store, row::Fields, statement::Statement};
use herald_domain::{
    device::DeviceRow,
    directory::GroupRow,
    permission::{Permit, ReadGroups},
};
use std::collections::HashSet;

impl Store {
    /// Those in scope, in their order.
    pub async fn devices_in_scope<A: Sync>(
        &self,
        permit: &Permit<A>,
        mut rows: Vec<DeviceRow>,
    ) -> Result<Vec<DeviceRow>> {
        let ids = rows.iter().map(|row| row.id.as_str());
        let seen = self.seen(permit, "devices", Statement::device_in_scope, ids).await?;
        rows.retain(|row| seen.contains(row.id.as_str()));
        Ok(rows)
    }

    /// Those in scope, in their order.
    pub async fn groups_in_scope(
        &self,
        permit: &Permit<ReadGroups>,
        mut rows: Vec<GroupRow>,
    ) -> Result<Vec<GroupRow>> {
        let ids = rows.iter().map(|row| row.id.as_str());
        let seen = self.seen(permit, "groups", |s| s.group_in_scope("d.id"), ids).await?;
        rows.retain(|row| seen.contains(row.id.as_str()));
        Ok(rows)
    }

    /// Those of `ids` that are in the table, called `d`, and in scope.
    async fn seen<'a, A>(
        &self,
        permit: &Permit<A>,
        table: &str,
        in_scope: impl FnOnce(&Statement) -> String,
        ids: impl Iterator<Item = &'a str>,
    ) -> Result<HashSet<String>> {
        let mut statement = Statement::within(self.dialect, permit);
        let (chosen, in_scope) = (statement.list(ids), in_scope(&statement));
        let rows = statement
            .ready(&format!(
                "SELECT d.id FROM {table} d WHERE d.tenant = $1 AND d.id IN ({chosen}){in_scope}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        rows.iter().map(|row| Fields::of(row).text()).collect()
    }
}
