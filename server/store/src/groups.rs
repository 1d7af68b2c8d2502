//! Groups: in lists, in the picker, and one with its members.

use crate::{Result, Store};
use herald_domain::{
    directory::{GroupDetail, GroupRow, ListQuery, Page},
    ids::GroupId,
    permission::{Permit, ReadGroups},
};

impl Store {
    /// At most `limit` groups in scope whose name contains `search`, those that begin with it first, each with the
    /// number of its people.
    pub async fn search_groups<A: Sync>(&self, permit: &Permit<A>, search: &str, limit: u32) -> Result<Vec<GroupRow>> {
        todo!("{:?} {search} {limit}", permit.scope())
    }
    /// The groups in scope among `ids`, in that order, each with the number of its people.
    pub async fn groups_by_id<A: Sync>(&self, permit: &Permit<A>, ids: &[GroupId]) -> Result<Vec<GroupRow>> {
        todo!("{:?} {ids:?}", permit.scope())
    }
    /// One page of the groups in scope, by name.
    pub async fn groups(&self, permit: &Permit<ReadGroups>, query: &ListQuery) -> Result<Page<GroupRow>> {
        todo!("{permit:?} {query:?}")
    }
    /// A group with the first 50 of its direct members of each kind. None when it does not exist or is out of scope.
    pub async fn group(&self, permit: &Permit<ReadGroups>, id: &GroupId) -> Result<Option<GroupDetail>> {
        todo!("{permit:?} {id:?}")
    }
}
