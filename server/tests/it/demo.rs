//! The demo, end to end: use-cases, queue, worker, senders, simulators, phones. Whom a message reaches is computed
//! here once more, from the demo's records alone.

use super::support::Actor;
use herald_domain::{Timestamp, device::Platform, ids::DeviceId};
use herald_server::{
    config::Config,
    demo::{self, Organisation},
    http,
    import::records::{Device, Group, Nested},
    wiring,
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// A running demo and its administrator.
struct Demo {
    admin: Actor,
    made: Organisation,
    stop: CancellationToken,
    worker: tokio::task::JoinHandle<()>,
    _demo: Option<demo::Demo>,
    _dir: tempfile::TempDir,
}

impl Demo {
    async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = Config { data_dir: dir.path().join("data"), ..Config::default() };
        let herald = wiring::start(&config, wiring::Role::Whole, true).await.unwrap();
        let stop = CancellationToken::new();
        let worker = tokio::spawn(herald.worker.unwrap().run(stop.clone()));
        let router = http::router(herald.web);
        let form = [("email", "admin@nordhamn.example"), ("password", demo::OPEN.password)];
        let signed_in = Actor::stranger(router.clone()).post("/sign-in", &form).await;
        let admin = Actor { cookie: signed_in.cookie, ..Actor::stranger(router) };
        let made = Organisation::generate(demo::SEED, Timestamp(0));
        Self { admin, made, stop, worker, _demo: herald.demo, _dir: dir }
    }
    async fn end(self) {
        self.stop.cancel();
        self.worker.await.unwrap();
    }
    /// Waits for the end of a send; its counts.
    async fn finished(&self, sent: &Value) -> Value {
        let waiting = async {
            loop {
                let progress =
                    self.admin.call("notifications/progress", json!({"ids": [sent["id"]]})).await.json();
                if progress[0]["status"] == "finished" {
                    break progress[0]["counts"].clone();
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), waiting).await.expect("the send ends in time")
    }
    /// How often each device showed this message.
    async fn arrivals(&self, message: &Value) -> BTreeMap<DeviceId, usize> {
        let feed = self.admin.get("/demo/phones.json?since=0").await.json();
        let mut arrivals = BTreeMap::new();
        for item in feed["items"].as_array().unwrap().iter().filter(|item| item["collapse_id"] == *message) {
            *arrivals.entry(item["device"].as_str().unwrap().parse().unwrap()).or_default() += 1;
        }
        arrivals
    }
}

fn name(group: &Group) -> &str {
    group.name.as_deref().unwrap_or_default()
}

/// Names of this group and of those nested in it at any depth.
fn nested<'a>(made: &'a Organisation, group: &'a Group, seen: &mut BTreeSet<&'a str>) {
    if !seen.insert(name(group)) {
        return;
    }
    for inner in group.groups.iter().flatten() {
        let Nested::Reference(inner) = inner else { panic!("the demo nests by reference") };
        let inner = made
            .groups
            .iter()
            .find(|g| name(g) == inner || g.id.as_ref().is_some_and(|id| id.as_str() == inner));
        nested(made, inner.expect("it exists"), seen);
    }
}

fn can_be_reached(device: &Device) -> bool {
    let facts = &device.facts;
    let ios = matches!(facts.platform, Some(Platform::Ios | Platform::IpadOs));
    let android = facts.platform == Some(Platform::Android) && facts.play_services == Some(true);
    (ios || android)
        && facts.enrolled != Some(false)
        && facts.app_installed == Some(true)
        && facts.notifications_allowed == Some(true)
        && facts.push_token.as_ref().is_some_and(|token| !token.is_empty())
        && facts.token_invalid_since.is_none()
}

/// Devices that a message to these groups goes to, by the records alone (B9, B24).
fn expected(made: &Organisation, groups: &[&Group]) -> BTreeSet<DeviceId> {
    let mut names = BTreeSet::new();
    groups.iter().for_each(|group| nested(made, group, &mut names));
    let people: BTreeSet<String> = made
        .groups
        .iter()
        .filter(|group| names.contains(name(group)))
        .flat_map(|group| group.users.iter().flatten())
        .map(|upn| upn.to_lowercase())
        .collect();
    let enroller = |device: &Device| {
        device
            .facts
            .enrolled_by
            .clone()
            .or_else(|| device.facts.primary_user.clone())
            .unwrap_or_default()
            .to_lowercase()
    };
    made.devices
        .iter()
        .filter(|device| people.contains(&enroller(device)) && can_be_reached(device))
        .map(|device| device.id.clone())
        .collect()
}

