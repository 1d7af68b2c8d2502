//! The size of requests. What is too large is refused, and read to its end first: a browser that is cut off while it
//! sends shows its own error instead of ours (B35).

use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header::CONTENT_LENGTH},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, Limited};

/// Largest request body, in bytes. A message of 550 four-byte characters, percent-encoded, is 7 kB.
pub const BODY_MAX: usize = 64 * 1024;
/// How much of a body that is too large is read before the answer, in bytes. Who sends more is cut off.
const SWALLOWED: usize = 4 * 1024 * 1024;

pub async fn bodies(request: Request, next: Next) -> Response {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > BODY_MAX as u64) {
        // Whether all of it came is of no consequence: the answer is the same.
        let _swallowed = Limited::new(request.into_body(), SWALLOWED).collect().await;
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, BODY_MAX)))).await
}
