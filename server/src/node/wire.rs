//! What nodes tell each other, so that live pages and idle workers need not ask all the time. It may be lost: whoever
//! hears nothing asks after a while.
//!
//! A word is lines: the teller's id, then `work`, `newcomer`, `quota TENANT`, `send TENANT MESSAGE` or
//! `device TENANT DEVICE`.

use crate::live::Hub;
use herald_domain::{
    ids::{NodeId, TenantId},
    live::{Announce, Change},
};
use herald_store::{Store, WORD_MAX};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::Notify, time};
use tokio_util::sync::CancellationToken;

/// Shortest time between two words: telling is a transaction that all tellers take in turns.
const PAUSE: Duration = Duration::from_millis(50);
/// Until a connection that was lost is tried again.
const AGAIN: Duration = Duration::from_secs(1);
/// More lines than this are not worth telling apart.
const LINES_MAX: usize = 500;
const WORK: &str = "work";
const NEWCOMER: &str = "newcomer";
const MUCH: &str = "much";

/// Tells this process and, unless the database is its own, the other nodes.
#[derive(Debug)]
pub struct Wire {
    hub: Hub,
    node: Option<NodeId>,
    pending: Mutex<BTreeSet<String>>,
    ring: Notify,
}

impl Wire {
    #[must_use]
    pub fn new(hub: Hub, node: Option<NodeId>) -> Self {
        Self { hub, node, pending: Mutex::default(), ring: Notify::new() }
    }

    /// This node is new.
    pub fn newcomer(&self) {
        self.say(NEWCOMER.into());
    }

    fn say(&self, line: String) {
        if self.node.is_none() {
            return;
        }
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if pending.len() < LINES_MAX {
            pending.insert(line);
        } else {
            pending.insert(MUCH.into());
        }
        drop(pending);
        self.ring.notify_one();
    }

    /// Tells what is said here, until it is told to stop.
    pub async fn tell(self: Arc<Self>, store: Store, stop: CancellationToken) {
        let Some(node) = self.node.clone() else { return };
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.ring.notified() => {}
            }
            let pending = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
            for word in words(&node, &pending) {
                if let Err(error) = store.tell(&word).await {
                    tracing::debug!(%error, "the other nodes could not be told");
                }
            }
            time::sleep(PAUSE).await;
        }
    }

    /// Hears what others tell, until it is told to stop.
    pub async fn hear(
        self: Arc<Self>,
        store: Store,
        wake: Arc<Notify>,
        newcomer: Arc<Notify>,
        stop: CancellationToken,
    ) {
        let hearing = async {
            loop {
                match store.listen().await {
                    Ok(mut ear) => loop {
                        match ear.next().await {
                            Ok(Some(word)) => self.heard(&word, &wake, &newcomer),
                            // Lost, and found again by the next call.
                            Ok(None) => self.deaf(&wake),
                            Err(error) => {
                                tracing::warn!(%error, "other nodes cannot be heard");
                                break;
                            }
                        }
                    },
                    Err(error) => tracing::warn!(%error, "other nodes cannot be heard"),
                }
                self.deaf(&wake);
                time::sleep(AGAIN).await;
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = hearing => {}
        }
    }

    fn deaf(&self, wake: &Notify) {
        self.hub.miss();
        wake.notify_one();
    }

    fn heard(&self, word: &str, wake: &Notify, newcomer: &Notify) {
        let mut lines = word.lines();
        if lines.next() == self.node.as_ref().map(NodeId::as_str) {
            return;
        }
        for line in lines {
            match line {
                WORK => wake.notify_one(),
                NEWCOMER => newcomer.notify_one(),
                _ => match change(line) {
                    Some((tenant, change)) => self.hub.announce(&tenant, change),
                    // Too much at once, or from a newer version.
                    None => self.hub.miss(),
                },
            }
        }
    }
}

impl Announce for Wire {
    fn announce(&self, tenant: &TenantId, change: Change) {
        if self.node.is_some() {
            self.say(match &change {
                Change::Quota => format!("quota {tenant}"),
                Change::Send(message) => format!("send {tenant} {message}"),
                Change::Device(device) => format!("device {tenant} {device}"),
            });
        }
        self.hub.announce(tenant, change);
    }
    fn work(&self) {
        self.say(WORK.into());
    }
}

fn change(line: &str) -> Option<(TenantId, Change)> {
    let (kind, rest) = line.split_once(' ')?;
    let (tenant, about) = rest.split_once(' ').unwrap_or((rest, ""));
    let change = match kind {
        "quota" => Change::Quota,
        "send" => Change::Send(about.parse().ok()?),
        "device" => Change::Device(about.parse().ok()?),
        _ => return None,
    };
    Some((tenant.parse().ok()?, change))
}

/// The lines in as few words as they fit into.
fn words(node: &NodeId, lines: &BTreeSet<String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for line in lines {
        match words.last_mut() {
            Some(word) if word.len() + 1 + line.len() <= WORD_MAX => {
                word.push('\n');
                word.push_str(line);
            }
            _ => words.push(format!("{node}\n{line}")),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::Heard;

    fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: usize) -> T {
        format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
    }

    /// What `other` hears of what `wire` said so far.
    fn pass(wire: &Wire, other: &Wire, wake: &Notify, newcomer: &Notify) {
        let pending = std::mem::take(&mut *wire.pending.lock().unwrap());
        for word in words(wire.node.as_ref().unwrap(), &pending) {
            assert!(word.len() <= WORD_MAX);
            other.heard(&word, wake, newcomer);
        }
    }

    #[tokio::test]
    async fn what_one_node_says_the_others_hear_and_it_does_not_hear_itself() {
        let (here, there) = (Wire::new(Hub::default(), Some(id(1))), Wire::new(Hub::default(), Some(id(2))));
        let (wake, newcomer) = (Notify::new(), Notify::new());
        let mut listener = there.hub.listen(id(7));
        let changes = [Change::Quota, Change::Send(id(3)), Change::Device(id(4))];
        for change in &changes {
            here.announce(&id(7), change.clone());
        }
        here.announce(&id(8), Change::Quota);
        here.work();
        let pending = here.pending.lock().unwrap().clone();
        pass(&here, &there, &wake, &newcomer);
        let mut heard = BTreeSet::new();
        for _ in &changes {
            let Some(Heard::Change(change)) = listener.next().await else { panic!() };
            heard.insert(change);
        }
        assert_eq!(heard, changes.into_iter().collect());
        wake.notified().await;
        let mut own = here.hub.listen(id(7));
        *here.pending.lock().unwrap() = pending;
        pass(&here, &here, &wake, &newcomer);
        here.hub.announce(&id(7), Change::Quota);
        assert_eq!(own.next().await, Some(Heard::Change(Change::Quota)), "and nothing before");
    }

    #[tokio::test]
    async fn too_much_at_once_and_what_nobody_understands_make_everybody_look() {
        let (here, there) = (Wire::new(Hub::default(), Some(id(1))), Wire::new(Hub::default(), Some(id(2))));
        let mut listener = there.hub.listen(id(7));
        (0..2 * LINES_MAX).for_each(|n| here.announce(&id(8), Change::Send(id(n))));
        pass(&here, &there, &Notify::new(), &Notify::new());
        assert_eq!(listener.next().await, Some(Heard::Missed));
        there.heard("x\nsomething new", &Notify::new(), &Notify::new());
        assert_eq!(listener.next().await, Some(Heard::Missed));
    }
}
