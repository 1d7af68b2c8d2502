//! What was sent and what became of it, without text (B22, B23).

use crate::{Result, Store};
use herald_domain::{
    delivery::Send,
    directory::Page,
    ids::{MessageId, TenantId, UserId},
    permission::{Permit, ReadOrganization},
};

impl Store {
    /// Newest first. `page` counts from 1. Within a scope of groups: the sends to groups and devices inside it.
    pub async fn sends(&self, permit: &Permit<ReadOrganization>, page: u32) -> Result<Page<Send>> {
        todo!("{permit:?} {page}")
    }
    /// Those of `ids` that `sender` sent, in that order.
    pub async fn sends_by_id(&self, tenant: &TenantId, sender: &UserId, ids: &[MessageId]) -> Result<Vec<Send>> {
        todo!("{tenant} {sender} {ids:?}")
    }
}
