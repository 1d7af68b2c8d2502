//! All devices and one device (B31, B32).

use crate::support::*;
use herald_domain::{
    Timestamp,
    device::{Compliance, DevicePage, DeviceQuery, DeviceSort, Ownership, Platform},
    paging::Rows,
    permission::ReadDevices,
};
use herald_store::{Import, NewDevice, NewUser};

async fn ask(world: &World, query: DeviceQuery) -> DevicePage {
    world.store.devices(&world.permit::<ReadDevices>(), &query).await.unwrap()
}
fn names(page: &DevicePage) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}
fn by(sort: DeviceSort, descending: bool) -> DeviceQuery {
    DeviceQuery { sort, descending, ..DeviceQuery::default() }
}

async fn world() -> World {
    let world = World::new().await;
    let user = |name: &str, shown: &str| NewUser {
        mail: Some(format!("{name}@mail.example")),
        ..NewUser::new(&upn(name), shown)
    };
    world
        .import(Import {
            users: vec![user("asa", "Åsa Öberg"), user("zeta", "Zeta Ek")],
            ..Import::default()
        })
        .await;
    let device = |name: &str, owner: &str, platform, version: &str, seen: i64| NewDevice {
        platform: Some(platform),
        os_version: Some(version.into()),
        last_check_in: Some(Timestamp(seen)),
        ..phone(name, owner)
    };
    world
        .devices(vec![
            NewDevice {
                serial_number: Some("F17XK2".into()),
                imei: Some("356938035643809".into()),
                model: Some("iPhone 17 Pro".into()),
                ownership: Some(Ownership::Corporate),
                compliance: Some(Compliance::Compliant),
                phone_number: Some("+46 70 123 95 22".into()),
                ..device("NH-IPH-1", "asa", Platform::Ios, "9.3", 30)
            },
            NewDevice {
                ownership: Some(Ownership::Personal),
                compliance: Some(Compliance::NonCompliant),
                ..device("ÖRAT", "zeta", Platform::Ios, "17.10", 20)
            },
            NewDevice {
                ownership: Some(Ownership::Corporate),
                managed_by: Some("Intune".into()),
                ..device("Ägget", "", Platform::Windows, "17.9", 10)
            },
        ])
        .await;
    world
}

#[tokio::test]
async fn b31_search_finds_name_user_mail_serial_number_imei_and_model_in_any_case() {
    let world = world().await;
    let found = [
        ("nh-iph", "NH-IPH-1"),
        ("åsa ÖBERG", "NH-IPH-1"),
        ("ASA@MAIL", "NH-IPH-1"),
        ("asa@nordhamn", "NH-IPH-1"),
        ("f17xk", "NH-IPH-1"),
        ("6938035", "NH-IPH-1"),
        ("iphone 17", "NH-IPH-1"),
        ("örat", "ÖRAT"),
        ("äGG", "Ägget"),
    ];
    for (search, name) in found {
        let page = ask(&world, DeviceQuery { search: search.into(), ..DeviceQuery::default() }).await;
        assert_eq!((names(&page), page.total), (vec![name], 1), "{search}");
    }
}

#[tokio::test]
async fn b31_characters_with_a_meaning_in_sql_mean_themselves() {
    let world = world().await;
    world.devices(vec![NewDevice { name: Some("100%_\\'".into()), ..phone("odd", "asa") }]).await;
    // However long.
    for long in ["%", "å"].map(|letter| letter.repeat(60_000)) {
        assert_eq!(ask(&world, DeviceQuery { search: long, ..DeviceQuery::default() }).await.total, 0);
    }
    for search in ["%", "_", "\\", "'", "100%_\\'"] {
        let page = ask(&world, DeviceQuery { search: search.into(), ..DeviceQuery::default() }).await;
        assert_eq!(names(&page), ["100%_\\'"], "{search}");
    }
}

