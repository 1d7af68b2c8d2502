//! Half an hour without Google, with 200,000 notifications pending, in a time that is played: the real lanes, paces,
//! pauses and settling; only the queue is a heap. And a start after it.

use super::lane::{Lane, Orders};
use crate::{
    health::Health,
    pace::{Pace, time::played::PlayedTime},
    retry::Policy,
    settle::{Attempt, settle},
};
use async_trait::async_trait;
use futures::future::join_all;
use herald_domain::{
    Timestamp,
    device::Service,
    ids::DeviceId,
    text::{Draft, Notification},
    time::{Clock, DAY_MS},
};
use herald_push::gateway::{Gateway, Message, Outcome, Recipient};
use herald_store::BatchRecipient;
use rand::{SeedableRng, rngs::StdRng};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

const BATCH: usize = 500;
const PENDING: usize = 200_000;
/// What is pending at a start: more than a minute's.
const LEFT: usize = 80_000;
/// Two thousand a second.
const RATE: u32 = 120_000;
const A_SECOND: u32 = RATE / 60;
const OUTAGE: Duration = Duration::from_secs(30 * 60);
/// The longest pause between two tries.
const PAUSE: Duration = Duration::from_secs(15 * 60);
const ROUND_TRIP: Duration = Duration::from_millis(50);
const AT_ONCE: usize = 4;

/// By seconds since the beginning, what it was asked.
struct Scripted {
    service: Service,
    time: PlayedTime,
    back_at: Duration,
    /// It says when to come back.
    says_when: bool,
    asked: Mutex<BTreeMap<u64, u32>>,
    accepted: Mutex<BTreeMap<u64, u32>>,
}

impl Scripted {
    fn new(service: Service, time: &PlayedTime, back_at: Duration, says_when: bool) -> Arc<Self> {
        let (asked, accepted) = (Mutex::default(), Mutex::default());
        Arc::new(Self { service, time: time.clone(), back_at, says_when, asked, accepted })
    }
    fn accepted(&self) -> usize {
        self.accepted.lock().unwrap().values().map(|n| *n as usize).sum()
    }
}

#[async_trait]
impl Gateway for Scripted {
    fn service(&self) -> Service {
        self.service
    }
    fn concurrency(&self) -> usize {
        600
    }
    async fn send(&self, _: &Message, _: &Recipient) -> Outcome {
        *self.asked.lock().unwrap().entry(self.time.gone_by().as_secs()).or_default() += 1;
        self.time.sleep(ROUND_TRIP).await;
        if self.time.gone_by() < self.back_at {
            let retry_after = self.says_when.then(|| self.back_at - self.time.gone_by());
            return Outcome::Unavailable { retry_after };
        }
        *self.accepted.lock().unwrap().entry(self.time.gone_by().as_secs()).or_default() += 1;
        Outcome::Accepted
    }
}

impl Clock for PlayedTime {
    fn now(&self) -> Timestamp {
        Timestamp(i64::try_from(self.gone_by().as_millis()).unwrap())
    }
}

/// Batches by when they are due, with the number of the attempt.
type Queue = RefCell<BTreeMap<(i64, usize), (u32, Vec<BatchRecipient>)>>;

fn phone(n: usize) -> BatchRecipient {
    let device: DeviceId = format!("00000000-0000-7000-8000-{n:012}").parse().unwrap();
    BatchRecipient { device, token: String::new(), registered_at: Timestamp(0) }
}

fn message(time: &PlayedTime) -> Message {
    let text = Notification::parse(&Draft { title: "t".into(), body: "b".into() }).unwrap();
    let id = "00000000-0000-7000-8000-0000000000aa".parse().unwrap();
    Message::new(id, Arc::new(text), time.now().plus_ms(DAY_MS))
}

