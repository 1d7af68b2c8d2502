//! Who is signed in.

use crate::{error::AppError, view::Me};
use leptos::{prelude::*, server_fn::codec::Json};

/// The signed-in administrator with the rights of this moment, or [`AppError::SignedOut`].
#[server(prefix = "/api", endpoint = "session/current", input = Json, output = Json)]
pub async fn current_session() -> Result<Me, AppError> {
    crate::api::signed_in().map(|session| crate::context::me_of(&session.server, &session.caller))
}
