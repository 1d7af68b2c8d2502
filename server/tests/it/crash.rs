//! What is left when the process is killed in the middle, again and again: the simulators' log joined with the database.

mod ledger;

use super::process::{EMAIL, Installation, PASSWORD, Server};
use herald_domain::{
    caller::Caller,
    delivery::{MessageStatus, Send},
    permission::{Grant, Grants, Permission, PermissionSet, ReadOrganization, Scope},
    time::Clock,
};
use herald_push::simulator::Fault;
use herald_server::clock::SystemClock;
use herald_store::{Store, StoreConfig};
pub use ledger::Ledger;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::time::{Duration, Instant};

const DEVICES: usize = 3_000;
/// One installation may send 25 messages in an hour.
const SENDS: usize = 20;
/// Two kills in the middle of each message.
pub const KILLS_OF_ONE: usize = 2 * SENDS;
/// B22 and the README: after a crash the next start goes on at once.
const GOES_ON_WITHIN: Duration = Duration::from_secs(10);

/// How many kills: 40 as a test, and what `HERALD_KILLS` says as a soak.
pub fn kills() -> usize {
    std::env::var("HERALD_KILLS").map_or(KILLS_OF_ONE, |kills| kills.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_at_random_instants_lose_nothing_and_repeat_no_more_than_was_in_flight() {
    let mut total = Ledger::default();
    for (round, first) in (0..kills()).step_by(KILLS_OF_ONE).enumerate() {
        let kills = KILLS_OF_ONE.min(kills() - first);
        total.add(&one_installation(kills, round as u64).await);
        println!("{} kills: {total}", first + kills);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_a_key_that_a_crash_left_of_a_message_that_ended_is_gone_with_the_next_start() {
    let installation = Installation::with_devices(1).await;
    let keys = installation.data().join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    let left = keys.join("00000000-0000-7000-8000-0000000000aa");
    std::fs::write(&left, [7; 32]).unwrap();
    let server = installation.serve().await;
    assert!(!left.exists(), "though it is young, and nothing else is pending");
    assert!(server.terminate().await);
}

async fn one_installation(kills: usize, seed: u64) -> Ledger {
    let mut rng = StdRng::seed_from_u64(seed);
    let installation = Installation::with_devices(DEVICES).await;
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Slow(Duration::from_millis(40)));
    }
    let mut ledger = Ledger::default();
    let mut server = installation.serve().await;
    let cookie = server.sign_in().await.cookie.clone();
    let mut killed = 0;
    for send in 0.. {
        let text = (format!("Meddelande {send}"), format!("Text nummer {send}."));
        let session = server.with_cookie(&cookie);
        let sent = session.send_with_key(&text.0, &text.1, &format!("{send:032x}")).await;
        ledger.sent(sent["id"].as_str().unwrap(), text);
        for _ in 0..2.min(kills - killed) {
            tokio::time::sleep(Duration::from_millis(rng.random_range(0..600))).await;
            server.kill().await;
            killed += 1;
            let landed = installation.recorder.settled().await;
            let sends = sends(&installation).await;
            ledger.after_a_kill(&landed, &sends, DEVICES);
            server = goes_on(&installation, landed.len(), &sends).await;
        }
        server.with_cookie(&cookie).finished(&sent).await;
        if killed == kills {
            break;
        }
    }
    assert!(server.terminate().await, "SIGTERM ends it well");
    let tokens = installation.pair.apns.stats().tokens;
    assert!(tokens <= 2, "after {killed} restarts Apple has seen {tokens} provider tokens");
    ledger.at_the_end(&installation.recorder.all(), &sends(&installation).await, DEVICES);
    assert_eq!(
        std::fs::read_dir(installation.data().join("keys")).unwrap().count(),
        0,
        "no key is left (B22)"
    );
    ledger
}

/// Starts it again, and sees it work when something is outstanding.
async fn goes_on(installation: &Installation, landed: usize, sends: &[Send]) -> Server {
    let start = Instant::now();
    let server = installation.serve().await;
    if sends.iter().any(|send| send.status != MessageStatus::Finished) {
        // What was sent, but not stored as sent, is sent again, so something lands in any case, unless all that was
        // missing is the message's end.
        let open = sends.iter().any(|send| send.counts.trying > 0 || send.status == MessageStatus::Queued);
        if open {
            installation.recorder.wait(|all| all.len() > landed).await;
        }
        assert!(start.elapsed() < GOES_ON_WITHIN, "{:?}", start.elapsed());
    }
    server
}

/// What the database of a server that is not running holds of every message.
async fn sends(installation: &Installation) -> Vec<Send> {
    let url = format!("sqlite:{}", installation.data().join("herald.db").display());
    let store = Store::open(&StoreConfig { url, read_connections: 1 }).await.unwrap();
    let tenant = store.ensure_tenant("", SystemClock.now()).await.unwrap();
    let grant = Grant { permissions: PermissionSet::of(Permission::ALL), scope: Scope::All };
    let caller = Caller {
        user: store.user_by_upn(&tenant, EMAIL).await.unwrap().unwrap(),
        user_principal_name: EMAIL.into(),
        display_name: PASSWORD.into(),
        grants: Grants::new(tenant.clone(), vec![grant]),
        address: String::new(),
    };
    let permit = caller.permit::<ReadOrganization>().unwrap();
    let sends = store.sends(&permit, 1).await.unwrap();
    assert_eq!(sends.rows.len() as u64, sends.total, "they fit one page");
    let trying: u64 = sends.rows.iter().map(|send| send.counts.trying).sum();
    assert_eq!(store.queue_depth().await.unwrap().recipients, trying, "what is outstanding is in batches");
    store.close().await;
    sends.rows
}
