//! Who and what is in a group (B9, B24, B28).

use crate::support::*;
use herald_domain::{
    caller::Caller,
    device::{DevicePage, Platform},
    directory::{ListQuery, ListSort, Member, NestedGroup, Page, UserRow},
    permission::{Grant, Permission, PermissionSet, ReadDevices, Scope},
};
use herald_store::{GroupDevices, GroupRef, Import, MemberRef, Membership, NewDevice, NewUser};

fn list() -> ListQuery {
    ListQuery { page: 1, ..ListQuery::default() }
}
fn search(text: &str) -> ListQuery {
    ListQuery { search: text.into(), ..list() }
}

/// Outer holds anna and Middle; Middle holds bo and Inner; Inner holds anna, cecilia and Outer again. dora is elsewhere.
async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia", "dora"]).await;
    world.phones(&["anna", "bo", "dora"]).await;
    for name in ["Inner", "Middle", "Outer", "Elsewhere"] {
        world.group(name, &[], &[]).await;
    }
    world.group("Inner", &["anna", "cecilia"], &["Outer"]).await;
    world.group("Middle", &["bo"], &["Inner"]).await;
    world.group("Outer", &["anna"], &["Middle"]).await;
    world.group("Elsewhere", &["dora"], &[]).await;
    world
}

async fn people(world: &World, caller: &Caller, group: &str, query: &ListQuery) -> Option<Page<Member>> {
    let (groups, users, devices) =
        (caller.permit().unwrap(), caller.permit().unwrap(), caller.permit::<ReadDevices>().ok());
    world.store.people_in_group(&groups, &users, devices.as_ref(), &group_id(group), query).await.unwrap()
}
async fn nested(world: &World, caller: &Caller, group: &str, query: &ListQuery) -> Option<Page<NestedGroup>> {
    world.store.nested_groups(&caller.permit().unwrap(), &group_id(group), query).await.unwrap()
}
async fn devices(
    world: &World,
    caller: &Caller,
    group: &str,
    which: GroupDevices,
    query: &ListQuery,
) -> Option<DevicePage> {
    let (groups, devices) = (caller.permit().unwrap(), caller.permit().unwrap());
    world.store.devices_of_group(&groups, &devices, &group_id(group), which, query).await.unwrap()
}
fn ways(page: &Page<Member>) -> Vec<(&str, Option<&str>)> {
    page.rows
        .iter()
        .map(|m| (m.user.display_name.as_str(), m.through.as_ref().map(|group| group.name.as_str())))
        .collect()
}
fn names(page: &DevicePage) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}

#[tokio::test]
async fn b9_people_are_listed_once_with_the_group_that_holds_them() {
    let world = world().await;
    let all = people(&world, &world.admin(), "Outer", &list()).await.unwrap();
    assert_eq!(ways(&all), [("anna", None), ("bo", Some("Middle")), ("cecilia", Some("Inner"))]);
    assert_eq!(all.total, 3);
    let inner = people(&world, &world.admin(), "Inner", &list()).await.unwrap();
    assert_eq!(ways(&inner), [("anna", None), ("bo", Some("Middle")), ("cecilia", None)]);
}

#[tokio::test]
async fn people_of_a_group_are_searched_filtered_and_sorted() {
    let world = world().await;
    let admin = world.admin();
    let found = people(&world, &admin, "Outer", &search("CECILIA@")).await.unwrap();
    assert_eq!((found.total, ways(&found)), (1, vec![("cecilia", Some("Inner"))]));
    assert_eq!(people(&world, &admin, "Outer", &search("dora")).await.unwrap().total, 0);
    let unreachable = ListQuery { reachable: Some(false), ..list() };
    assert_eq!(
        people(&world, &admin, "Outer", &unreachable).await.unwrap().rows[0].user.display_name,
        "cecilia"
    );
    let reachable = ListQuery { reachable: Some(true), descending: true, sort: ListSort::Address, ..list() };
    let reachable = people(&world, &admin, "Outer", &reachable).await.unwrap();
    assert_eq!(ways(&reachable), [("bo", Some("Middle")), ("anna", None)]);
}

