//! An organisation of people with one iPhone each, all in one group, some in another.

use herald_domain::{
    Timestamp,
    caller::Caller,
    device::Platform,
    ids::{DeviceId, GroupId, TenantId, UserId},
    permission::{Grant, Grants, Permission, PermissionSet, Scope},
    time::Clock,
};
use herald_server::clock::SystemClock;
use herald_store::{
    GroupRef, Import, MemberRef, Membership, NewDevice, NewGroup, NewUser, Store, StoreConfig,
};
use std::{error::Error, path::Path};

pub const NAME: &str = "Bench";
/// Rows of one import.
const CHUNK: u64 = 50_000;
/// The smaller group has this many members at least.
const WARM_UP_LEAST: u64 = 5_000;

pub fn url(data: &Path) -> String {
    format!("sqlite:{}", data.join("herald.db").display())
}

pub fn everybody() -> GroupId {
    group(0)
}
pub fn some() -> GroupId {
    group(1)
}
fn group(number: u8) -> GroupId {
    format!("00000000-0000-7000-8000-0000000000e{number}").parse().expect("the text of a UUID")
}
pub fn device(number: u64) -> DeviceId {
    format!("00000000-0000-7000-8000-0001{number:08x}").parse().expect("the text of a UUID")
}
fn user(number: u64) -> UserId {
    format!("00000000-0000-7000-8000-0003{number:08x}").parse().expect("the text of a UUID")
}

pub fn caller(tenant: &TenantId) -> Caller {
    let grant = Grant { permissions: PermissionSet::of(Permission::ALL), scope: Scope::All };
    Caller {
        user: user(0),
        user_principal_name: "person0@example.org".into(),
        display_name: "Person 0".into(),
        grants: Grants::new(tenant.clone(), vec![grant]),
        address: "127.0.0.1".into(),
    }
}

pub async fn prepare(data: &Path, count: u64) -> Result<(), Box<dyn Error>> {
    let store = Store::open(&StoreConfig { url: url(data), read_connections: 1 }).await?;
    store.migrate().await?;
    let now = SystemClock.now();
    let tenant = store.ensure_tenant(NAME, now).await?;
    for first in (0..count).step_by(CHUNK as usize) {
        let people = first..count.min(first + CHUNK);
        store
            .import(&tenant, import(people, WARM_UP_LEAST.max(count / 10), now), now, false, "bench")
            .await?;
    }
    store.close().await;
    Ok(())
}

fn import(people: std::ops::Range<u64>, some_members: u64, now: Timestamp) -> Import {
    let person = |number: u64| NewUser {
        id: Some(user(number)),
        ..NewUser::new(&format!("person{number}@example.org"), &format!("Person {number}"))
    };
    let phone = |number: u64| NewDevice {
        platform: Some(Platform::Ios),
        enrolled_by_upn: Some(format!("person{number}@example.org")),
        enrolled: Some(true),
        app_installed: Some(true),
        notifications_allowed: Some(true),
        push_token: Some(format!("8f3a1c97e25b04d6f0a7c8b39d1e5246bc70f819a3d2e465{number:016x}")),
        token_registered_at: Some(now),
        ..NewDevice::new(device(number))
    };
    let member = |group: GroupId, number| Membership {
        group: GroupRef::Id(group),
        member: MemberRef::User(user(number)),
    };
    let groups = [(everybody(), "Everybody"), (some(), "Some")];
    Import {
        users: people.clone().map(person).collect(),
        groups: groups
            .map(|(id, name)| NewGroup { id: Some(id), name: Some(name.into()), description: None })
            .into(),
        memberships: people
            .clone()
            .map(|number| member(everybody(), number))
            .chain(
                people.clone().filter(|number| *number < some_members).map(|number| member(some(), number)),
            )
            .collect(),
        devices: people.map(phone).collect(),
        replace_members_of: Vec::new(),
    }
}
