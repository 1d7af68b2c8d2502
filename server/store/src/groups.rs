//! Groups: in lists, in the picker, and one with its members.

use crate::{
    Result, Store,
    audit::offset,
    devices::{ROW as DEVICE, device_row},
    fold::fold,
    row::Fields,
    statement::{Ready, Statement},
    users::{ROW as USER, user_row},
};
use herald_domain::{
    device::{DeviceRow, PAGE_SIZE},
    directory::{GroupDetail, GroupRow, ListQuery, Page, UserRow},
    ids::GroupId,
    permission::{Permit, ReadGroups},
};
use std::collections::HashMap;

/// The columns of a [`GroupRow`], from a table `groups` called `g`.
pub(crate) const ROW: &str = "g.id, g.name, g.description, \
     (SELECT COUNT(*) FROM memberships m WHERE m.tenant = $1 AND m.group_id = g.id AND m.kind = 'user'), \
     (SELECT COUNT(*) FROM memberships m WHERE m.tenant = $1 AND m.group_id = g.id AND m.kind = 'group'), \
     (SELECT COUNT(*) FROM memberships m WHERE m.tenant = $1 AND m.group_id = g.id AND m.kind = 'device')";

impl Store {
    /// At most `limit` groups in scope whose name contains `search`, those that begin with it first, each with the
    /// number of its people.
    pub async fn search_groups<A: Sync>(
        &self,
        permit: &Permit<A>,
        search: &str,
        limit: u32,
    ) -> Result<Vec<GroupRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let in_scope = statement.group_in_scope("g.id");
        let limit = statement.value(i64::from(limit));
        let search = fold(search.trim());
        let (matching, order) = if search.is_empty() {
            (String::new(), String::new())
        } else {
            let search = statement.value(search);
            let matching = format!(" AND {}", self.dialect.contains("g.name_key", &search));
            (
                matching,
                format!("CASE WHEN substr(g.name_key, 1, length({search})) = {search} THEN 0 ELSE 1 END, "),
            )
        };
        let rows = statement
            .ready(&format!(
                "SELECT {ROW} FROM groups g WHERE g.tenant = $1{in_scope}{matching} \
                 ORDER BY {order}g.name_key, g.id LIMIT {limit}"
            ))
            .fetch_all(&self.read)
            .await?;
        let rows = rows.iter().map(|row| group_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        self.with_people(permit, rows).await
    }

    /// The groups in scope among `ids`, in that order, each with the number of its people.
    pub async fn groups_by_id<A: Sync>(&self, permit: &Permit<A>, ids: &[GroupId]) -> Result<Vec<GroupRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let chosen = statement.group_list(ids);
        let in_scope = statement.group_in_scope("g.id");
        let rows = statement
            .ready(&format!(
                "SELECT {ROW} FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen}){in_scope}"
            ))
            .fetch_all(&self.read)
            .await?;
        let mut rows: Vec<GroupRow> =
            rows.iter().map(|row| group_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        self.with_people(permit, rows).await
    }

