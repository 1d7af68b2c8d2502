//! The search over everything: the best few of each kind, within the scope (B28).

use crate::support::*;
use herald_domain::{
    caller::Caller,
    permission::{ReadDevices, ReadGroups, ReadUsers},
};

/// Names of what a caller finds: devices, users, groups.
async fn found(world: &World, caller: &Caller, words: &str) -> [Vec<String>; 3] {
    let (store, devices) = (&world.store, caller.permit::<ReadDevices>().unwrap());
    let (users, groups) = (caller.permit::<ReadUsers>().unwrap(), caller.permit::<ReadGroups>().unwrap());
    [
        store.find_devices(&devices, words).await.unwrap().into_iter().map(|row| row.name).collect(),
        store.find_users(&users, words).await.unwrap().into_iter().map(|row| row.display_name).collect(),
        store.find_groups(&groups, words).await.unwrap().into_iter().map(|row| row.name).collect(),
    ]
}

#[tokio::test]
async fn what_begins_with_the_words_comes_before_what_contains_them() {
    let world = World::new().await;
    world.people(&["Joanna", "Anna", "Öberg", "Annika", "bo"]).await;
    world.devices(vec![phone("NH-ANN", "bo"), phone("ANN-1", "bo"), phone("Z", "Anna")]).await;
    world.group("Plan", &[], &[]).await;
    world.group("Ann", &["Anna"], &[]).await;
    let [devices, users, groups] = found(&world, &world.admin(), " aNN ").await;
    assert_eq!(devices, ["ANN-1", "NH-ANN", "Z"], "by the words of All devices, its user's name too");
    assert_eq!(users, ["Anna", "Annika", "Joanna"]);
    assert_eq!(groups, ["Ann"]);
    assert_eq!(found(&world, &world.admin(), "ÖB").await[1], ["Öberg"]);
    assert_eq!(found(&world, &world.admin(), "öberg@").await[1], ["Öberg"], "addresses too");
    for nothing in ["", "  ", "zzz", "%", "_", "\u{10ffff}"] {
        assert_eq!(
            found(&world, &world.admin(), nothing).await,
            [const { Vec::<String>::new() }; 3],
            "{nothing:?}"
        );
    }
}

#[tokio::test]
async fn at_most_five_of_each_kind_are_found() {
    let world = World::new().await;
    let names: Vec<String> = (0..8).map(|n| format!("same {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    world.people(&names).await;
    world.phones(&names).await;
    for name in &names {
        world.group(name, &[], &[]).await;
    }
    for words in ["same", "ame"] {
        let found = found(&world, &world.admin(), words).await;
        assert!(found.iter().all(|kind| *kind == names[..5]), "{words}: {found:?}");
    }
}

#[tokio::test]
async fn b28_only_what_is_in_scope_is_found() {
    let world = World::new().await;
    world.people(&["a north", "a south"]).await;
    world.phones(&["a north", "a south"]).await;
    world.group("a group of the north", &["a north"], &[]).await;
    world.group("a group of the south", &["a south"], &[]).await;
    let north = world.admin_of(&["a group of the north"]);
    for words in ["a ", "north", "south"] {
        let [devices, users, groups] = found(&world, &north, words).await;
        let theirs: &[&str] = if words == "south" { &[] } else { &["a north"] };
        assert_eq!((&devices[..], &users[..]), (&owned(theirs)[..], &owned(theirs)[..]), "{words}");
        assert_eq!(groups.len(), theirs.len(), "{words}");
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn b28_in_a_scope_of_very_many_people_the_same_is_found() {
    let world = World::new().await;
    let names: Vec<String> = (0..2_001).map(|n| format!("inside {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    world.people(&names).await;
    world.people(&["outside"]).await;
    world.phones(&[names[7], names[8], "outside"]).await;
    world.group("many", &names, &[]).await;
    let caller = world.admin_of(&["many"]);
    assert_eq!(found(&world, &caller, "side").await[0], ["inside 7", "inside 8"]);
    assert_eq!(found(&world, &caller, "outside").await[0], Vec::<String>::new());
}
