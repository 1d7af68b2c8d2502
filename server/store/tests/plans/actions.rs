//! Messages to single devices: messages are kept for good, so no page may go through all of them.

use crate::{organisation, plan::Plan, recorder, support::*};
use herald_domain::{action::ActionQuery, permission::ReadDevices};

/// What was asked of the messages since this was called last.
fn asked() -> Vec<String> {
    recorder::take()
        .into_iter()
        .filter(|sql| sql.starts_with("SELECT") && sql.contains("messages m"))
        .collect()
}

#[tokio::test]
async fn b32_what_was_done_to_devices_is_found_by_the_index_of_devices() {
    let _alone = recorder::listen().await;
    let world = organisation().await;
    if !world.on_sqlite() {
        return;
    }
    let permit = world.admin().permit::<ReadDevices>().unwrap();

    let database = world.behind().await;
    recorder::take();
    world.store.device(&permit, &device_id("phone39")).await.unwrap().unwrap();
    let of_one = asked();
    assert_eq!(of_one.len(), 1, "{of_one:?}");
    let plan = Plan::of(&database, &of_one[0]).await;
    assert!(plan.says("messages_device (tenant=? AND device_id=?)"), "the page of a device");

    let all = ActionQuery { page: 1, ..ActionQuery::default() };
    world.store.device_actions(&permit, &all).await.unwrap();
    let (counts, rows): (Vec<_>, Vec<_>) =
        asked().into_iter().partition(|sql| sql.contains("SELECT COUNT(*)"));
    assert_eq!((counts.len(), rows.len()), (1, 1));
    let plan = Plan::of(&database, &counts[0]).await;
    assert!(plan.says("COVERING INDEX messages_device"), "how many there are, from the index alone");
    let plan = Plan::of(&database, &rows[0]).await;
    assert_eq!(plan.beside_the_index("messages_at"), [""; 0], "the newest first");

    let search = ActionQuery { search: "phone39".into(), ..all };
    world.store.device_actions(&permit, &search).await.unwrap();
    let found = asked();
    assert_eq!(found.len(), 2, "{found:?}");
    for sql in found {
        let plan = Plan::of(&database, &sql).await;
        assert!(
            plan.says("messages_device (tenant=? AND device_id=?)"),
            "only those of the devices found: {sql}"
        );
    }
}
