//! What an administrator can see and target (B28, B29).

use crate::support::*;
use herald_domain::{
    audience::GroupSelection,
    audit::AuditQuery,
    caller::Caller,
    device::DeviceQuery,
    directory::{ListQuery, ListSort},
    ids::TenantId,
    paging::Rows,
    permission::{
        Grants, Permission, PermissionSet, ReadDevices, ReadGroups, ReadUsers, Scope, SendToGroups,
    },
};
use herald_store::{GroupRef, Import, MemberRef, Membership, NewDevice, NewUser, Queued};
use sqlx::AssertSqlSafe;

const LIST: ListQuery = ListQuery {
    search: String::new(),
    reachable: None,
    sort: ListSort::Name,
    descending: false,
    page: 1,
    rows: Rows::Fifty,
};

/// North holds anna and, nested, Inner with bo; South holds cecilia.
async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia"]).await;
    world.phones(&["anna", "bo", "cecilia"]).await;
    world.group("Inner", &["bo"], &[]).await;
    world.group("North", &["anna"], &["Inner"]).await;
    world.group("South", &["cecilia"], &[]).await;
    world
}

async fn device_names(world: &World, caller: &Caller) -> Vec<String> {
    let permit = caller.permit::<ReadDevices>().unwrap();
    let page = world.store.devices(&permit, &DeviceQuery::default()).await.unwrap();
    let mut names: Vec<_> = page.rows.into_iter().map(|row| row.name).collect();
    assert_eq!((page.total, page.reachable), (names.len() as u64, names.len() as u64));
    names.sort();
    names
}
async fn user_names(world: &World, caller: &Caller) -> Vec<String> {
    let page = world.store.users(&caller.permit::<ReadUsers>().unwrap(), None, &LIST).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().map(|row| row.display_name).collect()
}
async fn group_names(world: &World, caller: &Caller) -> Vec<String> {
    let page = world.store.groups(&caller.permit::<ReadGroups>().unwrap(), &LIST).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn b28_a_scope_holds_its_groups_what_is_nested_their_users_and_those_users_devices() {
    let world = world().await;
    let north = world.admin_of(&["North"]);
    assert_eq!(group_names(&world, &north).await, ["Inner", "North"]);
    assert_eq!(user_names(&world, &north).await, ["anna", "bo"]);
    assert_eq!(device_names(&world, &north).await, ["anna", "bo"]);
    assert_eq!(group_names(&world, &world.admin()).await, ["Inner", "North", "South"]);
    assert_eq!(user_names(&world, &world.admin()).await, ["anna", "bo", "cecilia"]);
    assert_eq!(device_names(&world, &world.admin()).await, ["anna", "bo", "cecilia"]);
}

#[tokio::test]
async fn b28_scopes_of_several_groups_add_up_and_a_cycle_is_harmless() {
    let world = world().await;
    world.group("Inner", &["bo"], &["North"]).await;
    assert_eq!(device_names(&world, &world.admin_of(&["Inner"])).await, ["anna", "bo"]);
    assert_eq!(device_names(&world, &world.admin_of(&["Inner", "South"])).await, ["anna", "bo", "cecilia"]);
}

#[tokio::test]
async fn b28_a_device_belongs_to_its_primary_user_and_to_who_enrolled_it() {
    let world = world().await;
    let shared = NewDevice { enrolled_by_upn: Some(upn("cecilia")), ..phone("shared", "anna") };
    world.devices(vec![shared]).await;
    assert_eq!(device_names(&world, &world.admin_of(&["North"])).await, ["anna", "bo", "shared"]);
    assert_eq!(device_names(&world, &world.admin_of(&["South"])).await, ["cecilia", "shared"]);
}

#[tokio::test]
async fn b28_a_device_that_is_a_member_itself_is_not_in_scope() {
    let world = world().await;
    let member = MemberRef::Device(device_id("cecilia"));
    let membership = Membership { group: GroupRef::Name("North".into()), member };
    world.import(Import { memberships: vec![membership], ..Import::default() }).await;
    let north = world.admin_of(&["North"]);
    assert_eq!(device_names(&world, &north).await, ["anna", "bo"]);
    let detail = world.store.group(&north.permit().unwrap(), &group_id("North")).await.unwrap().unwrap();
    assert_eq!((detail.row.devices, detail.reach.ignored_devices), (1, 1));
}

#[tokio::test]
async fn b28_a_scope_of_a_group_that_is_gone_shows_nothing() {
    let world = world().await;
    let nowhere = world.admin_of(&["Deleted"]);
    assert_eq!(device_names(&world, &nowhere).await, Vec::<String>::new());
    assert_eq!(user_names(&world, &nowhere).await, Vec::<String>::new());
}

/// Everything that could tell whether something in the south exists.
async fn sees_the_south(world: &World, caller: &Caller) -> Vec<&'static str> {
    let store = &world.store;
    let mut seen = Vec::new();
    let mut note = |what, is_seen: bool| {
        if is_seen {
            seen.push(what);
        }
    };
    let south = group_id("South");
    let selection = GroupSelection::parse([south.clone()]).unwrap();
    note("device", store.device(&caller.permit().unwrap(), &device_id("cecilia")).await.unwrap().is_some());
    let send = caller.permit::<SendToGroups>().unwrap();
    note("device in scope", store.device_in_scope(&send, &device_id("cecilia")).await.unwrap());
    note(
        "user",
        store.user(&caller.permit().unwrap(), None, None, &user_id("cecilia")).await.unwrap().is_some(),
    );
    note("group", store.group(&caller.permit().unwrap(), &south).await.unwrap().is_some());
    note("groups by id", !store.groups_by_id(&send, std::slice::from_ref(&south)).await.unwrap().is_empty());
    note("search", !store.search_groups(&send, "south", 10).await.unwrap().is_empty());
    note("reach", store.reach(&send, &selection).await.unwrap().is_some());
    let queued = world.to_groups(caller, &["South"], "to the south", NOW).await;
    note("send to groups", queued != Queued::NotFound);
    let queued = world.to_device(caller, "cecilia", "to cecilia", NOW).await;
    note("send to device", queued != Queued::NotFound);
    let mixed = world.to_groups(caller, &["North", "South"], "to both", NOW).await;
    note("one of several groups", mixed != Queued::NotFound);
    let sends = store.sends(&caller.permit().unwrap(), 1).await.unwrap();
    note("sends", sends.total > 0);
    let send = store.send(&caller.permit().unwrap(), &message_id("to the south")).await.unwrap();
    note("one send", send.is_some());
    let log = store.audit(&caller.permit().unwrap(), &AuditQuery::default()).await.unwrap();
    note("audit", log.rows.iter().any(|record| ["South", "cecilia"].contains(&record.target.as_str())));
    seen
}

