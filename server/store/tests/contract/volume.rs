//! Times with 100,000 devices: printed, never asserted. Run with `--run-ignored all --no-capture`.

use crate::support::*;
use herald_domain::{
    audience::GroupSelection,
    device::{DeviceQuery, DeviceSort, Platform},
    directory::{ListQuery, ListSort},
    permission::{ReadDevices, ReadGroups, ReadUsers, SendToGroups},
};
use herald_store::{GroupDevices, GroupRef, Import, MemberRef, Membership, NewDevice, NewGroup, NewUser};
use std::time::Instant;

const PEOPLE: usize = 60_000;
const DEVICES: usize = 100_000;
const GROUPS: usize = 10_000;

fn organisation() -> Import {
    let platforms = [Platform::Ios, Platform::Android, Platform::Windows, Platform::IpadOs];
    let device = |n: usize| NewDevice {
        platform: Some(platforms[n % 4]),
        play_services: Some(!n.is_multiple_of(5)),
        serial_number: Some(format!("S{n:09}")),
        imei: Some(format!("35{n:013}")),
        model: Some(format!("Model {}", n % 40)),
        os_version: Some(format!("{}.{}", 10 + n % 9, n % 7)),
        last_check_in: Some(NOW.plus_ms(-((n * 7_919 % DEVICES) as i64) * 1_000)),
        ..phone(&format!("NH-{n:06}"), &format!("person{}", n % PEOPLE))
    };
    let reference = |n: usize| GroupRef::Id(group_id(&n.to_string()));
    let group = |n: usize| NewGroup {
        id: Some(group_id(&n.to_string())),
        name: Some(format!("Enhet {n:05} {}", ["skola", "vård", "teknik"][n % 3])),
        description: None,
    };
    let member = |n: usize| Membership {
        group: reference(1 + n % (GROUPS - 1)),
        member: MemberRef::Upn(upn(&format!("person{n}"))),
    };
    let nested = |n: usize| Membership { group: reference(0), member: MemberRef::Group(reference(n)) };
    Import {
        users: (0..PEOPLE)
            .map(|n| NewUser::new(&upn(&format!("person{n}")), &format!("Person {n}")))
            .collect(),
        groups: (0..GROUPS).map(group).collect(),
        memberships: (0..PEOPLE).map(member).chain((1..GROUPS).map(nested)).collect(),
        devices: (0..DEVICES).map(device).collect(),
        replace_members_of: Vec::new(),
    }
}

async fn timed<T>(what: &str, act: impl Future<Output = T>) -> T {
    let start = Instant::now();
    let value = act.await;
    println!("{what:<45} {:>9.2} ms", start.elapsed().as_secs_f64() * 1e3);
    value
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "prints times, proves nothing"]
async fn times_with_a_hundred_thousand_devices() {
    let world = World::new().await;
    let store = &world.store;
    timed("import", world.import(organisation())).await;
    timed("import again", world.import(organisation())).await;
    let permit = world.permit::<ReadDevices>();
    let all = DeviceQuery::default();
    for round in 0..2 {
        println!("round {round}");
        for sort in [
            DeviceSort::Name,
            DeviceSort::LastCheckIn,
            DeviceSort::Os,
            DeviceSort::OsVersion,
            DeviceSort::Compliance,
            DeviceSort::User,
            DeviceSort::Reachable,
            DeviceSort::ManagedBy,
        ] {
            let query = DeviceQuery { sort, ..all.clone() };
            timed(&format!("devices by {sort:?}"), store.devices(&permit, &query)).await.unwrap();
        }
        let query = DeviceQuery { platform: Some(Platform::Ios), reachable: Some(true), ..all.clone() };
        timed("devices filtered", store.devices(&permit, &query)).await.unwrap();
        let query = DeviceQuery { page: 1_900, sort: DeviceSort::Name, ..all.clone() };
        timed("devices, a late page", store.devices(&permit, &query)).await.unwrap();
        for search in ["person 4711", "nh-0042", "zzzz", "e"] {
            let query = DeviceQuery { search: search.into(), ..all.clone() };
            timed(&format!("devices found by {search}"), store.devices(&permit, &query)).await.unwrap();
        }
        let scoped = world.admin_of(&["7"]);
        timed("devices in a small scope", store.devices(&scoped.permit().unwrap(), &all)).await.unwrap();
        let scoped = world.admin_of(&["0"]);
        timed("devices in a scope of everybody", store.devices(&scoped.permit().unwrap(), &all))
            .await
            .unwrap();
        let device = device_id("NH-000042");
        timed("one device", store.device(&permit, &device)).await.unwrap();
        timed("one device in a scope of everybody", store.device(&scoped.permit().unwrap(), &device))
            .await
            .unwrap();
        let send = world.permit::<SendToGroups>();
        timed("picker, empty", store.search_groups(&send, "", 20)).await.unwrap();
        timed("picker, vård", store.search_groups(&send, "vård", 20)).await.unwrap();
        let everybody = GroupSelection::parse([group_id("0")]).unwrap();
        timed("reach of everybody", store.reach(&send, &everybody)).await.unwrap();
        let some = GroupSelection::parse([group_id("5"), group_id("6")]).unwrap();
        timed("reach of two groups", store.reach(&send, &some)).await.unwrap();
        directory_times(&world).await;
    }
    timed("queue", world.to_groups(&world.admin(), &["0"], "m", NOW)).await;
    timed("expand", store.expand(&world.tenant, &message_id("m"), NOW)).await.unwrap();
    let batches = timed("claim every batch", world.claim_all("w", NOW)).await;
    let acknowledge = async {
        for batch in &batches {
            let accepted = batch.recipients.len() as u64;
            let result = herald_store::BatchResult { accepted, ..herald_store::BatchResult::default() };
            store.acknowledge(batch, "w", NOW, result).await.unwrap().unwrap();
        }
    };
    timed(&format!("acknowledge {} batches", batches.len()), acknowledge).await;
}

