//! One stream: gathers what changed, tells it in turns, and ends with the session, its rights or the server.

use super::{super::session, Shared, places::Place};
use crate::{
    console,
    live::{Heard, Listener},
};
use axum::response::sse::Event;
use futures::stream::{self, Stream as Events};
use herald_domain::{caller::Caller, live::Change};
use std::{
    collections::{BTreeSet, VecDeque},
    convert::Infallible,
    sync::Arc,
};
use tokio::time::{Instant, Interval, interval_at, sleep_until};

pub(super) struct Stream {
    web: Shared,
    caller: Arc<Caller>,
    session: String,
    heard: Listener,
    /// Not told yet.
    pending: BTreeSet<Change>,
    missed: bool,
    /// To be told now.
    words: VecDeque<String>,
    /// When something may be told again.
    tell_at: Instant,
    recheck: Interval,
    _place: Place,
}

impl Stream {
    pub fn new(web: Shared, caller: Arc<Caller>, session: String, place: Place) -> Self {
        let recheck = web.events.settings.recheck;
        Self {
            heard: web.live.listen(caller.tenant().clone()),
            pending: BTreeSet::new(),
            missed: false,
            words: VecDeque::new(),
            tell_at: Instant::now(),
            recheck: interval_at(Instant::now() + recheck, recheck),
            web,
            caller,
            session,
            _place: place,
        }
    }

    pub fn into_events(self) -> impl Events<Item = Result<Event, Infallible>> {
        stream::unfold(self, Self::next)
    }

    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let stop = self.web.stop.clone();
        loop {
            if let Some(word) = self.words.pop_front() {
                return Some((Ok(Event::default().data(word)), self));
            }
            let waiting = self.missed || !self.pending.is_empty();
            tokio::select! {
                biased;
                () = stop.cancelled() => return None,
                _ = self.recheck.tick() => self.refresh_rights().await?,
                () = sleep_until(self.tell_at), if waiting => self.tell().await?,
                heard = self.heard.next() => match heard? {
                    Heard::Change(change) => {
                        self.pending.insert(change);
                    }
                    Heard::Missed => self.missed = true,
                },
            }
        }
    }

    /// None ends the stream: the session has ended, or nobody can tell whether it has.
    async fn refresh_rights(&mut self) -> Option<()> {
        let console = &self.web.console;
        let found = console.store.peek_session(&self.session, console.clock.now(), self.web.session_limits);
        let user =
            found.await.inspect_err(|error| tracing::warn!(%error, "a session could not be read")).ok()??;
        self.caller = Arc::new(session::caller(user, self.caller.address.clone()));
        Some(())
    }

    /// Says what the caller may hear of what has changed since the last time. None when nobody can tell what that is.
    async fn tell(&mut self) -> Option<()> {
        self.tell_at = Instant::now() + self.web.events.settings.pause;
        let pending = std::mem::take(&mut self.pending);
        if std::mem::take(&mut self.missed) {
            self.words.push_back("all".into());
            return Some(());
        }
        for change in pending {
            let word = match &change {
                Change::Send(_) => "sends".into(),
                Change::Quota => "quota".into(),
                Change::Device(device) => format!("device:{device}"),
            };
            if !self.words.contains(&word)
                && console::may_hear(&self.web.console, &self.caller, &change).await.ok()?
            {
                self.words.push_back(word);
            }
        }
        Some(())
    }
}