#[tokio::test]
async fn b9_nested_groups_are_listed_at_any_depth_and_a_cycle_is_harmless() {
    let world = world().await;
    let page = nested(&world, &world.admin(), "Outer", &list()).await.unwrap();
    let shown: Vec<_> =
        page.rows.iter().map(|n| (n.row.name.as_str(), n.direct, n.row.transitive_users)).collect();
    assert_eq!(shown, [("Inner", false, Some(3)), ("Middle", true, Some(3))]);
    assert_eq!(page.total, 2);
    assert_eq!(nested(&world, &world.admin(), "Outer", &search("mid")).await.unwrap().total, 1);
    let detail = world.store.group(&world.permit(), &group_id("Outer")).await.unwrap().unwrap();
    assert_eq!(detail.nested, 2);
}

#[tokio::test]
async fn b13_b24_devices_of_a_group_are_those_its_people_enrolled_with_their_reasons() {
    let world = world().await;
    world.devices(vec![NewDevice { platform: Some(Platform::Windows), ..phone("laptop", "bo") }]).await;
    let admin = world.admin();
    let all = devices(&world, &admin, "Outer", GroupDevices::Reached, &list()).await.unwrap();
    assert_eq!((names(&all), all.total, all.reachable), (vec!["anna", "bo", "laptop"], 3, 2));
    let unreachable = ListQuery { reachable: Some(false), ..list() };
    let unreachable = devices(&world, &admin, "Outer", GroupDevices::Reached, &unreachable).await.unwrap();
    assert_eq!((names(&unreachable), unreachable.rows[0].reasons.reachable()), (vec!["laptop"], false));
}

#[tokio::test]
async fn b9_devices_that_are_members_stand_apart_however_deep() {
    let world = world().await;
    let member = MemberRef::Device(device_id("dora"));
    let membership = Membership { group: GroupRef::Name("Inner".into()), member };
    world.import(Import { memberships: vec![membership], ..Import::default() }).await;
    let admin = world.admin();
    let ignored = devices(&world, &admin, "Outer", GroupDevices::Ignored, &list()).await.unwrap();
    assert_eq!(names(&ignored), ["dora"]);
    let reached = devices(&world, &admin, "Outer", GroupDevices::Reached, &list()).await.unwrap();
    assert_eq!(names(&reached), ["anna", "bo"]);
    // B28: the owner is out of scope, and so is the device, though the group that holds it is not.
    let scoped = world.admin_of(&["Outer"]);
    let ignored = devices(&world, &scoped, "Outer", GroupDevices::Ignored, &list()).await.unwrap();
    assert_eq!((ignored.rows.len(), ignored.total), (0, 0));
}

#[tokio::test]
async fn b28_b29_a_group_out_of_scope_has_no_members_to_show() {
    let world = world().await;
    let elsewhere = world.admin_of(&["Elsewhere"]);
    for group in ["Outer", "gone"] {
        assert!(people(&world, &elsewhere, group, &list()).await.is_none());
        assert!(nested(&world, &elsewhere, group, &list()).await.is_none());
        for which in [GroupDevices::Reached, GroupDevices::Ignored] {
            assert!(devices(&world, &elsewhere, group, which, &list()).await.is_none());
        }
    }
}

#[tokio::test]
async fn b28_members_are_shown_in_the_scope_of_the_right_to_read_them() {
    let world = world().await;
    let grant = |permission, scope| Grant { permissions: PermissionSet::of(&[permission]), scope };
    let elsewhere = Scope::Groups(vec![group_id("Elsewhere")]);
    let caller = world.caller_with(vec![
        grant(Permission::GroupsRead, Scope::All),
        grant(Permission::UsersRead, elsewhere.clone()),
        grant(Permission::ManagedDevicesRead, elsewhere),
    ]);
    assert_eq!(people(&world, &caller, "Outer", &list()).await.unwrap().total, 0);
    assert_eq!(people(&world, &caller, "Elsewhere", &list()).await.unwrap().total, 1);
    let reached = devices(&world, &caller, "Outer", GroupDevices::Reached, &list()).await.unwrap();
    assert_eq!((reached.total, reached.reachable), (0, 0));
}