/// Users, groups and members, with one group that holds everybody.
async fn directory_times(world: &World) {
    let store = &world.store;
    let (users, groups, devices) =
        (world.permit::<ReadUsers>(), world.permit::<ReadGroups>(), world.permit::<ReadDevices>());
    let list = |search: &str| ListQuery { search: search.into(), page: 1, ..ListQuery::default() };
    for search in ["", "person 12", "zzzz"] {
        timed(&format!("users found by {search:?}"), store.users(&users, Some(&devices), &list(search)))
            .await
            .unwrap();
        timed(&format!("groups found by {search:?}"), store.groups(&groups, &list(search))).await.unwrap();
    }
    for words in ["person 12", "nh-0042", "e", "enhet", "zzzz", "qz"] {
        let found = async {
            tokio::try_join!(
                store.find_devices(&devices, words),
                store.find_users(&users, words),
                store.find_groups(&groups, words)
            )
        };
        timed(&format!("everything found by {words:?}"), found).await.unwrap();
    }
    for group in ["7", "0"] {
        let scoped = world.admin_of(&[group]).permit::<ReadDevices>().unwrap();
        for words in ["person", "042", "zzzz"] {
            timed(
                &format!("devices in scope {group} found by {words:?}"),
                store.find_devices(&scoped, words),
            )
            .await
            .unwrap();
        }
    }
    let query = ListQuery { reachable: Some(false), sort: ListSort::Address, ..list("") };
    timed("users that cannot be reached", store.users(&users, Some(&devices), &query)).await.unwrap();
    let query = ListQuery { sort: ListSort::Members, descending: true, ..list("") };
    timed("groups by members", store.groups(&groups, &query)).await.unwrap();
    let someone = store.users(&users, None, &list("person7@")).await.unwrap().rows.remove(0).id;
    timed("one user", store.user(&users, Some(&devices), Some(&groups), &someone)).await.unwrap();
    for (group, size) in [("0", "everybody"), ("7", "a few")] {
        let id = group_id(group);
        timed(&format!("a group of {size}"), store.group(&groups, &id)).await.unwrap();
        for search in ["", "person 12"] {
            let query = list(search);
            let people = store.people_in_group(&groups, &users, Some(&devices), &id, &query);
            timed(&format!("people found by {search:?} among {size}"), people).await.unwrap();
            let reached = store.devices_of_group(&groups, &devices, &id, GroupDevices::Reached, &query);
            timed(&format!("devices found by {search:?} of {size}"), reached).await.unwrap();
        }
        let query = list("");
        let nested = store.nested_groups(&groups, &id, &query);
        timed(&format!("groups nested in that of {size}"), nested).await.unwrap();
    }
}
