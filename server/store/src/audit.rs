//! The audit log (B30).

use crate::{Result, Store, fold::fold, new_id::new_id, row::Fields, statement::Statement};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, AuditQuery, AuditRecord},
    caller::Caller,
    device::PAGE_SIZE,
    directory::Page,
    ids::{AuditId, TenantId},
    permission::{Permit, ReadAudit},
};
use sqlx::AnyConnection;

/// Longest target and detail in characters.
const TEXT_MAX: usize = 1_000;

/// An act, to be recorded in the transaction that does it.
pub(crate) struct Act<'a> {
    pub tenant: &'a TenantId,
    pub at: Timestamp,
    pub actor: &'a str,
    pub address: &'a str,
    pub activity: Activity,
    pub target: &'a str,
    pub outcome: AuditOutcome,
    pub detail: &'a str,
}

/// The address of what the command line does.
pub(crate) const COMMAND_LINE: &str = "cli";

/// Leaves exactly one record.
pub(crate) async fn record(connection: &mut AnyConnection, act: Act<'_>) -> Result<()> {
    let id: AuditId = new_id(act.at);
    sqlx::query(
        "INSERT INTO audit (tenant, id, at, actor, actor_key, address, activity, target, outcome, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(act.tenant.as_str())
    .bind(id.as_str())
    .bind(act.at.millis())
    .bind(shortened(act.actor))
    .bind(fold(&shortened(act.actor)))
    .bind(shortened(act.address))
    .bind(act.activity.code())
    .bind(shortened(act.target))
    .bind(act.outcome.code())
    .bind(shortened(act.detail))
    .execute(connection)
    .await?;
    Ok(())
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| *c != '\0').take(TEXT_MAX).collect()
}

impl Store {
    /// One page of the records, newest first. The actor is found by any part of the name.
    pub async fn audit(&self, permit: &Permit<ReadAudit>, query: &AuditQuery) -> Result<Page<AuditRecord>> {
        let filtered = || {
            let mut statement = Statement::new(self.dialect, permit.tenant());
            let mut conditions = String::from("FROM audit WHERE tenant = $1");
            if let Some(actor) = query.actor.as_deref().map(str::trim).filter(|actor| !actor.is_empty()) {
                let actor = statement.value(fold(actor));
                conditions += &format!(" AND {}", self.dialect.contains("actor_key", &actor));
            }
            if let Some(activity) = query.activity {
                conditions += &format!(" AND activity = {}", statement.value(activity.code()));
            }
            if let Some(from) = query.from {
                conditions += &format!(" AND at >= {}", statement.value(from.millis()));
            }
            if let Some(until) = query.until {
                conditions += &format!(" AND at < {}", statement.value(until.millis()));
            }
            (statement, conditions)
        };
        let (statement, conditions) = filtered();
        let total = statement.ready(&format!("SELECT COUNT(*) {conditions}")).fetch_one(&self.read).await?;
        let (mut statement, conditions) = filtered();
        let offset = statement.value(offset(query.page));
        let rows = statement
            .ready(&format!(
                "SELECT id, at, actor, address, activity, target, outcome, detail {conditions} \
                 ORDER BY at DESC, id DESC LIMIT {PAGE_SIZE} OFFSET {offset}"
            ))
            .fetch_all(&self.read)
            .await?;
        let rows = rows.iter().map(|row| audit_record(Fields::of(row))).collect::<Result<_>>()?;
        Ok(Page { rows, total: Fields::of(&total).count()? })
    }

    /// Leaves the record of an act that was refused before it reached the store.
    pub async fn audit_refusal(
        &self,
        caller: &Caller,
        activity: Activity,
        target: &str,
        detail: &str,
        now: Timestamp,
    ) -> Result<()> {
        let act = Act {
            tenant: caller.tenant(),
            at: now,
            actor: &caller.user_principal_name,
            address: &caller.address,
            activity,
            target,
            outcome: AuditOutcome::Refused,
            detail,
        };
        let mut tx = self.begin().await?;
        record(&mut tx, act).await?;
        Ok(tx.commit().await?)
    }
}

/// Rows before this page. Pages count from 1; 0 means the first too.
pub(crate) fn offset(page: u32) -> i64 {
    i64::from(page.saturating_sub(1)) * i64::from(PAGE_SIZE)
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
