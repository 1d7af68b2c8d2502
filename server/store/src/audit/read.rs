//! Reading the audit log: a page of it, or all of it piece by piece (B28, B30).

use crate::{Result, Store, fold::sought, row::Fields, statement::Statement};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, AuditQuery, AuditRecord},
    directory::Page,
    ids::AuditId,
    permission::{Permit, ReadAudit, ReadOrganization},
};

const ROW: &str = "a.id, a.at, a.actor, a.address, a.activity, a.target, a.outcome, a.detail";

impl Store {
    /// One page of the records, newest first. The actor is found by any part of the name. Of `query` the times are
    /// taken as they are, so [`AuditQuery::at`] comes first.
    pub async fn audit(&self, permit: &Permit<ReadAudit>, query: &AuditQuery) -> Result<Page<AuditRecord>> {
        let (statement, matching) = self.matching(permit, query);
        let total = statement.ready(&format!("SELECT COUNT(*) {matching}"));
        let (mut statement, matching) = self.matching(permit, query);
        let offset = statement.value(query.rows.before(query.page));
        let rows = statement.ready(&format!(
            "SELECT {ROW} {matching} ORDER BY a.at DESC, a.id DESC LIMIT {} OFFSET {offset}",
            query.rows.count()
        ));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        let rows = rows.iter().map(|row| audit_record(Fields::of(row))).collect::<Result<_>>()?;
        Ok(Page { rows, total: Fields::of(&total).count()? })
    }

    /// None when there is no such record, or when it is out of scope.
    pub async fn audit_record(
        &self,
        permit: &Permit<ReadAudit>,
        id: &AuditId,
    ) -> Result<Option<AuditRecord>> {
        let (mut statement, matching) = self.matching(permit, &AuditQuery::default());
        let id = statement.value(id.as_str());
        let row = statement
            .ready(&format!("SELECT {ROW} {matching} AND a.id = {id}"))
            .fetch_optional(&self.of(permit.tenant()))
            .await?;
        row.map(|row| audit_record(Fields::of(&row))).transpose()
    }

    /// At most `limit` records, newest first, that come after `last` in this order; from the newest when there is none.
    /// The page of `query` counts for nothing.
    pub async fn audit_after(
        &self,
        permit: &Permit<ReadAudit>,
        query: &AuditQuery,
        last: Option<&AuditRecord>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>> {
        let (mut statement, mut matching) = self.matching(permit, query);
        if let Some(last) = last {
            let (at, id) = (statement.value(last.at.millis()), statement.value(last.id.as_str()));
            matching += &format!(" AND (a.at < {at} OR (a.at = {at} AND a.id < {id}))");
        }
        let rows = statement
            .ready(&format!("SELECT {ROW} {matching} ORDER BY a.at DESC, a.id DESC LIMIT {limit}"))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        rows.iter().map(|row| audit_record(Fields::of(row))).collect()
    }

    /// When the directory was imported last.
    pub async fn last_import(&self, permit: &Permit<ReadOrganization>) -> Result<Option<Timestamp>> {
        let row = sqlx::query("SELECT MAX(a.at) FROM audit a WHERE a.tenant = $1 AND a.activity = $2")
            .bind(permit.tenant().as_str())
            .bind(Activity::Import.code())
            .fetch_one(&self.of(permit.tenant()))
            .await?;
        Fields::of(&row).time_if_any()
    }

    fn matching(&self, permit: &Permit<ReadAudit>, query: &AuditQuery) -> (Statement, String) {
        let mut statement = Statement::within(self.dialect, permit);
        let mut matching = format!("FROM audit a WHERE a.tenant = $1{}", in_sight(&statement));
        if let Some(actor) = query.actor.as_deref().map(str::trim).filter(|actor| !actor.is_empty()) {
            let actor = statement.value(sought(actor));
            matching += &format!(" AND {}", self.dialect.contains("a.actor_key", &actor));
        }
        if let Some(activity) = query.activity {
            matching += &format!(" AND a.activity = {}", statement.value(activity.code()));
        }
        if let Some(outcome) = query.outcome {
            matching += &format!(" AND a.outcome = {}", statement.value(outcome.code()));
        }
        if let Some(from) = query.from {
            matching += &format!(" AND a.at >= {}", statement.value(from.millis()));
        }
        if let Some(until) = query.until {
            matching += &format!(" AND a.at < {}", statement.value(until.millis()));
        }
        (statement, matching)
    }
}

fn audit_record(mut row: Fields<'_>) -> Result<AuditRecord> {
    Ok(AuditRecord {
        id: row.id()?,
        at: row.time()?,
        actor: row.text()?,
        address: row.text()?,
        activity: row.code(Activity::from_code)?,
        target: row.text()?,
        outcome: row.code(AuditOutcome::from_code)?,
        detail: row.text()?,
    })
}

/// A condition, with AND before it. Within a scope of groups, a record is in sight when it is about users, groups or
/// devices, and all of these are inside. Who did it belongs to what was done, and is told even when that somebody is
/// outside.
fn in_sight(statement: &Statement) -> String {
    if !statement.is_scoped() {
        return String::new();
    }
    let (user, device) = (
        statement.is_member("scope", "user", "s.subject_id"),
        statement.id_of_device_in_scope("s.subject_id"),
    );
    format!(
        " AND EXISTS (SELECT 1 FROM audit_subjects s WHERE s.tenant = $1 AND s.audit_id = a.id) \
         AND NOT EXISTS (SELECT 1 FROM audit_subjects s WHERE s.tenant = $1 AND s.audit_id = a.id AND NOT CASE s.kind \
         WHEN 'user' THEN {user} WHEN 'group' THEN s.subject_id IN (SELECT id FROM scope_groups) ELSE {device} END)"
    )
}
