//! Who and what is in a group, at any depth, a page at a time (B9).
//!
//! The group must lie in the scope of the right to read groups; what of its members is shown, in the scope of the right
//! to read those (B28).

use crate::{
    Result, Store,
    audit::offset,
    devices::{ROW as DEVICE, device_row},
    fold::fold,
    groups::{ROW as GROUP, group_row},
    row::Fields,
    statement::Statement,
    users::{ROW as USER, order, reachable, user_row},
};
use herald_domain::{
    device::{DevicePage, PAGE_SIZE},
    directory::{GroupName, ListQuery, Member, NestedGroup, Page},
    ids::GroupId,
    permission::{Permit, ReadDevices, ReadGroups, ReadUsers},
};
use std::collections::HashMap;

/// Which devices of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupDevices {
    /// Those that its people enrolled, which a message to it is for.
    Reached,
    /// Those that are members themselves, which a message ignores (B9).
    Ignored,
}

impl Store {
    /// People in the group and in groups nested in it, each once. None when the group does not exist or is out of scope.
    pub async fn people_in_group(
        &self,
        groups: &Permit<ReadGroups>,
        users: &Permit<ReadUsers>,
        group: &GroupId,
        query: &ListQuery,
    ) -> Result<Option<Page<Member>>> {
        if !self.group_in_scope(groups, group).await? {
            return Ok(None);
        }
        let from = |statement: &mut Statement| {
            closure(statement, group);
            let in_scope = statement.user_in_scope("u.id");
            let mut from = format!(
                "FROM to_users c CROSS JOIN users u WHERE u.tenant = $1 AND u.id = c.id{in_scope}{}",
                reachable(query.reachable)
            );
            from += &found(statement, "u.search", &query.search);
            from
        };
        let mut statement = Statement::within(self.dialect, users);
        let matching = from(&mut statement);
        let total = statement.ready(&format!("SELECT COUNT(*) {matching}"));
        let mut statement = Statement::within(self.dialect, users);
        let (matching, order) = (from(&mut statement), order(query));
        let offset = statement.value(offset(query.page));
        let rows = statement
            .ready(&format!("SELECT {USER} {matching} ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET {offset}"));
        let read = self.of(groups.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        let mut members = Vec::with_capacity(rows.len());
        for row in &rows {
            members.push(Member { user: user_row(&mut Fields::of(row))?, through: None });
        }
        self.add_ways(groups, group, &mut members).await?;
        Ok(Some(Page { rows: members, total: Fields::of(&total).count()? }))
    }

    /// Says of each member who is not a direct one which nested group holds them.
    async fn add_ways(
        &self,
        permit: &Permit<ReadGroups>,
        group: &GroupId,
        members: &mut [Member],
    ) -> Result<()> {
        let mut statement = Statement::new(self.dialect, permit.tenant());
        closure(&mut statement, group);
        let people = statement.list(members.iter().map(|member| member.user.id.as_str()));
        let rows = statement
            .ready(&format!(
                "SELECT m.member_id, g.id, g.name FROM memberships m CROSS JOIN groups g \
                 WHERE m.tenant = $1 AND m.kind = 'user' AND m.member_id IN ({people}) \
                 AND m.group_id IN (SELECT id FROM to_groups) AND g.tenant = $1 AND g.id = m.group_id \
                 ORDER BY g.name_key, g.id"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut ways: HashMap<String, Vec<GroupName>> = HashMap::new();
        for row in &rows {
            let mut row = Fields::of(row);
            ways.entry(row.text()?).or_default().push(GroupName { id: row.id()?, name: row.text()? });
        }
        for member in members {
            let ways = ways.remove(member.user.id.as_str()).unwrap_or_default();
            if ways.iter().all(|way| way.id != *group) {
                member.through = ways.into_iter().next();
            }
        }
        Ok(())
    }

    /// Groups nested in the group at any depth, by name. None when the group does not exist or is out of scope.
    pub async fn nested_groups(
        &self,
        permit: &Permit<ReadGroups>,
        group: &GroupId,
        query: &ListQuery,
    ) -> Result<Option<Page<NestedGroup>>> {
        if !self.group_in_scope(permit, group).await? {
            return Ok(None);
        }
        // What is nested in a group in scope is in scope itself.
        let from = |statement: &mut Statement| {
            let id = closure(statement, group);
            let search = found(statement, "g.name_key", &query.search);
            let from = format!(
                "FROM to_groups c CROSS JOIN groups g WHERE g.tenant = $1 AND g.id = c.id AND g.id <> {id}{search}"
            );
            (from, id)
        };
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let (matching, _) = from(&mut statement);
        let total = statement.ready(&format!("SELECT COUNT(*) {matching}"));
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let (matching, id) = from(&mut statement);
        let offset = statement.value(offset(query.page));
        let way = if query.descending { "DESC" } else { "ASC" };
        let rows = statement.ready(&format!(
            "SELECT (SELECT COUNT(*) FROM memberships n WHERE n.tenant = $1 AND n.group_id = {id} \
             AND n.kind = 'group' AND n.member_id = g.id), {GROUP} {matching} \
             ORDER BY g.name_key {way}, g.id {way} LIMIT {PAGE_SIZE} OFFSET {offset}"
        ));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        let (mut direct, mut nested) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for row in &rows {
            let mut row = Fields::of(row);
            direct.push(row.flag()?);
            nested.push(group_row(&mut row)?);
        }
        let nested = self.with_people(permit, nested).await?;
        let rows = nested.into_iter().zip(direct).map(|(row, direct)| NestedGroup { row, direct }).collect();
        Ok(Some(Page { rows, total: Fields::of(&total).count()? }))
    }

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
        let from = |statement: &mut Statement| {
            closure(statement, group);
            let mut from = match which {
                GroupDevices::Reached => {
                    "FROM to_users c CROSS JOIN devices d WHERE d.tenant = $1 AND d.enrolled_by_id = c.id"
                }
                GroupDevices::Ignored => {
                    "FROM devices d WHERE d.tenant = $1 AND d.id IN (SELECT m.member_id FROM to_groups c \
                     CROSS JOIN memberships m WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'device')"
                }
            }
            .to_owned();
            from += &statement.device_in_scope();
            match query.reachable {
                Some(true) => from += " AND d.reasons = 0",
                Some(false) => from += " AND d.reasons <> 0",
                None => {}
            }
            from += &found(statement, "d.search", &query.search);
            from
        };
        let mut statement = Statement::within(self.dialect, devices);
        let matching = from(&mut statement);
        let count = statement.ready(&format!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN d.reasons = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) {matching}"
        ));
        let mut statement = Statement::within(self.dialect, devices);
        let matching = from(&mut statement);
        let offset = statement.value(offset(query.page));
        let way = if query.descending { "DESC" } else { "ASC" };
        let rows = statement.ready(&format!(
            "SELECT {DEVICE} {matching} ORDER BY d.name_key {way}, d.id {way} LIMIT {PAGE_SIZE} OFFSET {offset}"
        ));
        let read = self.of(groups.tenant());
        let (count, rows) = tokio::try_join!(count.fetch_one(&read), rows.fetch_all(&read))?;
        let mut count = Fields::of(&count);
        Ok(Some(DevicePage {
            rows: rows.iter().map(|row| device_row(&mut Fields::of(row))).collect::<Result<_>>()?,
            total: count.count()?,
            reachable: count.count()?,
        }))
    }
}

/// Adds the tables `to_groups` and `to_users` of the group, and answers the parameter that holds its id.
fn closure(statement: &mut Statement, group: &GroupId) -> String {
    let id = statement.value(group.as_str());
    statement.closure("to", &id);
    id
}

/// A condition, with AND before it, if something is searched for.
fn found(statement: &mut Statement, column: &str, search: &str) -> String {
    let search = search.trim();
    if search.is_empty() {
        return String::new();
    }
    let search = statement.value(fold(search));
    format!(" AND {}", statement.dialect.contains(column, &search))
}
