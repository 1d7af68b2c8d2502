//! Several nodes: who can open what, and what is left of a key after its message's end (B22).

use crate::support::*;
use herald_domain::{audience::GroupSelection, device::Service, ids::NodeId};
use herald_store::{
    Authorised, BatchResult, HeldKey, NewMessage, Node, Queued, Sealed, Store, StoreError, WrappedKey,
};

fn node(n: u8, generation: i64) -> Node {
    let id: NodeId = format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap();
    Node { id, generation, public_key: vec![n; 32] }
}
fn key(node: &Node, what: &str) -> WrappedKey {
    WrappedKey { node: node.id.clone(), generation: node.generation, wrapped: what.into() }
}

async fn world(nodes: &[&Node]) -> World {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.phones(&["anna"]).await;
    world.group("Alla", &["anna"], &[]).await;
    for node in nodes {
        assert!(world.store.register_node(node, NOW).await.unwrap());
    }
    world
}

async fn queue(world: &World, name: &str, keys: Vec<WrappedKey>) -> Result<Queued, StoreError> {
    let admin = world.admin();
    let (permit, groups) = (admin.permit().unwrap(), GroupSelection::parse([group_id("Alla")]).unwrap());
    let message = NewMessage {
        id: message_id(name),
        sender: &admin,
        audience: Authorised::Groups(&permit, &groups),
        sealed: Sealed { text: SEALED.to_vec(), keys },
        key: None,
        expires_at: NOW.plus_ms(DAY),
        now: NOW,
    };
    let queued = world.store.queue(message).await?;
    world.store.expand(&world.tenant, &message_id(name), NOW).await?;
    Ok(queued)
}

fn of(world: &World, node: &Node) -> Store {
    world.store.clone().of_node(node.id.clone())
}

#[tokio::test]
async fn b22_a_node_claims_only_what_it_can_open_and_gets_its_own_key() {
    let (one, two) = (node(1, 1), node(2, 1));
    let world = world(&[&one, &two]).await;
    queue(&world, "m", vec![key(&one, "for one")]).await.unwrap();
    let claim =
        async |node: &Node| of(&world, node).claim_batch("w", NOW, LEASE, Service::ALL).await.unwrap();
    assert!(claim(&two).await.is_none(), "the other one has no key");
    assert_eq!(world.store.unopenable(NOW).await.unwrap(), 0);
    assert_eq!(world.store.unopenable(NOW.plus_ms(1)).await.unwrap(), 1, "when neither was seen since");
    let batch = claim(&one).await.unwrap();
    assert_eq!(batch.sealed, Sealed { text: SEALED.to_vec(), keys: vec![key(&one, "for one")] });
}

#[tokio::test]
async fn b22_no_key_is_stored_for_a_pair_that_its_node_has_no_more() {
    let (old, new, other) = (node(1, 1), node(1, 2), node(2, 1));
    let world = world(&[&old, &other, &new]).await;
    assert!(!world.store.register_node(&old, NOW).await.unwrap(), "nor for a pair from before");
    let refused = queue(&world, "m", vec![key(&old, "x")]).await;
    assert!(matches!(refused, Err(StoreError::KeysOutdated)), "{refused:?}");
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 0, "it took no place (B18)");
    queue(&world, "m", vec![key(&old, "x"), key(&other, "y")]).await.unwrap();
    let batch = of(&world, &other).claim_batch("w", NOW, LEASE, Service::ALL).await.unwrap().unwrap();
    assert_eq!(batch.sealed.keys, [key(&other, "y")]);
    assert!(
        of(&world, &new).claim_batch("w", NOW.plus_ms(LEASE), LEASE, Service::ALL).await.unwrap().is_none()
    );
}

#[tokio::test]
async fn b22_a_node_takes_nothing_that_only_others_could_open() {
    let (old, new, gone) = (node(1, 1), node(1, 2), node(2, 1));
    let mut world = world(&[&old, &gone, &new]).await;
    world.store = of(&world, &new);
    // Everybody has changed their pair since it was sealed, but one that is down and may never come back.
    let refused = queue(&world, "m", vec![key(&old, "x"), key(&gone, "y")]).await;
    assert!(matches!(refused, Err(StoreError::KeysOutdated)), "{refused:?}");
    // Of the pairs that the node itself has, the key is stored for the one that the others know.
    queue(&world, "m", vec![key(&old, "x"), key(&new, "z"), key(&gone, "y")]).await.unwrap();
    let batch = world.store.claim_batch("w", NOW, LEASE, Service::ALL).await.unwrap().unwrap();
    assert_eq!(batch.sealed.keys, [key(&new, "z")]);
}

#[tokio::test]
async fn b22_a_newcomer_is_given_the_keys_of_what_waits() {
    let (one, two) = (node(1, 1), node(2, 1));
    let world = world(&[&one]).await;
    queue(&world, "m", vec![key(&one, "for one")]).await.unwrap();
    assert!(world.store.unshared_keys(&one.id, NOW).await.unwrap().is_empty());
    world.store.register_node(&two, NOW).await.unwrap();
    assert!(
        world.store.unshared_keys(&one.id, NOW.plus_ms(1)).await.unwrap().is_empty(),
        "it was not seen since"
    );
    let held = HeldKey { tenant: world.tenant.clone(), message: message_id("m"), key: key(&one, "for one") };
    assert_eq!(world.store.unshared_keys(&one.id, NOW).await.unwrap(), [(held, two.clone())]);
    world.store.share_key(&world.tenant, &message_id("m"), &key(&two, "for two")).await.unwrap();
    assert!(world.store.unshared_keys(&one.id, NOW).await.unwrap().is_empty());
    assert!(of(&world, &two).claim_batch("w", NOW, LEASE, Service::ALL).await.unwrap().is_some());
}

