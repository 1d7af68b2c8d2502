//! The audit log (B30).

use crate::{Result, Store};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditQuery, AuditRecord},
    caller::Caller,
    directory::Page,
    permission::{Permit, ReadAudit},
};

impl Store {
    /// One page of the records, newest first.
    pub async fn audit(&self, permit: &Permit<ReadAudit>, query: &AuditQuery) -> Result<Page<AuditRecord>> {
        todo!("{permit:?} {query:?}")
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
        todo!("{caller:?} {activity:?} {target} {detail} {now:?}")
    }
}
