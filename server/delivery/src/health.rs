//! How the push services answer, for the people who look at the console. Codes and counts only: no text, no token.

use crate::settle::Fate;
use herald_domain::{
    Timestamp,
    device::Service,
    push::{ServiceHealth, Trouble, TroubleKind},
};
use herald_push::gateway::Outcome;
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
};

/// Stands for "never".
const NEVER: i64 = i64::MIN;

/// What this process has seen of every push service since its start. It begins anew with every start, and another node
/// has one of its own.
#[derive(Debug, Default)]
pub struct Health {
    apns: Record,
    fcm: Record,
}

#[derive(Debug)]
struct Record {
    accepted: AtomicU64,
    refused: AtomicU64,
    last_accepted: AtomicI64,
    last_trouble: Mutex<Option<Trouble>>,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            accepted: AtomicU64::default(),
            refused: AtomicU64::default(),
            last_accepted: AtomicI64::new(NEVER),
            last_trouble: Mutex::default(),
        }
    }
}

impl Health {
    /// What was seen of this service so far.
    #[must_use]
    pub fn of(&self, service: Service) -> ServiceHealth {
        let record = self.record(service);
        let last = record.last_accepted.load(Relaxed);
        ServiceHealth {
            accepted: record.accepted.load(Relaxed),
            refused: record.refused.load(Relaxed),
            last_accepted: (last != NEVER).then_some(Timestamp(last)),
            last_trouble: record.last_trouble.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    fn record(&self, service: Service) -> &Record {
        match service {
            Service::Apns => &self.apns,
            Service::Fcm => &self.fcm,
        }
    }

    /// One answer of a push service, or the lack of one.
    pub(crate) fn note(&self, service: Service, fate: &Fate, now: Timestamp) {
        let record = self.record(service);
        let (kind, reason) = match fate {
            Fate::Answered(Outcome::Accepted) => {
                record.accepted.fetch_add(1, Relaxed);
                record.last_accepted.fetch_max(now.millis(), Relaxed);
                return;
            }
            Fate::Answered(
                Outcome::Unregistered { .. } | Outcome::Unfit { .. } | Outcome::Rejected { .. },
            ) => {
                record.refused.fetch_add(1, Relaxed);
                return;
            }
            Fate::TooLate | Fate::Untried => return,
            Fate::Answered(Outcome::Throttled { .. }) => (TroubleKind::Throttled, ""),
            Fate::Answered(Outcome::Unavailable { .. }) => (TroubleKind::Unavailable, ""),
            Fate::Answered(Outcome::Misconfigured { reason }) => {
                (TroubleKind::Misconfigured, reason.as_str())
            }
        };
        let trouble = Trouble { at: now, kind, reason: reason.to_owned() };
        *record.last_trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(trouble);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::push::Condition;

    #[test]
    fn b23_the_latest_answers_of_each_service_are_kept_apart() {
        let health = Health::default();
        let answer = |service, outcome, at| health.note(service, &Fate::Answered(outcome), Timestamp(at));
        assert_eq!(health.of(Service::Apns), ServiceHealth::default());
        answer(Service::Apns, Outcome::Accepted, 5);
        answer(Service::Apns, Outcome::Accepted, 7);
        answer(Service::Apns, Outcome::Rejected { reason: "BadDeviceToken".into() }, 8);
        answer(Service::Fcm, Outcome::Misconfigured { reason: "UNAUTHENTICATED".into() }, 9);
        health.note(Service::Fcm, &Fate::Untried, Timestamp(10));
        let apple = health.of(Service::Apns);
        assert_eq!((apple.accepted, apple.refused, apple.last_accepted), (2, 1, Some(Timestamp(7))));
        assert_eq!(apple.condition(), Condition::Well);
        let google = health.of(Service::Fcm);
        assert_eq!(google.condition(), Condition::Troubled(TroubleKind::Misconfigured));
        assert_eq!(google.last_trouble.unwrap().reason, "UNAUTHENTICATED");
    }
}
