//! Keeps connections alive and hands out places on them.

use super::{
    Failure,
    connection::{Driver, PARTING, Sender},
    dial::Dialer,
    slots::{Next, Said, Slots, Ticket},
};
use crate::tuning::Tuning;
use std::{
    future::poll_fn,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};
use tokio::{
    sync::oneshot,
    time::{self, Instant},
};
use tokio_util::task::TaskTracker;

pub(super) struct Pool {
    dialer: Dialer,
    tuning: Tuning,
    slots: Mutex<Slots>,
    /// The tasks of the connections.
    driven: TaskTracker,
}

/// A place for one stream on one connection; dropping it frees the place.
pub(super) struct Lease {
    pool: Option<Arc<Pool>>,
    id: u64,
    pub sender: Sender,
    sent: Option<Instant>,
    answered: bool,
}

impl Pool {
    pub(super) fn new(dialer: Dialer, tuning: Tuning) -> Arc<Self> {
        let slots = Mutex::new(Slots::new(tuning, rand::make_rng()));
        Arc::new(Self { dialer, tuning, slots, driven: TaskTracker::new() })
    }

    /// Waits for a place. First come, first served.
    pub(super) async fn place(self: &Arc<Self>) -> Result<Lease, Failure> {
        let ticket = {
            let mut slots = self.slots();
            if let Some(lease) = self.take(&mut slots) {
                return Ok(lease);
            }
            if let Some(failure) = slots.hopeless() {
                return Err(failure);
            }
            let (ticket, place) = oneshot::channel();
            slots.waiting.push_back(ticket);
            self.dial_if_wanted(&mut slots);
            place
        };
        ticket.await.unwrap_or(Err(Failure::NotConnected { retry_after: None }))
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(self: &Arc<Self>, slots: &mut Slots) -> Option<Lease> {
        let slot = slots.take()?;
        Some(Lease {
            pool: Some(self.clone()),
            id: slot.id,
            sender: slot.sender.clone(),
            sent: None,
            answered: false,
        })
    }

    /// After anything changed: places for those who wait, a new connection if one is needed, or a refusal.
    fn serve(self: &Arc<Self>, slots: &mut Slots) {
        while let Some(ticket) = next_waiting(slots) {
            let Some(lease) = self.take(slots) else {
                slots.waiting.push_front(ticket);
                break;
            };
            if let Err(Ok(unwanted)) = ticket.send(Ok(lease)) {
                unwanted.undo(slots);
            }
        }
        if let Some(failure) = slots.hopeless() {
            slots.dismiss(failure);
        }
        self.dial_if_wanted(slots);
    }

    fn dial_if_wanted(self: &Arc<Self>, slots: &mut Slots) {
        if !slots.wants_dial() {
            return;
        }
        slots.next = Next::Paused;
        tokio::spawn(dial_after_pause(Arc::downgrade(self)));
    }

    fn dialled(self: &Arc<Self>, dialled: io::Result<(Sender, Driver)>) {
        let mut slots = self.slots();
        slots.next = Next::Nothing;
        match dialled {
            Ok((sender, driver)) => {
                tracing::debug!(server = self.dialer.address(), "connected to a push service");
                let limit = driver.limit();
                let id = slots.add(sender, limit);
                self.driven.spawn(drive(driver, Arc::downgrade(self), id, self.tuning));
            }
            Err(error) => {
                slots.failed();
                tracing::warn!(server = self.dialer.address(), %error, "cannot connect to a push service");
                slots.dismiss_unserved();
            }
        }
        self.serve(&mut slots);
    }

    fn limit_changed(self: &Arc<Self>, id: u64, limit: usize) {
        let mut slots = self.slots();
        if let Some(slot) = slots.get(id) {
            slot.limit = limit;
        }
        self.serve(&mut slots);
    }

    fn ended(self: &Arc<Self>, id: u64, why: Result<(), String>) {
        if let Err(error) = why {
            tracing::info!(server = self.dialer.address(), error, "a connection to a push service ended");
        }
        let mut slots = self.slots();
        slots.remove(id);
        self.serve(&mut slots);
    }

    /// Lets every connection end, and waits until they have, but not for one that does not.
    pub(super) async fn close(&self) {
        self.slots().close();
        self.driven.close();
        if time::timeout(2 * PARTING, self.driven.wait()).await.is_err() {
            tracing::debug!(server = self.dialer.address(), "a connection was not ended in good order");
        }
    }

    /// The way into a connection, and whether nothing is under way on it.
    fn sender(&self, id: u64) -> Option<(Sender, bool)> {
        self.slots().get(id).map(|slot| (slot.sender.clone(), slot.in_flight == 0))
    }
}

/// The pause may become longer meanwhile.
async fn dial_after_pause(pool: Weak<Pool>) {
    while let Some(pool_now) = pool.upgrade() {
        let pause = pool_now.slots().pause();
        if pause.is_zero() {
            pool_now.slots().next = Next::Dialling;
            return pool_now.dialled(pool_now.dialer.dial().await);
        }
        drop(pool_now);
        time::sleep(pause).await;
    }
}

fn next_waiting(slots: &mut Slots) -> Option<Ticket> {
    std::iter::from_fn(|| slots.waiting.pop_front()).find(|ticket| !ticket.is_closed())
}

impl Lease {
    /// A request is under way.
    pub(super) fn sent(&mut self) {
        self.sent = Some(Instant::now());
    }
    /// The server said something on this stream.
    pub(super) fn answered(&mut self) {
        self.answered = true;
    }
    /// It took our token as valid.
    pub(super) fn prove(&self) {
        self.with_slots(|slots| slots.prove(self.id));
    }
    /// The connection takes no more streams.
    pub(super) fn retire(&self) {
        self.with_slots(|slots| slots.retire(self.id));
    }

