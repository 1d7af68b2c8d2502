//! The search over everything.

use crate::error::AppError;
use herald_domain::search::Found;

server_function! {
    "search/find",
    pub async fn find(words: String) -> Result<Found, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().find(&session.caller, words).await)
    }
}
