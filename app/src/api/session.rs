//! Who is signed in.

use crate::{error::AppError, view::Me};

server_function! {
    "session/current",
    /// The signed-in administrator with the rights of this moment, or [`AppError::SignedOut`].
    pub async fn current_session() -> Result<Me, AppError> {
        crate::api::signed_in().map(|session| crate::context::me_of(&session.server, &session.caller))
    }
}
