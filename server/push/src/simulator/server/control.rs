//! What the simulator knows of one connection's streams, and the orders that it gives the wire.

use super::{
    Counters,
    frames::{self, HEADERS, Head},
};
use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::Ordering},
    task::{Context, Waker},
};

/// Shared by the wire of a connection and the tasks that answer its requests.
#[derive(Debug)]
pub(in crate::simulator) struct Control {
    counters: Arc<Counters>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    injected: Vec<u8>,
    ending: Option<Ending>,
    waker: Option<Waker>,
    open: HashSet<u32>,
    refused: HashSet<u32>,
    newest: u32,
    /// The limit that the client confirmed, and those on their way.
    limit: u32,
    announced: VecDeque<u32>,
    /// The last stream that is handled, once a GOAWAY was sent.
    last_handled: Option<u32>,
    /// The client said goodbye.
    left: bool,
}

/// How a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// After the frames that are injected.
    Close,
    /// At once, by TCP reset.
    Reset,
}

impl Control {
    pub(super) fn new(counters: Arc<Counters>, limit: u32) -> Self {
        let state = State {
            injected: Vec::new(),
            ending: None,
            waker: None,
            open: HashSet::new(),
            refused: HashSet::new(),
            newest: 0,
            limit,
            announced: VecDeque::from([limit]),
            last_handled: None,
            left: false,
        };
        Self { counters, state: Mutex::new(state) }
    }

    /// Announces a new limit of concurrent streams.
    pub(in crate::simulator) fn set_limit(&self, limit: u32) {
        self.order(|state| {
            state.announced.push_back(limit);
            state.injected.extend(frames::settings(limit));
        });
    }

    pub(super) fn go_away(&self, last_stream: u32, code: u32, reason: Option<&str>, close: bool) {
        let debug =
            reason.map(|reason| serde_json::json!({ "reason": reason }).to_string()).unwrap_or_default();
        self.order(|state| {
            state.last_handled = Some(last_stream);
            state.injected.extend(frames::goaway(last_stream, code, debug.as_bytes()));
            if close {
                state.ending = Some(Ending::Close);
            }
        });
    }

    pub(super) fn reset(&self) {
        self.order(|state| state.ending = Some(Ending::Reset));
    }

    fn order(&self, order: impl FnOnce(&mut State)) {
        let waker = {
            let mut state = self.state();
            order(&mut state);
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Whether the client was not allowed to open this stream.
    pub(super) fn is_refused(&self, stream: u32) -> bool {
        self.state().refused.contains(&stream)
    }
    /// Whether this stream came after the last one that a GOAWAY named.
    pub(super) fn is_too_late(&self, stream: u32) -> bool {
        self.state().last_handled.is_some_and(|last| stream > last)
    }

    // What follows is for the wire.

    pub(super) fn wake_on_order(&self, cx: &Context<'_>) {
        self.state().waker = Some(cx.waker().clone());
    }
    pub(super) fn has_injected(&self) -> bool {
        !self.state().injected.is_empty()
    }
    pub(super) fn take_injected(&self) -> Vec<u8> {
        std::mem::take(&mut self.state().injected)
    }
    pub(super) fn ending(&self) -> Option<Ending> {
        self.state().ending
    }

    pub(super) fn saw_from_client(&self, head: Head) {
        let mut state = self.state();
        match head {
            Head { kind: HEADERS, stream, .. } if stream > state.newest => {
                state.newest = stream;
                state.open.insert(stream);
                self.counters.most_streams.fetch_max(state.open.len(), Ordering::Relaxed);
                // Streams opened before the client knew of a lower limit are fine (RFC 9113 §5.1.2).
                let allowed = state.announced.iter().fold(state.limit, |most, limit| most.max(*limit));
                if state.open.len() > allowed as usize {
                    self.counters.violations.fetch_add(1, Ordering::Relaxed);
                    state.refused.insert(stream);
                }
            }
            Head { kind: frames::RST_STREAM, stream, .. } => {
                state.open.remove(&stream);
            }
            Head { kind: frames::GOAWAY, .. } => state.left = true,
            ack if ack.is_settings_ack() => {
                if let Some(limit) = state.announced.pop_front() {
                    state.limit = limit;
                }
            }
            _ => {}
        }
    }

    pub(super) fn is_left(&self) -> bool {
        self.state().left
    }
    /// TLS ended as it should.
    pub(super) fn saw_end(&self) {
        if std::mem::take(&mut self.state().left) {
            self.counters.goodbyes.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn saw_from_server(&self, head: Head) {
        if head.ends_stream() {
            let mut state = self.state();
            state.open.remove(&head.stream);
            state.refused.remove(&head.stream);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
