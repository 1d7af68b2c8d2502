//! 64 senders over several processes race for 25 places, again and again (B10, B18, B20).
//!
//! Each process is this test's own program, started once more: it plays a trial whenever a line comes in, and answers
//! with a letter for each of its senders. Each trial is two hours after the one before, so that all places are free.

use crate::support::*;
use herald_domain::{Timestamp, limits::GROUP_MESSAGES};
use herald_store::Queued;
use sqlx::{AnyPool, Row};
use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::Arc,
};

const SENDERS: usize = 64;
/// Senders that share each idempotency key: every fourth key is used by four of them.
const KEY_OF: [usize; 8] = [0, 0, 0, 0, 1, 2, 3, 4];
const PLACES: usize = 25;

/// What became of a sender's message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Sent,
    /// The same key came before.
    Repeat,
    Refused,
}

const LETTERS: [(Verdict, char); 3] = [(Verdict::Sent, 's'), (Verdict::Repeat, 'r'), (Verdict::Refused, 'x')];

fn key_of(sender: usize) -> usize {
    sender / KEY_OF.len() * (KEY_OF[KEY_OF.len() - 1] + 1) + KEY_OF[sender % KEY_OF.len()]
}
fn time_of(trial: usize) -> Timestamp {
    NOW.plus_ms(2 * HOUR * trial as i64)
}

/// One of the processes, as the one that began the race sees it.
struct Racer {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Racer {
    fn start(url: &str, number: usize, of: usize, naive: bool) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "races::a_process_of_the_race", "--ignored", "--nocapture"]);
        command.env("HERALD_RACE_URL", url).env("HERALD_RACE_NUMBER", format!("{number} {of} {naive}"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (ask, answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, ask, answers }
    }
    fn go(&mut self, trial: usize) {
        writeln!(self.ask, "{trial}").unwrap();
    }
    /// The verdict on each of its senders.
    fn verdicts(&mut self) -> Vec<Verdict> {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.answers.read_line(&mut line).unwrap() > 0, "a process ended early");
            // The test harness says this and that on the same line.
            if let Some((_, verdicts)) = line.trim_end().split_once("verdicts ") {
                let verdict = |c| LETTERS.iter().find(|(_, letter)| *letter == c).unwrap().0;
                return verdicts.chars().map(verdict).collect();
            }
        }
    }
    fn end(self) {
        let Self { mut child, ask, answers } = self;
        drop((ask, answers));
        child.wait().unwrap();
    }
}

/// One of the processes: its own connections, its share of the senders.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a part of the races, which start it"]
async fn a_process_of_the_race() {
    let (Ok(url), Ok(number)) = (env::var("HERALD_RACE_URL"), env::var("HERALD_RACE_NUMBER")) else { return };
    let number: Vec<_> = number.split(' ').collect();
    let (number, of): (usize, usize) = (number[0].parse().unwrap(), number[1].parse().unwrap());
    let naive = env::var("HERALD_RACE_NUMBER").unwrap().ends_with("true");
    let world = Arc::new(World::at(&url).await);
    let behind = world.behind().await;
    for line in std::io::stdin().lines() {
        let trial: usize = line.unwrap().parse().unwrap();
        let sender = |sender| {
            let (world, behind) = (world.clone(), behind.clone());
            tokio::spawn(async move {
                match naive {
                    true => send_naively(&behind, &world, trial, sender).await,
                    false => send(&world, trial, sender).await,
                }
            })
        };
        let senders: Vec<_> = (number..SENDERS).step_by(of).map(sender).collect();
        let mut verdicts = String::new();
        for sender in senders {
            let verdict = sender.await.unwrap();
            verdicts.push(LETTERS.iter().find(|(known, _)| *known == verdict).unwrap().1);
        }
        println!("verdicts {verdicts}");
    }
}

async fn send(world: &World, trial: usize, sender: usize) -> Verdict {
    let key = format!("{trial} {}", key_of(sender));
    let name = format!("{trial} {sender}");
    match world.to_groups_with_key(&world.admin(), &["Alla"], &name, Some(&key), time_of(trial)).await {
        Queued::Queued { .. } => Verdict::Sent,
        Queued::Replayed { .. } => Verdict::Repeat,
        Queued::LimitReached(_) => Verdict::Refused,
        other => panic!("{other:?}"),
    }
}

