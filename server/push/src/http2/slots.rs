//! The books of a pool: which connections there are, how full they are, and who waits for a place. No I/O.

use super::{Failure, backoff, connection::Sender};
use crate::tuning::Tuning;
use rand::{RngExt, rngs::StdRng};
use std::{collections::VecDeque, time::Duration};
use tokio::{sync::oneshot, time::Instant};

use super::pool::Lease;

/// Sends without an answer, in a row, after which a connection gets no more of them.
const UNANSWERED_MAX: u32 = 3;

/// One connection.
pub(super) struct Slot {
    pub id: u64,
    pub sender: Sender,
    pub in_flight: usize,
    /// The server's limit of streams.
    pub limit: usize,
    /// A token of ours was found valid on it.
    proved: bool,
    /// Gets no new streams; those under way go on.
    retired: bool,
    unanswered: u32,
    born: Instant,
}

/// What the server said to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Something,
    /// For as long as answers take that still come.
    Nothing,
    /// Nothing was sent, or nobody waited.
    NotAsked,
}

/// What is done about the next connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Nothing,
    /// It is dialled when the pause is over.
    Paused,
    Dialling,
}

pub(super) type Ticket = oneshot::Sender<Result<Lease, Failure>>;

pub(super) struct Slots {
    tuning: Tuning,
    slots: Vec<Slot>,
    pub waiting: VecDeque<Ticket>,
    pub next: Next,
    next_id: u64,
    failures: u32,
    not_before: Instant,
    rng: StdRng,
}

impl Slots {
    pub(super) fn new(tuning: Tuning, rng: StdRng) -> Self {
        Self {
            tuning,
            slots: Vec::new(),
            waiting: VecDeque::new(),
            next: Next::Nothing,
            next_id: 0,
            failures: 0,
            not_before: Instant::now(),
            rng,
        }
    }

    /// The emptiest connection that has a place, with one place more taken.
    pub(super) fn take(&mut self) -> Option<&Slot> {
        let tuning = self.tuning;
        let free = |slot: &Slot| slot.places(&tuning).saturating_sub(slot.in_flight);
        let best = self
            .slots
            .iter_mut()
            .filter(|slot| !slot.retired && free(slot) > 0)
            .max_by_key(|slot| free(slot))?;
        best.in_flight += 1;
        Some(best)
    }

    pub(super) fn add(&mut self, sender: Sender, limit: usize) -> u64 {
        self.next_id += 1;
        self.slots.push(Slot {
            id: self.next_id,
            sender,
            in_flight: 0,
            limit,
            proved: false,
            retired: false,
            unanswered: 0,
            born: Instant::now(),
        });
        self.next_id
    }

    pub(super) fn get(&mut self, id: u64) -> Option<&mut Slot> {
        self.slots.iter_mut().find(|slot| slot.id == id)
    }

    /// A place is free again.
    pub(super) fn give_back(&mut self, id: u64, said: Said) {
        let Some(slot) = self.get(id) else { return };
        slot.in_flight -= 1;
        match said {
            Said::Something => slot.unanswered = 0,
            Said::Nothing => slot.unanswered += 1,
            Said::NotAsked => {}
        }
        if slot.unanswered >= UNANSWERED_MAX {
            tracing::warn!("a connection to a push service gives no answers and is given up");
            self.retire(id);
        }
    }

    pub(super) fn prove(&mut self, id: u64) {
        if let Some(slot) = self.get(id) {
            slot.proved = true;
        }
    }

    /// No new streams on this connection. One that did not hold for long counts as a failure.
    pub(super) fn retire(&mut self, id: u64) {
        let stable_after = self.tuning.stable_after;
        let Some(slot) = self.get(id).filter(|slot| !slot.retired) else { return };
        slot.retired = true;
        // It ends after its last answer; or the server would be left with more and more connections.
        slot.sender.close();
        if slot.proved && slot.born.elapsed() >= stable_after {
            self.failures = 0;
        } else {
            self.failed();
        }
    }

    /// Every connection ends after its last answer.
    pub(super) fn close(&self) {
        self.slots.iter().for_each(|slot| slot.sender.close());
    }

    pub(super) fn remove(&mut self, id: u64) {
        self.retire(id);
        self.slots.retain(|slot| slot.id != id);
    }

    /// Dialling failed, or its fruit did not last.
    pub(super) fn failed(&mut self) {
        self.failures = self.failures.saturating_add(1);
        let chance = self.rng.random();
        let pause =
            backoff::pause(self.failures, self.tuning.backoff_first, self.tuning.backoff_most, chance);
        self.not_before = Instant::now() + pause;
    }

    /// What is left of the pause before the next dialling.
    pub(super) fn pause(&self) -> Duration {
        self.not_before.saturating_duration_since(Instant::now())
    }

    /// Those who wait cannot be served before the pause is over, and it is longer than they wait.
    pub(super) fn hopeless(&self) -> Option<Failure> {
        let pause = self.pause();
        let hopeless = self.usable() == 0 && self.next != Next::Dialling && pause > self.tuning.patience;
        hopeless.then_some(Failure::NotConnected { retry_after: Some(pause) })
    }

    /// Tells those who wait that it is of no use.
    pub(super) fn dismiss(&mut self, failure: Failure) {
        for ticket in self.waiting.drain(..) {
            // Whoever no longer waits needs no word.
            drop(ticket.send(Err(failure)));
        }
    }

    /// After dialling in vain: a send sees one such failure and no more, unless another connection can serve it.
    pub(super) fn dismiss_unserved(&mut self) {
        if self.usable() == 0 {
            self.dismiss(Failure::NotConnected { retry_after: Some(self.pause()) });
        }
    }

    /// Whether to dial: there is no connection, or all are full and have proved themselves.
    pub(super) fn wants_dial(&self) -> bool {
        let full = || {
            self.slots
                .iter()
                .all(|slot| slot.retired || (slot.proved && slot.in_flight >= slot.places(&self.tuning)))
        };
        let more = || self.usable() < self.tuning.connections && full();
        self.next == Next::Nothing && !self.waiting.is_empty() && (self.usable() == 0 || more())
    }

    fn usable(&self) -> usize {
        self.slots.iter().filter(|slot| !slot.retired).count()
    }
}

impl Slot {
    fn places(&self, tuning: &Tuning) -> usize {
        let most = self.limit.min(tuning.streams);
        if tuning.cautious && !self.proved { most.min(1) } else { most }
    }
}
