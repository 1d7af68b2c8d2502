//! Who is asking.

use crate::{
    ids::{TenantId, UserId},
    permission::{Act, Grants, Missing, Permit},
};

/// A signed-in administrator, with the rights as they were read for this very request (B29).
#[derive(Clone, Debug)]
pub struct Caller {
    pub user: UserId,
    pub user_principal_name: String,
    pub display_name: String,
    pub grants: Grants,
    /// The address that the request came from, for the audit log (B30).
    pub address: String,
}

impl Caller {
    #[must_use]
    pub fn tenant(&self) -> &TenantId {
        self.grants.tenant()
    }
    pub fn permit<A: Act>(&self) -> Result<Permit<A>, Missing> {
        self.grants.permit()
    }
}
