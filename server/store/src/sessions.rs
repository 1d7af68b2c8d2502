//! Who is signed in, and with which rights (B27–B29).

use crate::{
    Result, Store, StoreError,
    audit::{Act, record},
    fold::fold,
    grants::grants,
    row::Fields,
};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, Subject},
    ids::{TenantId, UserId},
    permission::Grants,
    time::MINUTE_MS,
};
use sqlx::AssertSqlSafe;
use std::time::Duration;

/// How long a request waits to record that its session is in use.
const TOUCH_PATIENCE: Duration = Duration::from_millis(100);

/// A sign-in that succeeded.
#[derive(Clone)]
pub struct NewSession {
    /// SHA-256 of the session's token in hexadecimal; the token itself is never stored.
    pub token_hash: String,
    pub tenant: TenantId,
    pub user: UserId,
    pub now: Timestamp,
    /// The password's hash that was verified; none when somebody else vouches for the user.
    pub verified: Option<String>,
    /// Network address of the browser, for the audit log.
    pub address: String,
    /// Hash of the session that this one takes the place of.
    pub replaces: Option<String>,
}

/// How long a session lasts, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Since it was last used, which is recorded once a minute at most.
    pub idle_ms: i64,
    /// Since sign-in.
    pub absolute_ms: i64,
}

/// The holder of a session, with the rights of this moment.
#[derive(Clone, Debug)]
pub struct SessionUser {
    pub tenant: TenantId,
    pub user: UserId,
    pub upn: String,
    pub display_name: String,
    pub grants: Grants,
}

/// How a name that is nobody's is recorded.
const NOBODY: &str = "unknown";