/// One group with groups in it, one on a cycle, one with devices as members.
fn telling_groups(made: &Organisation) -> [&Group; 3] {
    let on_a_cycle = |group: &&Group| {
        group.groups.iter().flatten().any(|inner| {
            let Nested::Reference(inner) = inner else { return false };
            let mut within = BTreeSet::new();
            let inner = made
                .groups
                .iter()
                .find(|g| name(g) == inner || g.id.as_ref().is_some_and(|id| id.as_str() == inner));
            nested(made, inner.expect("it exists"), &mut within);
            within.contains(name(group))
        })
    };
    let cycle = made.groups.iter().find(on_a_cycle).expect("one is on a cycle");
    let has_groups =
        |group: &&Group| group.groups.as_ref().is_some_and(|g| !g.is_empty()) && !on_a_cycle(group);
    let nesting = made.groups.iter().find(has_groups).expect("one has groups in it");
    let has_devices = |group: &&Group| group.devices.as_ref().is_some_and(|d| !d.is_empty());
    let devices = made.groups.iter().find(has_devices).expect("one has devices as members");
    [nesting, cycle, devices]
}

#[tokio::test(flavor = "multi_thread")]
async fn b9_a_message_arrives_exactly_once_where_it_should_and_nowhere_else() {
    let demo = Demo::start().await;
    let groups = telling_groups(&demo.made);
    let mut ids = Vec::new();
    for group in groups {
        let found = demo.admin.call("groups/search", json!({"search": name(group)})).await.json();
        let found = found.as_array().unwrap().iter().find(|row| row["name"] == name(group)).unwrap().clone();
        ids.push(found["id"].clone());
    }
    let expected = expected(&demo.made, &groups);
    assert!(expected.len() > 50, "the groups say something: {}", expected.len());

    let reach = demo.admin.call("notifications/reach", json!({"groups": ids})).await.json();
    let reach = &reach["reach"];
    let promised = reach["ios"].as_u64().unwrap() + reach["android"].as_u64().unwrap();
    assert_eq!(promised, expected.len() as u64, "B13: review says the same");
    assert!(reach["ignored_devices"].as_u64().unwrap() > 0, "B9: the devices in the third group are ignored");

    let draft = json!({"title": "Vattnet stängs av", "body": "Mellan tio och tolv i dag."});
    let sent = demo
        .admin
        .call("notifications/send", json!({"draft": draft, "groups": ids, "key": "k"}))
        .await
        .json();
    let counts = demo.finished(&sent).await;
    let arrivals = demo.arrivals(&sent["id"]).await;
    assert!(arrivals.values().all(|times| *times == 1), "exactly once");
    let gone: BTreeSet<DeviceId> = demo.made.unregistered.keys().cloned().collect();
    let arrived: BTreeSet<DeviceId> = arrivals.into_keys().collect();
    assert_eq!(arrived, expected.difference(&gone).cloned().collect());

    // B23, B26: what the push services refused is counted so, and not reachable any more.
    let refused: u64 = counts["rejected"].as_array().unwrap().iter().map(|r| r[1].as_u64().unwrap()).sum();
    assert_eq!(refused, expected.intersection(&gone).count() as u64);
    assert_eq!(counts["accepted"], arrived.len());
    let after = demo.admin.call("notifications/reach", json!({"groups": ids})).await.json();
    assert_eq!(
        after["reach"]["ios"].as_u64().unwrap() + after["reach"]["android"].as_u64().unwrap(),
        promised - refused
    );
    demo.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_a_message_to_a_device_arrives_there_alone() {
    let demo = Demo::start().await;
    let device =
        demo.made.devices.iter().find(|d| can_be_reached(d) && !demo.made.unregistered.contains_key(&d.id));
    let device = &device.unwrap().id;
    let sent = demo.admin.send_to_device(device, "k").await.json();
    assert_eq!(demo.finished(&sent).await["accepted"], 1);
    assert_eq!(demo.arrivals(&sent["id"]).await, BTreeMap::from([(device.clone(), 1)]));
    let detail = demo.admin.call("devices/get", json!({"id": device})).await.json();
    assert_eq!((&detail["actions"][0]["status"], &detail["quota"]["used"]), (&json!("accepted"), &json!(1)));
    demo.end().await;
}

#[tokio::test]
async fn the_demos_folder_is_not_served_without_the_demo() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { data_dir: dir.path().join("data"), ..Config::default() };
    drop(wiring::start(&config, wiring::Role::Whole, true).await.unwrap());
    let refused = wiring::start(&config, wiring::Role::Whole, false)
        .await
        .err()
        .expect("its passwords are published")
        .to_string();
    assert!(refused.contains("--demo") && refused.contains("--data-dir"), "{refused}");
}
