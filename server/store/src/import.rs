//! The directory as it comes from outside: people, groups, memberships, devices.

mod devices;
mod groups;
mod memberships;
mod record;
mod types;
mod users;

pub use types::{
    Changes, GroupRef, Import, ImportReport, MemberRef, Membership, NewDevice, NewGroup, NewUser, Skipped,
};

use crate::{
    Result, Store, StoreError,
    audit::{Act, COMMAND_LINE, record},
};
use groups::Groups;
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome},
    ids::{TenantId, UserId},
};
use sqlx::{AnyConnection, AssertSqlSafe};
use users::Users;

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Added,
    Updated,
    Unchanged,
}

impl Changes {
    fn note(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Updated => self.updated += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }
}

impl std::fmt::Display for Changes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} added, {} updated, {} unchanged", self.added, self.updated, self.unchanged)
    }
}

impl ImportReport {
    fn skip(&mut self, what: impl std::fmt::Display, reason: impl std::fmt::Display) {
        self.skipped.push(Skipped { what: what.to_string(), reason: reason.to_string() });
    }
    fn sentence(&self) -> String {
        format!(
            "users: {}; groups: {}; devices: {}; memberships: {}; skipped: {}",
            self.users,
            self.groups,
            self.devices,
            self.memberships,
            self.skipped.len()
        )
    }
}

impl Store {
    /// Stores everything in `import` with one audit record, in one transaction. With `dry_run` nothing is stored and
    /// the report says what would be. Importing the same again changes nothing.
    pub async fn import(
        &self,
        tenant: &TenantId,
        import: Import,
        now: Timestamp,
        dry_run: bool,
        actor: &str,
    ) -> Result<ImportReport> {
        let mut tx = self.begin_of(tenant).await?;
        self.at_leisure(&mut tx).await?;
        let turn = format!("SELECT id FROM tenants WHERE id = $1{}", self.dialect.for_update());
        sqlx::query(AssertSqlSafe(turn)).bind(tenant.as_str()).fetch_optional(&mut *tx).await?;
        let mut report = ImportReport::default();
        let mut users = Users::load(&mut tx, tenant).await?;
        let mut groups = Groups::load(&mut tx, tenant).await?;
        let context = Context { tenant, dialect: self.dialect, now };
        let renamed = users.import(&mut tx, context, import.users, &mut report).await?;
        groups.import(&mut tx, context, import.groups, &mut report).await?;
        devices::import(&mut tx, context, import.devices, &renamed, &users, &mut report).await?;
        let wanted =
            memberships::Wanted { memberships: import.memberships, replace: import.replace_members_of };
        memberships::import(&mut tx, context, wanted, &users, &groups, &mut report).await?;
        if dry_run {
            tx.rollback().await?;
            return Ok(report);
        }
        let act = Act {
            tenant,
            at: now,
            actor,
            address: COMMAND_LINE,
            activity: Activity::Import,
            target: "directory",
            subjects: &[],
            outcome: AuditOutcome::Success,
            detail: &report.sentence(),
        };
        record(&mut tx, act).await?;
        tx.commit().await?;
        Ok(report)
    }
}

/// The user of this principal name, made if there is none; an existing one stays as it is. No audit record.
pub(crate) async fn add_user(
    connection: &mut AnyConnection,
    dialect: crate::dialect::Dialect,
    tenant: &TenantId,
    user: NewUser,
    now: Timestamp,
) -> Result<UserId> {
    let turn = format!("SELECT id FROM tenants WHERE id = $1{}", dialect.for_update());
    sqlx::query(AssertSqlSafe(turn)).bind(tenant.as_str()).fetch_optional(&mut *connection).await?;
    let mut users = Users::load(connection, tenant).await?;
    let upn = user.upn.clone();
    if let Some(known) = users.by_upn(&upn) {
        return Ok(known.clone());
    }
    let context = Context { tenant, dialect, now };
    users.import(connection, context, vec![user], &mut ImportReport::default()).await?;
    users.by_upn(&upn).cloned().ok_or(StoreError::Absent("user"))
}

/// What every part of an import needs to know.
#[derive(Clone, Copy)]
struct Context<'a> {
    tenant: &'a TenantId,
    dialect: crate::dialect::Dialect,
    now: Timestamp,
}
