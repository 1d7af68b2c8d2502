//! What is so, whatever the database says, and what may never be.

use super::{Found, actor::Answers};
use crate::settle::Fate;
use herald_domain::{
    Timestamp,
    delivery::Counts,
    ids::{BatchId, DeviceId, MessageId},
    limits::{DEVICE_MESSAGES, GROUP_MESSAGES, Limit},
};
use herald_push::gateway::Outcome;
use herald_store::{BatchResult, ClaimedBatch};
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) struct Truth {
    pub seed: u64,
    pub messages: BTreeMap<MessageId, Told>,
    /// Messages whose text can be opened.
    pub keys: HashSet<MessageId>,
    /// When each device's app registered last.
    pub registered: HashMap<DeviceId, Timestamp>,
    pub retired: HashSet<DeviceId>,
    all: Vec<DeviceId>,
    begun: Timestamp,
    leases: HashMap<BatchId, Lease>,
    by_key: HashMap<String, MessageId>,
    /// When each place was taken, by the device that it was for; none stands for groups.
    places: HashMap<Option<DeviceId>, Vec<Timestamp>>,
}

/// A batch in somebody's hand.
struct Lease {
    owner: String,
    until: Timestamp,
    message: MessageId,
}

/// One message.
pub(super) struct Told {
    expires_at: Timestamp,
    /// Whom it is for: known when it is expanded, or when it expires before that.
    recipients: Option<u64>,
    devices: HashMap<DeviceId, Fortune>,
    rejected: BTreeMap<String, u64>,
}

/// One device of a message.
#[derive(Default)]
struct Fortune {
    /// The service took it, once or several times.
    taken: u32,
    /// Stored as ended, and how.
    ended: Option<End>,
    not_before: Option<Timestamp>,
    /// Attempts whose outcome was stored.
    stored: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Accepted,
    Rejected,
    Expired,
}

impl Truth {
    pub fn of(seed: u64, all: Vec<DeviceId>, begun: Timestamp) -> Self {
        Self {
            seed,
            messages: BTreeMap::new(),
            keys: HashSet::new(),
            registered: HashMap::new(),
            retired: HashSet::new(),
            all,
            begun,
            leases: HashMap::new(),
            by_key: HashMap::new(),
            places: HashMap::new(),
        }
    }

