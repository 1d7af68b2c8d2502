//! Messages and a clock for the tests of this crate.

use crate::gateway::Message;
use herald_domain::{
    Timestamp,
    text::{BODY_MAX, Draft, Notification, TITLE_MAX},
    time::Clock,
};
use proptest::{collection::vec, prelude::*, sample::select};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

pub(crate) fn message(title: &str, body: &str) -> Message {
    let draft = Draft { title: title.into(), body: body.into() };
    Message::new(
        "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071".parse().unwrap(),
        Arc::new(Notification::parse(&draft).unwrap()),
        Timestamp(1_800_000_000_000),
    )
}

/// Notifications of full length, made of the characters that take the most room in UTF-8 and in JSON.
pub(crate) fn largest() -> impl Strategy<Value = Message> {
    let wide = select(vec!['😀', '\u{10FFFF}', '𠜎', '"', '\\', '\u{2028}', '\u{7ff}', 'é', '/', '\'']);
    let wide_or_break = select(vec!['😀', '\u{10FFFF}', '"', '\\', '\n', '\t', '\u{200d}']);
    let title = vec(wide, TITLE_MAX).prop_filter("one line", |title| !title.contains(&'\u{2028}'));
    (title, vec(wide_or_break, BODY_MAX - 2)).prop_map(|(title, body)| {
        let body: String = ['"'].into_iter().chain(body).chain(['"']).collect();
        message(&title.into_iter().collect::<String>(), &body)
    })
}

/// A clock that stands until a test moves it.
#[derive(Clone)]
pub(crate) struct MovedClock(Arc<AtomicI64>);

impl MovedClock {
    pub(crate) fn at(now: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(now.millis())))
    }
    /// By milliseconds; negative sets it back.
    pub(crate) fn forward(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
