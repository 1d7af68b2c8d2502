//! Three nodes, one of which is killed at a random instant, again and again.

use crate::{crash::Ledger, postgres, process::Installation};
use herald_push::simulator::Fault;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::time::{Duration, Instant};

const DEVICES: usize = 2_000;
/// One installation may send 25 messages in an hour, and each is disturbed by one kill.
const KILLS_OF_ONE: usize = 24;
/// As a test; `HERALD_KILLS` says how many as a soak.
const KILLS: usize = 8;
const NODES: [&str; 3] = ["a", "b", "c"];
const WHOLE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn kills_of_one_of_three_nodes_lose_nothing_and_repeat_no_more_than_was_in_hand() {
    let kills = std::env::var("HERALD_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut total = Ledger::default();
    for (round, first) in (0..kills).step_by(KILLS_OF_ONE).enumerate() {
        let kills = KILLS_OF_ONE.min(kills - first);
        total.add(&one_installation(kills, round as u64).await);
        println!("{} kills: {total}", first + kills);
    }
}

async fn one_installation(kills: usize, seed: u64) -> Ledger {
    let mut rng = StdRng::seed_from_u64(seed);
    let installation = Installation::on_postgres(DEVICES).await;
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Slow(Duration::from_millis(60)));
    }
    let mut ledger = Ledger::default();
    let mut servers = Vec::new();
    for node in NODES {
        servers.push(installation.start(node, &WHOLE).await);
    }
    let cookie = servers[0].sign_in().await.cookie.clone();
    for kill in 0..kills {
        let text = (format!("Meddelande {kill}"), format!("Text nummer {kill}."));
        let session = servers[rng.random_range(0..NODES.len())].with_cookie(&cookie);
        let sent = session.send_with_key(&text.0, &text.1, &format!("{kill:032x}")).await;
        ledger.sent(sent["id"].as_str().unwrap(), text);
        tokio::time::sleep(Duration::from_millis(rng.random_range(0..500))).await;
        let victim = rng.random_range(0..NODES.len());
        servers.remove(victim).kill().await;
        ledger.died(in_hand(&installation, NODES[victim]));
        check(&installation);
        let (landed, killed) = (installation.recorder.all().len(), Instant::now());
        let new = installation.start(NODES[victim], &WHOLE).await;
        servers.insert(victim, new);
        if outstanding(&installation) > 0 {
            installation.recorder.wait(|all| all.len() > landed).await;
            assert!(killed.elapsed() < Duration::from_secs(10), "work goes on: {:?}", killed.elapsed());
        }
    }
    let waiting = Instant::now();
    while outstanding(&installation) > 0 {
        assert!(waiting.elapsed() < Duration::from_secs(60), "everything comes to its end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    check(&installation);
    ledger.everybody(&installation.recorder.all(), DEVICES);
    for server in servers {
        assert!(server.terminate().await);
    }
    ledger
}

fn ask(installation: &Installation, sql: &str) -> String {
    postgres::query(installation.database.as_ref().unwrap(), sql)
}

/// Recipients of the batches that a dead worker had claimed.
fn in_hand(installation: &Installation, node: &str) -> usize {
    let log = std::fs::read_to_string(installation.dir.path().join(node).join("log")).unwrap();
    let start = log.lines().rfind(|line| line.contains("the delivery worker starts")).unwrap();
    let (_, owner) = start.rsplit_once("owner").unwrap();
    let digits = |part: &&str| part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let owner = owner.split(|c: char| !c.is_ascii_alphanumeric()).find(digits).unwrap();
    let sql = format!("SELECT COALESCE(SUM(size), 0) FROM batches WHERE lease_owner = '{owner}'");
    ask(installation, &sql).parse().unwrap()
}

fn outstanding(installation: &Installation) -> usize {
    ask(installation, "SELECT COUNT(*) FROM messages WHERE status <> 'finished'").parse().unwrap()
}

/// One look at every message: answered and pending are everybody, and pending is what is in batches. What is stored as
/// accepted has been accepted.
fn check(installation: &Installation) {
    let wrong = format!(
        "SELECT COUNT(*) FROM messages m WHERE m.status <> 'queued' AND (m.expired > 0 OR m.accepted + m.trying <> {DEVICES} \
         OR m.trying <> (SELECT COALESCE(SUM(b.size), 0) FROM batches b WHERE b.message_id = m.id))"
    );
    assert_eq!(ask(installation, &wrong), "0");
    let accepted: usize =
        ask(installation, "SELECT COALESCE(SUM(accepted), 0) FROM messages").parse().unwrap();
    assert!(accepted <= installation.recorder.all().len());
}
