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
        let mut body = Limited::new(request.into_body(), SWALLOWED);
        while let Some(Ok(_swallowed)) = body.frame().await {}
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, BODY_MAX)))).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, body::Bytes, middleware};
    use futures::{StreamExt, stream};
    use std::{
        convert::Infallible,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
    };
    use tower::ServiceExt;

    /// A piece of a body that is counted for as long as somebody has it.
    struct Piece(Arc<AtomicUsize>);
    impl AsRef<[u8]> for Piece {
        fn as_ref(&self) -> &[u8] {
            &[b'x'; 1_024]
        }
    }
    impl Drop for Piece {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_is_read_to_its_end_and_no_piece_of_it_kept() {
        const PIECES: usize = 1_000;
        let (kept, read, most) =
            (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let counters = (kept.clone(), read.clone(), most.clone());
        let pieces = stream::iter(0..PIECES).map(move |_| {
            let (kept, read, most) = &counters;
            read.fetch_add(1, Ordering::SeqCst);
            most.fetch_max(kept.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            Ok::<_, Infallible>(Bytes::from_owner(Piece(kept.clone())))
        });
        let request =
            Request::post("/").header(CONTENT_LENGTH, PIECES * 1_024).body(Body::from_stream(pieces));
        let site: Router = Router::new().layer(middleware::from_fn(bodies));
        let answer = site.oneshot(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(read.load(Ordering::SeqCst), PIECES);
        assert!(most.load(Ordering::SeqCst) <= 2, "{most:?} at once");
    }
}
