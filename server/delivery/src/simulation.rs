//! The queue, its leases, retries and limits under every kind of misfortune, thousands of times, each time the same for
//! the same seed: workers that die, sleep past their leases or lose the answer to what they stored, services that answer
//! anything, clocks that leap, and administrators who send all the while.
//!
//! The store, the retry policy and the settling of batches are the real ones; only the workers' own loop is played here,
//! one step at a time, so that every order of steps can come. [`truth`] knows what is so and says what may not be. Each
//! [`Bug`] is planted in one place and must be found.

mod actor;
mod stage;
mod truth;

use crate::retry::Policy;
use actor::Actor;
use herald_domain::{
    Timestamp,
    audience::GroupSelection,
    delivery::{MessageStatus, Send},
    device::Service,
    ids::{DeviceId, MessageId},
    permission::{Permit, SendToDevice, SendToGroups},
    time::{HOUR_MS, MINUTE_MS, SECOND_MS},
};
use herald_store::{Authorised, Import, NewMessage, Queued, RepeatKey};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use stage::{PEOPLE, Stage, phone, registered};
use truth::Truth;

const LEASE: i64 = 8 * SECOND_MS;
const WORKERS: usize = 3;
const STEPS: usize = 26;

/// What was broken on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bug {
    /// Acknowledged as accepted what was never handed over.
    LostDelivery,
    /// Whoever held the batch once may acknowledge it.
    NoFencing,
    /// A worker measures leases by a clock of its own.
    OwnClock,
    /// Retry-After is not obeyed.
    Impatient,
    /// What could be tried again counts as expired.
    GivesUp,
    /// The text is destroyed with the first batch instead of the last.
    DestroysEarly,
    /// What has expired is handed over all the same.
    SendsLate,
    /// Messages past their time end while somebody has them in hand.
    EndsInHand,
    /// Places of the limit are counted by the clock of whoever sends.
    LimitByOwnClock,
    /// The idempotency key is forgotten on the way.
    ForgetsKey,
    /// A verdict on an old registration is held against a new one.
    RetiresAnew,
    /// Attempts are not counted, so pauses never grow.
    NeverTires,
}

const BUGS: [Bug; 12] = [
    Bug::LostDelivery,
    Bug::NoFencing,
    Bug::OwnClock,
    Bug::Impatient,
    Bug::GivesUp,
    Bug::DestroysEarly,
    Bug::SendsLate,
    Bug::EndsInHand,
    Bug::LimitByOwnClock,
    Bug::ForgetsKey,
    Bug::RetiresAnew,
    Bug::NeverTires,
];

/// One run on a stage.
struct Simulation<'a> {
    stage: &'a mut Stage,
    rng: StdRng,
    bug: Option<Bug>,
    truth: Truth,
    actors: Vec<Actor>,
    policy: Policy,
}

/// What was wrong, in words.
type Found = Result<(), String>;

