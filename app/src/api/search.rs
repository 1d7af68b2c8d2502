//! The search over everything.

use crate::prelude::*;
use crate::{error::AppError, json::Rpc};
use herald_domain::search::Found;

#[server(prefix = "/api", endpoint = "search/find", input = Rpc, output = Rpc)]
pub async fn find(words: String) -> Result<Found, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().find(&session.caller, words).await)
}
