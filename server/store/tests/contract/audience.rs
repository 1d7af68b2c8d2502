//! Whom a message to groups reaches (B8, B9, B11–B13, B24).

use crate::support::*;
use herald_domain::{
    audience::{GroupSelection, Share},
    delivery::BATCH_MAX,
    device::{DeviceQuery, Platform, Unreachable},
    ids::DeviceId,
    permission::{ReadDevices, ReadOrganization},
};
use herald_store::{GroupRef, Import, MemberRef, Membership, NewDevice, NewGroup, NewUser};
use std::collections::{BTreeSet, HashMap, HashSet};

async fn recipients(world: &World, now: herald_domain::Timestamp) -> Vec<DeviceId> {
    let batches = world.claim_all("worker", now).await;
    let mut devices: Vec<_> =
        batches.into_iter().flat_map(|batch| batch.recipients).map(|r| r.device).collect();
    devices.sort();
    devices
}

fn sorted(names: &[&str]) -> Vec<DeviceId> {
    let mut ids: Vec<_> = names.iter().map(|name| device_id(name)).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn b9_nested_groups_at_any_depth_and_cycles_reach_every_device_once() {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia", "outsider"]).await;
    world.phones(&["anna", "bo", "cecilia", "outsider"]).await;
    for name in ["Innerst", "Mitten", "Ytterst"] {
        world.group(name, &[], &[]).await;
    }
    world.group("Innerst", &["cecilia", "anna"], &["Ytterst"]).await;
    world.group("Mitten", &["bo", "anna"], &["Innerst", "Mitten"]).await;
    world.group("Ytterst", &["anna"], &["Mitten"]).await;
    world.sending(&["Ytterst", "Innerst"], "m", NOW).await;
    assert_eq!(recipients(&world, NOW).await, sorted(&["anna", "bo", "cecilia"]));
}

#[tokio::test]
async fn b9_a_message_goes_to_the_devices_that_a_user_enrolled() {
    let world = World::new().await;
    world.people(&["anna", "technician"]).await;
    world.group("Alla", &["anna"], &[]).await;
    world
        .devices(vec![
            phone("own phone", "anna"),
            NewDevice { enrolled_by_upn: Some(upn("technician")), ..phone("enrolled by another", "anna") },
            NewDevice { enrolled_by_upn: Some(upn("anna")), ..phone("enrolled for another", "technician") },
        ])
        .await;
    world.sending(&["Alla"], "m", NOW).await;
    assert_eq!(recipients(&world, NOW).await, sorted(&["own phone", "enrolled for another"]));
}

#[tokio::test]
async fn b9_b13_devices_that_are_members_are_ignored_and_counted() {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.phones(&["anna"]).await;
    world.devices(vec![phone("kiosk", "")]).await;
    world.group("Alla", &["anna"], &[]).await;
    let kiosk =
        Membership { group: GroupRef::Name("alla".into()), member: MemberRef::Device(device_id("kiosk")) };
    world.import(Import { memberships: vec![kiosk], ..Import::default() }).await;
    let groups = GroupSelection::parse([group_id("Alla")]).unwrap();
    let reach = world.store.reach(&world.permit(), &groups).await.unwrap().unwrap().reach;
    assert_eq!((reach.members, reach.people, reach.ios, reach.ignored_devices), (1, 1, 1, 1));
    world.sending(&["Alla"], "m", NOW).await;
    assert_eq!(recipients(&world, NOW).await, sorted(&["anna"]));
}

#[tokio::test]
async fn b13_who_is_in_several_groups_is_counted_in_each_of_them_and_once_in_all() {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia", "dag"]).await;
    world.phones(&["anna", "bo", "cecilia"]).await;
    world.devices(vec![phone("second phone", "anna")]).await;
    world.group("Innerst", &["anna", "dag"], &[]).await;
    world.group("Norra", &["bo"], &["Innerst"]).await;
    world.group("Södra", &["cecilia", "bo"], &["Innerst", "Norra"]).await;
    world.group("Tom", &[], &[]).await;
    let chosen = ["Södra", "Innerst", "Tom"];
    let groups = GroupSelection::parse(chosen.map(group_id)).unwrap();
    let forecast = world.store.reach(&world.permit(), &groups).await.unwrap().unwrap();
    let share = |group, members, people, devices| Share { group: group_id(group), members, people, devices };
    assert_eq!(forecast.groups, [share("Södra", 4, 3, 4), share("Innerst", 2, 1, 2), share("Tom", 0, 0, 0)]);
    assert_eq!((forecast.reach.members, forecast.reach.people, forecast.reach.devices()), (4, 3, 4));
    assert_eq!(forecast.in_several, 2, "anna and dag");

    // B28: of what lies outside, nothing is told.
    let within = world.admin_of(&["Innerst"]).permit().unwrap();
    assert_eq!(world.store.reach(&within, &groups).await.unwrap(), None);
}

#[tokio::test]
async fn b13_b24_reach_and_send_count_the_unreachable_by_their_first_reason() {
    let world = World::new().await;
    world.people(&["anna", "bo", "nobody's phone"]).await;
    world.group("Alla", &["anna", "bo", "nobody's phone"], &[]).await;
    world
        .devices(vec![
            phone("iphone", "anna"),
            NewDevice { platform: Some(Platform::IpadOs), ..phone("ipad", "anna") },
            NewDevice {
                platform: Some(Platform::Android),
                play_services: Some(true),
                ..phone("pixel", "bo")
            },
            NewDevice { platform: Some(Platform::Android), ..phone("huawei", "bo") },
            NewDevice { platform: Some(Platform::Windows), ..phone("laptop", "bo") },
            NewDevice { enrolled: Some(false), ..phone("left", "bo") },
            NewDevice { app_installed: Some(false), ..phone("no app", "bo") },
            NewDevice { notifications_allowed: Some(false), ..phone("silent", "bo") },
            NewDevice { push_token: None, ..phone("no token", "bo") },
            NewDevice { token_invalid_since: Some(NOW), ..phone("old token", "bo") },
        ])
        .await;
    let unreachable: Vec<_> = Unreachable::ALL.iter().map(|reason| (*reason, 1)).collect();
    let groups = GroupSelection::parse([group_id("Alla")]).unwrap();
    let reach = world.store.reach(&world.permit(), &groups).await.unwrap().unwrap().reach;
    assert_eq!((reach.members, reach.people, reach.ios, reach.android), (3, 2, 2, 1));
    assert_eq!(reach.unreachable, unreachable);

    world.sending(&["Alla"], "m", NOW).await;
    let sends = world.store.sends(&world.permit::<ReadOrganization>(), 1).await.unwrap();
    let counts = &sends.rows[0].counts;
    let counted: BTreeSet<_> = counts.unreachable.iter().copied().collect();
    assert_eq!((counts.trying, counted), (3, unreachable.into_iter().collect()));
}

#[tokio::test]
async fn b11_b12_membership_is_resolved_when_processing_starts_and_not_again() {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia"]).await;
    world.phones(&["anna", "bo", "cecilia"]).await;
    world.group("Alla", &["anna"], &[]).await;
    world.to_groups(&world.admin(), &["Alla"], "m", NOW).await;
    // Between Create and the start of processing.
    world.group("Alla", &["anna", "bo"], &[]).await;
    let first = world.store.expand(&world.tenant, &message_id("m"), NOW).await.unwrap();
    assert_eq!((first.batches, first.recipients, first.finished), (1, 2, false));
    // After it: the one who joins gets nothing, the one who leaves still does.
    world.group("Alla", &["bo", "cecilia"], &[]).await;
    let again = world.store.expand(&world.tenant, &message_id("m"), NOW).await.unwrap();
    assert_eq!((again.batches, again.recipients, again.finished), (0, 0, false));
    assert_eq!(recipients(&world, NOW).await, sorted(&["anna", "bo"]));
}

#[tokio::test]
async fn b22_a_message_that_reaches_nobody_is_finished_at_once() {
    let world = World::new().await;
    world.group("Tom", &[], &[]).await;
    world.to_groups(&world.admin(), &["Tom"], "m", NOW).await;
    assert_eq!(world.store.unfinished().await.unwrap(), [message_id("m")]);
    assert!(world.store.expand(&world.tenant, &message_id("m"), NOW).await.unwrap().finished);
    assert_eq!(world.store.unfinished().await.unwrap(), []);
}

#[tokio::test]
async fn batches_hold_at_most_five_hundred_recipients_of_one_service() {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.group("Alla", &["anna"], &[]).await;
    let device = |n: usize| {
        let phone = phone(&format!("{n}"), "anna");
        match n % 3 {
            0 => NewDevice { platform: Some(Platform::Android), play_services: Some(true), ..phone },
            _ => phone,
        }
    };
    world.devices((0..1_800).map(device).collect()).await;
    world.sending(&["Alla"], "m", NOW).await;
    let batches = world.claim_all("worker", NOW).await;
    let mut sizes: Vec<_> =
        batches.iter().map(|batch| (batch.service.code(), batch.recipients.len())).collect();
    sizes.sort_unstable();
    assert_eq!(
        sizes,
        [("apns", 200), ("apns", BATCH_MAX), ("apns", BATCH_MAX), ("fcm", 100), ("fcm", BATCH_MAX)]
    );
}

/// A generator that gives the same organisations on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

#[tokio::test]
async fn b9_b28_random_organisations_agree_with_an_independent_computation() {
    for seed in 1..=25_u64 {
        let world = World::new().await;
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let (people, groups) = (20 + dice.below(20), 2 + dice.below(12));
        let mut users_of: HashMap<u64, Vec<u64>> = HashMap::new();
        let mut nested_of: HashMap<u64, Vec<u64>> = HashMap::new();
        let mut memberships = Vec::new();
        let reference = |group: u64| GroupRef::Id(group_id(&format!("{group}")));
        for _ in 0..groups * 4 {
            let (group, user) = (dice.below(groups), dice.below(people));
            users_of.entry(group).or_default().push(user);
            let member = MemberRef::Upn(upn(&format!("{user}")).to_uppercase());
            memberships.push(Membership { group: reference(group), member });
        }
        for _ in 0..groups * 2 {
            let (group, inner) = (dice.below(groups), dice.below(groups));
            nested_of.entry(group).or_default().push(inner);
            memberships
                .push(Membership { group: reference(group), member: MemberRef::Group(reference(inner)) });
        }
        let owners: Vec<u64> = (0..people * 2).map(|_| dice.below(people)).collect();
        let device = |(n, owner): (usize, &u64)| phone(&format!("{n}"), &format!("{owner}"));
        let user = |n: u64| NewUser::new(&upn(&format!("{n}")), &format!("{n}"));
        let group = |n: u64| NewGroup {
            id: Some(group_id(&format!("{n}"))),
            name: Some(format!("{n}")),
            description: None,
        };
        world
            .import(Import {
                users: (0..people).map(user).collect(),
                groups: (0..groups).map(group).collect(),
                memberships,
                devices: owners.iter().enumerate().map(device).collect(),
                replace_members_of: Vec::new(),
            })
            .await;

        let chosen: BTreeSet<u64> = (0..=dice.below(3)).map(|_| dice.below(groups)).collect();
        let (mut open, mut seen) = (chosen.iter().copied().collect::<Vec<_>>(), HashSet::new());
        while let Some(group) = open.pop() {
            if seen.insert(group) {
                open.extend(nested_of.get(&group).into_iter().flatten());
            }
        }
        let expected_people: HashSet<u64> =
            seen.iter().flat_map(|g| users_of.get(g).into_iter().flatten()).copied().collect();
        let mut expected: Vec<_> = owners
            .iter()
            .enumerate()
            .filter(|(_, owner)| expected_people.contains(owner))
            .map(|(n, _)| device_id(&format!("{n}")))
            .collect();
        expected.sort();

        let names: Vec<String> = chosen.iter().map(u64::to_string).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let selection = GroupSelection::parse(names.iter().map(|name| group_id(name))).unwrap();
        let forecast = world.store.reach(&world.permit(), &selection).await.unwrap().unwrap();
        let reach = &forecast.reach;
        assert_eq!(reach.members, expected_people.len() as u64, "seed {seed}");
        assert_eq!(reach.devices(), expected.len() as u64, "seed {seed}");
        // Each of them says the same alone, and who is in several of them is in the answers of several.
        let mut members = 0;
        for (group, share) in chosen.iter().zip(&forecast.groups) {
            let one = GroupSelection::parse([group_id(&group.to_string())]).unwrap();
            let alone = world.store.reach(&world.permit(), &one).await.unwrap().unwrap();
            assert_eq!((&alone.groups[0], alone.in_several), (share, 0), "seed {seed}");
            assert_eq!(
                (alone.reach.members, alone.reach.people),
                (share.members, share.people),
                "seed {seed}"
            );
            assert_eq!(alone.reach.devices(), share.devices, "seed {seed}");
            members += share.members;
        }
        assert!(reach.members + forecast.in_several <= members, "seed {seed}");
        assert_eq!(forecast.in_several > 0, members > reach.members, "seed {seed}");
        // B28: whoever has these groups as scope sees exactly these devices, in a list and one by one.
        let scoped = world.admin_of(&names).permit::<ReadDevices>().unwrap();
        let page = world.store.devices(&scoped, &DeviceQuery::default()).await.unwrap();
        assert_eq!(page.total, expected.len() as u64, "seed {seed}");
        for n in 0..owners.len() {
            let device = device_id(&format!("{n}"));
            let seen = world.store.device_in_scope(&scoped, &device).await.unwrap();
            assert_eq!(seen, expected.contains(&device), "seed {seed}, device {n}");
        }
        world.sending(&names, "m", NOW).await;
        assert_eq!(recipients(&world, NOW).await, expected, "seed {seed}");
    }
}
