//! Groups: in lists, in the picker, and one with whom it reaches. Their members are in `members.rs`.

use crate::{Result, Store, fold::sought, row::Fields, shared::question, statement::Statement};
use herald_domain::{
    audience::Reach,
    directory::{GroupRow, ListQuery, ListSort, Page},
    ids::GroupId,
    permission::{Permit, ReadGroups},
};
use std::{collections::HashMap, sync::Arc};

/// A group as it is stored: [`GroupDetail`](herald_domain::directory::GroupDetail) without what depends on the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredGroup {
    pub row: GroupRow,
    pub nested: u64,
    pub reach: Reach,
}

/// The number of direct members that are users.
const USERS: &str =
    "(SELECT COUNT(*) FROM memberships m WHERE m.tenant = $1 AND m.group_id = g.id AND m.kind = 'user')";

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
        let rows = if search.trim().is_empty() {
            self.first_groups(permit, limit).await?
        } else {
            self.groups_named(permit, search, limit as usize).await?
        };
        self.with_people(permit, rows).await
    }

    /// The first groups in scope by name.
    async fn first_groups<A>(&self, permit: &Permit<A>, limit: u32) -> Result<Vec<GroupRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let in_scope = statement.group_in_scope("g.id");
        let limit = statement.value(i64::from(limit));
        let rows = statement
            .ready(&format!(
                "SELECT {ROW} FROM groups g WHERE g.tenant = $1{in_scope} ORDER BY g.name_key, g.id LIMIT {limit}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        rows.iter().map(|row| group_row(&mut Fields::of(row))).collect()
    }

    /// The groups in scope among `ids`, in that order, each with the number of its people.
    pub async fn groups_by_id<A: Sync>(&self, permit: &Permit<A>, ids: &[GroupId]) -> Result<Vec<GroupRow>> {
        let rows = self.rows_by_id(permit, ids).await?;
        self.with_people(permit, rows).await
    }

    async fn rows_by_id<A: Sync>(&self, permit: &Permit<A>, ids: &[GroupId]) -> Result<Vec<GroupRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let chosen = statement.group_list(ids);
        let in_scope = statement.group_in_scope("g.id");
        let rows = statement
            .ready(&format!(
                "SELECT {ROW} FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen}){in_scope}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut rows: Vec<GroupRow> =
            rows.iter().map(|row| group_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        Ok(rows)
    }

    /// What the groups are called, in their order. None if any of them does not exist or is out of scope.
    pub(crate) async fn names_of_groups<A: Sync>(
        &self,
        permit: &Permit<A>,
        ids: &[GroupId],
    ) -> Result<Option<Vec<String>>> {
        let mut statement = Statement::within(self.dialect, permit);
        let chosen = statement.group_list(ids);
        let in_scope = statement.group_in_scope("g.id");
        let rows = statement
            .ready(&format!(
                "SELECT g.id, g.name FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen}){in_scope}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut names = HashMap::new();
        for row in &rows {
            let mut row = Fields::of(row);
            names.insert(row.text()?, row.text()?);
        }
        Ok(ids.iter().map(|id| names.remove(id.as_str())).collect())
    }

    /// One page of the groups in scope, each with the number of its people.
    pub async fn groups(&self, permit: &Permit<ReadGroups>, query: &ListQuery) -> Result<Page<GroupRow>> {
        let matching = |statement: &mut Statement| {
            let mut matching =
                format!("FROM groups g WHERE g.tenant = $1{}", statement.group_in_scope("g.id"));
            let search = sought(&query.search);
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
        let (limit, offset) = (query.rows.count(), statement.value(query.rows.before(query.page)));
        let way = if query.descending { "DESC" } else { "ASC" };
        let order = match query.sort {
            ListSort::Members => format!("{USERS} {way}, g.name_key, g.id"),
            ListSort::Name | ListSort::Address => format!("g.name_key {way}, g.id {way}"),
        };
        let rows =
            statement.ready(&format!("SELECT {ROW} {from} ORDER BY {order} LIMIT {limit} OFFSET {offset}"));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        let rows = rows.iter().map(|row| group_row(&mut Fields::of(row))).collect::<Result<_>>()?;
        Ok(Page { rows: self.with_people(permit, rows).await?, total: Fields::of(&total).count()? })
    }

    /// A group and whom it reaches. None when it does not exist or is out of scope.
    pub async fn group(&self, permit: &Permit<ReadGroups>, id: &GroupId) -> Result<Option<StoredGroup>> {
        let Some(mut row) = self.rows_by_id(permit, std::slice::from_ref(id)).await?.pop() else {
            return Ok(None);
        };
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let start = statement.group_list(std::slice::from_ref(id));
        statement.closure("to", &start);
        let nested = statement.ready("SELECT COUNT(*) - 1 FROM to_groups");
        let reach = self.reach_of(permit, id).await?;
        let nested = nested.fetch_one(&self.of(permit.tenant())).await?;
        row.transitive_users = Some(reach.members);
        Ok(Some(StoredGroup { row, nested: Fields::of(&nested).count()?, reach }))
    }

    /// Adds to each group the number of users in it or in a group nested in it, each once.
    pub(crate) async fn with_people<A>(
        &self,
        permit: &Permit<A>,
        mut rows: Vec<GroupRow>,
    ) -> Result<Vec<GroupRow>> {
        // Where nothing is nested, the direct members are all.
        let (nesting, plain): (Vec<_>, Vec<_>) = rows.iter_mut().partition(|row| row.groups > 0);
        for row in plain {
            row.transitive_users = Some(row.users);
        }
        if nesting.is_empty() {
            return Ok(rows);
        }
        let ids: Vec<_> = nesting.iter().map(|row| &row.id).collect();
        let state = self.state(permit.tenant()).await?;
        let people =
            self.counts.members.ask(question(permit, &ids), state, self.count_people(permit, &ids)).await?;
        for row in nesting {
            row.transitive_users = Some(people.get(row.id.as_str()).copied().unwrap_or(0));
        }
        Ok(rows)
    }

    /// The number of users in each of the groups at any depth, by the group's id; none stands for 0.
    async fn count_people<A>(
        &self,
        permit: &Permit<A>,
        ids: &[&GroupId],
    ) -> Result<Arc<HashMap<String, u64>>> {
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let chosen = statement.list(ids.iter().map(|id| id.as_str()));
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
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let pair = |row| {
            let mut row = Fields::of(row);
            Ok((row.text()?, row.count()?))
        };
        counted.iter().map(pair).collect::<Result<_>>().map(Arc::new)
    }
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
