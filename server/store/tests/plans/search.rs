//! Searches of All devices: they look at every device, so they look at nothing but the index of what is searched.

use crate::{plan::Plan, recorder, support::*};
use herald_domain::{
    device::{DeviceQuery, DeviceSort},
    permission::ReadDevices,
};

#[tokio::test]
async fn b31_a_search_that_finds_many_reads_them_in_the_order_of_their_names() {
    let _alone = recorder::listen().await;
    let world = World::new().await;
    if !world.on_sqlite() {
        return;
    }
    world.people(&["anna"]).await;
    world.devices((0..1_100).map(|n| phone(&format!("phone{n}"), "anna")).collect()).await;
    let database = world.behind().await;
    recorder::take();
    let query = DeviceQuery { search: "phone".into(), sort: DeviceSort::Name, ..DeviceQuery::default() };
    let permit = world.admin().permit::<ReadDevices>().unwrap();
    assert_eq!(world.store.devices(&permit, &query).await.unwrap().total, 1_100);
    let sent: Vec<_> = recorder::take().into_iter().filter(|sql| sql.contains("d.search LIKE")).collect();
    assert_eq!(sent.len(), 2, "how many, and which: {sent:?}");
    for statement in sent {
        let plan = Plan::of(&database, &statement).await;
        assert!(plan.says("COVERING INDEX devices_search"), "{statement}");
        // The rows of the page, once they are known, are sorted again.
        let sorts = if statement.contains("COUNT(*)") { 0 } else { 1 };
        assert_eq!(plan.sorts(), sorts, "in its order: {statement}");
    }
}