#[tokio::test]
async fn b28_devices_of_people_are_counted_and_asked_for_in_the_scope_of_the_right_to_read_devices() {
    let world = world().await;
    // Hers, and his to use: who reads his devices reads it.
    world.devices(vec![NewDevice { enrolled_by_upn: Some(upn("dora")), ..phone("shared", "bo") }]).await;
    let grant = |permission, scope| Grant { permissions: PermissionSet::of(&[permission]), scope };
    let reads_devices = |devices: Option<Scope>| {
        let people = [Permission::GroupsRead, Permission::UsersRead].map(|each| grant(each, Scope::All));
        let devices = devices.map(|scope| grant(Permission::ManagedDevicesRead, scope));
        world.caller_with(people.into_iter().chain(devices).collect())
    };
    let elsewhere = reads_devices(Some(Scope::Groups(vec![group_id("Elsewhere")])));
    let middle = reads_devices(Some(Scope::Groups(vec![group_id("Middle")])));
    let counts = |users: Vec<UserRow>| -> Vec<_> {
        users.iter().map(|row| row.enrolled.map(|own| (own.devices, own.reachable))).collect()
    };
    for (caller, expected) in [
        (&reads_devices(None), [None; 4]),
        (&world.admin(), [Some((1, 1)), Some((1, 1)), Some((0, 0)), Some((2, 2))]),
        (&elsewhere, [Some((0, 0)), Some((0, 0)), Some((0, 0)), Some((2, 2))]),
        (&middle, [Some((1, 1)), Some((1, 1)), Some((0, 0)), Some((1, 1))]),
    ] {
        let devices = caller.permit::<ReadDevices>().ok();
        let users = world.store.users(&caller.permit().unwrap(), devices.as_ref(), &list()).await.unwrap();
        assert_eq!(counts(users.rows), expected);
        let members = people(&world, caller, "Outer", &list()).await.unwrap();
        assert_eq!(counts(members.rows.into_iter().map(|member| member.user).collect()), expected[..3]);

        let reachable = expected.iter().flatten().filter(|(_, reachable)| *reachable > 0).count() as u64;
        let query = ListQuery { reachable: Some(true), ..list() };
        let users = world.store.users(&caller.permit().unwrap(), devices.as_ref(), &query).await.unwrap();
        let everybody = if devices.is_some() { reachable } else { 4 };
        assert_eq!((users.total, users.rows.len() as u64), (everybody, everybody));
        let [yes, no] = [true, false].map(|wanted| ListQuery { reachable: Some(wanted), ..list() });
        let [yes, no] =
            [people(&world, caller, "Outer", &yes).await, people(&world, caller, "Outer", &no).await];
        let totals = [yes.unwrap().total, no.unwrap().total];
        let own = expected[..3].iter().flatten().filter(|(_, reachable)| *reachable > 0).count() as u64;
        assert_eq!(totals, if devices.is_some() { [own, 3 - own] } else { [3, 3] });
    }
}

#[tokio::test]
async fn lists_of_people_and_groups_sort_both_ways() {
    let world = world().await;
    let sorted = async |sort, descending| {
        let query = ListQuery { sort, descending, ..list() };
        let groups = world.store.groups(&world.permit(), &query).await.unwrap();
        let users = world.store.users(&world.permit(), None, &query).await.unwrap();
        let groups: Vec<_> = groups.rows.into_iter().map(|row| (row.name, row.transitive_users)).collect();
        (groups[0].clone(), users.rows[0].display_name.clone())
    };
    assert_eq!(sorted(ListSort::Name, true).await, (("Outer".into(), Some(3)), "dora".into()));
    assert_eq!(sorted(ListSort::Members, true).await, (("Inner".into(), Some(3)), "dora".into()));
    assert_eq!(sorted(ListSort::Address, false).await, (("Elsewhere".into(), Some(1)), "anna".into()));
    let unreachable = ListQuery { reachable: Some(false), ..list() };
    let users = world.store.users(&world.permit(), Some(&world.permit()), &unreachable).await.unwrap();
    assert_eq!(users.total, 1);
}

/// More people, and more devices that are members, than a page gathers to sort them.
const MANY: usize = 2_100;