#[tokio::test]
async fn b22_the_end_erases_every_key_and_each_node_learns_that_its_pair_must_go() {
    let (one, two) = (node(1, 1), node(2, 1));
    let world = world(&[&one, &two]).await;
    queue(&world, "m", vec![key(&one, "for one"), key(&two, "for two")]).await.unwrap();
    let batch = of(&world, &one).claim_batch("w", NOW, LEASE, Service::ALL).await.unwrap().unwrap();
    let chores = world.store.key_chores(&two.id, 1).await.unwrap();
    assert!(!chores.ended && chores.outdated.is_empty());
    let result = BatchResult { accepted: 1, ..BatchResult::default() };
    assert!(world.store.acknowledge(&batch, "w", NOW, result).await.unwrap().unwrap().message_finished);
    let left = sqlx::query("SELECT 1 FROM message_keys WHERE wrapped IS NOT NULL");
    assert!(left.fetch_all(&world.behind().await).await.unwrap().is_empty());
    for id in [&one.id, &two.id] {
        assert!(world.store.key_chores(id, 1).await.unwrap().ended);
        assert_eq!(world.store.key_chores(id, 2).await.unwrap().debts, 1);
        assert_eq!(world.store.forget_ended_keys(id, 1).await.unwrap(), 0, "its pair is still there");
        assert_eq!(world.store.forget_ended_keys(id, 2).await.unwrap(), 1);
    }
    // Nor does a hand-over that comes too late bring one back.
    world.store.register_node(&node(3, 1), NOW).await.unwrap();
    world.store.share_key(&world.tenant, &message_id("m"), &key(&node(3, 1), "late")).await.unwrap();
    assert!(world.store.key_chores(&node(3, 1).id, 2).await.unwrap().outdated.is_empty());
}

#[tokio::test]
async fn b22_what_is_pending_moves_to_the_new_pair_and_what_ended_meanwhile_does_not() {
    let (old, new) = (node(1, 1), node(1, 2));
    let world = world(&[&old]).await;
    queue(&world, "m", vec![key(&old, "old")]).await.unwrap();
    world.store.register_node(&new, NOW).await.unwrap();
    let held = world.store.key_chores(&new.id, 2).await.unwrap().outdated.remove(0);
    world.store.replace_key(&held, &key(&new, "new")).await.unwrap();
    assert!(world.store.key_chores(&new.id, 2).await.unwrap().outdated.is_empty());
    let batch = of(&world, &new).claim_batch("w", NOW, LEASE, Service::ALL).await.unwrap().unwrap();
    assert_eq!(batch.sealed.keys, [key(&new, "new")]);
    let result = BatchResult { accepted: 1, ..BatchResult::default() };
    world.store.acknowledge(&batch, "w", NOW, result).await.unwrap().unwrap();
    let again = HeldKey { key: key(&new, "new"), ..held };
    world.store.replace_key(&again, &key(&node(1, 3), "newer")).await.unwrap();
    assert!(world.store.key_chores(&new.id, 3).await.unwrap().outdated.is_empty());
}

#[tokio::test]
async fn a_node_that_nobody_saw_for_long_is_forgotten_with_its_keys() {
    let (one, two) = (node(1, 1), node(2, 1));
    let world = world(&[&one, &two]).await;
    queue(&world, "m", vec![key(&one, "for one"), key(&two, "for two")]).await.unwrap();
    assert!(world.store.see_node(&one.id, 1, NOW.plus_ms(DAY)).await.unwrap());
    assert!(!world.store.see_node(&one.id, 2, NOW.plus_ms(DAY)).await.unwrap(), "that is somebody else");
    assert_eq!(world.store.nodes(NOW.plus_ms(DAY)).await.unwrap(), std::slice::from_ref(&one));
    assert_eq!(world.store.forget_nodes(NOW.plus_ms(1)).await.unwrap(), 1);
    assert_eq!(world.store.nodes(NOW).await.unwrap(), std::slice::from_ref(&one));
    assert!(of(&world, &one).claim_batch("w", NOW, LEASE, Service::ALL).await.unwrap().is_some());
}

#[tokio::test]
async fn what_one_node_tells_every_node_hears() {
    let world = world(&[]).await;
    if world.on_sqlite() {
        assert!(world.store.listen().await.is_err());
        world.store.tell("nobody").await.unwrap();
        return;
    }
    let mut ear = world.another_node().await.store.listen().await.unwrap();
    world.store.tell("work\nand more").await.unwrap();
    assert_eq!(ear.next().await.unwrap().as_deref(), Some("work\nand more"));
    let clock = world.store.clock().await.unwrap().unwrap();
    assert!(clock > NOW);
}
