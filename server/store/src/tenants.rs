//! Organisations.

use crate::{Result, Store};
use herald_domain::{
    Timestamp,
    ids::{TenantId, UserId},
};

impl Store {
    /// The default tenant: the oldest, made with `name` and the built-in roles if there is none yet.
    pub async fn ensure_tenant(&self, name: &str, now: Timestamp) -> Result<TenantId> {
        todo!("{name} {now:?}")
    }
    /// The tenant's name. Fails when there is no such tenant.
    pub async fn tenant_name(&self, tenant: &TenantId) -> Result<String> {
        todo!("{tenant}")
    }
    /// The user of this principal name, in any spelling of upper and lower case.
    pub async fn user_by_upn(&self, tenant: &TenantId, upn: &str) -> Result<Option<UserId>> {
        todo!("{tenant} {upn}")
    }
}
