//! Who is signed in.

use crate::prelude::*;
use crate::{error::AppError, json::Rpc, view::Me};

/// The signed-in administrator with the rights of this moment, or [`AppError::SignedOut`].
#[server(prefix = "/api", endpoint = "session/current", input = Rpc, output = Rpc)]
pub async fn current_session() -> Result<Me, AppError> {
    crate::api::signed_in().map(|session| crate::context::me_of(&session.server, &session.caller))
}
