//! Several processes, each with a data folder of its own, on one database.

use crate::{
    postgres,
    process::{Installation, Server, Session, device},
};
use herald_push::simulator::Fault;
use serde_json::json;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

const PAGES: [&str; 4] = ["serve", "--no-worker", "--listen", "127.0.0.1:0"];
const WHOLE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

fn slow(installation: &Installation, by: Duration) {
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Slow(by));
    }
}

fn reached(installation: &Installation) -> usize {
    installation.recorder.ids_by_device().len()
}

/// How many batches each worker has in hand at this moment.
fn owners(installation: &Installation) -> usize {
    let sql = "SELECT COUNT(DISTINCT lease_owner) FROM batches WHERE lease_owner IS NOT NULL";
    postgres::query(installation.database.as_ref().unwrap(), sql).parse().unwrap()
}

async fn until(what: &str, mut done: impl AsyncFnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !done().await {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    start.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn what_a_node_without_a_worker_takes_a_worker_elsewhere_delivers_at_once() {
    let installation = Installation::on_postgres(40).await;
    let pages = installation.start("a", &PAGES).await;
    let worker = installation.start("b", &["worker"]).await;
    let session = pages.sign_in().await;
    session.send_to_everybody("Snö", "Bussarna är sena.").await;
    let took = until("it is delivered", async || reached(&installation) == 40).await;
    assert!(took < Duration::from_secs(4), "nobody waited for the next poll: {took:?}");
    assert!(pages.terminate().await && worker.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn a_worker_that_comes_later_is_given_the_keys_of_what_waits() {
    let installation = Installation::on_postgres(10).await;
    let pages = installation.start("a", &PAGES).await;
    let session = pages.sign_in().await;
    let sent = session.send_to_everybody("Snö", "Bussarna är sena.").await;
    let worker = installation.start("b", &["worker"]).await;
    assert_eq!(session.finished(&sent).await["accepted"], 10);
    assert!(pages.terminate().await && worker.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn who_signed_in_on_one_node_is_known_on_the_others_and_the_limit_is_common() {
    let installation = Installation::on_postgres(1).await;
    let (a, b) = (installation.start("a", &PAGES).await, installation.start("b", &PAGES).await);
    let here = a.sign_in().await;
    let there = b.with_cookie(&here.cookie);
    for n in 0..25 {
        let node = if n % 2 == 0 { &here } else { &there };
        node.send_with_key("Snö", "Bussarna är sena.", &format!("{n:032x}")).await;
    }
    for node in [&here, &there] {
        let groups = node.call("groups/search", json!({"search": "Everybody"})).await;
        let send = json!({
            "draft": {"title": "t", "body": "b"}, "groups": [groups[0]["id"]], "key": "f".repeat(32),
        });
        let (status, body) = node.try_call("notifications/send", send).await.unwrap();
        assert_eq!(status, 429, "{body}");
        let again = node.send_with_key("Snö", "Bussarna är sena.", &format!("{:032x}", 3)).await;
        assert!(again["id"].is_string(), "a repeat on another node is a repeat (B20)");
    }
    let database = installation.database.as_ref().unwrap();
    assert_eq!(postgres::query(database, "SELECT COUNT(*) FROM messages"), "25");
    drop((a, b));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn live_events_of_one_node_are_heard_on_another() {
    let installation = Installation::on_postgres(1).await;
    let (a, b) = (installation.start("a", &PAGES).await, installation.start("b", &PAGES).await);
    let here = a.sign_in().await;
    let mut events = reqwest::Client::new()
        .get(format!("{}/events", b.url))
        .header("cookie", &here.cookie)
        .send()
        .await
        .unwrap();
    here.send_to_everybody("Snö", "Bussarna är sena.").await;
    let mut heard = String::new();
    let hearing = async {
        while !(heard.contains("quota") && heard.contains("sends")) {
            heard += std::str::from_utf8(&events.chunk().await.unwrap().unwrap()).unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(5), hearing).await.expect("it is heard at once");
    drop((a, b));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn three_workers_share_one_send_and_each_device_gets_it_once() {
    const DEVICES: usize = 12_000;
    let installation = Installation::on_postgres(DEVICES).await;
    slow(&installation, Duration::from_millis(100));
    let pages = installation.start("a", &PAGES).await;
    let mut workers = Vec::new();
    for node in ["b", "c", "d"] {
        workers.push(installation.start(node, &["worker"]).await);
    }
    let session = pages.sign_in().await;
    let sent = session.send_to_everybody("Snö", "Bussarna är sena.").await;
    let mut most = 0;
    until("it is delivered", async || {
        most = most.max(owners(&installation));
        reached(&installation) == DEVICES
    })
    .await;
    assert_eq!(most, 3, "all of them worked at it");
    assert_eq!(session.finished(&sent).await["accepted"], DEVICES);
    assert_eq!(installation.recorder.all().len(), DEVICES, "nobody got it twice");
    for worker in workers {
        assert!(worker.terminate().await);
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn when_a_worker_is_killed_the_others_finish_its_part_within_ten_seconds() {
    // More batches than two workers hold at once.
    const DEVICES: usize = 12_000;
    let installation = Installation::on_postgres(DEVICES).await;
    slow(&installation, Duration::from_millis(100));
    let (a, b, c) = (
        installation.start("a", &WHOLE).await,
        installation.start("b", &["worker"]).await,
        installation.start("c", &["worker"]).await,
    );
    let session = a.sign_in().await;
    let sent = session.send_to_everybody("Snö", "Bussarna är sena.").await;
    until("all work", async || owners(&installation) == 3).await;
    b.kill().await;
    let killed = Instant::now();
    slow(&installation, Duration::ZERO);
    let counts = session.finished(&sent).await;
    assert!(killed.elapsed() < Duration::from_secs(10), "{:?}", killed.elapsed());
    assert_eq!((counts["accepted"].as_u64(), reached(&installation)), (Some(DEVICES as u64), DEVICES));
    for (device, ids) in installation.recorder.ids_by_device() {
        let own: BTreeSet<_> = ids.iter().filter(|id| !id.starts_with("projects/")).collect();
        assert!(own.len() <= 1 && ids.len() <= 2, "{device}: {ids:?}");
    }
    assert!(a.terminate().await && c.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn a_worker_that_was_paused_past_its_lease_cannot_acknowledge_late() {
    const DEVICES: usize = 2_000;
    let installation = Installation::on_postgres(DEVICES).await;
    slow(&installation, Duration::from_millis(400));
    let paused = installation.start("b", &["worker"]).await;
    let pages = installation.start("a", &PAGES).await;
    let session = pages.sign_in().await;
    let sent = session.send_to_everybody("Snö", "Bussarna är sena.").await;
    until("it works", async || owners(&installation) == 1).await;
    // In a soak for longer than it takes the other.
    let pause = std::env::var("HERALD_PAUSE").map_or(0, |seconds| seconds.parse().unwrap());
    let pause_ends = Instant::now() + Duration::from_secs(pause);
    paused.signal("STOP");
    let other = installation.start("c", &["worker"]).await;
    slow(&installation, Duration::ZERO);
    let counts = session.finished(&sent).await;
    assert_eq!(counts["accepted"], DEVICES);
    tokio::time::sleep_until(pause_ends.into()).await;
    paused.signal("CONT");
    // It finds out when it tries: by its own log, and by counts that stay as they are.
    let log = installation.dir.path().join("b/log");
    until("it notices", async || {
        let log = std::fs::read_to_string(&log).unwrap();
        log.contains("too late to acknowledge") || log.contains("lost the lease")
    })
    .await;
    assert_eq!(session.finished(&sent).await, counts);
    assert!(pages.terminate().await && other.terminate().await && paused.terminate().await);
}

/// Sends to single devices, one after the other, on whichever node answers; none may be refused.
async fn send_all_the_time(nodes: &[&std::sync::Mutex<Option<String>>], cookie: &str, count: usize) {
    let client = reqwest::Client::new();
    for n in 0..count {
        let draft = json!({"title": "Snö", "body": "Bussarna är sena."});
        let send = json!({"draft": draft, "id": device(1 + n % 300), "key": format!("{n:032x}")});
        let mut at = n;
        loop {
            at += 1;
            let Some(url) = nodes[at % nodes.len()].lock().unwrap().clone() else { continue };
            let request = client.post(format!("{url}/api/devices/send")).header("cookie", cookie);
            // As behind a load balancer, which asks the next node when one does not answer.
            let Ok(answer) = request.json(&send).send().await else { continue };
            let status = answer.status();
            let Ok(body) = answer.text().await else { continue };
            assert!(status.is_success(), "send {n} was refused: {status} {body}");
            break;
        }
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn a_rolling_restart_under_load_loses_nothing_and_refuses_nothing() {
    const SENDS: usize = 900;
    let installation = Installation::on_postgres(300).await;
    slow(&installation, Duration::from_millis(30));
    let names = ["a", "b", "c"];
    let mut servers: Vec<Server> = Vec::new();
    for node in names {
        servers.push(installation.start(node, &WHOLE).await);
    }
    let cookie = servers[0].sign_in().await.cookie.clone();
    let urls: Vec<_> = servers.iter().map(|server| std::sync::Mutex::new(Some(server.url.clone()))).collect();
    let urls: Vec<&_> = urls.iter().collect();
    let rolling = async {
        for at in 0..names.len() {
            let old = servers.remove(0);
            assert!(old.terminate().await, "it ends well");
            *urls[at].lock().unwrap() = None;
            // The last one is replaced by a machine that was never there before.
            let folder = if at == 2 { "new" } else { names[at] };
            let new = installation.start(folder, &WHOLE).await;
            *urls[at].lock().unwrap() = Some(new.url.clone());
            servers.push(new);
        }
    };
    tokio::join!(rolling, send_all_the_time(&urls, &cookie, SENDS));
    let database = installation.database.as_ref().unwrap();
    let open = "SELECT COUNT(*) FROM messages WHERE status <> 'finished'";
    until("everything is delivered", async || postgres::query(database, open) == "0").await;
    let sums = "SELECT COUNT(*), SUM(accepted), SUM(expired), SUM(trying) FROM messages";
    assert_eq!(postgres::query(database, sums), format!("{SENDS}|{SENDS}|0|0"));
    let landed = installation.recorder.all();
    let messages: BTreeSet<_> = landed.iter().map(|l| &l.message_key).collect();
    assert_eq!((messages.len(), landed.len()), (SENDS, SENDS), "each once: ends were clean");
    for server in servers {
        assert!(server.terminate().await);
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn a_node_whose_database_is_gone_for_a_while_says_so_and_loses_nothing() {
    const DEVICES: usize = 3_000;
    let installation = Installation::on_postgres(DEVICES).await;
    // Long enough for what is in hand now to be answered after the lock.
    slow(&installation, Duration::from_secs(2));
    let server = installation.start("a", &WHOLE).await;
    let session = server.sign_in().await;
    let sent = session.send_to_everybody("Snö", "Bussarna är sena.").await;
    let database = installation.database.as_ref().unwrap();
    let (address, name) = database.rsplit_once('/').unwrap();
    let others = format!("{address}/postgres");
    let open =
        |yes: bool| postgres::query(&others, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {yes}"));
    until("something is in hand", async || owners(&installation) == 1).await;
    // What is answered then is being stored when the database goes.
    let mut lock = postgres::lock(database, "batches");
    let storing = format!(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{name}' AND wait_event_type = 'Lock' \
         AND query LIKE 'DELETE FROM batches WHERE id%'"
    );
    until("an answer is being stored", async || postgres::query(&others, &storing) != "0").await;
    open(false);
    postgres::query(
        &others,
        &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"),
    );
    assert!(!lock.wait().unwrap().success(), "it went with the database");
    let ready = reqwest::get(format!("{}/readyz", server.url)).await.unwrap();
    assert_eq!(ready.status(), 503, "a load balancer asks elsewhere meanwhile");
    tokio::time::sleep(Duration::from_secs(2)).await;
    open(true);
    until("it is back", async || {
        reqwest::get(format!("{}/readyz", server.url)).await.unwrap().status() == 200
    })
    .await;
    let counts = session.finished(&sent).await;
    assert_eq!((counts["accepted"].as_u64(), reached(&installation)), (Some(DEVICES as u64), DEVICES));
    let log = std::fs::read_to_string(installation.dir.path().join("a/log")).unwrap();
    assert!(!log.contains("panicked") && log.contains("could not acknowledge"), "the log says what waited");
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn the_database_may_forget_its_connections_and_nothing_is_lost() {
    let installation = Installation::on_postgres(400).await;
    slow(&installation, Duration::from_millis(100));
    let (pages, worker) = (installation.start("a", &PAGES).await, installation.start("b", &["worker"]).await);
    let session: Session<'_> = pages.sign_in().await;
    let sent = session.send_to_everybody("Snö", "Bussarna är sena.").await;
    let database = installation.database.as_ref().unwrap();
    let cut = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for _ in 0..3 {
        postgres::query(database, cut);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(session.finished(&sent).await["accepted"], 400);
    // Nodes hear each other again.
    let again = session.send_with_key("Snö", "Bussarna är i tid.", "another").await;
    assert_eq!(session.finished(&again).await["accepted"], 400);
    assert!(pages.terminate().await && worker.terminate().await);
}
