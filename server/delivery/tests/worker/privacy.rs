//! Where the text of a message is, and that it is gone in the end (B22).

use crate::{
    gateway::FakeGateway,
    world::{TITLE, World, iphone},
};
use herald_delivery::vault::{Vault, VaultError};
use herald_domain::device::Service;
use herald_push::gateway::Outcome;

#[tokio::test(flavor = "multi_thread")]
async fn b22_text_is_on_disk_only_encrypted_and_only_until_the_last_delivery() {
    let world = World::with(40, 0).await;
    let apns = FakeGateway::held(Service::Apns, 100);
    let worker = world.worker(&[&apns]);

    let planted = world.folder.path().join("planted");
    std::fs::write(&planted, TITLE).unwrap();
    assert_eq!(world.files_with_text(), vec![planted.clone()], "the search finds what is there");
    std::fs::remove_file(&planted).unwrap();

    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    apns.until_asked(40).await;
    assert_eq!(world.keys(), 1);
    assert_eq!(world.files_with_text(), Vec::<std::path::PathBuf>::new(), "while it is pending");

    apns.answer_everything();
    world.until_finished(&message).await;
    world.until_destroyed().await;
    worker.stop().await;
    assert_eq!(world.files_with_text(), Vec::<std::path::PathBuf>::new(), "after the last delivery");
    assert!(world.store.unfinished().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_the_text_lives_as_long_as_one_delivery_is_outstanding_and_no_longer() {
    let world = World::with(2, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, before| match before {
        0 if *device == iphone(1) => {
            Outcome::Unavailable { retry_after: Some(std::time::Duration::from_secs(60)) }
        }
        _ => Outcome::Accepted,
    });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    world.until(&message, |send| send.counts.accepted == 1).await;
    assert_eq!((world.keys(), world.store.unfinished().await.unwrap()), (1, vec![message.clone()]));

    world.move_clock(65_000);
    worker.wake.notify_one();
    world.until_finished(&message).await;
    world.until_destroyed().await;
    let vault = Vault::open(world.folder.path().join("keys")).unwrap();
    assert!(matches!(vault.open_sealed(&message, &vec![1; 64].into()), Err(VaultError::NoKey(_))));
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_a_message_that_reaches_nobody_is_finished_and_destroyed_at_once() {
    let world = World::with(0, 0).await;
    let worker = world.worker(&[&FakeGateway::new(Service::Apns)]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until_finished(&message).await;
    assert_eq!((counts.tried(), counts.not_reached()), (0, 0));
    world.until_destroyed().await;
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_key_delays_a_message_and_its_return_delivers_it() {
    let world = World::with(2, 0).await;
    let message = world.send_to_everybody().await;
    let key = world.folder.path().join("keys").join(message.as_str());
    let elsewhere = world.folder.path().join("backup");
    std::fs::rename(&key, &elsewhere).unwrap();
    let apns = FakeGateway::new(Service::Apns);
    let worker = world.worker(&[&apns]);
    // One that was queued later goes through, and a worker that has stopped has put back what failed.
    let unharmed = world.send_to(&iphone(0)).await;
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&unharmed).await.accepted, 1);
    worker.stop().await;
    assert_eq!(apns.asked().len(), 1);

    std::fs::rename(&elsewhere, &key).unwrap();
    world.move_clock(10 * 60_000);
    let worker = world.worker(&[&apns]);
    assert_eq!(world.until_finished(&message).await.accepted, 2);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn text_that_was_tampered_with_is_refused_and_never_sent() {
    let world = World::with(2, 0).await;
    let message = world.send_to_everybody().await;
    let key = world.folder.path().join("keys").join(message.as_str());
    std::fs::write(&key, [9; 32]).unwrap();
    let apns = FakeGateway::new(Service::Apns);
    let worker = world.worker(&[&apns]);
    let counts = world.until_finished(&message).await;
    assert_eq!(counts.rejected, [("TextUnreadable".to_owned(), 2)]);
    assert!(apns.asked().is_empty());
    worker.stop().await;
}
