//! The audit log: a page of it, or all of it (B30).

use super::{
    Console,
    refusal::{forbidden, internal},
};
use futures::{Stream, stream};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    audit::{Activity, AuditQuery, AuditRecord},
    caller::Caller,
    directory::Page,
    ids::AuditId,
    permission::{Permit, ReadAudit},
};
use herald_store::Store;

/// Records that an export reads at a time; no more of them are in memory at once.
const PIECE: u32 = 1_000;

pub async fn page(console: &Console, caller: &Caller, query: AuditQuery) -> Answer<Page<AuditRecord>> {
    let permit = caller.permit::<ReadAudit>().map_err(forbidden)?;
    console.store.audit(&permit, &query.at(console.clock.now())).await.map_err(internal)
}

pub async fn record(console: &Console, caller: &Caller, id: &AuditId) -> Answer<AuditRecord> {
    let permit = caller.permit::<ReadAudit>().map_err(forbidden)?;
    console.store.audit_record(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)
}

/// Every record that matches, newest first, piece by piece.
pub struct Export {
    store: Store,
    permit: Permit<ReadAudit>,
    query: AuditQuery,
    last: Option<AuditRecord>,
}

impl Console {
    /// Checks the permission and leaves the export's own record, which says in which form what was exported. The name
    /// that was searched for is not recorded: people type anything into a search box.
    pub async fn export_audit(
        &self,
        caller: &Caller,
        query: AuditQuery,
        form: &'static str,
    ) -> Answer<Export> {
        let permit = caller.permit::<ReadAudit>().map_err(forbidden)?;
        let now = self.clock.now();
        let query = query.at(now);
        let limits = [
            query.activity.map(|activity| format!("activity {}", activity.code())),
            query.outcome.map(|outcome| format!("outcome {}", outcome.code())),
            query.from.map(|from| format!("from {}", iso(from))),
            query.until.map(|until| format!("until {}", iso(until))),
            query.actor.is_some().then(|| "some actors".to_owned()),
        ];
        let detail = std::iter::once(form.to_owned()).chain(limits.into_iter().flatten());
        let detail = detail.collect::<Vec<_>>().join(", ");
        self.store
            .audit_act(caller, Activity::AuditExport, ("audit log", &[]), &detail, now)
            .await
            .map_err(internal)?;
        Ok(Export { store: self.store.clone(), permit, query, last: None })
    }
}

/// As `2026-11-24T13:58:00Z`.
fn iso(at: herald_domain::Timestamp) -> String {
    herald_app::components::moment::iso(at)
}

impl Export {
    /// Ends after the last record, or with the error that stopped it.
    pub fn pieces(self) -> impl Stream<Item = Answer<Vec<AuditRecord>>> + Send + 'static {
        stream::try_unfold(self, |mut export| async move {
            let Export { store, permit, query, last } = &export;
            let piece = store.audit_after(permit, query, last.as_ref(), PIECE).await.map_err(internal)?;
            let Some(newest_last) = piece.last() else { return Ok::<_, AppError>(None) };
            export.last = Some(newest_last.clone());
            Ok(Some((piece, export)))
        })
    }
}
