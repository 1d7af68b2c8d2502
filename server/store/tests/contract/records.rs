//! Users, groups and sends as they are listed.

use crate::support::*;
use herald_domain::{
    delivery::{MessageStatus, Target},
    directory::{Enrolled, ListQuery},
    ids::GroupId,
    permission::{ReadDevices, ReadGroups, ReadOrganization, ReadUsers, SendToGroups},
};
use herald_store::{Import, NewDevice, NewGroup};

fn list(search: &str, page: u32) -> ListQuery {
    ListQuery { search: search.into(), page, ..ListQuery::default() }
}

#[tokio::test]
async fn the_picker_finds_names_that_begin_with_the_search_first() {
    let world = World::new().await;
    for name in ["Nordöst", "Öst", "Östra skolan", "Väst"] {
        world.group(name, &[], &[]).await;
    }
    let permit = world.permit::<SendToGroups>();
    let find = async |search: &str, limit| {
        let rows = world.store.search_groups(&permit, search, limit).await.unwrap();
        rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(find("öSt", 10).await, ["Öst", "Östra skolan", "Nordöst"]);
    assert_eq!(find("öst", 1).await, ["Öst"]);
    assert_eq!(find("", 10).await, ["Nordöst", "Väst", "Öst", "Östra skolan"]);
    assert_eq!(find("%", 10).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_picker_counts_every_person_once_however_deep() {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world.group("Inner", &["anna", "bo"], &[]).await;
    world.group("Outer", &["anna"], &["Inner", "Outer"]).await;
    let ids: Vec<GroupId> = vec![group_id("Outer"), group_id("gone"), group_id("Inner")];
    let rows = world.store.groups_by_id(&world.permit::<SendToGroups>(), &ids).await.unwrap();
    let shown: Vec<_> =
        rows.iter().map(|row| (row.name.as_str(), row.users, row.groups, row.transitive_users)).collect();
    assert_eq!(shown, [("Outer", 1, 2, Some(2)), ("Inner", 2, 0, Some(2))]);
}

#[tokio::test]
async fn a_group_shows_how_many_are_in_it_and_its_reach() {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world.phones(&["anna", "bo"]).await;
    world.group("Inner", &["bo"], &[]).await;
    world.group("Outer", &["anna"], &["Inner"]).await;
    let detail = world.store.group(&world.permit(), &group_id("Outer")).await.unwrap().unwrap();
    assert_eq!((detail.row.users, detail.row.transitive_users, detail.nested), (1, Some(2), 1));
    assert_eq!((detail.reach.members, detail.reach.ios), (2, 2));
}

#[tokio::test]
async fn users_are_searched_by_name_and_address_and_show_what_they_enrolled() {
    let world = World::new().await;
    world.people(&["Åke", "anna", "bo"]).await;
    world.phones(&["anna"]).await;
    world.devices(vec![NewDevice { enrolled: Some(false), ..phone("lost", "anna") }]).await;
    world.group("Alla", &["anna"], &[]).await;
    let permit = world.permit::<ReadUsers>();
    let devices = world.permit::<ReadDevices>();
    let found = world.store.users(&permit, Some(&devices), &list("ANNA@", 1)).await.unwrap();
    assert_eq!((found.total, found.rows[0].enrolled), (1, Some(Enrolled { devices: 2, reachable: 1 })));
    assert_eq!(world.store.users(&permit, Some(&devices), &list("åke", 1)).await.unwrap().total, 1);
    let everybody = world.store.users(&permit, Some(&devices), &list("", 1)).await.unwrap();
    assert_eq!(everybody.rows[1].enrolled, Some(Enrolled::default()));
    let order: Vec<_> = everybody.rows.iter().map(|row| row.display_name.as_str()).collect();
    assert_eq!(order, ["anna", "bo", "Åke"]);
    let (devices, groups) = (world.permit(), world.permit());
    let user = world.store.user(&permit, Some(&devices), Some(&groups), &user_id("anna")).await;
    let detail = user.unwrap().unwrap();
    assert_eq!(detail.row.enrolled, Some(Enrolled { devices: 2, reachable: 1 }));
    assert_eq!((detail.devices.len(), detail.groups[0].name.as_str()), (2, "Alla"));
}

#[tokio::test]
async fn lists_come_in_pages() {
    let world = World::new().await;
    let group = |n: u32| NewGroup {
        id: Some(group_id(&n.to_string())),
        name: Some(format!("Grupp {n:03}")),
        description: Some("Beskrivning".into()),
    };
    world.import(Import { groups: (0..70).map(group).collect(), ..Import::default() }).await;
    let permit = world.permit::<ReadGroups>();
    let second = world.store.groups(&permit, &list("grupp", 2)).await.unwrap();
    assert_eq!((second.total, second.rows.len()), (70, 20));
    assert_eq!(
        (second.rows[0].name.as_str(), second.rows[0].description.as_str()),
        ("Grupp 050", "Beskrivning")
    );
}

#[tokio::test]
async fn b23_sends_are_listed_newest_first_and_each_sender_follows_only_own_ones() {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.phones(&["anna"]).await;
    world.group("B", &["anna"], &[]).await;
    world.group("A", &["anna"], &[]).await;
    world.sending(&["B", "A"], "to groups", NOW).await;
    world.to_device(&world.admin(), "anna", "to device", minutes(1)).await;
    let sends = world.store.sends(&world.permit::<ReadOrganization>(), 1).await.unwrap();
    assert_eq!((sends.total, sends.rows[0].id.clone()), (2, message_id("to device")));
    assert_eq!(sends.rows[0].target, Target::Device { id: device_id("anna"), name: "anna".into() });
    assert_eq!(sends.rows[0].status, MessageStatus::Queued);
    assert_eq!(sends.rows[1].target, Target::Groups { names: vec!["B".into(), "A".into()] });
    assert_eq!((sends.rows[1].status, sends.rows[1].counts.trying), (MessageStatus::Sending, 1));

    let ids = [message_id("to groups"), message_id("unknown"), message_id("to device")];
    let own = world.store.sends_by_id(&world.tenant, &user_id("admin"), &ids).await.unwrap();
    assert_eq!(own.iter().map(|send| send.id.clone()).collect::<Vec<_>>(), [ids[0].clone(), ids[2].clone()]);
    assert_eq!(world.store.sends_by_id(&world.tenant, &user_id("anna"), &ids).await.unwrap(), []);
}