/// Everybody is in Many or in Half, which is nested in it; the first 30 also have a phone, every third of them without a
/// token. Computers of theirs are members of Many themselves.
async fn crowd() -> World {
    let world = World::new().await;
    let name = |nth: usize| format!("person{nth:04}");
    world.group("Half", &[], &[]).await;
    world.group("Many", &[], &["Half"]).await;
    world.group("Few", &[], &[]).await;
    let member = |group: &str, member| Membership { group: GroupRef::Id(group_id(group)), member };
    let person = |nth: usize| {
        let group = if nth.is_multiple_of(2) { "Half" } else { "Many" };
        member(group, MemberRef::Upn(upn(&name(nth))))
    };
    let owner = |nth: usize| NewDevice {
        push_token: (!nth.is_multiple_of(3)).then(|| format!("token{nth}")),
        ..phone(&format!("phone{nth:04}"), &name(nth))
    };
    let computer = |nth: usize| NewDevice {
        platform: Some(Platform::Windows),
        ..NewDevice::new(device_id(&nth.to_string()))
    };
    let computers = (0..MANY).map(|nth| member("Many", MemberRef::Device(device_id(&nth.to_string()))));
    world
        .import(Import {
            users: (0..MANY).map(|nth| NewUser::new(&upn(&name(nth)), &name(nth))).collect(),
            devices: (0..30).map(owner).chain((0..MANY).map(computer)).collect(),
            ..Import::default()
        })
        .await;
    let few = (0..10).map(|nth| member("Few", MemberRef::Upn(upn(&name(nth)))));
    world
        .import(Import {
            memberships: (0..MANY).map(person).chain(computers).chain(few).collect(),
            ..Import::default()
        })
        .await;
    world
}

#[tokio::test]
async fn b9_a_group_of_many_people_lists_them_as_one_of_few_does() {
    let world = crowd().await;
    let admin = world.admin();
    let first = people(&world, &admin, "Many", &list()).await.unwrap();
    assert_eq!((first.total, first.rows.len()), (MANY as u64, 50));
    assert_eq!(ways(&first)[..2], [("person0000", Some("Half")), ("person0001", None)]);
    let last = people(&world, &admin, "Many", &ListQuery { page: 42, ..list() }).await.unwrap();
    assert_eq!((last.total, last.rows[49].user.display_name.as_str()), (MANY as u64, "person2099"));
    let found = people(&world, &admin, "Many", &ListQuery { page: 42, ..search("person") }).await.unwrap();
    assert_eq!((found.total, &found.rows), (last.total, &last.rows));
    let backwards = ListQuery { descending: true, sort: ListSort::Address, ..list() };
    assert_eq!(ways(&people(&world, &admin, "Many", &backwards).await.unwrap())[0], ("person2099", None));
    // Few hits and many of them.
    let found = people(&world, &admin, "Many", &search("PERSON002")).await.unwrap();
    assert_eq!((found.total, ways(&found)[0]), (10, ("person0020", Some("Half"))));
    let found = people(&world, &admin, "Many", &ListQuery { page: 2, ..search("person1") }).await.unwrap();
    assert_eq!((found.total, found.rows[0].user.display_name.as_str()), (1_000, "person1050"));
    let found = people(&world, &admin, "Many", &ListQuery { page: 22, ..search("person") }).await.unwrap();
    assert_eq!((found.total, found.rows[0].user.display_name.as_str()), (MANY as u64, "person1050"));
    assert_eq!(people(&world, &admin, "Many", &search("nobody")).await.unwrap().total, 0);
    for (reachable, total, first) in [(true, 20, "person0001"), (false, MANY as u64 - 20, "person0000")] {
        let query = ListQuery { reachable: Some(reachable), ..list() };
        let found = people(&world, &admin, "Many", &query).await.unwrap();
        assert_eq!((found.total, found.rows[0].user.display_name.as_str()), (total, first));
    }
}