impl Simulation<'_> {
    async fn run(&mut self) -> Found {
        self.send().await?;
        for _ in 0..STEPS {
            match self.rng.random_range(0..100) {
                0..60 => self.step().await?,
                60..68 => self.leap().await?,
                68..74 => self.send().await?,
                74..80 => self.expire().await?,
                80..86 => self.crash(),
                86..88 => self.register_again().await?,
                88 if self.rng.random_bool(0.3) => self.storm().await?,
                _ => self.pass(3 * SECOND_MS),
            }
        }
        self.drain().await?;
        self.account().await
    }

    fn now(&self) -> Timestamp {
        Timestamp(self.stage.now)
    }
    /// Some time goes by, up to so many milliseconds.
    fn pass(&mut self, most: i64) {
        self.stage.now += self.rng.random_range(0..=most);
    }

    async fn step(&mut self) -> Found {
        let at = self.rng.random_range(0..WORKERS);
        let actor = std::mem::take(&mut self.actors[at]);
        self.actors[at] = actor.step(self).await?;
        Ok(())
    }

    /// To when something is due, or some other time.
    async fn leap(&mut self) -> Found {
        let due = self.stage.store.next_due(self.now()).await.map_err(|error| error.to_string())?;
        match due {
            Some(due) if due > self.now() && self.rng.random_bool(0.7) => self.stage.now = due.millis(),
            _ => self.pass(20 * MINUTE_MS),
        }
        Ok(())
    }

    async fn expire(&mut self) -> Found {
        let ahead = if self.bug == Some(Bug::EndsInHand) { 2 * LEASE } else { 0 };
        let ended = self.stage.store.expire(self.now().plus_ms(ahead)).await.map_err(|e| e.to_string())?;
        let now = self.now();
        ended.iter().try_for_each(|ended| self.truth.finished(&ended.message, now))
    }

    /// A worker is gone, and a new one is in its place.
    fn crash(&mut self) {
        let at = self.rng.random_range(0..WORKERS);
        self.actors[at] = Actor::new(&mut self.rng);
    }

    async fn register_again(&mut self) -> Found {
        // A verdict of the very same millisecond would hold (B26).
        self.stage.now += 1;
        let (n, now) = (self.rng.random_range(0..PEOPLE), self.now());
        let import = Import { devices: vec![registered(n, now)], ..Import::default() };
        self.stage
            .store
            .import(&self.stage.tenant, import, now, false, "test")
            .await
            .map_err(|e| e.to_string())?;
        self.truth.registered.insert(phone(n), now);
        self.truth.retired.remove(&phone(n));
        Ok(())
    }

    async fn send(&mut self) -> Found {
        let device = self.rng.random_bool(0.4).then(|| phone(self.rng.random_range(0..PEOPLE)));
        let key = self.rng.random_bool(0.5).then(|| self.rng.random_range(0..3));
        self.queue(device, key).await
    }

    /// More to one device than the hour holds (B16).
    async fn storm(&mut self) -> Found {
        let device = phone(self.rng.random_range(0..PEOPLE));
        for _ in 0..12 {
            self.queue(Some(device.clone()), None).await?;
            self.pass(MINUTE_MS);
        }
        Ok(())
    }

    async fn queue(&mut self, device: Option<DeviceId>, key: Option<u32>) -> Found {
        self.stage.messages += 1;
        let id: MessageId = format!("00000000-0000-7000-8001-{:012x}", self.stage.messages).parse().unwrap();
        let ttl = *[MINUTE_MS, 20 * MINUTE_MS, 3 * HOUR_MS].choose(&mut self.rng).unwrap();
        // A sender whose clock is wrong by up to an hour.
        let wrong = match self.bug {
            Some(Bug::LimitByOwnClock) => self.rng.random_range(-HOUR_MS..=HOUR_MS),
            _ => 0,
        };
        let now = self.now().plus_ms(wrong);
        let to_groups: Permit<SendToGroups> = self.stage.admin.permit().unwrap();
        let to_device: Permit<SendToDevice> = self.stage.admin.permit().unwrap();
        let groups = GroupSelection::parse([self.stage.everybody.clone()]).unwrap();
        let audience = match &device {
            None => Authorised::Groups(&to_groups, &groups),
            Some(device) => Authorised::Device(&to_device, device),
        };
        // A key belongs to one form, and so to one audience and to this simulation.
        let about = device.as_ref().map_or("groups", |device| device.as_str());
        let key = key.map(|key| format!("{} {about} {key}", self.truth.seed));
        let stored = key.clone().filter(|_| self.bug != Some(Bug::ForgetsKey));
        let message = NewMessage {
            id: id.clone(),
            sender: &self.stage.admin,
            audience,
            sealed: vec![1].into(),
            key: stored.map(|key| RepeatKey { key, text: Some("the same".into()) }),
            expires_at: now.plus_ms(ttl),
            now,
        };
        let queued = self.stage.store.queue(message).await.map_err(|error| error.to_string())?;
        let real = self.now();
        match queued {
            Queued::Queued { .. } => self.truth.queued(id, device, key, real, now.plus_ms(ttl)),
            Queued::Replayed { id: first, .. } => self.truth.replayed(key, &first),
            Queued::LimitReached(_) => self.truth.refused(device.as_ref(), real),
            // The service called its token invalid.
            Queued::Unreachable(_) if device.is_some_and(|device| self.truth.retired.contains(&device)) => {
                Ok(())
            }
            other => Err(format!("a send was answered {other:?}")),
        }
    }

    /// Everything comes to its end without further misfortune.
    async fn drain(&mut self) -> Found {
        for _ in 0..2_000 {
            for at in 0..WORKERS {
                let actor = std::mem::take(&mut self.actors[at]);
                self.actors[at] = actor.step(self).await?;
            }
            if self.actors.iter().all(Actor::is_idle) {
                self.expire().await?;
                match self.stage.store.next_due(self.now()).await.map_err(|error| error.to_string())? {
                    None => return Ok(()),
                    Some(due) => self.stage.now = self.stage.now.max(due.millis()),
                }
            }
        }
        Err("the queue is never empty".into())
    }

    /// The database's counts against the truth.
    async fn account(&mut self) -> Found {
        let ids: Vec<MessageId> = self.truth.messages.keys().cloned().collect();
        let Stage { store, tenant, admin, .. } = &*self.stage;
        let sends = store.sends_by_id(tenant, &admin.user, &ids).await.map_err(|error| error.to_string())?;
        if sends.len() != ids.len() {
            return Err("a message is missing".into());
        }
        for Send { id, status, counts, .. } in sends {
            if status != MessageStatus::Finished {
                return Err(format!("a message is {status:?} in the end"));
            }
            self.truth.accounts_for(&id, &counts)?;
        }
        let reached = self.truth.retired.clone();
        let permit = self.stage.admin.permit().unwrap();
        let all: Vec<_> = (0..PEOPLE).map(phone).collect();
        for row in self.stage.store.devices_by_id(&permit, &all).await.map_err(|error| error.to_string())? {
            if row.reasons.reachable() == reached.contains(&row.id) {
                return Err("a token is called invalid that is not, or the other way round".into());
            }
        }
        Ok(())
    }
}

