use super::*;
use crate::import::records::DeviceFacts;
use herald_domain::device::{Facts, Reasons, TokenState, Unreachable};
use std::collections::{BTreeMap, HashSet};

const NOW: Timestamp = Timestamp(1_795_000_000_000);

fn nordhamn() -> Organisation {
    Organisation::generate(crate::demo::SEED, NOW)
}
fn reasons(facts: &DeviceFacts) -> Reasons {
    Facts {
        platform: facts.platform.unwrap(),
        enrolled: facts.enrolled.unwrap(),
        app_installed: facts.app_installed.unwrap(),
        notifications_allowed: facts.notifications_allowed.unwrap(),
        play_services: facts.play_services.unwrap(),
        token: TokenState {
            registered_at: facts.token_registered_at.map(|w| w.0),
            invalid_since: facts.token_invalid_since.map(|w| w.0),
        },
    }
    .reasons()
}
fn nested(group: &Group) -> Vec<&str> {
    let groups = group.groups.iter().flatten();
    groups
        .map(|nested| match nested {
            Nested::Reference(name) => name.as_str(),
            Nested::Written(_) => panic!(),
        })
        .collect()
}

#[test]
fn it_is_as_large_as_promised() {
    let made = nordhamn();
    assert!((2_350..=2_450).contains(&made.users.len()), "{} people", made.users.len());
    assert!((3_800..=4_000).contains(&made.devices.len()), "{} devices", made.devices.len());
    assert_eq!(made.groups.len(), 60);
    let mut platforms = BTreeMap::new();
    for device in &made.devices {
        *platforms.entry(device.facts.platform.unwrap()).or_insert(0) += 1;
    }
    for platform in [Platform::Ios, Platform::IpadOs, Platform::Android, Platform::Windows, Platform::MacOs] {
        assert!(platforms[&platform] > 150, "{platforms:?}");
    }
}

#[test]
fn the_same_seed_makes_the_same_organisation_and_another_makes_another() {
    let (one, again) = (nordhamn(), nordhamn());
    assert_eq!((&one.users, &one.groups, &one.devices), (&again.users, &again.groups, &again.devices));
    assert_eq!(one.unregistered, again.unregistered);
    assert_ne!(one.devices, Organisation::generate(1, NOW).devices);
    let later = Organisation::generate(crate::demo::SEED, NOW.plus_ms(1_000_000));
    let tokens = |made: &Organisation| {
        made.devices.iter().map(|d| (d.id.clone(), d.facts.push_token.clone())).collect::<Vec<_>>()
    };
    assert_eq!(tokens(&one), tokens(&later));
}

#[test]
fn b24_every_reason_occurs_and_most_phones_can_be_reached() {
    let made = nordhamn();
    let mut count = BTreeMap::new();
    let mut mobile = (0, 0);
    for device in &made.devices {
        let reasons = reasons(&device.facts);
        reasons.iter().for_each(|reason| *count.entry(reason).or_insert(0) += 1);
        if device.facts.platform.unwrap().service().is_some() {
            mobile = (mobile.0 + 1, mobile.1 + i32::from(reasons.reachable()));
        }
    }
    for reason in Unreachable::ALL {
        assert!(count.get(reason).is_some_and(|n| *n >= 10), "{reason:?}: {count:?}");
    }
    let share = mobile.1 * 100 / mobile.0;
    assert!((78..=90).contains(&share), "{share} % of {} phones and tablets", mobile.0);
}

#[test]
fn b26_the_push_services_disown_some_tokens_that_look_fine() {
    let made = nordhamn();
    let stale: Vec<_> = made
        .devices
        .iter()
        .filter(|d| reasons(&d.facts).reachable() && made.unregistered.contains_key(&d.id))
        .collect();
    assert!((10..60).contains(&stale.len()), "{}", stale.len());
    for device in stale {
        assert!(made.unregistered[&device.id] >= device.facts.token_registered_at.unwrap().0);
    }
}

#[test]
fn b9_some_groups_are_nested_two_hold_each_other_and_one_holds_devices_only() {
    let made = nordhamn();
    let group = |name: &str| made.groups.iter().find(|g| g.name.as_deref() == Some(name)).unwrap();
    assert!(made.groups.iter().filter(|g| !nested(g).is_empty()).count() >= 10);
    assert!(nested(group("Krisledningsgruppen")).contains(&"Krisledning – ersättare"));
    assert!(nested(group("Krisledning – ersättare")).contains(&"Krisledningsgruppen"));
    assert!(!group("Krisledningsgruppen").users.as_ref().unwrap().is_empty());
    let cart = group(CART);
    assert_eq!((cart.devices.as_ref().unwrap().len(), cart.users.as_ref().unwrap().len()), (12, 0));
    assert!(
        made.devices
            .iter()
            .any(|d| d.facts.primary_user != d.facts.enrolled_by
                && d.facts.primary_user.as_deref() != Some(""))
    );
}

#[test]
fn every_reference_leads_somewhere_and_nothing_is_twice() {
    let made = nordhamn();
    let people: HashSet<_> = made.users.iter().map(|u| u.upn.as_str()).collect();
    let names: HashSet<_> = made.groups.iter().filter_map(|g| g.name.as_deref()).collect();
    let devices: HashSet<_> = made.devices.iter().map(|d| &d.id).collect();
    let tokens: Vec<_> = made.devices.iter().filter_map(|d| d.facts.push_token.as_deref()).collect();
    assert_eq!(
        (people.len(), names.len(), devices.len()),
        (made.users.len(), made.groups.len(), made.devices.len())
    );
    assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), tokens.len());
    for group in &made.groups {
        assert!(group.users.iter().flatten().all(|upn| people.contains(upn.as_str())));
        assert!(nested(group).iter().all(|name| names.contains(name)), "{:?}", group.name);
    }
    for upn in made.devices.iter().flat_map(|d| [&d.facts.primary_user, &d.facts.enrolled_by]).flatten() {
        assert!(upn.is_empty() || people.contains(upn.as_str()));
    }
    for account in crate::demo::OPEN.names {
        assert!(people.contains(*account));
    }
}
