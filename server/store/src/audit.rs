//! Writing the audit log (B30).

mod read;

use crate::{Result, Store, fold::fold, new_id::new_id};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, Subject},
    caller::Caller,
    ids::{AuditId, TenantId},
};
use sqlx::AnyConnection;

/// Longest target and detail in characters: room for the names of a hundred devices.
const TEXT_MAX: usize = 4_000;

/// An act, to be recorded in the transaction that does it.
pub(crate) struct Act<'a> {
    pub tenant: &'a TenantId,
    pub at: Timestamp,
    pub actor: &'a str,
    pub address: &'a str,
    pub activity: Activity,
    pub target: &'a str,
    pub subjects: &'a [Subject<'a>],
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
    .execute(&mut *connection)
    .await?;
    for subject in act.subjects {
        let (kind, subject) = match subject {
            Subject::User(user) => ("user", user.as_str()),
            Subject::Group(group) => ("group", group.as_str()),
            Subject::Device(device) => ("device", device.as_str()),
        };
        sqlx::query(
            "INSERT INTO audit_subjects (tenant, audit_id, kind, subject_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(act.tenant.as_str())
        .bind(id.as_str())
        .bind(kind)
        .bind(subject)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// What is cut off leaves a sign.
fn shortened(text: &str) -> String {
    let mut kept = text.chars().filter(|c| *c != '\0');
    let mut text: String = kept.by_ref().take(TEXT_MAX - 1).collect();
    let rest: Vec<char> = kept.take(2).collect();
    text.extend(if rest.len() > 1 { &['…'] } else { rest.as_slice() });
    text
}

impl Store {
    /// Leaves the record of an act that was refused before it reached the store.
    pub async fn audit_refusal(
        &self,
        caller: &Caller,
        activity: Activity,
        (target, subjects): (&str, &[Subject<'_>]),
        detail: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.note(caller, activity, (target, subjects), (AuditOutcome::Refused, detail), now).await
    }

    /// Leaves the record of an act that changes nothing in the store, as an export.
    pub async fn audit_act(
        &self,
        caller: &Caller,
        activity: Activity,
        about: (&str, &[Subject<'_>]),
        detail: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.note(caller, activity, about, (AuditOutcome::Success, detail), now).await
    }

    async fn note(
        &self,
        caller: &Caller,
        activity: Activity,
        (target, subjects): (&str, &[Subject<'_>]),
        (outcome, detail): (AuditOutcome, &str),
        now: Timestamp,
    ) -> Result<()> {
        let act = Act {
            tenant: caller.tenant(),
            at: now,
            actor: &caller.user_principal_name,
            address: &caller.address,
            activity,
            target,
            subjects,
            outcome,
            detail,
        };
        let mut tx = self.begin_of(caller.tenant()).await?;
        record(&mut tx, act).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b30_a_text_that_is_cut_says_so() {
        let whole = "å".repeat(TEXT_MAX);
        assert_eq!(shortened(&whole), whole);
        let cut = shortened(&format!("{whole}å"));
        assert_eq!((cut.chars().count(), cut.chars().last()), (TEXT_MAX, Some('…')));
        assert_eq!(shortened("a\0b"), "ab");
    }
}
