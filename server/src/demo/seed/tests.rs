use super::*;
use crate::demo::{OPEN, SEED, units::CART};
use herald_domain::{
    audience::{GroupSelection, Reach},
    device::{DeviceQuery, Platform, Unreachable},
    ids::{DeviceId, GroupId},
    permission::{Grants, Permit, ReadDevices, SendToDevice, SendToGroups},
};
use herald_store::{NewSession, SessionLimits, StoreConfig};
use std::{
    collections::{HashMap, HashSet},
    sync::atomic::{AtomicU64, Ordering},
};

const NOW: Timestamp = Timestamp(1_795_000_000_000);
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA";

async fn empty() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("herald.db").display());
    let store = Store::open(&StoreConfig { url, read_connections: 2 }).await.unwrap();
    store.migrate().await.unwrap();
    (folder, store)
}
fn nordhamn() -> Organisation {
    Organisation::generate(SEED, NOW)
}
async fn seeded() -> (tempfile::TempDir, Store) {
    let (folder, store) = empty().await;
    seed(&store, nordhamn(), NOW, HASH).await.unwrap();
    (folder, store)
}
/// What somebody who signed in with this account may do.
async fn grants(store: &Store, account: &str) -> Grants {
    let credential = store.credential_by_upn(account).await.unwrap().unwrap();
    assert_eq!((credential.hash.as_str(), credential.enabled), (HASH, true), "{account}");
    static SESSIONS: AtomicU64 = AtomicU64::new(0);
    let token_hash = SESSIONS.fetch_add(1, Ordering::Relaxed).to_string();
    let session = NewSession {
        token_hash: token_hash.clone(),
        tenant: credential.tenant,
        user: credential.user,
        now: NOW,
        verified: None,
        address: "test".into(),
        replaces: None,
    };
    store.create_session(session).await.unwrap();
    let limits = SessionLimits { idle_ms: 60_000, absolute_ms: 60_000 };
    store.session(&token_hash, NOW, limits).await.unwrap().unwrap().grants
}
async fn reach(store: &Store, names: &[&str]) -> Reach {
    let permit: Permit<SendToGroups> = grants(store, "admin@nordhamn.example").await.permit().unwrap();
    let made = nordhamn();
    let id = |name: &&str| {
        made.groups.iter().find(|g| g.name.as_deref() == Some(name)).unwrap().id.clone().unwrap()
    };
    let groups: Vec<GroupId> = names.iter().map(id).collect();
    store.reach(&permit, &GroupSelection::parse(groups).unwrap()).await.unwrap().unwrap().reach
}

/// The devices that a message to these groups has to reach, worked out from the records alone.
fn expected(made: &Organisation, names: &[&str]) -> HashSet<DeviceId> {
    let by_name: HashMap<_, _> = made.groups.iter().map(|g| (g.name.as_deref().unwrap(), g)).collect();
    let (mut open, mut seen, mut people) = (names.to_vec(), HashSet::new(), HashSet::new());
    while let Some(name) = open.pop() {
        if seen.insert(name) {
            let group = by_name[name];
            people.extend(group.users.iter().flatten().map(String::as_str));
            open.extend(group.groups.iter().flatten().map(|nested| match nested {
                import::records::Nested::Reference(name) => name.as_str(),
                import::records::Nested::Written(_) => unreachable!("the demo writes references"),
            }));
        }
    }
    let reachable = |device: &&import::records::Device| {
        let facts = &device.facts;
        facts.enrolled == Some(true)
            && facts.notifications_allowed == Some(true)
            && facts.push_token.is_some()
            && facts.token_invalid_since.is_none()
            && facts.enrolled_by.as_deref().is_some_and(|upn| people.contains(upn))
    };
    made.devices.iter().filter(reachable).map(|device| device.id.clone()).collect()
}

