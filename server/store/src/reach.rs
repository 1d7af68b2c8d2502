//! Whom a message to groups would reach (B9, B13).

use crate::{Result, Store, row::Fields, shared::question, statement::Statement};
use herald_domain::{
    audience::{GroupSelection, Reach},
    device::{Platform, Reasons},
    ids::GroupId,
    permission::{Permit, SendToGroups},
};

impl Store {
    /// Whom a message to these groups would reach now. None if any of them does not exist or is out of scope.
    pub async fn reach(
        &self,
        permit: &Permit<SendToGroups>,
        groups: &GroupSelection,
    ) -> Result<Option<Reach>> {
        if !self.all_in_scope(permit, groups.groups()).await? {
            return Ok(None);
        }
        self.reach_of(permit, groups.groups()).await.map(Some)
    }

    /// Whether the group exists inside the scope of any permit.
    pub async fn group_in_scope<A: Sync>(&self, permit: &Permit<A>, group: &GroupId) -> Result<bool> {
        self.all_in_scope(permit, std::slice::from_ref(group)).await
    }

    async fn all_in_scope<A>(&self, permit: &Permit<A>, groups: &[GroupId]) -> Result<bool> {
        let statement = count_in_scope(Statement::within(self.dialect, permit), groups);
        let found = Fields::of(&statement.fetch_one(&self.of(permit.tenant())).await?).count()?;
        Ok(usize::try_from(found) == Ok(groups.len()))
    }

    /// Whom a message to these groups, which are in scope, would reach.
    pub(crate) async fn reach_of<A: Sync>(&self, permit: &Permit<A>, groups: &[GroupId]) -> Result<Reach> {
        let state = self.state(permit.tenant()).await?;
        self.counts.reach.ask(question(permit, &groups), state, self.count_reach(permit, groups)).await
    }

    async fn count_reach<A>(&self, permit: &Permit<A>, groups: &[GroupId]) -> Result<Reach> {
        let to = |select: &str| {
            let mut statement = Statement::new(self.dialect, permit.tenant());
            let chosen = statement.group_list(groups);
            statement.closure("to", &chosen);
            statement.ready(select)
        };
        let people = to(
            "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM devices d WHERE d.tenant = $1 \
             AND d.enrolled_by_id = p.id AND d.reasons = 0) THEN 1 ELSE 0 END), 0) AS BIGINT) FROM to_users p",
        );
        let devices = to("SELECT d.platform, d.reasons, COUNT(*) FROM to_users p CROSS JOIN devices d \
             WHERE d.tenant = $1 AND d.enrolled_by_id = p.id GROUP BY d.platform, d.reasons");
        let ignored = to("SELECT COUNT(DISTINCT m.member_id) FROM to_groups c CROSS JOIN memberships m \
             WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'device'");
        let read = self.of(permit.tenant());
        let (people, devices, ignored) =
            tokio::try_join!(people.fetch_one(&read), devices.fetch_all(&read), ignored.fetch_one(&read))?;
        let mut people = Fields::of(&people);
        let mut reach = Reach {
            members: people.count()?,
            people: people.count()?,
            ignored_devices: Fields::of(&ignored).count()?,
            ..Reach::default()
        };
        for row in &devices {
            let mut row = Fields::of(row);
            let platform = row.code(Platform::from_code)?;
            let reasons = Reasons::from_bits(row.small()?);
            reach.add(platform, reasons.first(), row.count()?);
        }
        Ok(reach)
    }
}

/// How many of these groups exist in scope.
pub(crate) fn count_in_scope(mut statement: Statement, groups: &[GroupId]) -> crate::statement::Ready {
    let chosen = statement.group_list(groups);
    let in_scope = statement.group_in_scope("g.id");
    statement
        .ready(&format!("SELECT COUNT(*) FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen}){in_scope}"))
}
