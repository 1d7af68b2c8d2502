//! Whom a message to groups would reach (B9, B13).

use crate::{
    Result, Store,
    row::Fields,
    shared::question,
    statement::{Ready, Statement},
};
use herald_domain::{
    audience::{Forecast, GroupSelection, Reach},
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
    ) -> Result<Option<Forecast>> {
        if !self.all_in_scope(permit, groups.groups()).await? {
            return Ok(None);
        }
        self.forecast_of(permit, groups.groups()).await.map(Some)
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

    /// Whom a message to this group, which is in scope, would reach.
    pub(crate) async fn reach_of<A: Sync>(&self, permit: &Permit<A>, group: &GroupId) -> Result<Reach> {
        Ok(self.forecast_of(permit, std::slice::from_ref(group)).await?.reach)
    }

    pub(crate) async fn forecast_of<A: Sync>(
        &self,
        permit: &Permit<A>,
        groups: &[GroupId],
    ) -> Result<Forecast> {
        let state = self.state(permit.tenant()).await?;
        self.counts.reach.ask(question(permit, &groups), state, self.count_reach(permit, groups)).await
    }

    async fn count_reach<A>(&self, permit: &Permit<A>, groups: &[GroupId]) -> Result<Forecast> {
        let to = |select: &str| {
            let mut statement = Statement::new(self.dialect, permit.tenant());
            let chosen = statement.group_list(groups);
            statement.closure("to", &chosen);
            statement.ready(select)
        };
        let people = self.people_by_groups(permit, groups);
        let devices = to("SELECT d.platform, d.reasons, COUNT(*) FROM to_users p CROSS JOIN devices d \
             WHERE d.tenant = $1 AND d.enrolled_by_id = p.id GROUP BY d.platform, d.reasons");
        let ignored = to("SELECT COUNT(DISTINCT m.member_id) FROM to_groups c CROSS JOIN memberships m \
             WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'device'");
        let read = self.of(permit.tenant());
        let (people, devices, ignored) =
            tokio::try_join!(people.fetch_all(&read), devices.fetch_all(&read), ignored.fetch_one(&read))?;
        let mut forecast = Forecast::of_nobody(groups);
        for row in &people {
            let mut row = Fields::of(row);
            forecast.add(row.count()?, row.count()?, row.count()?);
        }
        for row in &devices {
            let mut row = Fields::of(row);
            let platform = row.code(Platform::from_code)?;
            let reasons = Reasons::from_bits(row.small()?);
            forecast.reach.add(platform, reasons.first(), row.count()?);
        }
        forecast.reach.ignored_devices = Fields::of(&ignored).count()?;
        Ok(forecast)
    }

    /// The people of the groups by which of them they are in and by how many devices can be reached, as
    /// [`Forecast::add`] counts them.
    ///
    /// Each group has a bit. What is nested in several has the bits of all of these and is read once, however the groups
    /// overlap.
    fn people_by_groups<A>(&self, permit: &Permit<A>, groups: &[GroupId]) -> Ready {
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let chosen = statement.group_list(groups);
        let bits: String = groups
            .iter()
            .enumerate()
            .map(|(at, group)| format!(" WHEN {} THEN {}", statement.value(group.as_str()), 1_u64 << at))
            .collect();
        statement.table(format!(
            "inside(bit, id) AS (SELECT CASE g.id{bits} ELSE 0 END, g.id FROM groups g \
             WHERE g.tenant = $1 AND g.id IN ({chosen}) UNION SELECT c.bit, m.member_id \
             FROM inside c CROSS JOIN memberships m WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'group')"
        ));
        // Every bit of a group is there once, so that the sum has all of them.
        statement.table("marked(id, bits) AS (SELECT id, SUM(bit) FROM inside GROUP BY id)".to_owned());
        let any: Vec<_> = (0..groups.len()).map(|at| format!("MAX(c.bits & {})", 1_u64 << at)).collect();
        statement.table(format!(
            "people(id, bits) AS (SELECT m.member_id, {} FROM marked c CROSS JOIN memberships m \
             WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'user' GROUP BY m.member_id)",
            any.join(" + ")
        ));
        statement.ready(
            "SELECT bits, devices, COUNT(*) FROM (SELECT p.bits, (SELECT COUNT(*) FROM devices d WHERE d.tenant = $1 \
             AND d.enrolled_by_id = p.id AND d.reasons = 0) AS devices FROM people p) counted GROUP BY bits, devices",
        )
    }
}

/// How many of these groups exist in scope.
pub(crate) fn count_in_scope(mut statement: Statement, groups: &[GroupId]) -> Ready {
    let chosen = statement.group_list(groups);
    let in_scope = statement.group_in_scope("g.id");
    statement
        .ready(&format!("SELECT COUNT(*) FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen}){in_scope}"))
}
