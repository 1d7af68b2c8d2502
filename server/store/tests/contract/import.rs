//! Importing the directory.

use crate::support::*;
use herald_domain::{
    device::{DeviceQuery, Platform},
    directory::ListQuery,
    permission::{ReadDevices, ReadGroups, ReadUsers},
};
use herald_store::{
    Changes, GroupRef, Import, ImportReport, MemberRef, Membership, NewDevice, NewGroup, NewUser, Skipped,
};

fn organisation() -> Import {
    let group = GroupRef::Name("Alla".into());
    let member = |member| Membership { group: group.clone(), member };
    Import {
        users: vec![NewUser::new(&upn("anna"), "Anna"), NewUser::new(&upn("bo"), "Bo")],
        groups: vec![NewGroup { name: Some("Alla".into()), ..NewGroup::default() }],
        memberships: vec![
            member(MemberRef::Upn(upn("anna"))),
            member(MemberRef::Upn(upn("bo"))),
            member(MemberRef::Device(device_id("iphone"))),
        ],
        devices: vec![phone("iphone", "anna"), phone("ipad", "bo")],
        replace_members_of: Vec::new(),
    }
}

fn changes(added: u64, updated: u64, unchanged: u64) -> Changes {
    Changes { added, updated, unchanged }
}

async fn find_device(world: &World, search: &str) -> Vec<String> {
    let query = DeviceQuery { search: search.into(), ..DeviceQuery::default() };
    let page = world.store.devices(&world.permit::<ReadDevices>(), &query).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let world = World::new().await;
    let first = world.import(organisation()).await;
    let added = ImportReport {
        users: changes(2, 0, 0),
        groups: changes(1, 0, 0),
        devices: changes(2, 0, 0),
        memberships: changes(3, 0, 0),
        skipped: Vec::new(),
    };
    assert_eq!(first, added);
    let again = ImportReport {
        users: changes(0, 0, 2),
        groups: changes(0, 0, 1),
        devices: changes(0, 0, 2),
        memberships: changes(0, 0, 3),
        skipped: Vec::new(),
    };
    assert_eq!(world.import(organisation()).await, again);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_stores_nothing() {
    let world = World::new().await;
    let dry = world.store.import(&world.tenant, organisation(), NOW, true, "test").await.unwrap();
    let nothing = ListQuery { search: String::new(), page: 1, ..ListQuery::default() };
    assert_eq!(world.store.users(&world.permit::<ReadUsers>(), None, &nothing).await.unwrap().total, 0);
    assert_eq!(world.store.groups(&world.permit::<ReadGroups>(), &nothing).await.unwrap().total, 0);
    assert_eq!(find_device(&world, "").await, Vec::<String>::new());
    assert_eq!(world.import(organisation()).await, dry);
}

#[tokio::test]
async fn what_a_row_does_not_say_is_kept() {
    let world = World::new().await;
    world.import(organisation()).await;
    let phone = NewDevice { os_version: Some("19.1".into()), ..NewDevice::new(device_id("iphone")) };
    let user = NewUser { upn: upn("ANNA"), mail: Some("anna@example.org".into()), ..NewUser::default() };
    let report = world.import(Import { users: vec![user], devices: vec![phone], ..Import::default() }).await;
    assert_eq!((report.users, report.devices), (changes(0, 1, 0), changes(0, 1, 0)));
    let device = world.store.device(&world.permit(), &device_id("iphone")).await.unwrap().unwrap();
    assert_eq!((device.row.name.as_str(), device.row.os_version.as_str()), ("iphone", "19.1"));
    assert_eq!((device.row.platform, device.row.user.as_str()), (Platform::Ios, "Anna"));
    assert!(device.row.reasons.reachable());
    let anna = device.user_id.unwrap();
    let anna = world.store.user(&world.permit(), None, None, &anna).await.unwrap().unwrap().row;
    assert_eq!((anna.display_name.as_str(), anna.mail.as_str()), ("Anna", "anna@example.org"));
}

#[tokio::test]
async fn devices_are_found_by_their_user_s_new_name() {
    let world = World::new().await;
    world.import(organisation()).await;
    assert_eq!(find_device(&world, "anna").await, ["iphone"]);
    let renamed = NewUser::new(&upn("anna"), "Åsa Öberg");
    let report = world.import(Import { users: vec![renamed], ..Import::default() }).await;
    assert_eq!((report.users, report.devices), (changes(0, 1, 0), changes(0, 0, 0)));
    assert_eq!(find_device(&world, "ÅSA ÖB").await, ["iphone"]);
    let device = world.store.device(&world.permit(), &device_id("iphone")).await.unwrap().unwrap();
    assert_eq!(device.row.user, "Åsa Öberg");
}

#[tokio::test]
async fn a_user_known_by_name_is_found_by_the_id_of_another_file() {
    let world = World::new().await;
    world.import(organisation()).await;
    let import = Import {
        users: vec![NewUser { id: Some(user_id("anna")), ..NewUser::new(&upn("anna"), "Anna") }],
        memberships: vec![Membership {
            group: GroupRef::Name("ALLA".into()),
            member: MemberRef::User(user_id("anna")),
        }],
        ..Import::default()
    };
    let report = world.import(import).await;
    assert_eq!((report.users, report.memberships), (changes(0, 0, 1), changes(0, 0, 1)));
    assert_eq!(report.skipped, []);
}

#[tokio::test]
async fn what_cannot_be_stored_is_reported_and_the_rest_is_stored() {
    let world = World::new().await;
    let twin =
        |name: &str| NewGroup { id: Some(group_id(name)), name: Some("Tvilling".into()), description: None };
    let membership = |group: &str, member| Membership { group: GroupRef::Name(group.into()), member };
    let import = Import {
        users: vec![NewUser::new(" ", "Nobody"), NewUser::new(&upn("anna"), "Anna")],
        groups: vec![twin("1"), twin("2"), NewGroup::default()],
        memberships: vec![
            membership("tvilling", MemberRef::Upn(upn("anna"))),
            membership("Okänd", MemberRef::Upn(upn("anna"))),
        ],
        devices: vec![phone("iphone", "stranger")],
        replace_members_of: Vec::new(),
    };
    let report = world.import(import).await;
    let skipped = |what: &str, reason: &str| Skipped { what: what.into(), reason: reason.into() };
    assert_eq!(
        report.skipped,
        [
            skipped("user ", "it has no user principal name"),
            skipped("group ", "it has neither a name nor an id"),
            skipped("primary user of device iphone", "there is no user stranger@nordhamn.example"),
            skipped("member anna@nordhamn.example of tvilling", "several groups have this name: give the id"),
            skipped("member anna@nordhamn.example of Okänd", "there is no such group"),
        ]
    );
    assert_eq!(
        (report.users, report.groups, report.devices),
        (changes(1, 0, 0), changes(2, 0, 0), changes(1, 0, 0))
    );
}

#[tokio::test]
async fn members_are_added_unless_the_group_is_to_have_exactly_these() {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia"]).await;
    world.group("Alla", &["anna", "bo"], &[]).await;
    let import = |replace: bool| Import {
        memberships: vec![Membership {
            group: GroupRef::Name("Alla".into()),
            member: MemberRef::Upn(upn("cecilia")),
        }],
        replace_members_of: replace.then(|| GroupRef::Name("Alla".into())).into_iter().collect(),
        ..Import::default()
    };
    assert_eq!(world.import(import(false)).await.memberships, changes(1, 0, 0));
    assert_eq!(world.import(import(true)).await.memberships, changes(0, 2, 1));
    let alla = world.store.groups_by_id(&world.permit::<ReadGroups>(), &[group_id("Alla")]).await.unwrap();
    assert_eq!((alla[0].users, alla[0].transitive_users), (1, Some(1)));
}

#[tokio::test]
async fn the_same_row_twice_in_one_import_is_one_row() {
    let world = World::new().await;
    let user = || NewUser::new(&upn("anna"), "Anna");
    let newer = NewDevice { os_version: Some("19.1".into()), ..phone("iphone", "anna") };
    let import = Import {
        users: vec![user(), user()],
        devices: vec![phone("iphone", "anna"), newer],
        ..Import::default()
    };
    let report = world.import(import).await;
    assert_eq!((report.users, report.devices), (changes(1, 0, 1), changes(1, 1, 0)));
    assert_eq!(find_device(&world, "").await, ["iphone"]);
}

/// A text that cannot be packed, of so many characters.
fn noise(length: usize, seed: u64) -> String {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'0' + (state >> 33) as u8 % 75)
    };
    (0..length).map(next).collect()
}

#[tokio::test]
async fn however_long_a_name_is_it_is_taken_and_its_beginning_is_found() {
    let world = World::new().await;
    let long = |n| noise(2_048, n);
    let user = NewUser { mail: Some(long(3)), ..NewUser::new(&upn("anna"), &long(2)) };
    let device = NewDevice {
        serial_number: Some(long(5)),
        os_version: Some(long(6)),
        managed_by: Some(long(7)),
        ..phone(&long(4), "anna")
    };
    let group = NewGroup { name: Some(long(1)), ..NewGroup::default() };
    let import =
        Import { users: vec![user], groups: vec![group], devices: vec![device], ..Import::default() };
    world.import(import.clone()).await;
    let again = world.import(import).await;
    assert_eq!(again.devices, changes(0, 0, 1), "the same again changes nothing");
    let found = world.store.find_devices(&world.permit(), &long(4)[..100]).await.unwrap();
    assert_eq!(found[0].name, long(4));
    let found = world.store.find_users(&world.permit(), &long(2)[..100]).await.unwrap();
    assert_eq!(found[0].display_name, long(2));
}