/// None when nothing was wrong.
async fn play(stage: &mut Stage, seed: u64, bug: Option<Bug>) -> Option<String> {
    let mut rng = StdRng::seed_from_u64(seed);
    let actors = (0..WORKERS).map(|_| Actor::new(&mut rng)).collect();
    let truth = Truth::of(seed, (0..PEOPLE).map(phone).collect(), stage.registered);
    let mut simulation = Simulation { stage, rng, bug, truth, actors, policy: Policy::default() };
    let found = simulation.run().await.err();
    let touched = !simulation.truth.retired.is_empty() || !simulation.truth.registered.is_empty();
    stage.tidy_up(touched || found.is_some()).await;
    found
}

/// Plays seeds on as many threads as there are cores, each with a stage of its own.
fn play_all(seeds: u64) -> Vec<(u64, String)> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(8) as u64;
    let play = |first: u64| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut stage = Stage::build().await;
            for (played, seed) in (first..seeds).step_by(threads as usize).enumerate() {
                // Before what has been played makes the database slow.
                if played % 100 == 99 {
                    stage = Stage::build().await;
                }
                if let Some(found) = play(&mut stage, seed, None).await {
                    return Some((seed, found));
                }
            }
            None
        })
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || play(first))).collect();
        running.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn ten_thousand_runs_of_misfortune_break_no_rule() {
    let seeds = std::env::var("HERALD_SEEDS").map_or(10_000, |seeds| seeds.parse().unwrap());
    assert_eq!(play_all(seeds), []);
}

#[tokio::test]
async fn every_planted_bug_is_found() {
    for bug in BUGS {
        let mut found = None;
        let mut stage = Stage::build().await;
        for seed in 0..1_000 {
            if let Some(what) = play(&mut stage, seed, Some(bug)).await {
                found = Some((seed, what));
                break;
            }
        }
        let (seed, what) = found.unwrap_or_else(|| panic!("{bug:?} was not found"));
        println!("{bug:?} is found with seed {seed}: {what}");
    }
}

#[tokio::test]
async fn the_same_seed_plays_the_same() {
    let first = {
        let mut stage = Stage::build().await;
        play(&mut stage, 7, Some(Bug::NoFencing)).await.is_some().then_some(stage.now)
    };
    let mut stage = Stage::build().await;
    let second = play(&mut stage, 7, Some(Bug::NoFencing)).await.is_some().then_some(stage.now);
    assert_eq!(first, second);
}
