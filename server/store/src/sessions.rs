//! Who is signed in, and with which rights (B27–B29).

use crate::{Result, Store};
use herald_domain::{
    Timestamp,
    ids::{TenantId, UserId},
    permission::Grants,
};

/// A sign-in that succeeded.
#[derive(Clone)]
pub struct NewSession {
    /// SHA-256 of the session's token in hexadecimal; the token itself is never stored.
    pub token_hash: String,
    pub tenant: TenantId,
    pub user: UserId,
    pub now: Timestamp,
    /// Network address of the browser, for the audit log.
    pub address: String,
    /// Hash of the session that this one takes the place of.
    pub replaces: Option<String>,
}

/// How long a session lasts, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Since it was last used; used means at most a minute ago at the precision of the record.
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

impl Store {
    /// Starts a session, ends the one that it replaces, and leaves an audit record.
    pub async fn create_session(&self, session: NewSession) -> Result<()> {
        todo!("{}", session.token_hash)
    }
    /// Leaves an audit record of an attempt to sign in that failed. What was typed is kept only when it names a user:
    /// people type passwords into the wrong field.
    pub async fn sign_in_failed(&self, upn: &str, address: &str, now: Timestamp) -> Result<()> {
        todo!("{upn} {address} {now:?}")
    }
    /// Signs out, with an audit record; does nothing when there is no such session.
    pub async fn end_session(&self, token_hash: &str, now: Timestamp, address: &str) -> Result<()> {
        todo!("{token_hash} {address} {now:?}")
    }
    /// The holder of a session that has not ended. Disabled users have none. Rights come from the assignments that
    /// the user is a member of, directly or through groups nested at any depth.
    pub async fn session(&self, token_hash: &str, now: Timestamp, limits: SessionLimits) -> Result<Option<SessionUser>> {
        todo!("{token_hash} {limits:?} {now:?}")
    }
    /// Deletes the sessions that have ended and says how many.
    pub async fn purge_sessions(&self, now: Timestamp, limits: SessionLimits) -> Result<u64> {
        todo!("{limits:?} {now:?}")
    }
}