#[tokio::test]
async fn b9_a_group_of_many_people_lists_their_devices_as_one_of_few_does() {
    let world = crowd().await;
    let admin = world.admin();
    let of = async |which, query: ListQuery| {
        let page = devices(&world, &admin, "Many", which, &query).await.unwrap();
        (page.rows.first().map(|row| row.name.clone()).unwrap_or_default(), page.total, page.reachable)
    };
    let filtered = |reachable| ListQuery { reachable: Some(reachable), ..list() };
    let reached = GroupDevices::Reached;
    assert_eq!(of(reached, list()).await, ("phone0000".into(), 30, 20));
    assert_eq!(of(reached, ListQuery { descending: true, ..list() }).await, ("phone0029".into(), 30, 20));
    assert_eq!(of(reached, filtered(true)).await, ("phone0001".into(), 20, 20));
    assert_eq!(of(reached, filtered(false)).await, ("phone0000".into(), 10, 0));
    assert_eq!(of(reached, search("phone001")).await, ("phone0010".into(), 10, 7));
    let ignored = GroupDevices::Ignored;
    assert_eq!(of(ignored, list()).await.1, MANY as u64);
    assert_eq!(of(ignored, filtered(true)).await.1, 0);
    assert_eq!(of(ignored, search("phone")).await.1, 0);
    // Every name is an id, so all of them are found.
    let page = |page, search: &str| ListQuery { page, search: search.into(), ..list() };
    for at in [1, 42] {
        assert_eq!(of(ignored, page(at, "-")).await, of(ignored, page(at, "")).await, "page {at}");
    }
}

#[tokio::test]
async fn b28_of_a_group_of_many_people_those_in_scope_are_shown() {
    let world = crowd().await;
    let grant = |permission, scope| Grant { permissions: PermissionSet::of(&[permission]), scope };
    let few = Scope::Groups(vec![group_id("Few")]);
    let caller = world.caller_with(vec![
        grant(Permission::GroupsRead, Scope::All),
        grant(Permission::UsersRead, few.clone()),
        grant(Permission::ManagedDevicesRead, few),
    ]);
    assert_eq!(people(&world, &caller, "Many", &list()).await.unwrap().total, 10);
    assert_eq!(people(&world, &caller, "Many", &search("person0003")).await.unwrap().total, 1);
    let reached = devices(&world, &caller, "Many", GroupDevices::Reached, &list()).await.unwrap();
    assert_eq!((reached.rows.len(), reached.total, reached.reachable), (10, 10, 6));
    let found = devices(&world, &caller, "Many", GroupDevices::Reached, &search("phone000")).await.unwrap();
    assert_eq!((found.rows.len(), found.total, found.reachable), (10, 10, 6));
}

#[tokio::test]
async fn the_figures_of_a_group_are_those_of_the_moment() {
    let world = crowd().await;
    let admin = world.admin();
    assert_eq!(people(&world, &admin, "Few", &list()).await.unwrap().total, 10);
    assert_eq!(people(&world, &admin, "Few", &search("late")).await.unwrap().total, 0);
    let joins = Membership {
        group: GroupRef::Id(group_id("Half")),
        member: MemberRef::Group(GroupRef::Id(group_id("Few"))),
    };
    let newcomer = Membership { group: GroupRef::Id(group_id("Few")), member: MemberRef::Upn(upn("late")) };
    world
        .import(Import {
            users: vec![NewUser::new(&upn("late"), "late")],
            memberships: vec![joins, newcomer],
            devices: vec![phone("late", "late")],
            ..Import::default()
        })
        .await;
    assert_eq!(people(&world, &admin, "Few", &list()).await.unwrap().total, 11);
    assert_eq!(people(&world, &admin, "Few", &search("late")).await.unwrap().rows.len(), 1);
    assert_eq!(people(&world, &admin, "Many", &list()).await.unwrap().total, MANY as u64 + 1);
    let reached = devices(&world, &admin, "Many", GroupDevices::Reached, &list()).await.unwrap();
    assert_eq!((reached.rows[0].name.as_str(), reached.total, reached.reachable), ("late", 31, 21));
    let groups = world.store.groups(&world.permit(), &list()).await.unwrap().rows;
    let people: Vec<_> = groups.iter().map(|row| (row.name.as_str(), row.transitive_users)).collect();
    assert_eq!(people, [("Few", Some(11)), ("Half", Some(1_056)), ("Many", Some(MANY as u64 + 1))]);
}
