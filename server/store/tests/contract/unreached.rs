//! The devices that a message would not reach, piece by piece (B13, B24, B28).

use crate::support::*;
use herald_domain::{
    audience::GroupSelection,
    caller::Caller,
    device::{Platform, Unreachable},
    permission::{Grant, Permission, PermissionSet, Scope},
};
use herald_store::{GroupRef, Import, MemberRef, Membership, NewDevice, NewUser};

/// More people than are gathered one by one.
const MANY: usize = 2_100;

/// Everybody is in Many, the first ten are in Few too. The first thirty have a phone each, every third of which is
/// silent; the fifth has a laptop, too.
async fn world() -> World {
    let world = World::new().await;
    for name in ["Many", "Few", "Outside"] {
        world.group(name, &[], &[]).await;
    }
    let name = |nth: usize| format!("person{nth:04}");
    let member = |group: &str, nth: usize| Membership {
        group: GroupRef::Id(group_id(group)),
        member: MemberRef::Upn(upn(&name(nth))),
    };
    let owned = |nth: usize| NewDevice {
        notifications_allowed: Some(!nth.is_multiple_of(3)),
        ..phone(&format!("phone{nth:02}"), &name(nth))
    };
    let laptop = NewDevice { platform: Some(Platform::Windows), ..phone("laptop", &name(4)) };
    let outside = NewDevice { app_installed: Some(false), ..phone("outside", "outsider") };
    world
        .import(Import {
            users: (0..MANY)
                .map(name)
                .chain(["outsider".into()])
                .map(|n| NewUser::new(&upn(&n), &n))
                .collect(),
            memberships: (0..MANY)
                .map(|nth| member("Many", nth))
                .chain((0..10).map(|nth| member("Few", nth)))
                .collect(),
            devices: (0..30).map(owned).chain([laptop, outside]).collect(),
            ..Import::default()
        })
        .await;
    world
}

/// The names, in pieces; none when the groups are not to be seen.
async fn unreached(world: &World, caller: &Caller, groups: &[&str], piece: u32) -> Option<Vec<Vec<String>>> {
    let chosen = GroupSelection::parse(groups.iter().map(|group| group_id(group))).unwrap();
    let (readable, devices) = (caller.permit().unwrap(), caller.permit().unwrap());
    let mut left = world.store.unreached(&readable, devices, &chosen).await.unwrap()?;
    assert_eq!(left.names, groups);
    let mut pieces = Vec::new();
    loop {
        let rows = left.next(piece).await.unwrap();
        if rows.is_empty() {
            return Some(pieces);
        }
        assert!(rows.iter().all(|row| !row.reasons.reachable()));
        pieces.push(rows.into_iter().map(|row| row.name).collect());
    }
}

#[tokio::test]
async fn b13_b24_every_device_that_is_not_reached_comes_once_and_in_order_however_many_people_there_are() {
    let world = world().await;
    let admin = world.admin();
    let few = ["laptop", "phone00", "phone03", "phone06", "phone09"];
    assert_eq!(unreached(&world, &admin, &["Few"], 3).await.unwrap(), [&few[..3], &few[3..]]);
    let all = few.into_iter().map(str::to_owned).chain((4..10).map(|n| format!("phone{:02}", n * 3)));
    let all: Vec<_> = all.collect();
    for groups in [&["Many"][..], &["Few", "Many"]] {
        let pieces = unreached(&world, &admin, groups, 4).await.unwrap();
        assert_eq!(pieces.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 3]);
        assert_eq!(pieces.concat(), all);
        let chosen = GroupSelection::parse(groups.iter().map(|group| group_id(group))).unwrap();
        let reach = world.store.reach(&world.permit(), &chosen).await.unwrap().unwrap().reach;
        assert_eq!(reach.not_reached(), all.len() as u64, "as many as were counted");
        let reasons = [(Unreachable::PlatformNotSupported, 1), (Unreachable::NotificationsNotAllowed, 10)];
        assert_eq!(reach.unreachable, reasons);
    }
    assert!(unreached(&world, &admin, &["Outside"], 4).await.unwrap().is_empty());
}

#[tokio::test]
async fn b28_of_those_devices_one_sees_what_is_in_the_scope_of_each_right() {
    let world = world().await;
    let grant = |permission, scope| Grant { permissions: PermissionSet::of(&[permission]), scope };
    let within = |groups: Scope, devices: Scope| {
        world.caller_with(vec![
            grant(Permission::GroupsRead, groups),
            grant(Permission::ManagedDevicesRead, devices),
        ])
    };
    let few = || Scope::Groups(vec![group_id("Few")]);
    let caller = within(Scope::All, few());
    let seen = unreached(&world, &caller, &["Many"], 100).await.unwrap().concat();
    assert_eq!(seen, ["laptop", "phone00", "phone03", "phone06", "phone09"]);
    let caller = within(few(), Scope::All);
    assert_eq!(unreached(&world, &caller, &["Few", "Many"], 100).await, None);
    assert_eq!(unreached(&world, &caller, &["Few"], 100).await.unwrap().concat().len(), 5);
}