#[tokio::test]
async fn b31_filters_combine() {
    let world = world().await;
    let all = DeviceQuery::default();
    let page = ask(&world, all.clone()).await;
    assert_eq!((page.total, page.reachable), (3, 2));
    let ios = DeviceQuery { platform: Some(Platform::Ios), ..all.clone() };
    assert_eq!(ask(&world, ios.clone()).await.total, 2);
    let page = ask(&world, DeviceQuery { ownership: Some(Ownership::Corporate), ..ios.clone() }).await;
    assert_eq!(names(&page), ["NH-IPH-1"]);
    let page = ask(&world, DeviceQuery { compliance: Some(Compliance::NonCompliant), ..ios.clone() }).await;
    assert_eq!(names(&page), ["ÖRAT"]);
    let page = ask(&world, DeviceQuery { reachable: Some(false), ..all.clone() }).await;
    assert_eq!((names(&page), page.reachable), (vec!["Ägget"], 0));
    let page = ask(&world, DeviceQuery { mobile: true, ..all.clone() }).await;
    assert!(page.total > 0 && page.rows.iter().all(|row| row.platform.service().is_some()), "no computers");
    let page = ask(&world, DeviceQuery { reachable: Some(false), ..ios }).await;
    assert_eq!(page.total, 0);
}

#[tokio::test]
async fn b31_every_column_sorts_both_ways() {
    let world = world().await;
    let orders = [
        (DeviceSort::Name, ["NH-IPH-1", "Ägget", "ÖRAT"]),
        (DeviceSort::User, ["Ägget", "ÖRAT", "NH-IPH-1"]),
        (DeviceSort::OsVersion, ["NH-IPH-1", "Ägget", "ÖRAT"]),
        (DeviceSort::LastCheckIn, ["Ägget", "ÖRAT", "NH-IPH-1"]),
    ];
    for (sort, expected) in orders {
        assert_eq!(names(&ask(&world, by(sort, false)).await), expected, "{sort:?}");
        let mut backwards = expected;
        backwards.reverse();
        assert_eq!(names(&ask(&world, by(sort, true)).await), backwards, "{sort:?}");
    }
    assert_eq!(names(&ask(&world, by(DeviceSort::Os, true)).await)[0], "Ägget");
    assert_eq!(names(&ask(&world, by(DeviceSort::ManagedBy, true)).await)[0], "Ägget");
    assert_eq!(names(&ask(&world, by(DeviceSort::Ownership, true)).await)[0], "ÖRAT");
    assert_eq!(names(&ask(&world, by(DeviceSort::Compliance, false)).await)[0], "NH-IPH-1");
    assert_eq!(names(&ask(&world, by(DeviceSort::Reachable, false)).await)[0], "Ägget");
}

#[tokio::test]
async fn b31_pages_hold_every_device_exactly_once() {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.devices((0..330).map(|n| phone(&format!("same name {}", n % 2 * n), "anna")).collect()).await;
    let total = ask(&world, DeviceQuery::default()).await.total;
    let sorts = [DeviceSort::Name, DeviceSort::LastCheckIn, DeviceSort::Compliance];
    for (sort, rows) in sorts.into_iter().zip(Rows::ALL) {
        let (mut seen, size) = (Vec::new(), u64::from(rows.count()));
        for page in (1..).take_while(|page| u64::from(page - 1) * size < total) {
            let asked = ask(&world, DeviceQuery { page, rows, ..by(sort, false) }).await;
            let left = total - u64::from(page - 1) * size;
            assert_eq!(
                (asked.total, asked.rows.len() as u64),
                (total, left.min(size)),
                "{sort:?}, page {page}"
            );
            seen.extend(asked.rows.into_iter().map(|row| row.id));
        }
        let all = seen.len() as u64;
        seen.sort();
        seen.dedup();
        assert_eq!((all, seen.len() as u64), (total, total), "{sort:?}");
    }
    assert_eq!(ask(&world, DeviceQuery { page: 99, ..DeviceQuery::default() }).await.rows, []);
    assert!(total > u64::from(Rows::Hundred.count()));
}

