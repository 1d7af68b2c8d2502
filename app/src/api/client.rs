//! How the browser asks the server.

use crate::{dom, error::AppError, json};
use serde::{Serialize, de::DeserializeOwned};

/// The answer to these arguments, both as JSON. An answer that is no JSON of ours comes from something in between.
pub async fn ask<T: DeserializeOwned>(address: &str, arguments: &impl Serialize) -> Result<T, AppError> {
    let arguments = serde_json::to_string(arguments).map_err(|_| AppError::BadRequest)?;
    let (ok, text) = dom::post_json(address, &arguments).await.ok_or(AppError::Offline)?;
    if ok {
        return json::read(&text).map_err(|_| AppError::BadRequest);
    }
    Err(json::read(&text).unwrap_or(AppError::BadRequest))
}