/// What anybody would write first: is there a place, and then take it. Planted here to show that the race finds it out.
async fn send_naively(behind: &AnyPool, world: &World, trial: usize, sender: usize) -> Verdict {
    let now = time_of(trial).millis();
    let count = "SELECT COUNT(*) FROM messages WHERE tenant = $1 AND created_at > $2";
    let row =
        sqlx::query(count).bind(world.tenant.as_str()).bind(now - HOUR).fetch_one(behind).await.unwrap();
    if row.get::<i64, _>(0) >= PLACES as i64 {
        return Verdict::Refused;
    }
    let insert = "INSERT INTO messages (tenant, id, kind, device_name, sender_id, sender_name, audience, created_at, \
         expires_at, status, available_at, accepted, expired, trying) \
         VALUES ($1, $2, 'groups', '', '', '', '', $3, $3, 'finished', $3, 0, 0, 0)";
    let inserting =
        sqlx::query(insert).bind(world.tenant.as_str()).bind(format!("{trial} {sender}")).bind(now);
    inserting.execute(behind).await.unwrap();
    Verdict::Sent
}

/// The number of trials that the law was broken in.
async fn race(trials: usize, naive: bool) -> usize {
    let world = World::without_a_disk().await;
    world.people(&["anna"]).await;
    world.group("Alla", &["anna"], &[]).await;
    let processes = if world.on_sqlite() { 2 } else { 3 };
    let mut racers: Vec<_> =
        (0..processes).map(|number| Racer::start(&world.url, number, processes, naive)).collect();
    let mut broken = 0;
    for trial in 0..trials {
        racers.iter_mut().for_each(|racer| racer.go(trial));
        let mut verdicts = vec![Verdict::Refused; SENDERS];
        for (number, racer) in racers.iter_mut().enumerate() {
            for (at, verdict) in racer.verdicts().into_iter().enumerate() {
                verdicts[number + at * processes] = verdict;
            }
        }
        if let Err(what) = judge(&verdicts, naive) {
            broken += 1;
            assert!(naive, "trial {trial}: {what}: {verdicts:?}");
        }
    }
    racers.into_iter().for_each(Racer::end);
    if !naive {
        let last = world.store.group_places(&world.tenant, time_of(trials - 1)).await.unwrap();
        assert_eq!((last.used, last.left()), (GROUP_MESSAGES.max, 0));
    }
    broken
}

/// Exactly 25 are sent, each key once at most, and nothing is a repeat of what was not sent.
fn judge(verdicts: &[Verdict], naive: bool) -> Result<(), String> {
    let sent = verdicts.iter().filter(|verdict| **verdict == Verdict::Sent).count();
    if sent != PLACES {
        return Err(format!("{sent} were sent"));
    }
    if naive {
        return Ok(());
    }
    for key in 0..=key_of(SENDERS - 1) {
        let of_key = |wanted| (0..SENDERS).filter(|at| key_of(*at) == key && verdicts[*at] == wanted).count();
        let (sent, repeats, refused) =
            (of_key(Verdict::Sent), of_key(Verdict::Repeat), of_key(Verdict::Refused));
        if sent > 1 || (sent == 0 && repeats > 0) {
            return Err(format!("key {key}: {sent} sent, {repeats} repeats, {refused} refused"));
        }
    }
    Ok(())
}

/// As a test; as a soak, `HERALD_TRIALS` says how many.
fn trials() -> usize {
    let of_test = if env::var("HERALD_TEST_POSTGRES").is_ok() { 200 } else { 2_000 };
    env::var("HERALD_TRIALS").map_or(of_test, |trials| trials.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_of_64_racing_over_several_processes_exactly_25_get_a_place_and_each_key_sends_once() {
    assert_eq!(race(trials(), false).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_race_finds_out_who_counts_first_and_takes_then() {
    let broken = race(30, true).await;
    assert!(broken > 0, "a naive count-then-insert must not pass");
    println!("{broken} of 30 trials broke the law");
}