#[tokio::test]
async fn b31_what_a_search_finds_is_sorted_by_name_on_all_pages_however_much_it_is() {
    let world = World::new().await;
    world.people(&["anna", "zoe"]).await;
    let alike = ["phone", "phone 2", "phone2"];
    world.devices(alike.into_iter().rev().map(|name| phone(name, "zoe")).collect()).await;
    let page = ask(&world, DeviceQuery { search: "phone".into(), ..by(DeviceSort::Name, false) }).await;
    assert_eq!(names(&page), alike);
    // Backwards, so that nothing is in order by itself; some twice.
    let name = |n: usize| format!("{} {:04}", if n.is_multiple_of(11) { "rare" } else { "often" }, n / 2);
    let device = |n: usize| NewDevice { name: Some(name(n)), ..phone(&format!("id {n}"), "anna") };
    world.devices((0..1_300).rev().map(device).collect()).await;
    for search in ["often", "rare"] {
        let mut expected: Vec<_> = (0..1_300).map(name).filter(|name| name.starts_with(search)).collect();
        expected.sort();
        for descending in [false, true] {
            let query = DeviceQuery {
                search: search.into(),
                rows: Rows::Hundred,
                ..by(DeviceSort::Name, descending)
            };
            let (mut found, mut ids) = (Vec::new(), std::collections::HashSet::new());
            for page in 1..=u32::try_from(expected.len().div_ceil(100)).unwrap() {
                let page = ask(&world, DeviceQuery { page, ..query.clone() }).await;
                assert_eq!(page.total as usize, expected.len());
                for row in page.rows {
                    found.push(row.name);
                    ids.insert(row.id);
                }
            }
            assert_eq!((&found, ids.len()), (&expected, expected.len()), "{search}");
            expected.reverse();
        }
    }
}

#[tokio::test]
async fn b32_overview_shows_the_essentials_with_the_phone_number_masked() {
    let world = world().await;
    let device = world.store.device(&world.permit(), &device_id("NH-IPH-1")).await.unwrap().unwrap();
    assert_eq!(device.phone_number, "********9522");
    assert_eq!(
        (device.user_principal_name.as_str(), device.enrolled_by.as_str()),
        ("asa@nordhamn.example", "Åsa Öberg")
    );
    assert_eq!((device.serial_number.as_str(), device.row.model.as_str()), ("F17XK2", "iPhone 17 Pro"));
    assert_eq!((device.row.user.as_str(), device.row.last_check_in), ("Åsa Öberg", Some(Timestamp(30))));
    let nobody = world.store.device(&world.permit(), &device_id("Ägget")).await.unwrap().unwrap();
    assert_eq!((nobody.user_id, nobody.row.user.as_str(), nobody.enrolled_by.as_str()), (None, "", ""));
    assert_eq!(nobody.enrolled_at, None);
}

#[tokio::test]
async fn b31_the_totals_are_those_of_the_moment_whoever_writes() {
    let world = World::new().await;
    let totals = async || {
        let page = ask(&world, DeviceQuery::default()).await;
        let fleet = world.store.fleet(&world.permit::<ReadDevices>()).await.unwrap();
        (page.total, page.reachable, fleet.ios)
    };
    world.people(&["asa"]).await;
    assert_eq!((totals().await, totals().await), ((0, 0, 0), (0, 0, 0)));
    world.devices(vec![phone("NH-IPH-1", "asa")]).await;
    assert_eq!((totals().await, totals().await), ((1, 1, 1), (1, 1, 1)));
    let other = world.another_node().await;
    other.devices(vec![NewDevice { push_token: None, ..phone("NH-IPH-2", "asa") }]).await;
    assert_eq!(totals().await, (2, 1, 1), "another process wrote it");
}
