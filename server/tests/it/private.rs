//! B22 by the thousand: what lies on the disk while messages are pending, and what can be made of it when they have ended.

pub mod marks;
pub mod unsealed;

use super::process::{Installation, Session, device};
use futures::{StreamExt, stream};
use herald_delivery::vault::Vault;
use herald_domain::{device::Service, ids::MessageId, time::Clock};
use herald_push::simulator::Fault;
use herald_server::clock::SystemClock;
use herald_store::Sealed;
use marks::{MESSAGES, SEALED, UNSEALED};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// From the end of the last delivery to the end of every key.
pub const FORGOTTEN_WITHIN: Duration = Duration::from_secs(60);

/// Lets the configuration name a listener for metrics, and says where it will be.
pub fn with_metrics(installation: &Installation) -> String {
    let file = without_metrics(installation);
    let text = fs::read_to_string(&file).unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    fs::write(&file, format!("{text}[metrics]\nlisten = \"127.0.0.1:{port}\"\n")).unwrap();
    format!("http://127.0.0.1:{port}/metrics")
}

/// Whoever starts from now on has none. Answers the file of the configuration.
pub fn without_metrics(installation: &Installation) -> PathBuf {
    let file = installation.dir.path().join("herald.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.split("[metrics]").next().unwrap()).unwrap();
    file
}

/// What the metrics say, in a file among the others that are searched.
pub async fn keep_metrics(url: &str, file: &Path) {
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    assert!(text.contains("herald_http_requests_total"), "{text}");
    fs::write(file, text).unwrap();
}

/// Answers so late that most messages are still pending when the last is queued.
pub fn hold(installation: &Installation) {
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Slow(Duration::from_secs(5)));
    }
}

pub fn let_go(installation: &Installation) {
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.clear();
    }
}

/// A message with a text of its own for each device.
pub async fn send_all(session: &Session<'_>) {
    let send = |n: usize| async move {
        let draft = json!({"title": SEALED.title(n), "body": SEALED.body(n)});
        session
            .call("devices/send", json!({"draft": draft, "id": device(n), "key": format!("{n:032x}")}))
            .await
    };
    let sent: Vec<_> = stream::iter(marks::all()).map(send).buffer_unordered(4).collect().await;
    assert_eq!(sent.len(), MESSAGES);
}

