//! One request and its answer.

use super::{
    Client, Failure, Head, Reply,
    pool::Lease,
    session::{Gone, NotSent},
};
use bytes::Bytes;
use http::StatusCode;
use std::time::Duration;

/// How often a request that the server certainly did not handle is sent in all.
const TRIES: u32 = 3;
/// Pause before the last of them.
const PAUSE: Duration = Duration::from_millis(100);

impl Client {
    /// Sends `head` with `body`. What was refused without being handled is sent again on the best connection, as
    /// RFC 9113 §8.7 allows. Has no time-out of its own; dropping it resets the stream.
    pub(crate) async fn exchange(&self, head: &Head<'_>, body: &Bytes) -> Result<Reply, Failure> {
        let mut tries = 1;
        loop {
            let mut lease = self.pool.place().await?;
            let answer = match lease.sender.send(head, body) {
                Ok(answer) => {
                    lease.sent();
                    answer.await
                }
                // The server has just lowered its limit, and the pool will hear of it.
                Err(NotSent::Full) => {
                    drop(lease);
                    tokio::task::yield_now().await;
                    continue;
                }
                // It is the last one to hear of it.
                Err(NotSent::Closing) => {
                    lease.retire();
                    continue;
                }
                Err(NotSent::TooLarge) => return Err(Failure::Broken),
            };
            let gone = match answer {
                Ok(reply) => {
                    lease.answered();
                    if valid(reply.status) {
                        lease.prove();
                    }
                    return Ok(reply);
                }
                Err(gone) => gone,
            };
            if !note(&mut lease, gone) {
                return Err(Failure::Broken);
            }
            if tries == TRIES {
                return Err(Failure::Refused);
            }
            drop(lease);
            if tries > 1 {
                tokio::time::sleep(PAUSE).await;
            }
            tries += 1;
        }
    }
}

/// What it means for the connection. True when the server has certainly not handled the request.
fn note(lease: &mut Lease, gone: Gone) -> bool {
    tracing::debug!(?gone, "no answer on a stream");
    match gone {
        Gone::Refused | Gone::Reset => lease.answered(),
        Gone::Above | Gone::Lost => lease.retire(),
    }
    matches!(gone, Gone::Refused | Gone::Above)
}

/// Whether a push service answers like this only to a token that it found valid.
fn valid(status: StatusCode) -> bool {
    !matches!(status.as_u16(), 401 | 403 | 429 | 500..)
}
