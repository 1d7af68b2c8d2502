//! What became of a message, in numbers and never in text (B22, B23).

use crate::{
    Timestamp,
    device::{Unreachable, codes},
    ids::{DeviceId, MessageId},
};
use serde::{Deserialize, Serialize};

/// How long a push service keeps trying unless configured otherwise (B22).
pub const DEFAULT_TTL_MS: i64 = crate::time::DAY_MS;
/// Recipients in one batch at the most.
pub const BATCH_MAX: usize = 500;

codes! {
    /// Where a message stands.
    MessageStatus {
        /// Accepted by Herald; its audience is not resolved yet.
        Queued = "queued",
        /// Batches are being handed over.
        Sending = "sending",
        /// No delivery is outstanding, and the text is destroyed.
        Finished = "finished",
    }
}

/// Counts by outcome. "Accepted" is the push service's word, not the phone's (B23).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub accepted: u64,
    /// Not tried, by the first reason (B24).
    pub unreachable: Vec<(Unreachable, u64)>,
    /// Refused by the push service, by its reason.
    pub rejected: Vec<(String, u64)>,
    pub expired: u64,
    /// Outstanding: not tried yet, or to be tried again.
    pub trying: u64,
}

impl Counts {
    #[must_use]
    pub fn not_reached(&self) -> u64 {
        self.unreachable.iter().map(|(_, n)| n).sum()
    }
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.rejected.iter().map(|(_, n)| n).sum()
    }
    /// Adds what became of another message.
    pub fn add(&mut self, other: Self) {
        fn add<K: PartialEq>(all: &mut Vec<(K, u64)>, more: Vec<(K, u64)>) {
            for (key, n) in more {
                match all.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, count)) => *count += n,
                    None => all.push((key, n)),
                }
            }
        }
        self.accepted += other.accepted;
        self.expired += other.expired;
        self.trying += other.trying;
        add(&mut self.unreachable, other.unreachable);
        add(&mut self.rejected, other.rejected);
    }
    /// Devices that the message was meant for and that could be tried.
    #[must_use]
    pub fn tried(&self) -> u64 {
        self.accepted + self.refused() + self.expired + self.trying
    }
}

/// What is known of one send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Send {
    pub id: MessageId,
    pub status: MessageStatus,
    pub at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// Display name of the sender.
    pub by: String,
    pub target: Target,
    pub counts: Counts,
}

impl Send {
    /// One record under `id` of messages that were sent in one act; none of no messages. It names the first one's
    /// target, and is finished when all are.
    #[must_use]
    pub fn sum(id: MessageId, sends: Vec<Self>) -> Option<Self> {
        let all = |status| sends.iter().all(|send| send.status == status);
        let status = match (all(MessageStatus::Finished), all(MessageStatus::Queued)) {
            (true, _) => MessageStatus::Finished,
            (_, true) => MessageStatus::Queued,
            _ => MessageStatus::Sending,
        };
        let finished_at = sends.iter().filter_map(|send| send.finished_at).max();
        sends
            .into_iter()
            .reduce(|mut sum, send| {
                sum.counts.add(send.counts);
                sum
            })
            .map(|sum| Self {
                id,
                status,
                finished_at: finished_at.filter(|_| status == MessageStatus::Finished),
                ..sum
            })
    }
}

/// Whom a send went to, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Groups { names: Vec<String> },
    Device { id: DeviceId, name: String },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn send(status: MessageStatus, counts: Counts) -> Send {
        let id: MessageId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        let finished_at = (status == MessageStatus::Finished).then_some(Timestamp(7));
        let target = Target::Groups { names: Vec::new() };
        Send { id, status, at: Timestamp(1), finished_at, by: String::new(), target, counts }
    }

    #[test]
    fn an_act_is_finished_when_all_its_messages_are_and_counts_all_of_them() {
        use MessageStatus::{Finished, Queued, Sending};
        let refused = Counts { rejected: vec![("BadTopic".into(), 1)], ..Counts::default() };
        let accepted = Counts { accepted: 1, ..Counts::default() };
        let act: MessageId = "00000000-0000-7000-8000-0000000000aa".parse().unwrap();
        let sum = |parts: Vec<Send>| Send::sum(act.clone(), parts);
        let all = sum(vec![
            send(Finished, refused.clone()),
            send(Finished, accepted.clone()),
            send(Finished, refused.clone()),
        ]);
        let all = all.unwrap();
        assert_eq!((all.id, all.status, all.finished_at), (act.clone(), Finished, Some(Timestamp(7))));
        assert_eq!((all.counts.accepted, all.counts.rejected), (1, vec![("BadTopic".into(), 2)]));
        let some = sum(vec![send(Finished, accepted.clone()), send(Queued, accepted.clone())]).unwrap();
        assert_eq!((some.status, some.finished_at), (Sending, None));
        assert_eq!(sum(vec![send(Queued, accepted.clone()), send(Queued, accepted)]).unwrap().status, Queued);
        assert_eq!(sum(Vec::new()), None);
    }
}
