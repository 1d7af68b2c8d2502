//! The search over everything: of devices, users and groups the few that fit best.
//!
//! What begins with the words comes first and is found by an index. The rest of the places go to what contains them
//! anywhere, along an index that holds the searched text, until there are enough.

use crate::{
    Result, Store,
    devices::{ROW as DEVICE, device_row},
    fold::sought,
    groups::{ROW as GROUP, group_row},
    row::Fields,
    statement::Statement,
    users::{ROW as USER, user_row},
};
use herald_domain::{
    device::DeviceRow,
    directory::{GroupRow, UserRow},
    permission::{Permit, ReadDevices, ReadGroups, ReadUsers},
    search::HITS_MAX,
};

impl Store {
    /// At most [`HITS_MAX`] devices in scope, by the words of All devices.
    pub async fn find_devices(&self, permit: &Permit<ReadDevices>, words: &str) -> Result<Vec<DeviceRow>> {
        let wide = self.is_wide(permit).await?;
        let ids = self.find(permit, words, "d.search", |s| s.devices(wide), HITS_MAX).await?;
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let chosen = statement.list(ids.iter().map(String::as_str));
        let rows = statement
            .ready(&format!("SELECT {DEVICE} FROM devices d WHERE d.tenant = $1 AND d.id IN ({chosen})"))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let rows = rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(in_order(rows, &ids, |row: &DeviceRow| row.id.as_str()))
    }

    /// At most [`HITS_MAX`] users in scope, by name and addresses.
    pub async fn find_users(&self, permit: &Permit<ReadUsers>, words: &str) -> Result<Vec<UserRow>> {
        let from = |s: &Statement| format!("FROM users d WHERE d.tenant = $1{}", s.user_in_scope("d.id"));
        let ids = self.find(permit, words, "d.search", from, HITS_MAX).await?;
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let chosen = statement.list(ids.iter().map(String::as_str));
        let rows = statement
            .ready(&format!("SELECT {USER} FROM users u WHERE u.tenant = $1 AND u.id IN ({chosen})"))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let rows = rows.iter().map(|row| user_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(in_order(rows, &ids, |row: &UserRow| row.id.as_str()))
    }

    /// At most [`HITS_MAX`] groups in scope, by name. Their people at any depth are not counted, which takes too long while
    /// somebody types.
    pub async fn find_groups(&self, permit: &Permit<ReadGroups>, words: &str) -> Result<Vec<GroupRow>> {
        self.groups_named(permit, words, HITS_MAX).await
    }

    /// At most `most` groups in scope whose name contains `words`, those that begin with it first.
    pub(crate) async fn groups_named<A: Sync>(
        &self,
        permit: &Permit<A>,
        words: &str,
        most: usize,
    ) -> Result<Vec<GroupRow>> {
        let from = |s: &Statement| format!("FROM groups d WHERE d.tenant = $1{}", s.group_in_scope("d.id"));
        let ids = self.find(permit, words, "d.name_key", from, most).await?;
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let chosen = statement.list(ids.iter().map(String::as_str));
        let rows = statement
            .ready(&format!("SELECT {GROUP} FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen})"))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let rows = rows.iter().map(|row| group_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(in_order(rows, &ids, |row: &GroupRow| row.id.as_str()))
    }

    /// At most `most` ids, best first. `from` answers FROM and WHERE of a table called `d` that has a `name_key`.
    async fn find<A: Sync>(
        &self,
        permit: &Permit<A>,
        words: &str,
        searched: &str,
        from: impl Fn(&Statement) -> String,
        most: usize,
    ) -> Result<Vec<String>> {
        let words = sought(words);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = Statement::within(self.dialect, permit);
        let first = statement.value(words.clone());
        // No text is beyond the last character.
        let last = statement.value(format!("{words}\u{10ffff}"));
        let from_here = from(&statement);
        let begins = statement
            .ready(&format!(
                "SELECT d.id {from_here} AND d.name_key >= {first} AND d.name_key < {last} \
                 ORDER BY d.name_key, d.id LIMIT {most}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut ids = begins.iter().map(|row| Fields::of(row).text()).collect::<Result<Vec<_>>>()?;
        if ids.len() == most {
            return Ok(ids);
        }
        let mut statement = Statement::within(self.dialect, permit);
        let words = statement.value(words);
        let (from_here, contains) = (from(&statement), self.dialect.contains(searched, &words));
        // Those that are known already may come again.
        let enough = most + ids.len();
        let contains = statement
            .ready(&format!(
                "SELECT d.id {from_here} AND {contains} ORDER BY {searched}, d.id LIMIT {enough}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        for row in &contains {
            let id = Fields::of(row).text()?;
            if ids.len() < most && !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}

fn in_order<T>(mut rows: Vec<T>, ids: &[String], id: impl Fn(&T) -> &str) -> Vec<T> {
    rows.sort_by_key(|row| ids.iter().position(|known| known == id(row)));
    rows
}
