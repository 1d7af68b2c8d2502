//! One request and its answer.

use super::{BODY_MAX, Client, Failure, Reply, pool::Lease};
use bytes::{Bytes, BytesMut};
use h2::{Reason, RecvStream};
use http::{Request, StatusCode};
use std::{future::poll_fn, time::Duration};

/// How often a request that the server certainly did not handle is sent in all.
const TRIES: u32 = 3;
/// Pause before the last of them.
const PAUSE: Duration = Duration::from_millis(100);

impl Client {
    /// Sends what `head` makes, with `body`. What was refused without being handled is sent again on the best
    /// connection, as RFC 9113 §8.7 allows. Has no time-out of its own; dropping it resets the stream.
    pub(crate) async fn exchange(
        &self,
        head: impl Fn() -> Request<()>,
        body: Bytes,
    ) -> Result<Reply, Failure> {
        let mut tries = 1;
        loop {
            let mut lease = self.pool.place().await?;
            match once(&mut lease, head(), body.clone()).await {
                Err(Failure::Refused) if tries < TRIES => {
                    drop(lease);
                    if tries > 1 {
                        tokio::time::sleep(PAUSE).await;
                    }
                    tries += 1;
                }
                result => return result,
            }
        }
    }
}

async fn once(lease: &mut Lease, head: Request<()>, body: Bytes) -> Result<Reply, Failure> {
    if let Err(error) = poll_fn(|cx| lease.sender.poll_ready(cx)).await {
        tracing::debug!(%error, "a connection takes no more requests");
        lease.retire();
        return Err(Failure::Refused);
    }
    let empty = body.is_empty();
    let (answer, mut stream) = lease.sender.send_request(head, empty).map_err(|_| Failure::Refused)?;
    if !empty {
        // When this fails the stream is already over, and the answer says how.
        drop(stream.send_data(body, true));
    }
    let answer = match answer.await {
        Ok(answer) => answer,
        Err(error) => return Err(failed(lease, &error)),
    };
    lease.answered();
    let (parts, stream) = answer.into_parts();
    if valid(parts.status) {
        lease.prove();
    }
    Ok(Reply { status: parts.status, headers: parts.headers, body: read(stream).await })
}

/// Whether a push service answers like this only to a token that it found valid.
fn valid(status: StatusCode) -> bool {
    !matches!(status.as_u16(), 401 | 403 | 429 | 500..)
}

fn failed(lease: &mut Lease, error: &h2::Error) -> Failure {
    tracing::debug!(%error, "no answer on a stream");
    if error.is_reset() {
        lease.answered();
        let refused = error.is_remote() && error.reason() == Some(Reason::REFUSED_STREAM);
        return if refused { Failure::Refused } else { Failure::Broken };
    }
    lease.retire();
    // A stream ends with the server's GOAWAY only when it is above the last one handled.
    if error.is_go_away() && error.is_remote() { Failure::Refused } else { Failure::Broken }
}

async fn read(mut stream: RecvStream) -> Option<Bytes> {
    let mut body = BytesMut::new();
    while let Some(chunk) = stream.data().await {
        let chunk = chunk.ok()?;
        let room = BODY_MAX - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() >= room {
            break;
        }
        stream.flow_control().release_capacity(chunk.len()).ok()?;
    }
    Some(body.freeze())
}
