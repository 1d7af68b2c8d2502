//! How SQLite means to answer what the console asks for. Of a plan, only what grows with rows times the organisation is
//! wrong; PostgreSQL makes its plans by what it finds, so there is nothing to hold it to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod actions;
mod picker;
mod plan;
mod recorder;
mod search;
#[path = "../contract/support.rs"]
#[expect(dead_code, reason = "the contract's tests use the rest")]
mod support;

use herald_domain::{
    action::{ActionQuery, ActionStatus},
    audience::GroupSelection,
    audit::AuditQuery,
    caller::Caller,
    device::{DeviceQuery, DeviceSort},
    directory::{ListQuery, ListSort},
};
use herald_store::{GroupDevices, GroupRef, Import, MemberRef, Membership, NewDevice, NewUser};
use plan::Plan;
use support::*;

/// More people than a list gathers one by one.
const PEOPLE: usize = 2_100;
/// Groups in the scope, each nested in the one before it.
const GROUPS: usize = 40;

/// Everybody is in one of many groups, and these in one another.
async fn organisation() -> World {
    let world = World::new().await;
    let (group, person) = (|nth: usize| format!("group{nth}"), |nth: usize| format!("person{nth}"));
    for nth in (0..GROUPS).rev() {
        let nested = if nth + 1 < GROUPS { vec![group(nth + 1)] } else { Vec::new() };
        world.group(&group(nth), &[], &nested.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }
    let member = |nth: usize| Membership {
        group: GroupRef::Id(group_id(&group(nth % GROUPS))),
        member: MemberRef::Upn(upn(&person(nth))),
    };
    let users = (0..PEOPLE).map(|nth| NewUser::new(&upn(&person(nth)), &person(nth)));
    let owned = |nth| NewDevice {
        notifications_allowed: Some(nth % 5 > 0),
        ..phone(&format!("phone{nth}"), &person(nth))
    };
    let devices = (0..50).map(owned);
    world
        .import(Import {
            users: users.collect(),
            memberships: (0..PEOPLE).map(member).collect(),
            devices: devices.collect(),
            ..Import::default()
        })
        .await;
    world
}

/// Everything that has a list, in every order and with each filter.
async fn look_at_everything(world: &World, caller: &Caller, group: &str) {
    let store = &world.store;
    let (devices, users, groups) =
        (caller.permit().unwrap(), caller.permit().unwrap(), caller.permit().unwrap());
    let sorts = [DeviceSort::Name, DeviceSort::LastCheckIn, DeviceSort::User, DeviceSort::OsVersion];
    let query = DeviceQuery::default();
    let mut queries: Vec<_> = sorts.into_iter().map(|sort| DeviceQuery { sort, ..query.clone() }).collect();
    queries.push(DeviceQuery { reachable: Some(false), mobile: true, ..query.clone() });
    queries.extend(["phone1", "o"].map(|search| DeviceQuery { search: search.into(), ..query.clone() }));
    for query in queries {
        store.devices(&devices, &query).await.unwrap();
    }
    store.device(&devices, &device_id("phone39")).await.unwrap().unwrap();
    store.fleet(&devices).await.unwrap();
    for (search, status) in [("", None), ("phone1", None), ("o", Some(ActionStatus::Failed))] {
        let query = ActionQuery { search: search.into(), status, page: 1, ..ActionQuery::default() };
        store.device_actions(&devices, &query).await.unwrap();
    }
    let id = group_id(group);
    let query = ListQuery { page: 1, ..ListQuery::default() };
    for query in [
        ListQuery { search: "person20".into(), ..query.clone() },
        ListQuery { search: "o".into(), ..query.clone() },
        ListQuery { reachable: Some(true), ..query.clone() },
        ListQuery { reachable: Some(false), descending: true, ..query.clone() },
        ListQuery { sort: ListSort::Address, ..query.clone() },
        query,
    ] {
        store.users(&users, Some(&devices), &query).await.unwrap();
        store.groups(&groups, &query).await.unwrap();
        store.people_in_group(&groups, &users, Some(&devices), &id, &query).await.unwrap().unwrap();
        store.nested_groups(&groups, &id, &query).await.unwrap().unwrap();
        for which in [GroupDevices::Reached, GroupDevices::Ignored] {
            store.devices_of_group(&groups, &devices, &id, which, &query).await.unwrap().unwrap();
        }
    }
    store.group(&groups, &id).await.unwrap().unwrap();
    store
        .user(
            &users,
            Some(&devices),
            Some(&groups),
            &store.users(&users, None, &ListQuery { page: 1, ..ListQuery::default() }).await.unwrap().rows[0]
                .id,
        )
        .await
        .unwrap();
    for words in ["phone1", "o", "zzzz"] {
        store.find_devices(&devices, words).await.unwrap();
        store.find_users(&users, words).await.unwrap();
        store.find_groups(&groups, words).await.unwrap();
        store.search_groups(&groups, words, 20).await.unwrap();
    }
    for chosen in [vec![id.clone()], vec![id, group_id("group39")]] {
        let chosen = GroupSelection::parse(chosen).unwrap();
        store.reach(&caller.permit().unwrap(), &chosen).await.unwrap().unwrap();
        let mut left = store.unreached(&groups, caller.permit().unwrap(), &chosen).await.unwrap().unwrap();
        while !left.next(5).await.unwrap().is_empty() {}
    }
    store.sends(&caller.permit().unwrap(), 1).await.unwrap();
    store.recent(&caller.permit().unwrap(), NOW).await.unwrap();
    store.audit(&caller.permit().unwrap(), &AuditQuery::default()).await.unwrap();
}

#[tokio::test]
async fn b28_no_list_goes_through_the_organisation_for_each_of_its_rows_however_wide_the_scope() {
    let _alone = recorder::listen().await;
    let world = organisation().await;
    if !world.on_sqlite() {
        return;
    }
    let database = world.behind().await;
    let mut slow = Vec::new();
    for (whose, caller) in [
        ("everything", world.admin()),
        ("a wide scope", world.admin_of(&["group0"])),
        ("a small scope", world.admin_of(&["group39"])),
    ] {
        recorder::take();
        look_at_everything(&world, &caller, "group39").await;
        if whose != "a small scope" {
            look_at_everything(&world, &caller, "group0").await;
        }
        let sent: Vec<_> = recorder::take().into_iter().filter(|sql| sql.contains("SELECT")).collect();
        assert!(sent.len() > 50, "{whose}: {} statements were seen", sent.len());
        for statement in sent {
            for step in Plan::of(&database, &statement).await.slow_for_each_row() {
                slow.push(format!("{whose}: {step}\n  {statement}"));
            }
        }
    }
    slow.sort();
    slow.dedup();
    assert!(slow.is_empty(), "for each row:\n{}", slow.join("\n"));
}