#[tokio::test]
async fn b29_what_is_out_of_scope_answers_like_what_does_not_exist() {
    let world = world().await;
    assert_eq!(sees_the_south(&world, &world.admin_of(&["North"])).await, Vec::<&str>::new());
    assert_eq!(
        sees_the_south(&world, &world.admin()).await.len(),
        13,
        "the administrator of everything sees it all"
    );
    assert_eq!(world.store.sends(&world.admin_of(&["North"]).permit().unwrap(), 1).await.unwrap().total, 0);
    assert_eq!(world.store.sends(&world.admin_of(&["South"]).permit().unwrap(), 1).await.unwrap().total, 2);
}

#[tokio::test]
async fn b29_what_belongs_to_another_tenant_answers_like_what_does_not_exist() {
    let world = world().await;
    let other: TenantId = "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071".parse().unwrap();
    let insert = format!(
        "INSERT INTO tenants (id, name, created_at) VALUES ('{other}', 'Another', {})",
        NOW.millis() + 1
    );
    sqlx::query(AssertSqlSafe(insert)).execute(&world.behind().await).await.unwrap();
    let grant = herald_domain::permission::Grant {
        permissions: PermissionSet::of(Permission::ALL),
        scope: Scope::All,
    };
    let stranger = Caller { grants: Grants::new(other, vec![grant]), ..world.admin() };
    assert_eq!(sees_the_south(&world, &stranger).await, Vec::<&str>::new());
    assert_eq!(device_names(&world, &stranger).await, Vec::<String>::new());
    assert_eq!(user_names(&world, &stranger).await, Vec::<String>::new());
    assert_eq!(group_names(&world, &stranger).await, Vec::<String>::new());
}

#[tokio::test]
async fn b28_a_scope_of_many_people_shows_what_a_scope_of_few_does() {
    // More people than a list gathers devices of one by one.
    const MANY: usize = 2_100;
    let world = world().await;
    let name = |nth: usize| format!("person{nth}");
    let member = |group: &str, nth: usize| Membership {
        group: GroupRef::Id(group_id(group)),
        member: MemberRef::Upn(upn(&name(nth))),
    };
    world.group("Many", &["anna"], &[]).await;
    world.group("Two", &["anna", "bo"], &[]).await;
    world
        .import(Import {
            users: (0..MANY).map(|nth| NewUser::new(&upn(&name(nth)), &name(nth))).collect(),
            memberships: (0..MANY).map(|nth| member("Many", nth)).collect(),
            devices: vec![phone("x", &name(7)), NewDevice { push_token: None, ..phone("y", &name(8)) }],
            ..Import::default()
        })
        .await;
    let permit = |groups: &[&str]| world.admin_of(groups).permit::<ReadDevices>().unwrap();
    let list = async |groups: &[&str], query: DeviceQuery| {
        let page = world.store.devices(&permit(groups), &query).await.unwrap();
        let names: Vec<_> = page.rows.iter().map(|row| row.name.clone()).collect();
        (names.join(" "), page.total, page.reachable)
    };
    assert_eq!(list(&["Two"], DeviceQuery::default()).await, ("anna bo".into(), 2, 2));
    assert_eq!(list(&["Many"], DeviceQuery::default()).await, ("anna x y".into(), 3, 2));
    let search = |search: &str| DeviceQuery { search: search.into(), ..DeviceQuery::default() };
    assert_eq!(list(&["Many"], search("person")).await, ("x y".into(), 2, 1));
    assert_eq!(list(&["Many"], search("cecilia")).await, (String::new(), 0, 0));
    let unreachable = DeviceQuery { reachable: Some(false), ..DeviceQuery::default() };
    assert_eq!(list(&["Many"], unreachable).await, ("y".into(), 1, 0));
    assert_eq!(world.store.fleet(&permit(&["Many"])).await.unwrap().ios, 2);
    assert_eq!(world.store.fleet(&permit(&["Two"])).await.unwrap().ios, 2);
}
