//! The tab's one stream: opened for the first who waits, closed after the last and while the tab is hidden.

use super::{Kind, Subscription};
use crate::{routes, tab};
use herald_domain::{Timestamp, time::HOUR_MS};
use leptos::prelude::{
    IntervalHandle, TimeoutHandle, document, set_interval_with_handle, set_timeout, set_timeout_with_handle,
    window_event_listener_untyped,
};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

/// How often to ask where there is no stream.
const POLL: Duration = Duration::from_secs(5);
/// A stream that fails this often in a row is given up for a while.
const FAILURES_MAX: u32 = 3;
/// After so many polls the stream is tried again.
const POLLS_MAX: u32 = 12;

type Callback = Rc<dyn Fn()>;

/// At most one for a word.
struct Reminder {
    word: String,
    at: Timestamp,
    timer: TimeoutHandle,
}

struct Waiting {
    subscription: Subscription,
    kinds: Vec<Kind>,
    callback: Callback,
}

#[derive(Default)]
struct Live {
    latest: u64,
    /// In the order in which they came.
    waiting: Vec<Waiting>,
    way: Way,
    failures: u32,
    watches_visibility: bool,
    reminders: Vec<Reminder>,
}

/// How changes are learned of.
#[derive(Default)]
enum Way {
    #[default]
    None,
    Stream(Stream),
    Polling {
        timer: IntervalHandle,
        polls: u32,
    },
}

/// Dropping it closes the stream, and lets go of what listens to it.
struct Stream {
    source: EventSource,
    _on_open: Closure<dyn FnMut(Event)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

thread_local! {
    static LIVE: RefCell<Live> = RefCell::default();
}

/// Never holds it while a callback runs, which may subscribe or unsubscribe.
fn with<T>(act: impl FnOnce(&mut Live) -> T) -> T {
    LIVE.with_borrow_mut(act)
}

/// See [`super::use_live`].
pub fn subscribe(kinds: Vec<Kind>, callback: impl Fn() + 'static) -> Subscription {
    let (subscription, first, late) = with(|live| {
        live.latest += 1;
        let subscription = Subscription(live.latest);
        live.waiting.push(Waiting { subscription, kinds, callback: Rc::new(callback) });
        let first = !std::mem::replace(&mut live.watches_visibility, true);
        (subscription, first, !matches!(live.way, Way::None))
    });
    if late {
        // Whoever comes to an open stream may have missed what it said until now.
        set_timeout(move || tell_one(subscription), Duration::ZERO);
    }
    if first {
        // For as long as the page lives.
        let _listens = window_event_listener_untyped("visibilitychange", |_| look());
    }
    look();
    subscription
}

pub fn unsubscribe(subscription: Subscription) {
    let gone = with(|live| {
        let at = live.waiting.iter().position(|waiting| waiting.subscription == subscription);
        at.map(|at| live.waiting.remove(at))
    });
    // What it holds may do things when it goes.
    drop(gone);
    look();
}

/// The tab is in sight, and its reader wants pages to change by themselves.
pub fn may_tell() -> bool {
    let root = document().document_element();
    !document().hidden() && root.is_none_or(|root| root.get_attribute("data-live").as_deref() != Some("off"))
}

/// Opens or closes, as there is somebody to tell.
pub fn look() {
    let wanted = may_tell() && with(|live| !live.waiting.is_empty());
    let has_way = with(|live| !matches!(live.way, Way::None));
    match (wanted, has_way) {
        (true, false) => open(),
        (false, true) => close(),
        _ => {}
    }
}

fn close() {
    let way = with(|live| std::mem::take(&mut live.way));
    if let Way::Polling { timer, .. } = &way {
        timer.clear();
    }
}

fn open() {
    let Ok(source) = EventSource::new(routes::EVENTS) else { return poll() };
    let on_open = Closure::<dyn FnMut(Event)>::new(|_| {
        with(|live| live.failures = 0);
        tell("all");
    });
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(word) = event.data().as_string() {
            tell(&word);
        }
    });
    let on_error = Closure::<dyn FnMut(Event)>::new(|_| failed());
    source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let stream = Stream { source, _on_open: on_open, _on_message: on_message, _on_error: on_error };
    with(|live| live.way = Way::Stream(stream));
}

/// The browser connects again by itself, unless it was refused; after some failures it need not try.
fn failed() {
    let given_up = with(|live| {
        live.failures += 1;
        let refused = match &live.way {
            Way::Stream(stream) => stream.source.ready_state() == EventSource::CLOSED,
            _ => false,
        };
        refused || live.failures >= FAILURES_MAX
    });
    // So that a page learns, and can say, that it is out of date.
    tell("all");
    if given_up {
        // Not from inside the stream's own callback, which goes with the stream.
        set_timeout(
            || {
                if with(|live| matches!(live.way, Way::Stream(_))) {
                    close();
                    poll();
                }
            },
            Duration::ZERO,
        );
    }
}

fn poll() {
    let tick = || {
        let again = with(|live| match &mut live.way {
            Way::Polling { polls, .. } => {
                *polls += 1;
                *polls >= POLLS_MAX
            }
            _ => false,
        });
        if again {
            close();
            // The first failure is enough to go on polling.
            with(|live| live.failures = FAILURES_MAX - 1);
            look();
        } else {
            tell("all");
        }
    };
    if let Ok(timer) = set_interval_with_handle(tick, POLL) {
        with(|live| live.way = Way::Polling { timer, polls: 0 });
        tell("all");
    }
}

/// Tells `word` when the moment has come. One that has come already, by the browser's clock, has not by the server's: then
/// it asks in turns.
pub fn remind(word: &str, at: Timestamp) {
    if with(|live| live.reminders.iter().any(|known| known.word == word && known.at == at)) {
        return;
    }
    let wait = match at.since(tab::now()) {
        ..=0 => POLL,
        // More than a browser's timer can hold means a clock that is wrong.
        ms => Duration::from_millis(ms.min(HOUR_MS).unsigned_abs()),
    };
    let mine = word.to_owned();
    let come = move || {
        with(|live| live.reminders.retain(|known| known.word != mine));
        // A tab that comes into sight asks for everything anyway.
        if may_tell() {
            tell(&mine);
        }
    };
    if let Ok(timer) = set_timeout_with_handle(come, wait) {
        with(|live| {
            for known in live.reminders.iter().filter(|known| known.word == word) {
                known.timer.clear();
            }
            live.reminders.retain(|known| known.word != word);
            live.reminders.push(Reminder { word: word.to_owned(), at, timer });
        });
    }
}

fn tell_one(subscription: Subscription) {
    let told = with(|live| {
        let found = live.waiting.iter().find(|waiting| waiting.subscription == subscription);
        found.map(|waiting| waiting.callback.clone())
    });
    if let Some(callback) = told {
        callback();
    }
}

fn tell(word: &str) {
    let told: Vec<Callback> = with(|live| {
        let meant = |kinds: &[Kind]| kinds.iter().any(|kind| kind.is_meant_by(word));
        let told = live.waiting.iter().filter(|waiting| meant(&waiting.kinds));
        told.map(|waiting| waiting.callback.clone()).collect()
    });
    for callback in told {
        callback();
    }
}
