//! Users: in lists, and one with devices and groups.
//!
//! How many devices somebody has, and whether one can be reached, is told and asked only within the scope of the right to
//! read devices (B28).

use crate::{
    Result, Store,
    devices::{ROW as DEVICE, device_row},
    fold::sought,
    groups::{ROW as GROUP, group_row},
    row::Fields,
    statement::Statement,
};
use herald_domain::{
    device::DeviceRow,
    directory::{Enrolled, GroupRow, ListQuery, ListSort, Page, UserDetail, UserRow},
    ids::UserId,
    permission::{Permit, ReadDevices, ReadGroups, ReadUsers},
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
            let search = sought(&query.search);
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
        let (limit, offset) = (query.rows.count(), statement.value(query.rows.before(query.page)));
        let order = order(query);
        let rows =
            statement.ready(&format!("SELECT {ROW} {from} ORDER BY {order} LIMIT {limit} OFFSET {offset}"));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        let mut rows: Vec<_> =
            rows.iter().map(|row| user_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        if let Some(devices) = devices {
            self.count_enrolled(devices, rows.iter_mut()).await?;
        }
        Ok(Page { rows, total: Fields::of(&total).count()? })
    }

    /// A user, with those devices and direct groups that the other two show. None when the user does not exist or is out
    /// of scope.
    pub async fn user(
        &self,
        permit: &Permit<ReadUsers>,
        devices: Option<&Permit<ReadDevices>>,
        groups: Option<&Permit<ReadGroups>>,
        id: &UserId,
    ) -> Result<Option<UserDetail>> {
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
        let (mut row, last_sign_in) = (user_row(&mut fields)?, fields.time_if_any()?);
        let (devices, groups) = tokio::try_join!(
            async {
                match devices {
                    Some(permit) => self.enrolled_by(permit, id).await.map(Some),
                    None => Ok(None),
                }
            },
            async {
                match groups {
                    Some(permit) => self.direct_groups(permit, id).await,
                    None => Ok(Vec::new()),
                }
            }
        )?;
        row.enrolled = devices.as_ref().map(|devices| Enrolled {
            devices: devices.len() as u64,
            reachable: devices.iter().filter(|device| device.reasons.reachable()).count() as u64,
        });
        Ok(Some(UserDetail { row, devices: devices.unwrap_or_default(), groups, last_sign_in }))
    }

    async fn enrolled_by(&self, permit: &Permit<ReadDevices>, id: &UserId) -> Result<Vec<DeviceRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let (user, in_scope) = (statement.value(id.as_str()), statement.device_in_scope());
        // The join keeps SQLite from walking all devices by name.
        let rows = statement
            .ready(&format!(
                "SELECT {DEVICE} FROM devices e CROSS JOIN devices d WHERE e.tenant = $1 AND e.enrolled_by_id = {user} \
                 AND d.tenant = $1 AND d.id = e.id{in_scope} ORDER BY d.name_key, d.id"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        rows.iter().map(|row| device_row(&mut Fields::of(row))).collect()
    }

    async fn direct_groups(&self, permit: &Permit<ReadGroups>, id: &UserId) -> Result<Vec<GroupRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let (user, in_scope) = (statement.value(id.as_str()), statement.group_in_scope("g.id"));
        let rows = statement
            .ready(&format!(
                "SELECT {GROUP} FROM memberships mm CROSS JOIN groups g WHERE g.tenant = $1 AND g.id = mm.group_id \
                 AND mm.tenant = $1 AND mm.kind = 'user' AND mm.member_id = {user}{in_scope} ORDER BY g.name_key, g.id"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        rows.iter().map(|row| group_row(&mut Fields::of(row))).collect()
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
