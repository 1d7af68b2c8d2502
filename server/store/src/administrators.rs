//! Making an administrator: user, role, password and audit record in one transaction (B27, B30).

use crate::{
    Result, Store, StoreError,
    audit::{Act, COMMAND_LINE, record},
    credentials::put_password,
    import::{NewUser, add_user},
    roles::add_member,
};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, Subject},
    ids::{RoleId, TenantId, UserId},
};

/// Somebody who is to administer everything that a role allows.
#[derive(Clone, Debug)]
pub struct NewAdministrator {
    /// Found by the principal name, or made. What is known of an existing user stays.
    pub user: NewUser,
    pub role: RoleId,
    /// Name of the role's assignment that the user joins, with scope over everything when it is new.
    pub assignment: String,
    /// Hash of the password.
    pub hash: String,
}

impl Store {
    /// Everything or nothing, with exactly one audit record by `actor`. Ends the user's sessions. Fails when there is
    /// no such role.
    pub async fn create_administrator(
        &self,
        tenant: &TenantId,
        new: NewAdministrator,
        now: Timestamp,
        actor: &str,
    ) -> Result<UserId> {
        let NewAdministrator { user, role, assignment, hash } = new;
        let mut tx = self.begin_of(tenant).await?;
        let user = add_user(&mut tx, self.dialect, tenant, user, now).await?;
        add_member(&mut tx, tenant, &role, &assignment, &user).await?;
        let upn =
            put_password(&mut tx, tenant, &user, &hash, now).await?.ok_or(StoreError::Absent("user"))?;
        let act = Act {
            tenant,
            at: now,
            actor,
            address: COMMAND_LINE,
            activity: Activity::AdministratorCreated,
            target: &upn,
            subjects: &[Subject::User(&user)],
            outcome: AuditOutcome::Success,
            detail: &assignment,
        };
        record(&mut tx, act).await?;
        tx.commit().await?;
        Ok(user)
    }
}
