//! The misbehaviour that a simulator can be told to show, while it runs.

use bytes::Bytes;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// One way to misbehave.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This answer instead of the true one; nothing lands.
    Answer(Answer),
    /// The true answer, this much later.
    Slow(Duration),
    /// No answer, ever.
    Silence,
    /// RST_STREAM with this error code before any header; nothing lands.
    Reset(u32),
    /// The true answer's headers, then RST_STREAM with this error code instead of the body.
    ResetAfterHeaders(u32),
    /// GOAWAY naming `last_stream`. Streams above it are not handled.
    GoAway {
        last_stream: LastStream,
        /// HTTP/2 error code; 0 is a friendly goodbye.
        code: u32,
        /// Becomes `{"reason":"…"}`.
        reason: Option<String>,
        /// The connection is closed at once, with everything unanswered.
        abrupt: bool,
    },
    /// SETTINGS_MAX_CONCURRENT_STREAMS takes these values one after the other, then the true answer.
    Streams(Vec<u32>),
    /// The TCP connection is reset.
    Disconnect,
    /// The true answer with this apns-id or message name, or with none.
    PushId(Option<String>),
}

/// The stream that a GOAWAY names as the last one handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastStream {
    /// The one before the request that triggered the fault, which therefore is not handled.
    Previous,
    /// The request that triggered the fault.
    This,
    /// 2³¹ − 1: no stream is refused yet.
    Any,
    Id(u32),
}

impl Fault {
    /// REFUSED_STREAM: certainly not handled, may be sent again at once.
    pub const REFUSED: Self = Self::Reset(7);

    #[must_use]
    pub fn apns(status: u16, reason: &str) -> Self {
        Self::Answer(Answer::apns(status, reason))
    }
    #[must_use]
    pub fn fcm(status: u16, error_code: &str) -> Self {
        Self::Answer(Answer::fcm(status, error_code))
    }
}

/// A ready-made answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
}

impl Answer {
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status, headers: vec![("content-type".into(), content_type.into())], body: body.into() }
    }
    /// `{"reason":"…"}`.
    #[must_use]
    pub fn apns(status: u16, reason: &str) -> Self {
        Self::new(status, "application/json", serde_json::json!({ "reason": reason }).to_string())
    }
    /// Google's error object with `errorCode` in its details; without details when `error_code` is empty.
    #[must_use]
    pub fn fcm(status: u16, error_code: &str) -> Self {
        Self::new(status, "application/json; charset=UTF-8", super::fcm_error_body(status, error_code))
    }
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
    #[must_use]
    pub fn retry_after(self, value: &str) -> Self {
        self.header("retry-after", value)
    }
}

impl From<Answer> for Fault {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}

/// The faults to come. Clones share one list, so a test keeps one while the simulator runs.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Plan>>);

#[derive(Debug, Default)]
struct Plan {
    next: VecDeque<Fault>,
    tokens: HashMap<String, VecDeque<Fault>>,
    lasting: HashMap<String, Fault>,
    always: Option<Fault>,
}

impl Faults {
    /// The next `count` requests.
    pub fn next(&self, count: usize, fault: impl Into<Fault>) {
        self.plan().next.extend(std::iter::repeat_n(fault.into(), count));
    }
    /// The next request for this push token.
    pub fn once_for(&self, token: &str, fault: impl Into<Fault>) {
        self.plan().tokens.entry(token.into()).or_default().push_back(fault.into());
    }
    /// Every request for this push token.
    pub fn always_for(&self, token: &str, fault: impl Into<Fault>) {
        self.plan().lasting.insert(token.into(), fault.into());
    }
    /// Every request.
    pub fn always(&self, fault: impl Into<Fault>) {
        self.plan().always = Some(fault.into());
    }
    /// Good behaviour from here on.
    pub fn clear(&self) {
        *self.plan() = Plan::default();
    }

    /// The fault for a request, by the most particular rule.
    pub(super) fn take(&self, token: Option<&str>) -> Option<Fault> {
        let particular = token.and_then(|token| self.take_for(token));
        particular.or_else(|| {
            let mut plan = self.plan();
            plan.next.pop_front().or_else(|| plan.always.clone())
        })
    }

    /// The fault that is meant for this token and no other.
    pub(super) fn take_for(&self, token: &str) -> Option<Fault> {
        let mut plan = self.plan();
        let once = plan.tokens.get_mut(token).and_then(VecDeque::pop_front);
        once.or_else(|| plan.lasting.get(token).cloned())
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