    fn with_slots(&self, act: impl FnOnce(&mut Slots)) {
        if let Some(pool) = &self.pool {
            act(&mut pool.slots());
        }
    }

    /// Gives the place back while the books are open.
    fn undo(mut self, slots: &mut Slots) {
        self.pool = None;
        slots.give_back(self.id, Said::NotAsked);
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(pool) = self.pool.take() {
            // Whoever gave up early does not know whether there would have been an answer.
            let patient = |sent: Instant| sent.elapsed() >= pool.tuning.timeout / 2;
            let said = match (self.answered, self.sent) {
                (true, _) => Said::Something,
                (false, Some(sent)) if patient(sent) => Said::Nothing,
                (false, _) => Said::NotAsked,
            };
            let mut slots = pool.slots();
            slots.give_back(self.id, said);
            pool.serve(&mut slots);
        }
    }
}

/// Moves the frames of one connection until it ends, and reports when the server changes its limit of streams.
async fn drive(mut driver: Driver, pool: Weak<Pool>, id: u64, tuning: Tuning) {
    let mut limit = driver.limit();
    let frames = poll_fn(|cx| {
        let ended = driver.poll(cx);
        let now = driver.limit();
        if now != limit {
            limit = now;
            if let Some(pool) = pool.upgrade() {
                pool.limit_changed(id, now);
            }
        }
        ended
    });
    let why = tokio::select! {
        ended = frames => ended,
        () = keep_alive(&pool, id, tuning) => Err("no sign of life".to_owned()),
    };
    if let Some(pool) = pool.upgrade() {
        pool.ended(id, why);
    }
    driver.part().await;
}

/// Ends when the server leaves a ping unanswered.
async fn keep_alive(pool: &Weak<Pool>, id: u64, tuning: Tuning) {
    loop {
        time::sleep(tuning.ping_every).await;
        // Whom nobody needs any more ends by itself.
        let Some((sender, idle)) = pool.upgrade().and_then(|pool| pool.sender(id)) else {
            return std::future::pending().await;
        };
        if idle && !tuning.ping_when_idle {
            continue;
        }
        if time::timeout(tuning.dial_timeout, sender.sign_of_life()).await.is_err() {
            return;
        }
    }
}