    /// One page of the groups in scope, by name.
    pub async fn groups(&self, permit: &Permit<ReadGroups>, query: &ListQuery) -> Result<Page<GroupRow>> {
        let matching = |statement: &mut Statement| {
            let mut matching =
                format!("FROM groups g WHERE g.tenant = $1{}", statement.group_in_scope("g.id"));
            let search = fold(query.search.trim());
            if !search.is_empty() {
                let search = statement.value(search);
                matching += &format!(" AND {}", self.dialect.contains("g.name_key", &search));
            }
            matching
        };
        let mut statement = Statement::within(self.dialect, permit);
        let from = matching(&mut statement);
        let total = statement.ready(&format!("SELECT COUNT(*) {from}"));
        let mut statement = Statement::within(self.dialect, permit);
        let from = matching(&mut statement);
        let offset = statement.value(offset(query.page));
        let rows = statement.ready(&format!(
            "SELECT {ROW} {from} ORDER BY g.name_key, g.id LIMIT {PAGE_SIZE} OFFSET {offset}"
        ));
        let (total, rows) = tokio::try_join!(total.fetch_one(&self.read), rows.fetch_all(&self.read))?;
        let rows = rows.iter().map(|row| group_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(Page { rows, total: Fields::of(&total).count()? })
    }

    /// A group with the first 50 of its direct members of each kind. None when it does not exist or is out of scope.
    pub async fn group(&self, permit: &Permit<ReadGroups>, id: &GroupId) -> Result<Option<GroupDetail>> {
        let Some(row) = self.groups_by_id(permit, std::slice::from_ref(id)).await?.pop() else {
            return Ok(None);
        };
        let group = |statement: &mut Statement| statement.value(id.as_str());
        let nested = {
            let mut statement = Statement::new(self.dialect, permit.tenant());
            let group = group(&mut statement);
            self.members(statement.ready(&members(ROW, "groups", "g", "group", &group, "")), group_row)
                .await?
        };
        let users: Vec<UserRow> = {
            let mut statement = Statement::new(self.dialect, permit.tenant());
            let group = group(&mut statement);
            self.members(statement.ready(&members(USER, "users", "u", "user", &group, "")), user_row).await?
        };
        // Groups and users in a group that is in scope are so too; devices are not (B28).
        let ignored_devices: Vec<DeviceRow> = {
            let mut statement = Statement::within(self.dialect, permit);
            let (group, in_scope) = (group(&mut statement), statement.device_in_scope());
            let devices = members(DEVICE, "devices", "d", "device", &group, &in_scope);
            self.members(statement.ready(&devices), device_row).await?
        };
        let nested = self.with_people(permit, nested).await?;
        let reach = self.reach_of(permit, std::slice::from_ref(id)).await?;
        Ok(Some(GroupDetail { row, nested, members: users, ignored_devices, reach }))
    }

    async fn members<T>(&self, statement: Ready, read: fn(&mut Fields<'_>) -> Result<T>) -> Result<Vec<T>> {
        statement.fetch_all(&self.read).await?.iter().map(|row| read(&mut Fields::of(row))).collect()
    }

    /// Adds to each group the number of users in it or in a group nested in it, each once.
    pub(crate) async fn with_people<A>(
        &self,
        permit: &Permit<A>,
        mut rows: Vec<GroupRow>,
    ) -> Result<Vec<GroupRow>> {
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let chosen = statement.list(rows.iter().map(|row| row.id.as_str()));
        statement.table(format!(
            "inside(root, id) AS (SELECT g.id, g.id FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen}) UNION \
             SELECT c.root, m.member_id FROM inside c CROSS JOIN memberships m \
             WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'group')"
        ));
        let counted = statement
            .ready(
                "SELECT c.root, COUNT(DISTINCT m.member_id) FROM inside c CROSS JOIN memberships m \
                 WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'user' GROUP BY c.root",
            )
            .fetch_all(&self.read)
            .await?;
        let mut people: HashMap<String, u64> = HashMap::new();
        for row in &counted {
            let mut row = Fields::of(row);
            people.insert(row.text()?, row.count()?);
        }
        for row in &mut rows {
            row.transitive_users = Some(people.get(row.id.as_str()).copied().unwrap_or(0));
        }
        Ok(rows)
    }
}

/// The first direct members of one kind, by name.
fn members(columns: &str, table: &str, alias: &str, kind: &str, group: &str, in_scope: &str) -> String {
    format!(
        "SELECT {columns} FROM memberships mm CROSS JOIN {table} {alias} \
         WHERE {alias}.tenant = $1 AND {alias}.id = mm.member_id \
         AND mm.tenant = $1 AND mm.group_id = {group} AND mm.kind = '{kind}'{in_scope} \
         ORDER BY {alias}.name_key, {alias}.id LIMIT {PAGE_SIZE}"
    )
}

/// Reads the columns of [`ROW`].
pub(crate) fn group_row(row: &mut Fields<'_>) -> Result<GroupRow> {
    Ok(GroupRow {
        id: row.id()?,
        name: row.text()?,
        description: row.text()?,
        users: row.count()?,
        groups: row.count()?,
        devices: row.count()?,
        transitive_users: None,
    })
}
