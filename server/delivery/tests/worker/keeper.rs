//! The keys of nodes that share a database (B22), which could be any: these tests take the one at hand.

use crate::world::{BODY, World, patiently};
use herald_delivery::keeper::{Keeper, KeeperError};
use herald_domain::{
    device::Service,
    ids::NodeId,
    text::{Draft, Notification},
    time::Clock,
};
use herald_store::ClaimedBatch;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

const LEASE: i64 = 8_000;

fn id(n: u8) -> NodeId {
    format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
}
fn folder(world: &World, n: u8) -> PathBuf {
    world.folder.path().join(format!("node{n}"))
}
fn pairs(world: &World, n: u8) -> Vec<String> {
    let files = std::fs::read_dir(folder(world, n)).unwrap().map(|file| file.unwrap().file_name());
    let mut pairs: Vec<_> =
        files.filter_map(|name| name.into_string().ok()).filter(|name| name.starts_with("pair-")).collect();
    pairs.sort();
    pairs
}

async fn join(world: &World, n: u8) -> Keeper {
    Keeper::join(&world.store, folder(world, n), id(n), world.clock_now()).await.unwrap()
}

/// A node that is kept, with time as in the world.
struct Kept {
    nudge: Arc<Notify>,
    stop: CancellationToken,
    task: JoinHandle<Result<(), KeeperError>>,
}

fn keep(world: &World, keeper: Keeper) -> Kept {
    let (nudge, stop, clock) = (Arc::new(Notify::new()), CancellationToken::new(), world.clock.clone());
    let task = tokio::spawn(keeper.run(move || clock.now(), || (), nudge.clone(), stop.clone()));
    Kept { nudge, stop, task }
}

async fn until(world: &World, nodes: &[&Kept], what: impl Fn() -> bool) {
    patiently(async {
        while !what() {
            world.move_clock(1_000);
            nodes.iter().for_each(|node| node.nudge.notify_one());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

async fn claim(world: &World, n: u8) -> Option<ClaimedBatch> {
    let store = world.store.clone().of_node(id(n));
    let now = world.clock_now();
    if let Some(message) = store.claim_message("w", now, LEASE).await.unwrap() {
        store.expand(&message.tenant, &message.id, now).await.unwrap();
    }
    store.claim_batch("w", now, LEASE, Service::ALL).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_every_node_opens_what_one_sealed_and_none_does_soon_after_the_end() {
    let world = World::with(1, 0).await;
    let (one, two) = (join(&world, 1).await, join(&world, 2).await);
    let (vault, other) = (one.vault(), two.vault());
    let (one, two) = (keep(&world, one), keep(&world, two));
    // The first learns of the second with its next turn.
    let text = Notification::parse(&Draft { title: "t".into(), body: "b".into() }).unwrap();
    let anything = "00000000-0000-7000-8000-0000000000aa".parse().unwrap();
    until(&world, &[&one, &two], || vault.seal(&anything, &text).unwrap().keys.len() == 2).await;
    let message = world.send_sealed_in(&vault).await;
    let mut batch = None;
    while batch.is_none() {
        one.nudge.notify_one();
        world.move_clock(LEASE);
        batch = claim(&world, 2).await;
    }
    let batch = batch.unwrap();
    assert_eq!(other.open_sealed(&message, &batch.sealed).unwrap().body(), BODY);
    let before = (pairs(&world, 1), pairs(&world, 2));

    let result = herald_store::BatchResult { accepted: 1, ..Default::default() };
    let done = world.store.acknowledge(&batch, "w", world.clock_now(), result).await.unwrap().unwrap();
    assert!(done.message_finished);
    let ended = world.clock_now();
    let changed = |n, before: &[String]| before.iter().all(|pair| !pairs(&world, n).contains(pair));
    until(&world, &[&one, &two], || changed(1, &before.0) && changed(2, &before.1)).await;
    assert!(world.clock_now().since(ended) <= 60_000, "{} ms", world.clock_now().since(ended));
    assert!(other.open_sealed(&message, &batch.sealed).is_err(), "the same bytes open for nobody");
    for node in [one, two] {
        node.stop.cancel();
        node.task.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_a_node_that_was_down_opens_what_waited_and_has_another_pair_at_once() {
    let world = World::with(1, 0).await;
    let first = join(&world, 1).await;
    let message = world.send_sealed_in(&first.vault()).await;
    drop(first);
    let before = pairs(&world, 1);
    let again = join(&world, 1).await;
    assert_eq!(again.node(), &id(1), "its folder says who it is");
    let vault = again.vault();
    let batch = claim(&world, 1).await.unwrap();
    assert_eq!(vault.open_sealed(&message, &batch.sealed).unwrap().body(), BODY);
    let kept = keep(&world, again);
    until(&world, &[&kept], || pairs(&world, 1).len() == 1 && pairs(&world, 1) != before).await;
    kept.stop.cancel();
    kept.task.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_nodes_folder_is_found_out() {
    let world = World::with(1, 0).await;
    let original = join(&world, 1).await;
    std::fs::create_dir_all(folder(&world, 2)).unwrap();
    for file in std::fs::read_dir(folder(&world, 1)).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder(&world, 2).join(file.file_name())).unwrap();
    }
    let copy = join(&world, 2).await;
    assert_eq!(copy.node(), &id(1));
    let original = keep(&world, original);
    let ended = patiently(original.task).await.unwrap();
    assert!(matches!(ended, Err(KeeperError::Taken(_))), "{ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_from_a_backup_is_found_out_before_it_does_harm() {
    let world = World::with(1, 0).await;
    let original = join(&world, 1).await;
    let backup = world.folder.path().join("backup");
    std::fs::create_dir_all(&backup).unwrap();
    for file in std::fs::read_dir(folder(&world, 1)).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), backup.join(file.file_name())).unwrap();
    }
    drop(original);
    let original = join(&world, 1).await;
    let vault = original.vault();
    let message = world.send_sealed_in(&vault).await;

    let older = Keeper::join(&world.store, backup, id(2), world.clock_now()).await;
    assert!(matches!(older.err(), Some(KeeperError::Taken(node)) if node == id(1)));
    let batch = claim(&world, 1).await.unwrap();
    assert_eq!(vault.open_sealed(&message, &batch.sealed).unwrap().body(), BODY, "it took no key away");
    let kept = keep(&world, original);
    until(&world, &[&kept], || pairs(&world, 1).len() == 1).await;
    kept.stop.cancel();
    kept.task.await.unwrap().unwrap();
}