/// What a slot of the worker does: the batch that has been due longest, until there is none at all.
async fn work(slot: usize, lane: &Lane, queue: &Queue, time: &PlayedTime) {
    let (mut rng, message) = (StdRng::seed_from_u64(slot as u64), message(time));
    let (stop, halt) = (CancellationToken::new(), CancellationToken::new());
    loop {
        let Some((due, _)) = queue.borrow().keys().next().copied() else { return };
        let now = Clock::now(time).millis();
        if due > now {
            time.sleep(Duration::from_millis((due - now).min(5_000) as u64)).await;
            continue;
        }
        let Some((_, (number, batch))) = queue.borrow_mut().pop_first() else { return };
        let orders =
            Orders { message: message.clone(), attempt: number, clock: time, stop: &stop, halt: &halt };
        let fates = lane.send(&orders, &batch).await;
        let attempt = Attempt { number, now: Clock::now(time), expires_at: message.expires_at };
        let result = settle(&Policy::default(), attempt, batch.into_iter().zip(fates), &mut rng);
        assert_eq!((result.expired, result.rejected.len()), (0, 0));
        for retry in result.retry {
            let mut queue = queue.borrow_mut();
            let place = (0..).find(|n| !queue.contains_key(&(retry.due_at.millis(), *n))).unwrap();
            queue.insert((retry.due_at.millis(), place), (retry.attempt, retry.recipients));
        }
    }
}

fn lane(service: &Arc<Scripted>, rate: Option<u32>) -> Lane {
    Lane::new(service.clone(), AT_ONCE, Arc::<Health>::default(), Pace::played(rate, &service.time))
}

/// How long each message to 2,000 iPhones takes, one a minute.
async fn iphones_meanwhile(lane: &Lane, time: &PlayedTime, minutes: u32) -> Vec<Duration> {
    let mut took = Vec::new();
    for _ in 0..minutes {
        time.sleep(Duration::from_secs(60)).await;
        let begun = time.gone_by();
        let queue: Queue = RefCell::default();
        for n in 0..AT_ONCE {
            let due = Clock::now(time).millis();
            queue.borrow_mut().insert((due, n), (0, (0..BATCH).map(phone).collect()));
        }
        join_all((0..AT_ONCE).map(|slot| work(slot, lane, &queue, time))).await;
        took.push(time.gone_by() - begun);
    }
    took
}

/// By seconds since it was back, what Google accepted.
fn outage(says_when: bool) -> Vec<u32> {
    // What a lane asks its runtime for is never waited for.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let _entered = runtime.enter();
    let time = PlayedTime::new();
    let google = Scripted::new(Service::Fcm, &time, OUTAGE, says_when);
    let apple = Scripted::new(Service::Apns, &time, Duration::ZERO, false);
    let (to_google, to_apple) = (lane(&google, Some(RATE)), lane(&apple, None));
    let queue: Queue = RefCell::default();
    for n in 0..PENDING / BATCH {
        let phones = (n * BATCH..(n + 1) * BATCH).map(phone).collect();
        queue.borrow_mut().insert((0, n), (0, phones));
    }
    let minutes = ((OUTAGE + PAUSE).as_secs() / 60) as u32;
    let took = time.play(async {
        let android = join_all((0..AT_ONCE).map(|slot| work(slot, &to_google, &queue, &time)));
        futures::join!(android, iphones_meanwhile(&to_apple, &time, minutes)).1
    });
    assert_eq!(took, vec![took_alone(); minutes as usize], "Apple is not slowed");
    assert_eq!(google.accepted(), PENDING, "everybody got it once");

    let asked = google.asked.lock().unwrap();
    // Half a second that was missed may be made up for.
    let missed = A_SECOND / 2;
    let in_minute = |from: &u64| asked.range(*from..*from + 60).map(|(_, n)| n).sum::<u32>();
    let most = asked.keys().map(in_minute).max().unwrap();
    assert!(most <= RATE + missed, "never faster than the setting: {most} in a minute");
    assert!(asked.values().all(|n| *n <= A_SECOND + missed));
    let in_vain: u32 = asked.range(..OUTAGE.as_secs()).map(|(_, n)| n).sum();
    assert!(in_vain < PENDING as u32 / 4, "a service that is down is asked by few: {in_vain}");
    let accepted = google.accepted.lock().unwrap();
    let back = *accepted.keys().next().unwrap();
    assert!(back - OUTAGE.as_secs() < 60, "it is soon found out that the service is back: {back}");
    let last = *accepted.keys().last().unwrap();
    let seconds: Vec<_> = (back..=last).map(|n| accepted.get(&n).copied().unwrap_or(0)).collect();
    println!("{in_vain} in vain; over after {} s; by ten seconds: {:?}", seconds.len(), tens(&seconds));
    assert_ramp(&seconds);
    seconds
}

