//! Groups, for the picker.

use crate::error::AppError;
use herald_domain::{directory::GroupRow, ids::GroupId};

server_function! {
    "groups/search",
    /// Groups within the caller's scope whose name contains `search`, with the number of their people; by name.
    pub async fn search_groups(search: String) -> Result<Vec<GroupRow>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().search_groups(&session.caller, search).await)
    }
}

server_function! {
    "groups/by-ids",
    /// The named groups that the caller may see, in the order asked for; the rest are left out.
    pub async fn groups_by_ids(ids: Vec<GroupId>) -> Result<Vec<GroupRow>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().groups_by_id(&session.caller, ids).await)
    }
}
