//! What a row says, and how it is tried out.

use super::witness::Witness;
use crate::world::{World, patient, patiently, token};
use herald_delivery::worker::WorkerConfig;
use herald_domain::{
    Timestamp,
    delivery::MessageStatus,
    ids::{DeviceId, MessageId},
    time::{MINUTE_MS, SECOND_MS},
};
use herald_push::{
    gateway::Gateway,
    simulator::{Fault, Faults, Landed},
};
use std::{
    collections::HashMap,
    ops::RangeInclusive,
    sync::{Arc, Mutex},
    time::Duration,
};

/// A message of these tests lives so long.
const TTL: i64 = 20 * MINUTE_MS;
/// Between two rows, so that the hour's limit holds.
const APART: i64 = 3 * MINUTE_MS;

/// What becomes of the device that a fault hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Accepted,
    /// As the service said, which told a lie.
    TakenInVain,
    /// For good, with this reason.
    Rejected(&'static str),
    /// As before, and its token is given up.
    Retired(&'static str),
    /// Tried until the message's time was up.
    Expired,
}

pub struct Row {
    pub name: String,
    pub fault: Fault,
    /// How many requests it spoils; none for every one.
    pub times: Option<usize>,
    pub end: End,
    /// How often the device is tried, at least and at most.
    pub attempts: RangeInclusive<usize>,
    /// What the service asked to wait before the second attempt, in seconds.
    pub wait: i64,
}

impl Row {
    fn new(
        name: &str,
        fault: impl Into<Fault>,
        times: Option<usize>,
        end: End,
        attempts: RangeInclusive<usize>,
    ) -> Self {
        Self { name: name.into(), fault: fault.into(), times, end, attempts, wait: 0 }
    }
    /// Refused for good at once.
    pub fn rejected(reason: &'static str, fault: impl Into<Fault>) -> Self {
        Self::new(reason, fault, None, End::Rejected(reason), 1..=1)
    }
    pub fn retired(reason: &'static str, fault: impl Into<Fault>) -> Self {
        Self::new(reason, fault, None, End::Retired(reason), 1..=1)
    }
    /// It goes by, and the next attempt is accepted.
    pub fn passing(name: &str, wait: i64, fault: impl Into<Fault>) -> Self {
        let row = Self::new(name, fault, Some(1), End::Accepted, 2..=2);
        Self { wait, ..row }
    }
    /// It stays, and the message expires.
    pub fn lasting(name: &str, wait: i64, fault: impl Into<Fault>) -> Self {
        let row = Self::new(&format!("{name}, lasting"), fault, None, End::Expired, 2..=40);
        Self { wait, ..row }
    }
    /// So often, and no more.
    pub fn tried(self, attempts: RangeInclusive<usize>) -> Self {
        Self { attempts, ..self }
    }
    /// The service says that it took it, and did not.
    pub fn vain(self) -> Self {
        Self { end: End::TakenInVain, ..self }
    }
    /// The worker does not even notice.
    pub fn unnoticed(name: &str, fault: impl Into<Fault>) -> Self {
        Self::new(name, fault, Some(1), End::Accepted, 1..=1)
    }
}

pub async fn try_out<G: Gateway>(
    world: &World,
    rows: Vec<Row>,
    gateway: Arc<Witness<G>>,
    faults: &Faults,
    device: fn(usize) -> DeviceId,
    landed: &Mutex<Vec<Landed>>,
) {
    let config = WorkerConfig { poll: Duration::from_millis(50), ..patient() };
    let worker = world.work_with(vec![gateway.clone() as Arc<dyn Gateway>], config);
    let mut retired = 0;
    let devices = rows.len();
    // So that the service knows tokens, and an unfit one is its own fault.
    let first = world.send_for(TTL).await;
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&first).await.accepted, devices as u64);
    for (number, row) in rows.into_iter().enumerate() {
        world.move_clock(APART);
        let (name, hit) = (&row.name, device(number));
        match row.times {
            Some(times) => (0..times).for_each(|_| faults.once_for(&token(&hit), row.fault.clone())),
            None => faults.always_for(&token(&hit), row.fault.clone()),
        }
        let begun = world.clock_now();
        let message = world.send_for(TTL).await;
        worker.wake.notify_one();
        let ended = see_it_through(world, &*gateway, &worker.wake, &message).await;
        faults.clear();

        let counts = world.progress(&message).await.counts;
        let reached = (devices - retired) as u64;
        let (accepted, rejected, expired) = match &row.end {
            End::Accepted | End::TakenInVain => (reached, None, 0),
            End::Rejected(reason) | End::Retired(reason) => (reached - 1, Some(*reason), 0),
            End::Expired => (reached - 1, None, 1),
        };
        assert_eq!((counts.accepted, counts.expired), (accepted, expired), "{name}: {counts:?}");
        let reasons: Vec<_> =
            counts.rejected.iter().map(|(reason, devices)| (reason.as_str(), *devices)).collect();
        assert_eq!(reasons, rejected.map(|reason| (reason, 1)).into_iter().collect::<Vec<_>>(), "{name}");
        assert!(ended.since(begun) <= TTL + 2 * SECOND_MS, "{name}: within its time");

        let attempts = gateway.attempts(&message, &hit);
        assert!(row.attempts.contains(&attempts.len()), "{name}: {} attempts", attempts.len());
        for pair in attempts.windows(2) {
            let waited = pair[1].at.since(pair[0].at);
            assert!(waited >= row.wait * SECOND_MS, "{name}: waited {waited} ms of {} s", row.wait);
        }
        let is_retired = world.is_retired(&hit).await;
        assert_eq!(is_retired, matches!(row.end, End::Retired(_)), "{name}: its token");
        retired += usize::from(is_retired);
        assert_others_got_it(name, &message, &hit, landed, &row.end);
        println!("{name:<45} {:?} after {} attempts", row.end, attempts.len());
    }
    worker.stop().await;
}

