//! The figures of Home and of Delivery status: what can be reached, and what became of the latest sends. Numbers only, never text (B22).

use crate::{
    Result, Store,
    row::Fields,
    sends::{count_by_reason, in_sight},
    shared::question,
    statement::Statement,
};
use herald_domain::{
    Timestamp,
    delivery::Counts,
    device::{Platform, Reasons},
    overview::{Fleet, RECENT_HOURS, Recent},
    permission::{Permit, ReadDevices, ReadOrganization},
    time::HOUR_MS,
};

impl Store {
    /// The phones and tablets in scope, by whether a message can reach them.
    pub async fn fleet(&self, permit: &Permit<ReadDevices>) -> Result<Fleet> {
        let state = self.state(permit.tenant()).await?;
        self.counts.fleet.ask(question(permit, &()), state, self.count_fleet(permit)).await
    }

    async fn count_fleet(&self, permit: &Permit<ReadDevices>) -> Result<Fleet> {
        let wide = self.is_wide(permit).await?;
        let statement = Statement::within(self.dialect, permit);
        let from = statement.devices(wide);
        // The first columns of an index, so that nothing has to be sorted.
        let rows = statement
            .ready(&format!(
                "SELECT d.platform, d.reasons, COUNT(*) {from} \
                 GROUP BY d.platform, d.ownership, d.compliance, d.reasons"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut fleet = Fleet::default();
        for row in &rows {
            let mut row = Fields::of(row);
            let platform = row.code(Platform::from_code)?;
            fleet.add(platform, Reasons::from_bits(row.small()?), row.count()?);
        }
        Ok(fleet)
    }

    /// What became of the messages in scope that were sent in the 24 hours before `now`.
    pub async fn recent(&self, permit: &Permit<ReadOrganization>, now: Timestamp) -> Result<Recent> {
        let since = now.plus_ms(-(RECENT_HOURS as i64) * HOUR_MS);
        let mut statement = Statement::within(self.dialect, permit);
        let (matching, since) = (in_sight(&statement), statement.value(since.millis()));
        let rows = statement
            .ready(&format!(
                "SELECT (m.created_at - {since}) / {HOUR_MS}, CAST(SUM(m.accepted) AS BIGINT), \
                 CAST(SUM(m.expired) AS BIGINT), CAST(SUM(m.trying) AS BIGINT), \
                 CAST(COALESCE(SUM((SELECT SUM(c.devices) FROM message_counts c WHERE c.tenant = $1 \
                 AND c.message_id = m.id AND c.kind = 'rejected')), 0) AS BIGINT) \
                 {matching} AND m.created_at > {since} GROUP BY (m.created_at - {since}) / {HOUR_MS}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut recent = Recent::default();
        for row in &rows {
            let mut row = Fields::of(row);
            let (hour, accepted) = (row.small::<usize>()?, row.count()?);
            // A clock that was set back may have written later ones.
            recent.hours[hour.min(RECENT_HOURS - 1)] += accepted;
            recent.accepted += accepted;
            recent.expired += row.count()?;
            recent.trying += row.count()?;
            recent.refused += row.count()?;
        }
        Ok(recent)
    }

    /// The same messages by outcome and reason, the most frequent reason first.
    pub async fn recent_counts(&self, permit: &Permit<ReadOrganization>, now: Timestamp) -> Result<Counts> {
        let since = now.plus_ms(-(RECENT_HOURS as i64) * HOUR_MS);
        let mut statement = Statement::within(self.dialect, permit);
        let (matching, since) = (in_sight(&statement), statement.value(since.millis()));
        let reasons = statement.ready(&format!(
            "SELECT c.kind, c.reason, CAST(SUM(c.devices) AS BIGINT) FROM message_counts c WHERE c.tenant = $1 \
             AND c.message_id IN (SELECT m.id {matching} AND m.created_at > {since}) \
             GROUP BY c.kind, c.reason ORDER BY SUM(c.devices) DESC, c.reason"
        ));
        let read = self.of(permit.tenant());
        let (Recent { accepted, expired, trying, .. }, rows) =
            tokio::try_join!(self.recent(permit, now), async { Ok(reasons.fetch_all(&read).await?) })?;
        let mut counts = Counts { accepted, expired, trying, ..Counts::default() };
        for row in &rows {
            count_by_reason(&mut counts, Fields::of(row))?;
        }
        Ok(counts)
    }
}
