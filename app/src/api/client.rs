//! How the browser asks the server.

use crate::{dom, error::AppError, json};
use serde::{Serialize, de::DeserializeOwned};

/// The answer to these arguments, both as JSON.
pub async fn ask<T: DeserializeOwned>(address: &str, arguments: &impl Serialize) -> Result<T, AppError> {
    let arguments = serde_json::to_string(arguments).map_err(|_| AppError::BadRequest)?;
    let (status, text) = dom::post_json(address, &arguments).await.ok_or(AppError::Offline)?;
    if (200..300).contains(&status) {
        return json::read(&text).map_err(|_| from_between(status));
    }
    Err(json::read(&text).unwrap_or_else(|_| from_between(status)))
}

/// An answer that is no JSON of ours comes from something in between, such as a proxy whose server is gone or a page for
/// signing in to a network: the server has not been reached, unless the question itself was refused on its way.
const fn from_between(status: u16) -> AppError {
    match status {
        400..=499 => AppError::BadRequest,
        _ => AppError::Offline,
    }
}
