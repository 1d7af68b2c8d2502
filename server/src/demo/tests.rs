use super::*;
use herald_app::phones::{PhoneState, PhoneWall, Shown};
use herald_domain::{
    Timestamp,
    device::{Platform, Service},
    text::{Draft, Notification},
};
use herald_push::{
    Apns, Fcm,
    gateway::{Gateway, Message, Outcome, Recipient},
};
use herald_store::StoreConfig;

struct Fixed(Timestamp);
impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        self.0
    }
}
const NOW: Timestamp = Timestamp(1_795_000_000_000);

fn message() -> Message {
    let draft = Draft { title: "Vattenläcka".into(), body: "Koka vattnet i dag.".into() };
    Message::new(
        "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071".parse().unwrap(),
        Arc::new(Notification::parse(&draft).unwrap()),
        NOW.plus_ms(3_600_000),
    )
}

#[tokio::test]
async fn b25_a_push_through_the_real_senders_lands_on_the_simulated_phones() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("herald.db").display());
    let store = Store::open(&StoreConfig { url, read_connections: 2 }).await.unwrap();
    store.migrate().await.unwrap();
    let clock: Arc<dyn Clock> = Arc::new(Fixed(NOW));
    let demo = prepare(&store, folder.path(), clock.clone(), "hash").await.unwrap();
    let apns = Apns::new(&demo.apns, clock.clone()).unwrap();
    let fcm = Fcm::new(&demo.fcm, clock).unwrap();
    let made = Organisation::generate(SEED, NOW);
    let recipient = |platform: Platform, known: bool| {
        let device = made.devices.iter().find(|d| {
            d.facts.platform == Some(platform)
                && d.facts.notifications_allowed == Some(true)
                && d.facts.push_token.is_some()
                && made.unregistered.contains_key(&d.id) != known
        });
        let device = device.unwrap();
        Recipient { device: device.id.clone(), token: device.facts.push_token.clone().unwrap() }
    };

    let (iphone, android) = (recipient(Platform::Ios, true), recipient(Platform::Android, true));
    assert!(demo.phones.set_state(&iphone.device, PhoneState::App));
    assert_eq!(apns.send(&message(), &iphone).await, Outcome::Accepted);
    assert_eq!(fcm.send(&message(), &android).await, Outcome::Accepted);
    let items = demo.phones.feed(0).items;
    let landed: Vec<_> =
        items.iter().map(|a| (&a.device, a.title.as_str(), a.shown, a.collapse_id.as_str())).collect();
    let id = message().id;
    assert!(landed.contains(&(&iphone.device, "Vattenläcka", Shown::InApp, id.as_str())), "{landed:?}");
    assert!(landed.iter().any(|(device, title, ..)| *device == &android.device && *title == "Vattenläcka"));
    assert_eq!(landed.len(), 2);

    // B26: some tokens look fine in Herald, and the push service says that they are not.
    for (platform, service) in [(Platform::Ios, Service::Apns), (Platform::Android, Service::Fcm)] {
        let gone = recipient(platform, false);
        let outcome = if service == Service::Apns {
            apns.send(&message(), &gone).await
        } else {
            fcm.send(&message(), &gone).await
        };
        assert!(matches!(outcome, Outcome::Unregistered { .. }), "{service:?}: {outcome:?}");
    }
    assert_eq!(demo.phones.feed(0).items.len(), 2);
}
