//! Users: in lists, and one with devices and groups.
//!
//! How many devices somebody has, and whether one can be reached, is told and asked only within the scope of the right to
//! read devices (B28).

use crate::{
    Result, Store,
    audit::offset,
    devices::{ROW as DEVICE, device_row},
    fold::fold,
    groups::{ROW as GROUP, group_row},
    row::Fields,
    statement::Statement,
};
use herald_domain::{
    device::PAGE_SIZE,
    directory::{ListQuery, ListSort, Page, UserDetail, UserRow},
    ids::UserId,
    permission::{Permit, ReadDevices, ReadUsers},
};

/// The columns of a [`UserRow`], from a table `users` called `u`. Their devices are counted apart.
pub(crate) const ROW: &str = "u.id, u.display_name, u.upn, u.mail, u.enabled";

impl Store {
    /// One page of the users in scope. Without the right to read devices these are not counted, and nobody is left out
    /// for them.
    pub async fn users(
        &self,
        permit: &Permit<ReadUsers>,
        devices: Option<&Permit<ReadDevices>>,
        query: &ListQuery,
    ) -> Result<Page<UserRow>> {
        let matching = |statement: &mut Statement| {
            let mut matching = format!("FROM users u WHERE u.tenant = $1{}", statement.user_in_scope("u.id"));
            let search = fold(query.search.trim());
            if !search.is_empty() {
                let search = statement.value(search);
                matching += &format!(" AND {}", self.dialect.contains("u.search", &search));
            }
            if let Some((devices, wanted)) = devices.zip(query.reachable) {
                matching += &reachable(statement, devices, wanted);
            }
            matching
        };
        let mut statement = Statement::within(self.dialect, permit);
        let from = matching(&mut statement);
        let total = statement.ready(&format!("SELECT COUNT(*) {from}"));
        let mut statement = Statement::within(self.dialect, permit);
        let from = matching(&mut statement);
        let offset = statement.value(offset(query.page));
        let order = order(query);
        let rows = statement
            .ready(&format!("SELECT {ROW} {from} ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET {offset}"));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        let mut rows: Vec<_> =
            rows.iter().map(|row| user_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        if let Some(devices) = devices {
            self.count_enrolled(devices, rows.iter_mut()).await?;
        }
        Ok(Page { rows, total: Fields::of(&total).count()? })
    }

    /// A user with devices and direct groups in scope; the devices are not counted. None when the user does not exist or is out of scope.
    pub async fn user(&self, permit: &Permit<ReadUsers>, id: &UserId) -> Result<Option<UserDetail>> {
        let mut statement = Statement::within(self.dialect, permit);
        let user = statement.value(id.as_str());
        let in_scope = statement.user_in_scope("u.id");
        let found = statement
            .ready(&format!(
                "SELECT {ROW}, u.last_sign_in FROM users u WHERE u.tenant = $1 AND u.id = {user}{in_scope}"
            ))
            .fetch_optional(&self.of(permit.tenant()))
            .await?;
        let Some(found) = found else { return Ok(None) };
        let mut fields = Fields::of(&found);
        let (row, last_sign_in) = (user_row(&mut fields)?, fields.time_if_any()?);

        // The devices of a user in scope are in scope themselves. The join keeps SQLite from walking all devices by name.
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let user = statement.value(id.as_str());
        let devices = statement.ready(&format!(
            "SELECT {DEVICE} FROM devices e CROSS JOIN devices d WHERE e.tenant = $1 AND e.enrolled_by_id = {user} \
             AND d.tenant = $1 AND d.id = e.id ORDER BY d.name_key, d.id"
        ));
        let mut statement = Statement::within(self.dialect, permit);
        let user = statement.value(id.as_str());
        let in_scope = statement.group_in_scope("g.id");
        let groups = statement.ready(&format!(
            "SELECT {GROUP} FROM memberships mm CROSS JOIN groups g \
             WHERE g.tenant = $1 AND g.id = mm.group_id AND mm.tenant = $1 AND mm.kind = 'user' AND mm.member_id = {user}{in_scope} ORDER BY g.name_key, g.id"
        ));
        let read = self.of(permit.tenant());
        let (devices, groups) = tokio::try_join!(devices.fetch_all(&read), groups.fetch_all(&read))?;
        Ok(Some(UserDetail {
            row,
            devices: devices.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?,
            groups: groups.iter().map(|row| group_row(&mut Fields::of(row))).collect::<Result<_>>()?,
            last_sign_in,
        }))
    }
}

/// A condition, with AND before it, on a table `users` called `u`: a device of theirs that `devices` shows can be reached,
/// or none can.
pub(crate) fn reachable(statement: &mut Statement, devices: &Permit<ReadDevices>, wanted: bool) -> String {
    let not = if wanted { "" } else { "NOT " };
    let seen = statement.device_seen_by(devices);
    format!(
        " AND {not}EXISTS (SELECT 1 FROM devices d WHERE d.tenant = $1 AND d.enrolled_by_id = u.id AND d.reasons = 0{seen})"
    )
}

/// ORDER BY, down to the id, so that pages never overlap.
pub(crate) fn order(query: &ListQuery) -> String {
    let way = if query.descending { "DESC" } else { "ASC" };
    match query.sort {
        // Unique by itself.
        ListSort::Address => format!("u.upn_key {way}"),
        ListSort::Name | ListSort::Members => format!("u.name_key {way}, u.id {way}"),
    }
}

/// Reads the columns of [`ROW`].
pub(crate) fn user_row(row: &mut Fields<'_>) -> Result<UserRow> {
    Ok(UserRow {
        id: row.id()?,
        display_name: row.text()?,
        user_principal_name: row.text()?,
        mail: row.text()?,
        enabled: row.flag()?,
        enrolled: None,
    })
}
