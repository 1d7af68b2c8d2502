//! The numbers that leave this crate. Labels are codes only: no text, no token, no name.

use crate::settle::Fate;
use herald_domain::device::Service;
use herald_push::gateway::Outcome;
use herald_store::{BatchResult, QueueDepth};
use metrics::{counter, gauge, histogram};
use std::{collections::BTreeMap, time::Duration};

/// Answers (or the lack of them) of a push service.
pub(crate) fn attempts<'a>(service: Service, fates: impl Iterator<Item = &'a Fate>) {
    let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
    for outcome in fates.filter_map(outcome) {
        *counts.entry(outcome).or_default() += 1;
    }
    for (outcome, n) in counts {
        counter!("herald_push_attempts_total", "service" => service.code(), "outcome" => outcome)
            .increment(n);
    }
}

fn outcome(fate: &Fate) -> Option<&'static str> {
    Some(match fate {
        Fate::Answered(Outcome::Accepted) => "accepted",
        Fate::Answered(Outcome::Unregistered { .. }) => "unregistered",
        Fate::Answered(Outcome::Unfit { .. }) => "unfit",
        Fate::Answered(Outcome::Rejected { .. }) => "rejected",
        Fate::Answered(Outcome::Throttled { .. }) => "throttled",
        Fate::Answered(Outcome::Unavailable { .. }) => "unavailable",
        Fate::Answered(Outcome::Misconfigured { .. }) => "misconfigured",
        Fate::TooLate | Fate::Untried => return None,
    })
}

/// Recipients that came to an end, and those that are tried again.
pub(crate) fn settled(service: Service, result: &BatchResult) {
    let count = |outcome: &'static str, n: u64| {
        if n > 0 {
            counter!("herald_deliveries_total", "service" => service.code(), "outcome" => outcome)
                .increment(n);
        }
    };
    count("accepted", result.accepted);
    count("rejected", result.rejected.iter().map(|(_, n)| n).sum());
    count("expired", result.expired);
    count("retried", result.retry.iter().map(|retry| retry.recipients.len() as u64).sum());
    count("retired", result.retired.len() as u64);
}

/// How long one claimed batch took from claim to acknowledgement.
pub(crate) fn batch(service: Service, took: Duration) {
    histogram!("herald_batch_seconds", "service" => service.code()).record(took);
}

pub(crate) fn message_finished() {
    counter!("herald_messages_finished_total").increment(1);
}

pub(crate) fn lease_lost(service: Service) {
    counter!("herald_leases_lost_total", "service" => service.code()).increment(1);
}

pub(crate) fn queue(depth: QueueDepth) {
    // Gauges are floats; a queue stays far below 2^53.
    let set = |name: &'static str, n: u64| gauge!(name).set(n as f64);
    set("herald_queue_messages", depth.queued);
    set("herald_queue_sending", depth.sending);
    set("herald_queue_batches", depth.batches);
    set("herald_queue_recipients", depth.recipients);
}