    pub fn queued(
        &mut self,
        id: MessageId,
        device: Option<DeviceId>,
        key: Option<String>,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Found {
        if let Some(key) = key
            && self.by_key.insert(key, id.clone()).is_some()
        {
            return Err("a repeat was sent again".into());
        }
        let limit = limit(device.as_ref());
        let taken = self.places.entry(device).or_default();
        taken.push(now);
        if in_window(limit, taken, now) > limit.max as usize {
            return Err(format!("more than {} in an hour", limit.max));
        }
        self.keys.insert(id.clone());
        let told = Told { expires_at, recipients: None, devices: HashMap::new(), rejected: BTreeMap::new() };
        self.messages.insert(id, told);
        Ok(())
    }

    pub fn replayed(&self, key: Option<String>, first: &MessageId) -> Found {
        match key.and_then(|key| self.by_key.get(&key)) {
            Some(known) if known == first => Ok(()),
            _ => Err("another message was taken for this one".into()),
        }
    }

    pub fn refused(&self, device: Option<&DeviceId>, now: Timestamp) -> Found {
        let limit = limit(device);
        let taken = self.places.get(&device.cloned()).map_or(0, |taken| in_window(limit, taken, now));
        if taken < limit.max as usize { Err(format!("refused with {taken} places taken")) } else { Ok(()) }
    }

    pub fn expanded(&mut self, message: &MessageId, recipients: u64) -> Found {
        let told = self.told(message)?;
        // What was expanded before answers nothing.
        if recipients > 0 && told.recipients.replace(recipients).is_some_and(|before| before != recipients) {
            return Err("a message was expanded twice".into());
        }
        Ok(())
    }

    /// The store says that nothing is outstanding.
    pub fn finished(&mut self, message: &MessageId, now: Timestamp) -> Found {
        self.keys.remove(message);
        let in_hand = self.leases.values().any(|lease| lease.message == *message && lease.until > now);
        if in_hand { Err("a message ended while somebody had it in hand".into()) } else { Ok(()) }
    }

    pub fn holder(&self, batch: &BatchId) -> Option<String> {
        self.leases.get(batch).map(|lease| lease.owner.clone())
    }

    pub fn claimed(&mut self, batch: &ClaimedBatch, owner: &str, now: Timestamp, lease: i64) -> Found {
        let new =
            Lease { owner: owner.to_owned(), until: now.plus_ms(lease), message: batch.message.clone() };
        match self.leases.insert(batch.batch.clone(), new) {
            Some(other) if other.until > now => Err("a worker took what another has in hand".into()),
            _ => Ok(()),
        }
    }

    pub fn extended(
        &mut self,
        batch: &ClaimedBatch,
        owner: &str,
        now: Timestamp,
        lease: i64,
        kept: bool,
    ) -> Found {
        match self.leases.get_mut(&batch.batch) {
            Some(held) if held.owner == owner => match kept {
                true => held.until = now.plus_ms(lease),
                false if held.until > now => return Err("a lease was lost before its end".into()),
                false => {}
            },
            _ if kept => return Err("a lease was extended that others have".into()),
            _ => {}
        }
        Ok(())
    }

    fn has_in_hand(&self, batch: &ClaimedBatch, owner: &str, now: Timestamp) -> bool {
        self.leases.get(&batch.batch).is_some_and(|lease| lease.owner == owner && lease.until > now)
    }

    /// Whoever has a batch in hand can read what to send.
    pub fn opens(&self, batch: &ClaimedBatch, owner: &str, now: Timestamp) -> Found {
        let gone = self.has_in_hand(batch, owner, now) && !self.keys.contains(&batch.message);
        if gone { Err("the text of what is outstanding is gone".into()) } else { Ok(()) }
    }

    /// The service was asked, and answered.
    pub fn sent(
        &mut self,
        batch: &ClaimedBatch,
        owner: &str,
        device: &DeviceId,
        outcome: &Outcome,
        now: Timestamp,
    ) -> Found {
        // Who slept past the end of a lease may repeat something: others went on meanwhile.
        let awake = self.has_in_hand(batch, owner, now);
        let told = self.told(&batch.message)?;
        if now >= told.expires_at {
            return Err("it was sent after it had expired".into());
        }
        let fortune = told.devices.entry(device.clone()).or_default();
        if awake && fortune.ended.is_some() {
            return Err("it was sent again after its end was stored".into());
        }
        if awake && fortune.not_before.is_some_and(|earliest| now < earliest) {
            return Err("it was tried sooner than the service asked for".into());
        }
        if awake && batch.attempt < fortune.stored {
            return Err("an attempt was not counted".into());
        }
        if *outcome == Outcome::Accepted {
            fortune.taken += 1;
        }
        Ok(())
    }

    /// A worker stored what came of its batch, or was refused.
    pub fn acknowledged(
        &mut self,
        batch: &ClaimedBatch,
        owner: &str,
        now: Timestamp,
        result: &BatchResult,
        answers: &Answers,
        stored: bool,
    ) -> Found {
        let holds =
            self.leases.get(&batch.batch).filter(|lease| lease.owner == owner).map(|lease| lease.until);
        match (holds, stored) {
            (None, true) => return Err("it was acknowledged by somebody who did not have it any more".into()),
            (Some(until), false) if until > now => {
                return Err("whoever had it could not acknowledge it".into());
            }
            (_, false) => return Ok(()),
            (Some(_), true) => {}
        }
        self.leases.remove(&batch.batch);
        let ended = |device: &DeviceId| {
            !result.retry.iter().any(|r| r.recipients.iter().any(|r| r.device == *device))
        };
        for (recipient, fate) in batch.recipients.iter().zip(&answers.fates) {
            self.settled(batch, &recipient.device, fate, answers.at, ended(&recipient.device))?;
            if let Fate::Answered(Outcome::Unregistered { since, .. }) = fate {
                let registered = self.registered.get(&recipient.device).copied().unwrap_or(self.begun);
                if registered <= since.unwrap_or(answers.at) {
                    self.retired.insert(recipient.device.clone());
                }
            }
        }
        Ok(())
    }

    fn settled(
        &mut self,
        batch: &ClaimedBatch,
        device: &DeviceId,
        fate: &Fate,
        now: Timestamp,
        ended: bool,
    ) -> Found {
        let told = self.told(&batch.message)?;
        let expires_at = told.expires_at;
        let fortune = told.devices.entry(device.clone()).or_default();
        let end = match fate {
            Fate::TooLate => End::Expired,
            Fate::Untried => {
                return if ended { Err("what was not tried was given up".into()) } else { Ok(()) };
            }
            Fate::Answered(Outcome::Accepted) => End::Accepted,
            Fate::Answered(Outcome::Rejected { reason } | Outcome::Unregistered { reason, .. }) => {
                *told.rejected.entry(reason.clone()).or_default() += 1;
                End::Rejected
            }
            Fate::Answered(Outcome::Unavailable { retry_after } | Outcome::Throttled { retry_after }) => {
                let asked = retry_after.map_or(0, |wait| wait.as_millis() as i64);
                fortune.not_before = Some(now.plus_ms(asked));
                fortune.stored += 1;
                // The longest pause without a wish is a quarter of an hour, and a minute for haste.
                let hopeless = now.plus_ms(asked + 16 * 60_000) >= expires_at;
                return match ended {
                    false => Ok(()),
                    true if hopeless => self.end(batch, device, End::Expired),
                    true => Err("it was given up although there was time".into()),
                };
            }
            Fate::Answered(_) => {
                fortune.stored += 1;
                return if ended { self.end(batch, device, End::Expired) } else { Ok(()) };
            }
        };
        if !ended {
            return Err("it was to be tried again after its end".into());
        }
        self.end(batch, device, end)
    }

    fn end(&mut self, batch: &ClaimedBatch, device: &DeviceId, end: End) -> Found {
        let fortune = self.told(&batch.message)?.devices.entry(device.clone()).or_default();
        if end == End::Accepted && fortune.taken == 0 {
            return Err("it is stored as accepted and was never sent".into());
        }
        if fortune.ended.replace(end).is_some() {
            return Err("it ended twice".into());
        }
        Ok(())
    }

    /// In the end the database counts what is so.
    pub fn accounts_for(&self, message: &MessageId, counts: &Counts) -> Found {
        let Some(told) = self.messages.get(message) else { return Err("an unknown message".into()) };
        let ended = |end| told.devices.values().filter(|fortune| fortune.ended == Some(end)).count() as u64;
        let rejected: BTreeMap<String, u64> = counts.rejected.iter().cloned().collect();
        if (counts.accepted, counts.trying) != (ended(End::Accepted), 0) || rejected != told.rejected {
            return Err(format!("{counts:?} is counted, {} were accepted", ended(End::Accepted)));
        }
        let all = counts.accepted + counts.expired + rejected.values().sum::<u64>();
        let unreachable: u64 = counts.unreachable.iter().map(|(_, devices)| devices).sum();
        match told.recipients {
            Some(recipients) if recipients != all => Err(format!("{all} of {recipients} are accounted for")),
            None if all + unreachable > self.all.len() as u64 => Err("more ended than there are".into()),
            _ => Ok(()),
        }
    }

    fn told(&mut self, message: &MessageId) -> Result<&mut Told, String> {
        self.messages.get_mut(message).ok_or_else(|| "a message that nobody sent".to_owned())
    }
}

fn limit(device: Option<&DeviceId>) -> Limit {
    if device.is_some() { DEVICE_MESSAGES } else { GROUP_MESSAGES }
}

/// How many places were taken in the hour before, both its ends counted.
fn in_window(limit: Limit, taken: &[Timestamp], now: Timestamp) -> usize {
    taken.iter().filter(|at| now.since(**at) <= limit.window_ms).count()
}
