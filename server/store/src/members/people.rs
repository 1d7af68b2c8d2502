//! People in a group, each with the nested group that holds them.

use super::{closure, found};
use crate::{
    Result, Store,
    fold::sought,
    pages::{Found, Matching, Pages},
    row::Fields,
    shared::question,
    statement::{MANY, Statement},
    users::{ROW, order, reachable, user_row},
};
use herald_domain::{
    audience::Reach,
    directory::{GroupName, ListQuery, Member, Page},
    ids::GroupId,
    permission::{Permit, ReadDevices, ReadGroups, ReadUsers, Scope},
};
use sqlx::any::AnyRow;
use std::collections::HashMap;

impl Store {
    /// People in the group and in groups nested in it, each once. None when the group does not exist or is out of scope.
    /// Without the right to read devices these are not counted, and nobody is left out for them.
    pub async fn people_in_group(
        &self,
        groups: &Permit<ReadGroups>,
        users: &Permit<ReadUsers>,
        devices: Option<&Permit<ReadDevices>>,
        group: &GroupId,
        query: &ListQuery,
    ) -> Result<Option<Page<Member>>> {
        if !self.group_in_scope(groups, group).await? {
            return Ok(None);
        }
        let reach = self.reach_of(groups, group).await?;
        let reachable = devices.zip(query.reachable);
        let list = People { store: self, users, reachable, group, query, reach };
        let (rows, found) = list.page().await?;
        let mut members = Vec::with_capacity(rows.len());
        for row in &rows {
            members.push(Member { user: user_row(&mut Fields::of(row))?, through: None });
        }
        self.add_ways(groups, group, &mut members).await?;
        if let Some(devices) = devices {
            self.count_enrolled(devices, members.iter_mut().map(|member| &mut member.user)).await?;
        }
        Ok(Some(Page { rows: members, total: found.total }))
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
        let held_by = self.dialect.unindexed("m.group_id");
        let rows = statement
            .ready(&format!(
                "SELECT m.member_id, g.id, g.name FROM memberships m CROSS JOIN groups g \
                 WHERE m.tenant = $1 AND m.kind = 'user' AND m.member_id IN ({people}) \
                 AND {held_by} IN (SELECT id FROM to_groups) AND g.tenant = $1 AND g.id = m.group_id \
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
}

/// What somebody looks at.
struct People<'a> {
    store: &'a Store,
    users: &'a Permit<ReadUsers>,
    /// Whether they should have a device that can be reached, of those that the permit shows.
    reachable: Option<(&'a Permit<ReadDevices>, bool)>,
    group: &'a GroupId,
    query: &'a ListQuery,
    /// The group's.
    reach: Reach,
}

impl People<'_> {
    async fn page(&self) -> Result<(Vec<AnyRow>, Found)> {
        let pages = Pages {
            store: self.store,
            tenant: self.users.tenant(),
            table: "users u",
            alias: 'u',
            columns: ROW,
            reachable: None,
            order: order(self.query),
            page: self.query.page,
            size: self.query.rows,
            searches: self.searches(),
        };
        pages.page(|| self.matching(), self.found(&pages)).await
    }

    async fn found(&self, pages: &Pages<'_>) -> Result<Found> {
        let Self { store, users, reachable, group, query, reach } = self;
        let reachable = reachable.map(|(devices, wanted)| (devices.scope(), wanted));
        if matches!(users.scope(), Scope::All) && !self.searches() {
            match reachable {
                None => return Ok(Found::of(reach.members, 0)),
                Some((Scope::All, true)) => return Ok(Found::of(reach.people, 0)),
                Some((Scope::All, false)) => return Ok(Found::of(reach.members - reach.people, 0)),
                Some((Scope::Groups(_), _)) => {}
            }
        }
        let asked = question(*users, &(group, sought(&query.search), reachable));
        let state = store.state(users.tenant()).await?;
        store.counts.found.ask_of_state(asked, state, pages.find(self.matching())).await
    }

    fn searches(&self) -> bool {
        !self.query.search.trim().is_empty()
    }

    /// FROM and WHERE of the people that the query asks for.
    fn matching(&self) -> Matching {
        let mut statement = Statement::within(self.store.dialect, self.users);
        closure(&mut statement, self.group);
        let mut matching = if self.reach.members > MANY {
            format!("FROM users u WHERE u.tenant = $1 AND {}", statement.is_member("to", "user", "u.id"))
        } else {
            "FROM to_users c CROSS JOIN users u WHERE u.tenant = $1 AND u.id = c.id".to_owned()
        };
        matching += &statement.user_in_scope("u.id");
        if let Some((devices, wanted)) = self.reachable {
            matching += &reachable(&mut statement, devices, wanted);
        }
        matching += &found(&mut statement, "u.search", &self.query.search);
        (statement, matching)
    }
}
