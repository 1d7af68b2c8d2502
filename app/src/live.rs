//! What changes on the server while somebody looks. A page says what it shows; it is told when to ask for that again.
//!
//! One stream of events for the whole tab, open only while somebody waits for something and the tab is in sight. On the
//! server there is nobody to tell.

#[cfg(feature = "hydrate")]
mod browser;
mod by_itself;
#[cfg(feature = "hydrate")]
pub use browser::{look, may_tell, remind, subscribe, unsubscribe};
pub use by_itself::{BY_ITSELF, by_itself, is_by_itself};

use crate::prelude::*;
use herald_domain::{Timestamp, ids::DeviceId};
use leptos::task::spawn_local;
use std::future::Future;

/// Something that a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How far sends have come.
    Sends,
    /// The places that messages to groups have taken.
    Quota,
    Device(DeviceId),
    /// Any device.
    Devices,
}

impl Kind {
    /// The word for it in the stream and in the markup.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Sends => "sends".into(),
            Self::Quota => "quota".into(),
            Self::Device(id) => format!("device:{id}"),
            Self::Devices => "devices".into(),
        }
    }
    /// None for a word of another version.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "sends" => Some(Self::Sends),
            "quota" => Some(Self::Quota),
            "devices" => Some(Self::Devices),
            word => word.strip_prefix("device:")?.parse().ok().map(Self::Device),
        }
    }
    /// Whether an event of the stream speaks of it.
    #[must_use]
    pub fn is_meant_by(&self, word: &str) -> bool {
        match (self, Self::parse(word)) {
            _ if word == "all" => true,
            (Self::Devices, Some(Self::Device(_))) => true,
            (kind, meant) => meant.as_ref() == Some(kind),
        }
    }
}

/// One who waits for changes, for [`unsubscribe`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscription(u64);

/// Asks when any of `kinds` may have changed: when the server says so, and once at the beginning and
/// whenever the stream opens again, since nobody knows what happened before. Where there is no stream to be had it asks
/// every five seconds. For as long as the owner lives; never while the tab is hidden.
pub fn use_live<Asked>(kinds: Vec<Kind>, ask: impl Fn() -> Asked + Clone + 'static)
where
    Asked: Future<Output = ()> + 'static,
{
    use_live_while(Signal::stored(true), kinds, ask);
}

/// The same while `active`, for what can be closed and stay on the page.
pub fn use_live_while<Asked>(
    active: Signal<bool>,
    kinds: Vec<Kind>,
    ask: impl Fn() -> Asked + Clone + 'static,
) where
    Asked: Future<Output = ()> + 'static,
{
    Effect::new(move |_| {
        if active.get() {
            let ask = ask.clone();
            let subscription = subscribe(kinds.clone(), move || spawn_local(by_itself(ask())));
            on_cleanup(move || unsubscribe(subscription));
        }
    });
}

/// Some things change by time alone: when the moment has come that `at` names, all who wait for `kind` are called back.
pub fn use_reminder(kind: Kind, at: impl Fn() -> Option<Timestamp> + 'static) {
    Effect::new(move |_| {
        if let Some(at) = at() {
            remind(&kind.word(), at);
        }
    });
}

/// Asks at the beginning, and again whenever a send has come further, while `running` and while somebody looks; one
/// question at a time.
pub fn while_running<Asked>(running: Memo<bool>, ask: impl Fn() -> Asked + Clone + 'static)
where
    Asked: Future<Output = ()> + 'static,
{
    let turn = StoredValue::new(Turn::Free);
    use_live_while(running.into(), vec![Kind::Sends], move || one_at_a_time(ask.clone(), turn));
}

/// Whether a question is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Free,
    Asking,
    /// Something changed since, so once more afterwards.
    Again,
}

async fn one_at_a_time<Asked>(ask: impl Fn() -> Asked, turn: StoredValue<Turn>)
where
    Asked: Future<Output = ()>,
{
    // None when whoever asked is gone.
    match turn.try_get_value() {
        Some(Turn::Free) => turn.set_value(Turn::Asking),
        Some(_) => return turn.set_value(Turn::Again),
        None => return,
    }
    loop {
        ask().await;
        let next = match turn.try_get_value() {
            Some(Turn::Again) => Turn::Asking,
            Some(_) => Turn::Free,
            None => return,
        };
        turn.set_value(next);
        if next == Turn::Free {
            return;
        }
    }
}

/// Nobody is told anything where there is no browser.
#[cfg(not(feature = "hydrate"))]
pub fn subscribe(_: Vec<Kind>, _: impl Fn() + 'static) -> Subscription {
    Subscription(0)
}
#[cfg(not(feature = "hydrate"))]
pub fn unsubscribe(_: Subscription) {}
#[cfg(not(feature = "hydrate"))]
pub fn remind(_: &str, _: Timestamp) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_means_what_it_names_and_all_means_everything() {
        let device =
            |n: u8| Kind::Device(format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap());
        let word = "device:00000000-0000-7000-8000-000000000001";
        assert!(
            device(1).is_meant_by(word) && !device(2).is_meant_by(word) && !Kind::Sends.is_meant_by(word)
        );
        assert!(Kind::Sends.is_meant_by("sends") && !Kind::Quota.is_meant_by("sends"));
        assert!(Kind::Devices.is_meant_by(word) && !Kind::Devices.is_meant_by("sends"));
        let kinds = [Kind::Sends, Kind::Quota, device(1), Kind::Devices];
        assert!(kinds.iter().all(|kind| kind.is_meant_by("all")));
        assert!(!Kind::Quota.is_meant_by("something of a later version"));
        for kind in kinds {
            assert_eq!(Kind::parse(&kind.word()), Some(kind));
        }
    }
}