/// Waits until every phone has its own message, and fails should one have another's.
pub async fn until_all_landed(installation: &Installation) {
    let start = Instant::now();
    while installation.recorder.ids_by_device().len() < MESSAGES {
        assert!(
            start.elapsed() < Duration::from_secs(180),
            "{}",
            installation.recorder.ids_by_device().len()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let landed: BTreeMap<_, _> =
        installation.recorder.all().into_iter().map(|l| (l.device, (l.title, l.body))).collect();
    for n in marks::all() {
        assert_eq!(landed[&device(n)], (SEALED.title(n), SEALED.body(n)));
    }
}

/// The sealed texts that a copy of the database holds, by what a thief would do: run the copy.
async fn sealed_in(copy: &Path) -> Vec<(MessageId, Sealed)> {
    let store = unsealed::open_file(&copy.join("herald.db")).await;
    store.release_all().await.unwrap();
    let now = SystemClock.now();
    while let Some(message) = store.claim_message("thief", now, 600_000).await.unwrap() {
        store.expand(&message.tenant, &message.id, now).await.unwrap();
    }
    let mut sealed = Vec::new();
    let both = [Service::Apns, Service::Fcm];
    while let Some(batch) = store.claim_batch("thief", SystemClock.now(), 600_000, &both).await.unwrap() {
        sealed.push((batch.message, batch.sealed));
    }
    store.close().await;
    sealed
}

/// How many of them open with any of these keys.
fn opened(sealed: &[(MessageId, Sealed)], keys: &BTreeSet<Vec<u8>>) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::open(folder.path().into()).unwrap();
    let opens = |(message, sealed): &(MessageId, Sealed)| {
        keys.iter().any(|key| {
            fs::write(folder.path().join(message.as_str()), key).unwrap();
            vault.open_sealed(message, sealed).is_ok()
        })
    };
    sealed.iter().filter(|sealed| opens(sealed)).count()
}

/// Everything below a folder that is as long as a key.
fn keys(folder: &Path) -> BTreeSet<Vec<u8>> {
    let read = marks::files(folder).into_iter().filter_map(|file| fs::read(file).ok());
    read.filter(|bytes| bytes.len() == 32).collect()
}

/// Copies what a backup has: everything but the keys. Once more if meanwhile something went from the log into the database,
/// which would be newer than the log then and make a copy that never was.
fn back_up(data: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    let written = || fs::metadata(data.join("herald.db")).unwrap().modified().unwrap();
    let start = Instant::now();
    loop {
        let before = written();
        for file in ["herald.db-wal", "herald.db", "log"] {
            fs::copy(data.join(file), to.join(file)).unwrap();
        }
        if written() == before {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "the database never rests");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_of_two_thousand_messages_nothing_can_be_read_and_soon_after_the_end_nothing_be_opened() {
    let installation = Installation::with_devices(MESSAGES).await;
    let metrics = with_metrics(&installation);
    hold(&installation);
    let server = installation.serve().await;
    let session = server.sign_in().await;
    send_all(&session).await;

    let (data, copy) = (installation.data(), installation.dir.path().join("copy"));
    back_up(&data, &copy);
    let held = keys(&data);
    keep_metrics(&metrics, &copy.join("metrics")).await;
    let everywhere: [PathBuf; 1] = [installation.dir.path().into()];
    SEALED.nothing_in(&everywhere, "while they are pending");
    let sealed = sealed_in(&copy).await;
    assert!(sealed.len() > MESSAGES / 2, "most are pending in the copy: {}", sealed.len());
    let some = &sealed[sealed.len() - 20..];
    let of_some = some.iter().map(|(message, _)| fs::read(data.join("keys").join(message.as_str())).unwrap());
    assert_eq!(opened(some, &of_some.collect()), some.len(), "with the keys of that moment they open");
    let seen = marks::keys_in(&marks::files(&data), &held);
    assert!(
        seen >= keys(&data).len() && seen > MESSAGES / 2,
        "the search for keys finds those that are there: {seen}"
    );
    assert_eq!(marks::keys_in(&marks::files(&copy), &held), 0, "and none is in the database or the log");

    let_go(&installation);
    until_all_landed(&installation).await;
    let ended = Instant::now();
    loop {
        let keys_left = keys(&installation.data());
        if opened(&sealed, &keys_left) == 0 && marks::keys_in(&marks::files(&data), &held) == 0 {
            break;
        }
        assert!(ended.elapsed() < FORGOTTEN_WITHIN, "{} keys are still there", keys_left.len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    println!("{} texts opened for nobody {:?} after the end", sealed.len(), ended.elapsed());
    keep_metrics(&metrics, &data.join("metrics")).await;
    SEALED.nothing_in(&everywhere, "after the end");
    assert!(server.terminate().await);
    SEALED.nothing_in(&everywhere, "after the end of the server");
    assert_eq!(marks::keys_in(&marks::files(installation.dir.path()), &held), 0);
}

#[tokio::test]
async fn b22_without_sealing_the_same_search_finds_every_text() {
    let installation = Installation::with_devices(MESSAGES).await;
    let data = installation.data();
    let store = unsealed::open_file(&data.join("herald.db")).await;
    unsealed::send_all(&store).await;
    UNSEALED.all_in(std::slice::from_ref(&data), "while they are pending");
    let copy = installation.dir.path().join("copy");
    fs::write(data.join("log"), "").unwrap();
    back_up(&data, &copy);
    unsealed::deliver_all(&store).await;
    store.close().await;
    UNSEALED.all_in(&[copy], "in the copy, when they have ended");
}
