use super::*;
use crate::demo::SEED;
use herald_app::phones::Phone;
use herald_domain::Timestamp;

const NOW: Timestamp = Timestamp(1_795_000_000_000);

fn phones() -> Phones {
    Phones::of(&Organisation::generate(SEED, NOW), NOW)
}
fn landing(device: &DeviceId, key: &str, title: &str) -> Landed {
    Landed {
        device: device.clone(),
        service: Service::Apns,
        title: title.into(),
        body: "Body".into(),
        message_key: Some(key.into()),
        push_id: format!("push-{title}"),
        at: NOW,
    }
}
fn on_wall(phones: &Phones, platform: Platform) -> Phone {
    phones.wall().phones.into_iter().find(|phone| phone.platform == platform).unwrap()
}

#[test]
fn b25_how_a_message_is_shown_depends_on_platform_and_state() {
    let phones = phones();
    for (platform, state, shown) in [
        (Platform::Ios, PhoneState::Locked, Shown::LockScreen),
        (Platform::Ios, PhoneState::Unlocked, Shown::Banner),
        (Platform::Ios, PhoneState::App, Shown::InApp),
        (Platform::IpadOs, PhoneState::App, Shown::InApp),
        (Platform::Android, PhoneState::Locked, Shown::LockScreen),
        (Platform::Android, PhoneState::Unlocked, Shown::Shade),
    ] {
        let phone = on_wall(&phones, platform);
        assert!(phones.set_state(&phone.device, state));
        let since = phones.feed(0).next;
        phones.landed(landing(&phone.device, "m", "T"));
        let feed = phones.feed(since);
        assert_eq!((feed.items.len(), feed.items[0].shown), (1, shown), "{platform:?} {state:?}");
    }
}

#[test]
fn a_repeat_replaces_on_the_screen_and_both_arrivals_are_listed() {
    let phones = phones();
    let phone = on_wall(&phones, Platform::Ios);
    phones.landed(landing(&phone.device, "same", "First"));
    phones.landed(landing(&phone.device, "same", "Again"));
    let titles: Vec<_> = on_wall(&phones, Platform::Ios).messages.into_iter().map(|m| m.title).collect();
    assert_eq!(titles, ["Again"]);
    assert_eq!(phones.feed(0).items.len(), 2);
}

#[test]
fn b24_an_android_phone_without_play_services_gets_nothing() {
    let phones = phones();
    let device = phones.wall().phones.last().unwrap().device.clone();
    phones.landed(landing(&device, "m", "T"));
    assert!(phones.feed(0).items.is_empty());
}

#[test]
fn the_list_of_arrivals_is_bounded_and_numbers_go_on() {
    let phones = Phones::bounded(&Organisation::generate(SEED, NOW), 1, 5);
    let device = on_wall(&phones, Platform::Ios).device;
    (0..12).for_each(|n| phones.landed(landing(&device, &n.to_string(), "T")));
    let seqs = |since| phones.feed(since).items.iter().map(|a| a.seq).collect::<Vec<_>>();
    assert_eq!(seqs(0), [8, 9, 10, 11, 12]);
    assert_eq!(seqs(11), [11, 12]);
    assert!(seqs(phones.feed(0).next).is_empty());
    // From before a clock that was set back.
    assert_eq!(seqs(9_999), [8, 9, 10, 11, 12]);
}

#[test]
fn numbers_go_on_growing_when_the_server_starts_again() {
    let organisation = Organisation::generate(SEED, NOW);
    let before = Phones::of(&organisation, NOW);
    let device = on_wall(&before, Platform::Ios).device;
    (0..50).for_each(|n| before.landed(landing(&device, &n.to_string(), "Before")));
    let seen = before.feed(0).next;
    let after = Phones::of(&organisation, NOW.plus_ms(5_000));
    assert!(after.wall().next > seen);
    after.landed(landing(&device, "m", "After"));
    assert_eq!(after.feed(seen).items.len(), 1);
}

#[test]
fn b26_the_services_know_a_token_disown_it_or_never_issued_it() {
    let organisation = Organisation::generate(SEED, NOW);
    let phones = Phones::of(&organisation, NOW);
    for device in &organisation.devices {
        let (Some(token), Some(service)) =
            (&device.facts.push_token, device.facts.platform.unwrap().service())
        else {
            continue;
        };
        let expected = match organisation.unregistered.get(&device.id) {
            Some(since) => TokenStatus::Unregistered { since: *since },
            None => TokenStatus::Known(device.id.clone()),
        };
        assert_eq!(phones.token(service, token), expected);
        let other = if service == Service::Apns { Service::Fcm } else { Service::Apns };
        assert_eq!(phones.token(other, token), TokenStatus::Unknown);
    }
}

#[test]
fn the_wall_shows_a_dozen_phones_of_every_kind_and_the_communicators_first() {
    let phones = phones().wall().phones;
    assert_eq!(phones.len(), 13);
    assert_eq!((phones[0].user.as_str(), phones[1].user.as_str()), ("Karin Ekdahl", "Astrid Lindqvist"));
    for platform in [Platform::Ios, Platform::IpadOs, Platform::Android] {
        assert!(phones.iter().any(|phone| phone.platform == platform));
    }
    for state in PhoneState::ALL {
        assert!(phones.iter().any(|phone| phone.state == state));
    }
}

#[test]
fn a_phone_that_does_not_exist_has_no_state() {
    let nobody = "00000000-0000-7000-8000-000000000000".parse().unwrap();
    assert!(!phones().set_state(&nobody, PhoneState::App));
}
