//! A request under way.

use crate::http2::{BODY_MAX, Reply, session::Gone};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header::RETRY_AFTER};
use std::task::Waker;

pub(super) struct Stream {
    /// Of the body.
    pub unsent: Bytes,
    /// What the server takes of it.
    pub window: i64,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Vec<u8>,
    end: Option<Result<(), Gone>>,
    waker: Option<Waker>,
}

/// The headers of an answer, as far as anybody asks for them.
#[derive(Default)]
pub(super) struct Seen {
    pub status: Option<StatusCode>,
    pub retry_after: Option<HeaderValue>,
}

impl Seen {
    pub fn see(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b":status" => self.status = StatusCode::from_bytes(value).ok(),
            b"retry-after" => self.retry_after = HeaderValue::from_bytes(value).ok(),
            _ => {}
        }
    }
}

impl Stream {
    pub fn new(unsent: Bytes, window: i64) -> Self {
        Self {
            unsent,
            window,
            status: None,
            headers: HeaderMap::new(),
            body: Vec::new(),
            end: None,
            waker: None,
        }
    }

    pub fn is_over(&self) -> bool {
        self.end.is_some()
    }

    pub fn wake_for(&mut self, waker: &Waker) {
        match &mut self.waker {
            Some(known) => known.clone_from(waker),
            None => self.waker = Some(waker.clone()),
        }
    }

    /// What comes after the final status are trailers, which nobody needs. False when there is no status.
    pub fn take_headers(&mut self, seen: Seen) -> bool {
        if self.status.is_some() {
            return true;
        }
        let Some(status) = seen.status else { return false };
        if !status.is_informational() {
            self.status = Some(status);
            self.headers.extend(seen.retry_after.map(|wait| (RETRY_AFTER, wait)));
        }
        true
    }

    pub fn has_status(&self) -> bool {
        self.status.is_some()
    }

    /// Keeps the beginning. False when nothing more will be kept.
    pub fn take_body(&mut self, bytes: &[u8]) -> bool {
        let room = BODY_MAX - self.body.len();
        self.body.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.body.len() < BODY_MAX
    }

    pub fn end(&mut self, end: Result<(), Gone>) -> Option<Waker> {
        self.end = Some(end);
        self.unsent = Bytes::new();
        self.waker.take()
    }

    /// An answer whose headers came counts, also when its body broke off.
    pub fn into_answer(self) -> Option<Result<Reply, Gone>> {
        let end = self.end?;
        Some(match (self.status, end) {
            (Some(status), end) => {
                Ok(Reply { status, headers: self.headers, body: end.is_ok().then(|| self.body.into()) })
            }
            (None, Err(gone)) => Err(gone),
            (None, Ok(())) => Err(Gone::Reset),
        })
    }
}
