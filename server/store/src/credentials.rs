//! Passwords of local accounts, as hashes.

use crate::{
    Result, Store, StoreError,
    audit::{Act, COMMAND_LINE, record},
    fold::fold,
    row::Fields,
};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, Subject},
    ids::{TenantId, UserId},
};
use sqlx::AnyConnection;

/// What sign-in needs to check a password.
#[derive(Clone)]
pub struct Credential {
    pub tenant: TenantId,
    pub user: UserId,
    /// PHC string.
    pub hash: String,
    /// False for somebody who may not sign in.
    pub enabled: bool,
}

// A hash belongs into no log.
impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("user", &self.user)
            .field("enabled", &self.enabled)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Sets the password's hash, ends all sessions of that user and leaves an audit record of `activity` by `actor`.
    /// Fails when there is no such user.
    pub async fn set_password(
        &self,
        tenant: &TenantId,
        user: &UserId,
        hash: &str,
        now: Timestamp,
        activity: Activity,
        actor: &str,
    ) -> Result<()> {
        let mut tx = self.begin_of(tenant).await?;
        let upn = put_password(&mut tx, tenant, user, hash, now).await?.ok_or(StoreError::Absent("user"))?;
        let act = Act {
            tenant,
            at: now,
            actor,
            address: COMMAND_LINE,
            activity,
            target: &upn,
            subjects: &[Subject::User(user)],
            outcome: AuditOutcome::Success,
            detail: "",
        };
        record(&mut tx, act).await?;
        Ok(tx.commit().await?)
    }

    /// Whether there is a user of this principal name, in any case, whom the directory lets sign in nowhere. A password
    /// would not help them.
    pub async fn is_disabled(&self, tenant: &TenantId, upn: &str) -> Result<bool> {
        let found = sqlx::query("SELECT id FROM users WHERE tenant = $1 AND upn_key = $2 AND enabled = 0")
            .bind(tenant.as_str())
            .bind(fold(upn))
            .fetch_optional(&self.of(tenant))
            .await?;
        Ok(found.is_some())
    }

    /// The credential of the user of this principal name, in any case; none when there is no user or no password.
    pub async fn credential_by_upn(&self, upn: &str) -> Result<Option<Credential>> {
        // Principal names are unique in the world; should two tenants hold the same one, the older tenant has it.
        let row = sqlx::query(
            "SELECT u.tenant, u.id, c.hash, u.enabled FROM users u \
             JOIN credentials c ON c.tenant = u.tenant AND c.user_id = u.id JOIN tenants t ON t.id = u.tenant \
             WHERE u.upn_key = $1 ORDER BY t.created_at, t.id LIMIT 1",
        )
        .bind(fold(upn))
        .fetch_optional(&self.read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut row = Fields::of(&row);
        Ok(Some(Credential { tenant: row.id()?, user: row.id()?, hash: row.text()?, enabled: row.flag()? }))
    }
}

/// Sets the password's hash and ends all sessions of that user, whose principal name it answers; none when there is no
/// such user.
pub(crate) async fn put_password(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    user: &UserId,
    hash: &str,
    now: Timestamp,
) -> Result<Option<String>> {
    let found = sqlx::query("SELECT upn FROM users WHERE tenant = $1 AND id = $2")
        .bind(tenant.as_str())
        .bind(user.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = found else { return Ok(None) };
    sqlx::query(
        "INSERT INTO credentials (tenant, user_id, hash, changed_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (tenant, user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at",
    )
    .bind(tenant.as_str())
    .bind(user.as_str())
    .bind(hash)
    .bind(now.millis())
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM sessions WHERE tenant = $1 AND user_id = $2")
        .bind(tenant.as_str())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Fields::of(&row).text().map(Some)
}
