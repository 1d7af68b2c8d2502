//! Device actions: every message to a single device, within the scope of who asks (B28, B32).

use crate::support::*;
use herald_domain::{
    action::{ActionQuery, ActionStatus, Hindrance},
    caller::Caller,
    permission::ReadDevices,
};
use herald_store::BatchResult;

/// North holds anna, South bo; each has a phone.
async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world.phones(&["anna", "bo"]).await;
    world.group("North", &["anna"], &[]).await;
    world.group("South", &["bo"], &[]).await;
    world
}

/// Device and status, in the order of the list.
async fn shown(world: &World, caller: &Caller, query: ActionQuery) -> Vec<(String, ActionStatus)> {
    let permit = caller.permit::<ReadDevices>().unwrap();
    let page = world.store.device_actions(&permit, &query).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().map(|row| (row.device.name, row.action.status)).collect()
}

fn all() -> ActionQuery {
    ActionQuery { page: 1, ..ActionQuery::default() }
}

#[tokio::test]
async fn b32_every_message_to_a_device_is_listed_newest_first_and_found_by_device_and_status() {
    use ActionStatus::{Failed, Pending};
    let world = world().await;
    let admin = world.admin();
    world.to_device(&admin, "anna", "first", NOW).await;
    world.store.expand(&world.tenant, &message_id("first"), NOW).await.unwrap();
    let batch = world.claim_all("w", NOW).await.remove(0);
    let rejected = vec![("TopicDisallowed".into(), 1)];
    let result = BatchResult { rejected, ..BatchResult::default() };
    world.store.acknowledge(&batch, "w", NOW, result).await.unwrap().unwrap();
    world.to_device(&admin, "bo", "second", minutes(1)).await;
    world.to_groups(&admin, &["North"], "to a group, so no action", minutes(2)).await;

    let (of_anna, of_bo) = (("anna".to_owned(), Failed), ("bo".to_owned(), Pending));
    assert_eq!(shown(&world, &admin, all()).await, [of_bo.clone(), of_anna.clone()]);
    for (status, expected) in [(Failed, vec![of_anna.clone()]), (Pending, vec![of_bo.clone()])] {
        let query = ActionQuery { status: Some(status), ..all() };
        assert_eq!(shown(&world, &admin, query).await, expected);
    }
    let none = ActionQuery { status: Some(ActionStatus::Accepted), ..all() };
    assert_eq!(shown(&world, &admin, none).await, []);
    let search = ActionQuery { search: " BO ".into(), ..all() };
    assert_eq!(shown(&world, &admin, search).await, [of_bo]);

    let page = world.store.device_actions(&world.permit(), &all()).await.unwrap();
    let action = &page.rows[1].action;
    assert_eq!((action.by.as_str(), action.at, &action.message), ("Admin", NOW, &message_id("first")));
    assert_eq!(action.hindrance, Some(Hindrance::Refused("TopicDisallowed".into())));
}

#[tokio::test]
async fn b28_actions_on_devices_out_of_scope_are_not_there() {
    let world = world().await;
    for (device, name) in [("anna", "1"), ("bo", "2")] {
        world.to_device(&world.admin(), device, name, NOW).await;
    }
    let north = world.admin_of(&["North"]);
    assert_eq!(shown(&world, &north, all()).await, [("anna".to_owned(), ActionStatus::Pending)]);
    assert_eq!(shown(&world, &world.admin_of(&["gone"]), all()).await, []);
}

#[tokio::test]
async fn device_actions_come_in_pages() {
    let world = world().await;
    for n in 0..60 {
        world.to_device(&world.admin(), "anna", &format!("{n}"), minutes(7 * n)).await;
    }
    let second =
        world.store.device_actions(&world.permit(), &ActionQuery { page: 2, ..all() }).await.unwrap();
    assert_eq!((second.total, second.rows.len()), (60, 10));
    assert_eq!(second.rows[9].action.message, message_id("0"));
}
