//! A small organisation in a database of its own.

use herald_domain::{
    Timestamp,
    audience::GroupSelection,
    audit::{AuditQuery, AuditRecord},
    caller::Caller,
    device::Platform,
    ids::{DeviceId, GroupId, MessageId, TenantId, UserId},
    permission::{Act, Grant, Grants, Permission, PermissionSet, Permit, Scope},
};
use herald_store::{
    Authorised, ClaimedBatch, GroupRef, Import, ImportReport, MemberRef, Membership, NewDevice, NewGroup,
    NewMessage, NewUser, Queued, RepeatKey, Store, StoreConfig,
};
use sqlx::{AnyPool, AssertSqlSafe, any::AnyPoolOptions};
use tempfile::TempDir;
use uuid::Uuid;

pub const NOW: Timestamp = Timestamp(1_700_000_000_000);
pub const HOUR: i64 = 3_600_000;
pub const DAY: i64 = 24 * HOUR;
/// Length of a lease in these tests, in milliseconds.
pub const LEASE: i64 = 30_000;
/// Stands for an encrypted text.
pub const SEALED: &[u8] = b"sealed-text-that-must-be-gone-afterwards";

pub struct World {
    pub store: Store,
    pub tenant: TenantId,
    pub url: String,
    folder: TempDir,
}

fn uuid(kind: &str, name: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{kind} {name}").as_bytes()).to_string()
}
pub fn user_id(name: &str) -> UserId {
    uuid("user", name).parse().unwrap()
}
pub fn group_id(name: &str) -> GroupId {
    uuid("group", name).parse().unwrap()
}
pub fn device_id(name: &str) -> DeviceId {
    uuid("device", name).parse().unwrap()
}
pub fn message_id(name: &str) -> MessageId {
    uuid("message", name).parse().unwrap()
}
pub fn upn(name: &str) -> String {
    format!("{name}@nordhamn.example")
}
pub fn minutes(n: i64) -> Timestamp {
    NOW.plus_ms(n * 60_000)
}

/// A phone that can be reached, enrolled by `owner`.
pub fn phone(name: &str, owner: &str) -> NewDevice {
    NewDevice {
        name: Some(name.into()),
        platform: Some(Platform::Ios),
        app_installed: Some(true),
        notifications_allowed: Some(true),
        push_token: Some(format!("token-of-{name}")),
        token_registered_at: Some(NOW.plus_ms(-DAY)),
        primary_user_upn: Some(upn(owner)),
        ..NewDevice::new(device_id(name))
    }
}

