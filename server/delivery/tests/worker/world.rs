//! An organisation on a real database in a temporary folder, a clock that is moved by hand, and workers.

use crate::gateway::FakeGateway;
use herald_delivery::{
    vault::Vault,
    worker::{Worker, WorkerConfig},
};
use herald_domain::{
    Timestamp,
    audience::GroupSelection,
    caller::Caller,
    delivery::{Counts, DEFAULT_TTL_MS, MessageStatus, Send},
    device::{Platform, Unreachable},
    ids::{DeviceId, GroupId, MessageId, TenantId, UserId},
    permission::{Grant, Grants, Permission, PermissionSet, ReadDevices, Scope, SendToDevice, SendToGroups},
    text::{Draft, Notification},
    time::Clock,
};
use herald_push::gateway::Gateway;
use herald_store::{
    Authorised, GroupRef, Import, MemberRef, Membership, NewDevice, NewGroup, NewMessage, NewUser, Queued,
    Store, StoreConfig,
};
use std::{
    collections::BTreeSet,
    future::Future,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, task::JoinHandle, time};
use tokio_util::sync::CancellationToken;

pub const TITLE: &str = "Vattenläcka på Storgatan";
pub const BODY: &str = "Vattnet är avstängt till klockan 14.\nHämta vatten vid torget.";
const START: i64 = 1_760_000_000_000;
/// Far more than any test needs; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Time stands still until it is moved.
pub struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

pub struct World {
    pub folder: tempfile::TempDir,
    pub store: Store,
    pub vault: Arc<Vault>,
    pub clock: Arc<HandClock>,
    tenant: TenantId,
    admin: Caller,
    everybody: GroupId,
    messages: AtomicU32,
}

/// A worker that runs in the background.
pub struct Running {
    pub wake: Arc<Notify>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Running {
    /// Tells it to stop and waits until it has.
    pub async fn stop(self) {
        self.stop.cancel();
        patiently(self.task).await.unwrap();
    }
    pub fn tell_to_stop(&self) {
        self.stop.cancel();
    }
    /// Ends it like a crash: nothing is finished, nothing is released.
    pub async fn kill(self) {
        self.task.abort();
        let _ = self.task.await;
    }
    pub fn has_ended(&self) -> bool {
        self.task.is_finished()
    }
}

impl World {
    /// `ios` people with an iPhone and `android` people with an Android phone, all in the group Everybody.
    pub async fn with(ios: usize, android: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("herald.db").display());
        let store = Store::open(&StoreConfig { url, read_connections: 2 }).await.unwrap();
        store.migrate().await.unwrap();
        let now = Timestamp(START);
        let tenant = store.ensure_tenant("Test", now).await.unwrap();
        let everybody: GroupId = "00000000-0000-7000-8000-0000000000e0".parse().unwrap();
        store.import(&tenant, everyone(&everybody, ios, android), now, false, "test").await.unwrap();

        let grant = Grant { permissions: PermissionSet::of(Permission::ALL), scope: Scope::All };
        let admin = Caller {
            user: user(0),
            user_principal_name: "person0@example.org".into(),
            display_name: "Person 0".into(),
            grants: Grants::new(tenant.clone(), vec![grant]),
            address: "127.0.0.1".into(),
        };
        let vault = Arc::new(Vault::open(folder.path().join("keys")).unwrap());
        let clock = Arc::new(HandClock(AtomicI64::new(START + 1_000)));
        Self { folder, store, vault, clock, tenant, admin, everybody, messages: AtomicU32::new(0) }
    }

