//! Users: in lists, and one with devices and groups.

use crate::{Result, Store};
use herald_domain::{
    directory::{ListQuery, Page, UserDetail, UserRow},
    ids::UserId,
    permission::{Permit, ReadUsers},
};

impl Store {
    /// One page of the users in scope, by name.
    pub async fn users(&self, permit: &Permit<ReadUsers>, query: &ListQuery) -> Result<Page<UserRow>> {
        todo!("{permit:?} {query:?}")
    }
    /// A user with devices and direct groups in scope. None when the user does not exist or is out of scope.
    pub async fn user(&self, permit: &Permit<ReadUsers>, id: &UserId) -> Result<Option<UserDetail>> {
        todo!("{permit:?} {id:?}")
    }
}
