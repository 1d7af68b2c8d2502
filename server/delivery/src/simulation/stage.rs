//! An organisation that simulations are played in.

use herald_domain::{
    Timestamp,
    caller::Caller,
    device::Platform,
    ids::{DeviceId, GroupId, TenantId, UserId},
    permission::{Grant, Grants, Permission, PermissionSet, Scope},
    time::HOUR_MS,
};
use herald_store::{
    GroupRef, Import, MemberRef, Membership, NewDevice, NewGroup, NewUser, Store, StoreConfig,
};

const START: i64 = 1_700_000_000_000;
/// Everybody has one phone, iOS and Android by turns.
pub(super) const PEOPLE: usize = 5;

/// An organisation that one simulation after the other plays in. Each leaves the queue empty.
pub(super) struct Stage {
    pub store: Store,
    pub tenant: TenantId,
    pub admin: Caller,
    pub everybody: GroupId,
    pub now: i64,
    pub messages: u64,
    /// When the phones' apps registered.
    pub registered: Timestamp,
    _folder: tempfile::TempDir,
}

pub(super) fn phone(n: usize) -> DeviceId {
    format!("00000000-0000-7000-8000-0000001{n:05x}").parse().unwrap()
}
pub(super) fn user(n: usize) -> UserId {
    format!("00000000-0000-7000-8000-0000003{n:05x}").parse().unwrap()
}

/// A phone of person `n`, whose app registered at `at`.
pub(super) fn registered(n: usize, at: Timestamp) -> NewDevice {
    NewDevice {
        platform: Some(if n.is_multiple_of(2) { Platform::Ios } else { Platform::Android }),
        enrolled_by_upn: Some(format!("{n}@example.org")),
        enrolled: Some(true),
        app_installed: Some(true),
        notifications_allowed: Some(true),
        play_services: Some(true),
        push_token: Some(format!("token {n}")),
        token_registered_at: Some(at),
        ..NewDevice::new(phone(n))
    }
}

impl Stage {
    pub async fn build() -> Self {
        let memory = tempfile::tempdir_in("/dev/shm");
        let folder = memory.unwrap_or_else(|_| tempfile::tempdir().unwrap());
        let url = format!("sqlite:{}", folder.path().join("herald.db").display());
        let store = Store::open(&StoreConfig { url, read_connections: 1 }).await.unwrap();
        store.migrate().await.unwrap();
        let tenant = store.ensure_tenant("Test", Timestamp(START)).await.unwrap();
        let everybody: GroupId = "00000000-0000-7000-8000-0000000000e0".parse().unwrap();
        let group = GroupRef::Id(everybody.clone());
        let people = Import {
            users: (0..PEOPLE)
                .map(|n| NewUser {
                    id: Some(user(n)),
                    ..NewUser::new(&format!("{n}@example.org"), "Somebody")
                })
                .collect(),
            groups: vec![NewGroup { id: Some(everybody.clone()), name: Some("E".into()), description: None }],
            memberships: (0..PEOPLE)
                .map(|n| Membership { group: group.clone(), member: MemberRef::User(user(n)) })
                .collect(),
            devices: (0..PEOPLE).map(|n| registered(n, Timestamp(START))).collect(),
            replace_members_of: Vec::new(),
        };
        store.import(&tenant, people, Timestamp(START), false, "test").await.unwrap();
        let grant = Grant { permissions: PermissionSet::of(Permission::ALL), scope: Scope::All };
        let admin = Caller {
            user: user(0),
            user_principal_name: "0@example.org".into(),
            display_name: "Somebody".into(),
            grants: Grants::new(tenant.clone(), vec![grant]),
            address: String::new(),
        };
        Self {
            store,
            tenant,
            admin,
            everybody,
            now: START,
            messages: 0,
            registered: Timestamp(START),
            _folder: folder,
        }
    }

    /// Every phone can be reached again, and no place is taken any more.
    pub async fn tidy_up(&mut self, retired: bool) {
        self.now += 2 * HOUR_MS;
        if retired {
            self.registered = Timestamp(self.now);
            let devices = (0..PEOPLE).map(|n| registered(n, Timestamp(self.now))).collect();
            let import = Import { devices, ..Import::default() };
            self.store.import(&self.tenant, import, Timestamp(self.now), false, "test").await.unwrap();
        }
    }
}