    pub fn move_clock(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn clock_now(&self) -> Timestamp {
        self.clock.now()
    }

    pub async fn send_to_everybody(&self) -> MessageId {
        let groups = GroupSelection::parse([self.everybody.clone()]).unwrap();
        let permit = self.admin.permit::<SendToGroups>().unwrap();
        self.queue(Authorised::Groups(&permit, &groups)).await
    }

    pub async fn send_to(&self, device: &DeviceId) -> MessageId {
        let permit = self.admin.permit::<SendToDevice>().unwrap();
        self.queue(Authorised::Device(&permit, device)).await
    }

    /// To everybody, for so many milliseconds.
    pub async fn send_for(&self, ttl: i64) -> MessageId {
        let groups = GroupSelection::parse([self.everybody.clone()]).unwrap();
        let permit = self.admin.permit::<SendToGroups>().unwrap();
        self.queue_for(Authorised::Groups(&permit, &groups), ttl).await
    }

    /// To everybody, sealed in this vault.
    pub async fn send_sealed_in(&self, vault: &Vault) -> MessageId {
        let groups = GroupSelection::parse([self.everybody.clone()]).unwrap();
        let permit = self.admin.permit::<SendToGroups>().unwrap();
        self.queue_in(vault, Authorised::Groups(&permit, &groups), DEFAULT_TTL_MS).await
    }

    async fn queue(&self, audience: Authorised<'_>) -> MessageId {
        self.queue_for(audience, DEFAULT_TTL_MS).await
    }

    async fn queue_for(&self, audience: Authorised<'_>, ttl: i64) -> MessageId {
        self.queue_in(&self.vault, audience, ttl).await
    }

    async fn queue_in(&self, vault: &Vault, audience: Authorised<'_>, ttl: i64) -> MessageId {
        let n = self.messages.fetch_add(1, Ordering::SeqCst);
        let id: MessageId = format!("00000000-0000-7000-8000-{:012x}", 0xa_0000 + n).parse().unwrap();
        let text = Notification::parse(&Draft { title: TITLE.into(), body: BODY.into() }).unwrap();
        let now = self.clock.now();
        let message = NewMessage {
            id: id.clone(),
            sender: &self.admin,
            audience,
            sealed: vault.seal(&id, &text).unwrap(),
            key: None,
            expires_at: now.plus_ms(ttl),
            now,
        };
        let queued = self.store.queue(message).await.unwrap();
        assert!(matches!(queued, Queued::Queued { .. }), "{queued:?}");
        id
    }

    /// A worker with these push services, as in production but for the grace, which no test outlasts.
    pub fn worker(&self, gateways: &[&Arc<FakeGateway>]) -> Running {
        self.configured_worker(gateways, patient())
    }

    pub fn configured_worker(&self, gateways: &[&Arc<FakeGateway>], config: WorkerConfig) -> Running {
        let gateways = gateways.iter().map(|gateway| Arc::clone(gateway) as Arc<dyn Gateway>);
        self.work_with(gateways.collect(), config)
    }

    pub fn work_with(&self, gateways: Vec<Arc<dyn Gateway>>, config: WorkerConfig) -> Running {
        self.work_by(self.clock.clone(), gateways, config)
    }

    /// A worker for which time stands still, as for a process that is paused.
    pub fn sleepwalker(&self, gateway: &Arc<FakeGateway>) -> Running {
        let stopped = Arc::new(HandClock(AtomicI64::new(self.clock.now().millis())));
        self.work_by(stopped, vec![Arc::clone(gateway) as Arc<dyn Gateway>], patient())
    }

    fn work_by(
        &self,
        clock: Arc<HandClock>,
        gateways: Vec<Arc<dyn Gateway>>,
        config: WorkerConfig,
    ) -> Running {
        let worker = Worker::new(config, self.store.clone(), self.vault.clone(), gateways, clock);
        let stop = CancellationToken::new();
        Running { wake: worker.wake(), task: tokio::spawn(worker.run(stop.clone())), stop }
    }

    pub async fn progress(&self, message: &MessageId) -> Send {
        let sends = self
            .store
            .sends_by_id(&self.tenant, &self.admin.user, std::slice::from_ref(message))
            .await
            .unwrap();
        sends.into_iter().next().expect("the message is known")
    }

    /// Waits until the counts satisfy `condition`, and answers them.
    pub async fn until(&self, message: &MessageId, condition: impl Fn(&Send) -> bool) -> Counts {
        patiently(async {
            loop {
                let progress = self.progress(message).await;
                if condition(&progress) {
                    return progress.counts;
                }
                time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await
    }

    /// Whether the device's token is called invalid (B26).
    pub async fn is_retired(&self, device: &DeviceId) -> bool {
        let permit = self.admin.permit::<ReadDevices>().unwrap();
        let rows = self.store.devices_by_id(&permit, std::slice::from_ref(device)).await.unwrap();
        rows[0].reasons.iter().any(|reason| reason == Unreachable::TokenInvalid)
    }

    /// Waits until nothing can be claimed before `at`.
    pub async fn until_nothing_is_due_before(&self, at: Timestamp) {
        patiently(async {
            while self.store.next_due(self.clock.now()).await.unwrap().is_none_or(|due| due < at) {
                time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
    }

    pub async fn until_finished(&self, message: &MessageId) -> Counts {
        self.until(message, |send| send.status == MessageStatus::Finished).await
    }

    /// Waits until no key is left in the vault.
    pub async fn until_destroyed(&self) {
        patiently(async {
            while self.keys() > 0 {
                time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
    }

    pub fn keys(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("keys")).unwrap().count()
    }

    /// The files of the data folder that hold the text in UTF-8 or UTF-16, whole or a word of it.
    pub fn files_with_text(&self) -> Vec<PathBuf> {
        let mut needles = Vec::new();
        for word in ["Vattenläcka", "Storgatan", "avstängt", "Hämta vatten"] {
            needles.push(word.as_bytes().to_vec());
            needles.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
            needles.push(word.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let holds = |path: &Path| {
            // A key may be destroyed between the listing and the look into it.
            let Ok(bytes) = std::fs::read(path) else { return false };
            needles.iter().any(|needle| bytes.windows(needle.len()).any(|window| window == &needle[..]))
        };
        files(self.folder.path()).into_iter().filter(|path| holds(path)).collect()
    }
}

/// A configuration whose grace no test outlasts.
pub fn patient() -> WorkerConfig {
    WorkerConfig { grace: PATIENCE, ..WorkerConfig::default() }
}

pub async fn patiently<T>(waited_for: impl Future<Output = T>) -> T {
    time::timeout(PATIENCE, waited_for).await.expect("it happens within a minute")
}

pub fn iphone(n: usize) -> DeviceId {
    format!("00000000-0000-7000-8000-0000001{n:05x}").parse().unwrap()
}
pub fn android(n: usize) -> DeviceId {
    format!("00000000-0000-7000-8000-0000002{n:05x}").parse().unwrap()
}
pub fn iphones(n: usize) -> BTreeSet<DeviceId> {
    (0..n).map(iphone).collect()
}
/// The push token of a phone: hexadecimal, as Apple's are.
pub fn token(device: &DeviceId) -> String {
    device.as_str().replace('-', "").repeat(2)
}
fn user(n: usize) -> UserId {
    format!("00000000-0000-7000-8000-0000003{n:05x}").parse().unwrap()
}

fn everyone(group: &GroupId, ios: usize, androids: usize) -> Import {
    let people = ios + androids;
    let users = (0..people.max(1))
        .map(|n| NewUser {
            id: Some(user(n)),
            ..NewUser::new(&format!("person{n}@example.org"), &format!("Person {n}"))
        })
        .collect();
    let phone = |id: DeviceId, platform: Platform, owner: usize| NewDevice {
        platform: Some(platform),
        enrolled_by_upn: Some(format!("person{owner}@example.org")),
        enrolled: Some(true),
        app_installed: Some(true),
        notifications_allowed: Some(true),
        play_services: Some(platform == Platform::Android),
        push_token: Some(token(&id)),
        token_registered_at: Some(Timestamp(START)),
        ..NewDevice::new(id)
    };
    let iphones = (0..ios).map(|n| phone(iphone(n), Platform::Ios, n));
    let android_phones = (0..androids).map(|n| phone(android(n), Platform::Android, ios + n));
    let member = |n| Membership { group: GroupRef::Id(group.clone()), member: MemberRef::User(user(n)) };
    Import {
        users,
        groups: vec![NewGroup { id: Some(group.clone()), name: Some("Everybody".into()), description: None }],
        memberships: (0..people).map(member).collect(),
        devices: iphones.chain(android_phones).collect(),
        replace_members_of: Vec::new(),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