/// Moves the clock to whatever is due next until the message has ended, and answers when that was.
async fn see_it_through<G: Gateway>(
    world: &World,
    gateway: &Witness<G>,
    wake: &tokio::sync::Notify,
    message: &MessageId,
) -> Timestamp {
    patiently(async {
        let mut quiet = 0;
        loop {
            tokio::time::sleep(Duration::from_millis(5)).await;
            if world.progress(message).await.status == MessageStatus::Finished {
                return world.clock_now();
            }
            let now = world.clock_now();
            let due = world.store.next_due(now).await.unwrap();
            let waits = gateway.is_idle() && due.is_some_and(|due| due > now);
            quiet = if waits { quiet + 1 } else { 0 };
            // Longer than any acknowledgement takes, whose lease looks as if something were due later.
            if quiet == 8 {
                world.move_clock(due.unwrap().since(now));
                wake.notify_one();
                quiet = 0;
            }
        }
    })
    .await
}

/// Whoever got it twice got it under the same id; nobody but the one that was hit may have got nothing.
fn assert_others_got_it(
    name: &str,
    message: &MessageId,
    hit: &DeviceId,
    landed: &Mutex<Vec<Landed>>,
    end: &End,
) {
    let mut ids: HashMap<DeviceId, Vec<String>> = HashMap::new();
    for landed in landed.lock().unwrap().iter() {
        if landed.message_key.as_deref() == Some(message.as_str()) {
            ids.entry(landed.device.clone()).or_default().push(landed.push_id.clone());
        }
    }
    if *end == End::Accepted {
        assert!(ids.contains_key(hit), "{name}: it arrived");
    }
    for (device, ids) in ids {
        let google = ids[0].starts_with("projects/");
        assert!(google || ids.iter().all(|id| *id == ids[0]), "{name}: {device} got {ids:?}");
    }
}