fn assert_ramp(seconds: &[u32]) {
    for (n, accepted) in (1..60).zip(seconds) {
        let most = A_SECOND / 20 + A_SECOND * 19 / 20 * n / 60;
        assert!(*accepted <= most + A_SECOND / 20, "second {n}: {accepted}");
    }
}

/// By seconds since a start with all that is pending due, what Google accepted. `before` says how often each batch was
/// tried before, and `first` how large the first one is.
fn start(before: impl Fn(usize) -> u32, first: usize) -> Vec<u32> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let _entered = runtime.enter();
    let time = PlayedTime::new();
    let google = Scripted::new(Service::Fcm, &time, Duration::ZERO, false);
    let (to_google, queue) = (lane(&google, Some(RATE)), Queue::default());
    for n in 0..LEFT / BATCH {
        let size = if n == 0 { first } else { BATCH };
        queue.borrow_mut().insert((0, n), (before(n), (n * BATCH..n * BATCH + size).map(phone).collect()));
    }
    time.play(join_all((0..AT_ONCE).map(|slot| work(slot, &to_google, &queue, &time))));
    assert_eq!(google.accepted(), LEFT - BATCH + first, "everybody got it once");
    google.accepted.lock().unwrap().values().copied().collect()
}

#[test]
fn what_failed_before_a_start_tells_of_an_outage_and_its_end_ramps_up() {
    let seconds = start(|_| 3, BATCH);
    assert_ramp(&seconds);
    assert!(seconds[0] <= A_SECOND / 5, "{seconds:?}");
    // A message that was sent since is no reason to forget it.
    assert_ramp(&start(|n| if n < 50 { 3 } else { 0 }, BATCH));
}

#[test]
fn an_ordinary_start_does_not_ramp_up_and_neither_does_one_where_a_few_had_bad_luck() {
    for seconds in [start(|_| 0, BATCH), start(|n| u32::from(n == 0), BATCH / 10)] {
        let full = &seconds[1..seconds.len() - 2];
        assert!(full.iter().all(|n| (A_SECOND - 20..=A_SECOND + 20).contains(n)), "{seconds:?}");
    }
}

fn tens(seconds: &[u32]) -> Vec<u32> {
    seconds.chunks(10).take(15).map(|ten| ten.iter().sum()).collect()
}

#[test]
fn after_half_an_hour_without_google_its_rate_ramps_up_within_its_setting_and_apple_is_not_slowed() {
    outage(false);
}

#[test]
fn when_everybody_is_told_to_come_back_at_once_the_setting_is_used_after_a_minute_and_kept() {
    let seconds = outage(true);
    assert!(seconds[65..110].iter().all(|n| (A_SECOND - 20..=A_SECOND + 20).contains(n)), "{seconds:?}");
    assert!(seconds.len() < 150, "{}", seconds.len());
}

/// How long the same takes with Apple alone.
fn took_alone() -> Duration {
    let time = PlayedTime::new();
    let apple = Scripted::new(Service::Apns, &time, Duration::ZERO, false);
    let lane = lane(&apple, None);
    time.play(iphones_meanwhile(&lane, &time, 1))[0]
}

#[test]
fn one_send_that_had_bad_luck_is_no_outage() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let _entered = runtime.enter();
    let time = PlayedTime::new();
    let apple = Scripted::new(Service::Apns, &time, Duration::from_secs(1), false);
    let lane = lane(&apple, None);
    let (stop, halt) = (CancellationToken::new(), CancellationToken::new());
    let orders = Orders { message: message(&time), attempt: 0, clock: &time, stop: &stop, halt: &halt };
    let took = time.play(async {
        lane.send(&orders, &[phone(1)]).await;
        time.sleep(Duration::from_secs(2)).await;
        lane.send(&orders, &[phone(1)]).await;
        let begun = time.gone_by();
        lane.send(&orders, &(0..BATCH).map(phone).collect::<Vec<_>>()).await;
        time.gone_by() - begun
    });
    assert_eq!((apple.accepted(), took), (1 + BATCH, ROUND_TRIP));
}