impl Store {
    /// Starts a session, ends the one that it replaces, and leaves an audit record. False when the password was changed
    /// after it was verified: a change ends all sessions, and this one would outlive it. Fails when there is no such
    /// user.
    pub async fn create_session(&self, session: NewSession) -> Result<bool> {
        let NewSession { token_hash, tenant, user, now, verified, address, replaces } = session;
        let mut tx = self.begin_of(&tenant).await?;
        let found =
            sqlx::query("UPDATE users SET last_sign_in = $3 WHERE tenant = $1 AND id = $2 RETURNING upn")
                .bind(tenant.as_str())
                .bind(user.as_str())
                .bind(now.millis())
                .fetch_optional(&mut *tx)
                .await?
                .ok_or(StoreError::Absent("user"))?;
        let upn = Fields::of(&found).text()?;
        if let Some(hash) = verified {
            let select = format!(
                "SELECT hash FROM credentials WHERE tenant = $1 AND user_id = $2 AND hash = $3{}",
                self.dialect.for_update()
            );
            let still = sqlx::query(AssertSqlSafe(select))
                .bind(tenant.as_str())
                .bind(user.as_str())
                .bind(hash)
                .fetch_optional(&mut *tx)
                .await?;
            if still.is_none() {
                return Ok(false);
            }
        }
        if let Some(replaced) = replaces {
            sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
                .bind(replaced)
                .execute(&mut *tx)
                .await?;
        }
        sqlx::query(
            "INSERT INTO sessions (token_hash, tenant, user_id, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $4)",
        )
        .bind(token_hash)
        .bind(tenant.as_str())
        .bind(user.as_str())
        .bind(now.millis())
        .execute(&mut *tx)
        .await?;
        let done = (Activity::SignIn, AuditOutcome::Success);
        record(&mut tx, act(&tenant, now, &upn, &[Subject::User(&user)], &address, done)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Leaves an audit record of an attempt to sign in that failed. What was typed is kept only when it names a user:
    /// people type passwords into the wrong field. Without any tenant there is nothing to record it in.
    pub async fn sign_in_failed(&self, upn: &str, address: &str, now: Timestamp) -> Result<()> {
        let mut tx = self.begin().await?;
        let known = sqlx::query(
            "SELECT u.tenant, u.upn, u.id FROM users u JOIN tenants t ON t.id = u.tenant WHERE u.upn_key = $1 \
             ORDER BY t.created_at, t.id LIMIT 1",
        )
        .bind(fold(upn))
        .fetch_optional(&mut *tx)
        .await?;
        let row = match known {
            Some(row) => Some(row),
            None => {
                let oldest = "SELECT id, $1, NULL FROM tenants ORDER BY created_at, id LIMIT 1";
                sqlx::query(oldest).bind(NOBODY).fetch_optional(&mut *tx).await?
            }
        };
        let Some(row) = row else { return Ok(()) };
        let mut row = Fields::of(&row);
        let (tenant, actor, user): (TenantId, _, Option<UserId>) = (row.id()?, row.text()?, row.id_if_any()?);
        let subjects: Vec<_> = user.iter().map(Subject::User).collect();
        let done = (Activity::SignInFailed, AuditOutcome::Failure);
        record(&mut tx, act(&tenant, now, &actor, &subjects, address, done)).await?;
        Ok(tx.commit().await?)
    }

    /// Signs out, with an audit record; does nothing when there is no such session.
    pub async fn end_session(&self, token_hash: &str, now: Timestamp, address: &str) -> Result<()> {
        let mut tx = self.begin().await?;
        let found = sqlx::query(
            "SELECT u.tenant, u.upn, u.id FROM sessions s JOIN users u ON u.tenant = s.tenant AND u.id = s.user_id \
             WHERE s.token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = found else { return Ok(()) };
        let mut row = Fields::of(&row);
        let (tenant, upn, user): (TenantId, _, UserId) = (row.id()?, row.text()?, row.id()?);
        let ended = sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
            .bind(token_hash)
            .execute(&mut *tx)
            .await?;
        if ended.rows_affected() == 1 {
            let done = (Activity::SignOut, AuditOutcome::Success);
            record(&mut tx, act(&tenant, now, &upn, &[Subject::User(&user)], address, done)).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The holder of a session that has not ended. Disabled users have none. Rights come from the assignments that
    /// the user is a member of, directly or through groups nested at any depth.
    pub async fn session(
        &self,
        token_hash: &str,
        now: Timestamp,
        limits: SessionLimits,
    ) -> Result<Option<SessionUser>> {
        let Some((user, last_seen)) = self.find_session(token_hash, now, limits).await? else {
            return Ok(None);
        };
        if now.since(last_seen) >= MINUTE_MS {
            self.touch(token_hash, now).await?;
        }
        Ok(Some(user))
    }

    /// The same for something that goes on by itself, which is no sign of somebody being there: the session does not
    /// last longer by it.
    pub async fn peek_session(
        &self,
        token_hash: &str,
        now: Timestamp,
        limits: SessionLimits,
    ) -> Result<Option<SessionUser>> {
        Ok(self.find_session(token_hash, now, limits).await?.map(|(user, _)| user))
    }

    /// The holder, and when the session was last seen in use.
    async fn find_session(
        &self,
        token_hash: &str,
        now: Timestamp,
        limits: SessionLimits,
    ) -> Result<Option<(SessionUser, Timestamp)>> {
        let found = sqlx::query(
            "SELECT u.tenant, u.id, u.upn, u.display_name, s.last_seen_at FROM sessions s \
             JOIN users u ON u.tenant = s.tenant AND u.id = s.user_id \
             WHERE s.token_hash = $1 AND s.last_seen_at > $2 AND s.created_at > $3 AND u.enabled = 1",
        )
        .bind(token_hash)
        .bind(now.plus_ms(-limits.idle_ms).millis())
        .bind(now.plus_ms(-limits.absolute_ms).millis())
        .fetch_optional(&self.read)
        .await?;
        let Some(row) = found else { return Ok(None) };
        let mut row = Fields::of(&row);
        let (tenant, user, upn, display_name): (TenantId, UserId, _, _) =
            (row.id()?, row.id()?, row.text()?, row.text()?);
        let last_seen = row.time()?;
        let grants =
            Grants::new(tenant.clone(), grants(&self.of(&tenant), self.dialect, &tenant, &user).await?);
        Ok(Some((SessionUser { tenant, user, upn, display_name, grants }, last_seen)))
    }

    /// Records that a session is in use. While something long is being written, a request does not wait for this: a
    /// later one records it.
    async fn touch(&self, token_hash: &str, now: Timestamp) -> Result<()> {
        if let Ok(connection) = tokio::time::timeout(TOUCH_PATIENCE, self.write.acquire()).await {
            let mut connection = connection?;
            sqlx::query("UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2")
                .bind(token_hash)
                .bind(now.millis())
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }

    /// Deletes the sessions that have ended and says how many.
    pub async fn purge_sessions(&self, now: Timestamp, limits: SessionLimits) -> Result<u64> {
        let ended = sqlx::query("DELETE FROM sessions WHERE last_seen_at <= $1 OR created_at <= $2")
            .bind(now.plus_ms(-limits.idle_ms).millis())
            .bind(now.plus_ms(-limits.absolute_ms).millis())
            .execute(&self.write)
            .await?;
        Ok(ended.rows_affected())
    }
}

fn act<'a>(
    tenant: &'a TenantId,
    at: Timestamp,
    actor: &'a str,
    subjects: &'a [Subject<'a>],
    address: &'a str,
    (activity, outcome): (Activity, AuditOutcome),
) -> Act<'a> {
    Act { tenant, at, actor, address, activity, target: actor, subjects, outcome, detail: "" }
}