#[tokio::test]
async fn b27_each_sign_in_may_do_what_its_role_says() {
    let (_folder, store) = seeded().await;
    let mut table = Vec::new();
    for account in OPEN.names {
        let grants = grants(&store, account).await;
        table.push((grants.permit::<SendToGroups>().is_ok(), grants.permit::<SendToDevice>().is_ok()));
        assert!(grants.permit::<ReadDevices>().is_ok(), "{account}");
    }
    assert_eq!(table, [(true, true), (true, false), (false, true), (false, false)]);
    let communications = grants(&store, "kommunikation@nordhamn.example").await.permissions();
    let granted: Vec<_> = communications.iter().map(|permission| permission.to_string()).collect();
    assert_eq!(granted, ["Organization / Read", "Organization / Update", "Managed devices / Read"]);
}

#[tokio::test]
async fn seeding_a_seeded_data_folder_changes_nothing() {
    let (_folder, store) = seeded().await;
    seed(&store, Organisation::generate(SEED, NOW.plus_ms(99_000_000)), NOW.plus_ms(99_000_000), "another")
        .await
        .unwrap();
    let credential = store.credential_by_upn("admin@nordhamn.example").await.unwrap().unwrap();
    assert_eq!(credential.hash, HASH);
    let permit: Permit<ReadDevices> = grants(&store, "admin@nordhamn.example").await.permit().unwrap();
    let devices = store.devices(&permit, &DeviceQuery::default()).await.unwrap();
    assert_eq!(devices.total, nordhamn().devices.len() as u64);
}

#[tokio::test]
async fn a_seed_that_was_interrupted_is_completed() {
    let (_folder, store) = empty().await;
    let tenant = store.ensure_tenant(NAME, NOW).await.unwrap();
    let made = nordhamn();
    store.import(&tenant, import::to_import(made.users, vec![], vec![]), NOW, false, ACTOR).await.unwrap();
    seed(&store, nordhamn(), NOW, HASH).await.unwrap();
    assert!(reach(&store, &["Alla medarbetare"]).await.members > 2_000);
}

#[tokio::test]
async fn somebody_elses_data_folder_is_left_alone() {
    let (_folder, store) = empty().await;
    store.ensure_tenant("Real organisation", NOW).await.unwrap();
    let refused = seed(&store, nordhamn(), NOW, HASH).await;
    assert!(matches!(refused, Err(DemoError::OtherOrganisation(name)) if name == "Real organisation"));
}

#[tokio::test]
async fn b9_groups_reach_whom_the_records_say() {
    let (_folder, store) = seeded().await;
    let made = nordhamn();
    for names in [
        &["Kommunikation"][..],
        &["Hemtjänst Södra"],
        &["Krisledningsgruppen"],
        &["Krisledning – ersättare", "Krisledningsgruppen", "Kost och lokalvård"],
        &["Alla medarbetare", "Chefer", "Stadshuset – alla"],
    ] {
        let (reach, expected) = (reach(&store, names).await, expected(&made, names));
        assert_eq!(reach.devices(), expected.len() as u64, "{names:?}");
        assert!(reach.devices() > 0, "{names:?}");
    }
    let cart = reach(&store, &[CART]).await;
    assert_eq!((cart.devices(), cart.ignored_devices), (0, 12));
}

#[tokio::test]
async fn b24_the_store_sees_every_reason_and_every_platform() {
    let (_folder, store) = seeded().await;
    let permit: Permit<ReadDevices> = grants(&store, "granskare@nordhamn.example").await.permit().unwrap();
    for platform in [Platform::Ios, Platform::IpadOs, Platform::Android, Platform::Windows, Platform::MacOs] {
        let query = DeviceQuery { platform: Some(platform), ..DeviceQuery::default() };
        assert!(store.devices(&permit, &query).await.unwrap().total > 150, "{platform:?}");
    }
    let everyone = reach(&store, &["Alla medarbetare", "Kommunfullmäktige"]).await;
    let named: Vec<_> = everyone.unreachable.iter().map(|(reason, _)| *reason).collect();
    assert_eq!(named, Unreachable::ALL);
}

#[test]
fn the_password_is_the_one_that_is_announced() {
    assert_eq!(OPEN.password, "herald-demo");
}