impl World {
    pub async fn new() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap()).await
    }

    /// In memory where the system has a folder for that: for what is about many transactions, not about the disk.
    pub async fn without_a_disk() -> Self {
        let memory = tempfile::tempdir_in("/dev/shm");
        Self::in_folder(memory.unwrap_or_else(|_| tempfile::tempdir().unwrap())).await
    }

    async fn in_folder(folder: TempDir) -> Self {
        let url = match postgres_server() {
            Some(server) => new_database(&server).await,
            None => format!("sqlite:{}", folder.path().join("herald.db").display()),
        };
        let store = Store::open(&StoreConfig { url: url.clone(), read_connections: 4 }).await.unwrap();
        store.migrate().await.unwrap();
        let tenant = store.ensure_tenant("Nordhamns kommun", NOW).await.unwrap();
        Self { store, tenant, url, folder }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
    pub fn on_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// Another node, or another process, on the same database.
    pub async fn another_node(&self) -> Self {
        Self::at(&self.url).await
    }

    /// Nothing yet, in a database of the other kind if both kinds are there.
    pub async fn empty_elsewhere(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match postgres_server().filter(|_| self.on_sqlite()) {
            Some(server) => new_database(&server).await,
            None => format!("sqlite:{}", folder.path().join("herald.db").display()),
        };
        let store = Store::open(&StoreConfig { url: url.clone(), read_connections: 2 }).await.unwrap();
        store.migrate().await.unwrap();
        Self { store, tenant: self.tenant.clone(), url, folder }
    }

    /// A world that exists already.
    pub async fn at(url: &str) -> Self {
        let store = Store::open(&StoreConfig { url: url.into(), read_connections: 8 }).await.unwrap();
        let tenant = store.ensure_tenant("Nordhamns kommun", NOW).await.unwrap();
        Self { store, tenant, url: url.into(), folder: tempfile::tempdir().unwrap() }
    }

    /// The database without the store, to look into it and to play tricks on it.
    pub async fn behind(&self) -> AnyPool {
        let whose = if self.on_sqlite() { "" } else { "?options=-c%20herald.tenant%3D*" };
        AnyPoolOptions::new().max_connections(1).connect(&format!("{}{whose}", self.url)).await.unwrap()
    }

    pub async fn import(&self, import: Import) -> ImportReport {
        self.store.import(&self.tenant, import, NOW, false, "test").await.unwrap()
    }

    pub async fn people(&self, names: &[&str]) {
        let user = |name: &&str| NewUser { id: Some(user_id(name)), ..NewUser::new(&upn(name), name) };
        self.import(Import { users: names.iter().map(user).collect(), ..Import::default() }).await;
    }

    /// A group of people and of groups that exist already, or of itself.
    pub async fn group(&self, name: &str, people: &[&str], nested: &[&str]) {
        let group = GroupRef::Id(group_id(name));
        let people = people.iter().map(|name| MemberRef::User(user_id(name)));
        let nested = nested.iter().map(|name| MemberRef::Group(GroupRef::Id(group_id(name))));
        let members =
            people.chain(nested).map(|member| Membership { group: group.clone(), member }).collect();
        self.import(Import {
            groups: vec![NewGroup { id: Some(group_id(name)), name: Some(name.into()), description: None }],
            memberships: members,
            replace_members_of: vec![group],
            ..Import::default()
        })
        .await;
    }

    pub async fn devices(&self, devices: Vec<NewDevice>) {
        self.import(Import { devices, ..Import::default() }).await;
    }

    /// A phone that can be reached for each of these people, named after them.
    pub async fn phones(&self, owners: &[&str]) {
        self.devices(owners.iter().map(|owner| phone(owner, owner)).collect()).await;
    }

    /// Somebody with every permission in this scope.
    pub fn caller(&self, scope: Scope) -> Caller {
        self.caller_with(vec![Grant { permissions: PermissionSet::of(Permission::ALL), scope }])
    }
    pub fn caller_with(&self, grants: Vec<Grant>) -> Caller {
        Caller {
            user: user_id("admin"),
            user_principal_name: upn("admin"),
            display_name: "Admin".into(),
            grants: Grants::new(self.tenant.clone(), grants),
            address: "192.0.2.7".into(),
        }
    }
    pub fn admin(&self) -> Caller {
        self.caller(Scope::All)
    }
    pub fn admin_of(&self, groups: &[&str]) -> Caller {
        self.caller(Scope::Groups(groups.iter().map(|name| group_id(name)).collect()))
    }
    pub fn permit<A: Act>(&self) -> Permit<A> {
        self.admin().permit().unwrap()
    }

    pub async fn to_groups(&self, caller: &Caller, groups: &[&str], name: &str, now: Timestamp) -> Queued {
        self.to_groups_with_key(caller, groups, name, None, now).await
    }
    pub async fn to_groups_with_key(
        &self,
        caller: &Caller,
        groups: &[&str],
        name: &str,
        key: Option<&str>,
        now: Timestamp,
    ) -> Queued {
        let key = key.map(|key| RepeatKey { key: key.into(), text: None });
        self.repeatable(caller, groups, name, key, now).await
    }
    pub async fn repeatable(
        &self,
        caller: &Caller,
        groups: &[&str],
        name: &str,
        key: Option<RepeatKey>,
        now: Timestamp,
    ) -> Queued {
        let permit = caller.permit().unwrap();
        let groups = GroupSelection::parse(groups.iter().map(|name| group_id(name))).unwrap();
        let message = message(caller, Authorised::Groups(&permit, &groups), name, key, now);
        self.store.queue(message).await.unwrap()
    }
    pub async fn to_device(&self, caller: &Caller, device: &str, name: &str, now: Timestamp) -> Queued {
        let (permit, device) = (caller.permit().unwrap(), device_id(device));
        self.store
            .queue(message(caller, Authorised::Device(&permit, &device), name, None, now))
            .await
            .unwrap()
    }

    /// Queues a message to groups and expands it.
    pub async fn sending(&self, groups: &[&str], name: &str, now: Timestamp) -> MessageId {
        assert!(matches!(self.to_groups(&self.admin(), groups, name, now).await, Queued::Queued { .. }));
        self.store.expand(&self.tenant, &message_id(name), now).await.unwrap();
        message_id(name)
    }

    /// Claims every batch that is due.
    pub async fn claim_all(&self, owner: &str, now: Timestamp) -> Vec<ClaimedBatch> {
        use herald_domain::device::Service;
        let mut claimed = Vec::new();
        while let Some(batch) = self.store.claim_batch(owner, now, LEASE, Service::ALL).await.unwrap() {
            claimed.push(batch);
        }
        claimed
    }

    pub async fn audit_log(&self) -> Vec<AuditRecord> {
        let query = AuditQuery { page: 1, ..AuditQuery::default() };
        self.store.audit(&self.permit(), &query).await.unwrap().rows
    }
}

fn message<'a>(
    sender: &'a Caller,
    audience: Authorised<'a>,
    name: &str,
    key: Option<RepeatKey>,
    now: Timestamp,
) -> NewMessage<'a> {
    NewMessage {
        id: message_id(name),
        sender,
        audience,
        sealed: SEALED.to_vec().into(),
        key,
        expires_at: now.plus_ms(DAY),
        now,
    }
}

fn postgres_server() -> Option<String> {
    std::env::var("HERALD_TEST_POSTGRES").ok()
}

async fn new_database(server: &str) -> String {
    sqlx::any::install_default_drivers();
    let name = format!("herald_{}", Uuid::now_v7().simple());
    let pool = AnyPoolOptions::new().max_connections(1).connect(server).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&pool).await.unwrap();
    pool.close().await;
    let (address, _) = server.rsplit_once('/').unwrap();
    format!("{address}/{name}")
}
