//! Passwords of local accounts, as hashes.

use crate::{Result, Store};
use herald_domain::{
    Timestamp,
    audit::Activity,
    ids::{TenantId, UserId},
};

/// What sign-in needs to check a password.
#[derive(Clone)]
pub struct Credential {
    pub tenant: TenantId,
    pub user: UserId,
    pub display_name: String,
    /// PHC string.
    pub hash: String,
    /// False for somebody who may not sign in.
    pub enabled: bool,
}

// A hash belongs into no log.
impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential").field("user", &self.user).field("enabled", &self.enabled).finish_non_exhaustive()
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
        todo!("{tenant} {user} {hash} {now:?} {activity:?} {actor}")
    }
    /// The credential of the user of this principal name, in any case; none when there is no user or no password.
    pub async fn credential_by_upn(&self, upn: &str) -> Result<Option<Credential>> {
        todo!("{upn}")
    }
}
