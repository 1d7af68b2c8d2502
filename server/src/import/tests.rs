use super::*;
use herald_domain::device::{Compliance, Ownership, Platform};
use proptest::prelude::*;
use std::fs;

/// Files of a temporary folder, read in the order given.
fn read_files(files: &[(&str, &[u8])], group: Option<&str>) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let mut found = read(&paths, group);
    let prefix = format!("{}/", folder.path().display());
    for text in found.notes.iter_mut().chain(found.problems.iter_mut().map(|p| &mut p.file)) {
        *text = text.replace(&prefix, "");
    }
    found
}
fn problems(found: &Found) -> Vec<String> {
    found.problems.iter().map(ToString::to_string).collect()
}

const INTUNE: &[u8] = include_bytes!("fixtures/intune-all-devices.csv");
const INTUNE_SWEDISH: &[u8] = include_bytes!("fixtures/intune-svensk-excel.csv");
const USERS: &[u8] = include_bytes!("fixtures/entra-users.csv");
const MEMBERS: &[u8] = include_bytes!("fixtures/Hemtjänst Södra.csv");
const GROUPS: &[u8] = include_bytes!("fixtures/entra-groups.csv");
const OWN: &[u8] = include_bytes!("fixtures/own.jsonl");

#[test]
fn intunes_export_becomes_devices_and_their_users() {
    let found = read_files(&[("devices.csv", INTUNE)], None);
    assert_eq!(
        problems(&found),
        [
            "devices.csv:5: the Device ID \"not-an-id\" is not a UUID",
            "devices.csv:6: \"31/31/2026\" is not a time (the rest of the row was taken)",
        ]
    );
    let [iphone, ipad, android, windows] = found.devices.as_slice() else { panic!("{:#?}", found.devices) };
    assert_eq!(iphone.facts.name.as_deref(), Some("NH-iPhone-0421"));
    assert_eq!(iphone.facts.enrolled_at.unwrap().0, values::time("2026-10-02T08:14:55Z").unwrap().unwrap());
    assert_eq!(
        [ipad, android, windows].map(|d| d.facts.platform.unwrap()),
        [Platform::IpadOs, Platform::Android, Platform::Windows]
    );
    assert_eq!(iphone.facts.ownership, Some(Ownership::Corporate));
    assert_eq!(android.facts.compliance, Some(Compliance::InGracePeriod));
    // B9: who enrolled a device decides, not whose it is now.
    assert_eq!(ipad.facts.primary_user.as_deref(), Some("maja.oberg@nordhamn.example"));
    assert_eq!(ipad.facts.enrolled_by.as_deref(), Some("it@nordhamn.example"));
    assert_eq!(windows.facts.primary_user.as_deref(), Some(""));
    let people: Vec<_> = found.people.list().iter().map(|u| u.upn.as_str()).collect();
    assert_eq!(
        people,
        ["maja.oberg@nordhamn.example", "it@nordhamn.example", "tomasz.kowalski@nordhamn.example"]
    );
}

#[test]
fn what_intune_does_not_know_keeps_the_value_that_is_stored() {
    let found = read_files(&[("devices.csv", INTUNE)], None);
    for device in &found.devices {
        let facts = &device.facts;
        assert_eq!(
            (facts.app_installed, facts.notifications_allowed, &facts.push_token),
            (None, None, &None)
        );
        assert_eq!(facts.enrolled, Some(true));
    }
}

#[test]
fn unknown_columns_are_noted_once_for_a_file() {
    let found = read_files(&[("devices.csv", INTUNE)], None);
    let ignored: Vec<_> = found.notes.iter().filter(|note| note.contains("no use")).collect();
    assert_eq!(
        ignored,
        ["devices.csv: ignored, Herald has no use for it: Azure AD Device ID, Wi-Fi MAC, Jailbroken"]
    );
}

#[test]
fn a_file_that_swedish_excel_saved_reads_the_same() {
    let found = read_files(&[("enheter.csv", INTUNE_SWEDISH)], None);
    assert_eq!(problems(&found), Vec::<String>::new());
    assert_eq!(found.devices.len(), 2);
    assert_eq!(found.people.list()[0].display_name.as_deref(), Some("Maja Öberg"));
    assert_eq!(found.devices[0].facts.imei, None);
    assert!(found.notes.iter().any(|note| note.contains("Windows-1252")));
    assert!(found.notes.iter().any(|note| note.contains("rounded IMEI")));
}

#[test]
fn utf_16_reads_the_same() {
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(str::from_utf8(USERS).unwrap().encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let (one, other) = (read_files(&[("u.csv", USERS)], None), read_files(&[("u.csv", &utf16)], None));
    assert_eq!(one.people.list(), other.people.list());
    assert_eq!(one.people.list().len(), 3);
}

#[test]
fn entras_users_come_with_id_and_account_state() {
    let found = read_files(&[("users.csv", USERS)], None);
    let states: Vec<_> =
        found.people.list().iter().map(|u| (u.upn.as_str(), u.enabled, u.id.is_some())).collect();
    assert_eq!(
        states,
        [
            ("maja.oberg@nordhamn.example", Some(true), true),
            ("tomasz.kowalski@nordhamn.example", Some(true), true),
            ("f.d.anstalld@nordhamn.example", Some(false), true),
        ]
    );
    assert_eq!(problems(&found), ["users.csv:5: it has no userPrincipalName"]);
}

#[test]
fn entras_members_become_a_group_named_after_the_file() {
    let found = read_files(&[("Hemtjänst Södra.csv", MEMBERS)], None);
    let [nested, group] = found.groups.list() else { panic!("{:#?}", found.groups) };
    assert_eq!(nested.name.as_deref(), Some("Nattpatrullen"));
    assert_eq!(group.name.as_deref(), Some("Hemtjänst Södra"));
    assert_eq!(group.users.as_ref().unwrap().len(), 2);
    assert_eq!((group.groups.as_ref().unwrap().len(), group.devices.as_ref().unwrap().len()), (1, 1));
    assert_eq!(
        problems(&found),
        ["Hemtjänst Södra.csv:6: a member of the type \"servicePrincipal\" gets no messages"]
    );
}

#[test]
fn a_file_of_members_whose_name_tells_nothing_needs_a_group() {
    let found = read_files(&[("exportGroupMembers_2026-10-2.csv", MEMBERS)], None);
    assert!(found.groups.list().is_empty());
    assert!(problems(&found)[0].contains("--group"));
    let found = read_files(&[("exportGroupMembers_2026-10-2.csv", MEMBERS)], Some("Hemtjänst Södra"));
    assert_eq!(found.groups.list().last().unwrap().name.as_deref(), Some("Hemtjänst Södra"));
}

#[test]
fn entras_list_of_groups_leaves_members_as_they_are() {
    let found = read_files(&[("groups.csv", GROUPS)], None);
    assert_eq!(found.groups.list().len(), 2);
    assert!(found.groups.list().iter().all(|g| g.users.is_none() && g.groups.is_none() && g.id.is_some()));
}

#[test]
fn our_own_lines_carry_nesting_and_push_state() {
    let found = read_files(&[("own.jsonl", OWN)], None);
    let names: Vec<_> = found.groups.list().iter().filter_map(|g| g.name.as_deref()).collect();
    assert_eq!(names, ["Vikarier", "Hemtjänst Södra"]);
    let facts = &found.devices[0].facts;
    assert_eq!(
        (facts.app_installed, facts.notifications_allowed, facts.play_services),
        (Some(true), Some(true), Some(false))
    );
    assert_eq!(facts.push_token.as_deref(), Some("0a1b2c"));
    assert!(found.notes.iter().any(|note| note.contains("favourite_colour")));
    assert_eq!(
        problems(&found),
        [
            "own.jsonl:4: unknown variant `printer`, expected one of `user`, `group`, `device`",
            "own.jsonl:5: not an id: expected a UUID such as 0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071",
        ]
    );
}

#[test]
fn a_document_reports_the_line_of_a_bad_record_and_takes_the_rest() {
    let document = "{\n \"users\": [\n  {\"upn\": \"a@b.example\"},\n  {\"name\": 1}\n ],\n \"groups\": [{\"name\": \"G\"}],\n \"colour\": 1}";
    let found = read_files(&[("all.json", document.as_bytes())], None);
    assert_eq!(problems(&found), ["all.json:4: missing field `upn`"]);
    assert_eq!((found.people.list().len(), found.groups.list().len()), (1, 1));
    assert!(found.notes[0].contains("colour"));
}

#[test]
fn what_is_no_known_file_is_refused_by_name() {
    let found = read_files(&[("menu.csv", b"dish,price\nsoup,40\n"), ("empty.csv", b"")], None);
    assert_eq!(
        problems(&found),
        [
            "menu.csv: its columns are neither those of Intune's devices nor of Entra's users, groups or members",
            "empty.csv: it is empty",
        ]
    );
    assert!(!read(&["/nowhere/at-all.csv".into()], None).problems.is_empty());
}

#[test]
fn a_list_of_users_wins_over_what_is_mentioned_elsewhere() {
    for order in [[("d.csv", INTUNE), ("u.csv", USERS)], [("u.csv", USERS), ("d.csv", INTUNE)]] {
        let found = read_files(&order, None);
        let maja = found.people.list().iter().find(|u| u.upn == "maja.oberg@nordhamn.example").unwrap();
        assert_eq!((maja.display_name.as_deref(), maja.enabled), (Some("Maja Öberg"), Some(true)));
        assert!(maja.id.is_some());
    }
}

#[test]
fn a_hundred_thousand_devices_are_read() {
    use std::fmt::Write;
    let mut text = String::from("Device ID,Device name,OS,Model,Last check-in,Primary user UPN\n");
    for n in 0..100_000 {
        writeln!(
            text,
            "00000000-0000-7000-8000-{n:012},D{n},iOS,iPhone 15,2026-10-02 08:14:55.0000000,u{}@x.example",
            n / 2
        )
        .unwrap();
    }
    let found = read_files(&[("devices.csv", text.as_bytes())], None);
    assert_eq!((found.devices.len(), found.people.list().len(), found.problems.len()), (100_000, 50_000, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_bytes_whatever_make_the_import_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        name in prop::sample::select(vec!["a.csv", "a.json", "a.jsonl", "Grupp.csv"]),
    ) {
        read_files(&[(name, &bytes)], None);
    }
    #[test]
    fn no_cells_whatever_make_the_import_panic(
        header in prop::sample::select(vec![
            "Device ID,OS,Last check-in,Compliance,IMEI", "id,userPrincipalName,displayName,accountEnabled,mail",
            "id;displayName;userPrincipalName;objectType;isGroup", "id,displayName,groupType,membershipType,description",
        ]),
        rows in "(([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^a-z]{0,9})?[,;\"\n=]{0,2}){0,40}",
    ) {
        read_files(&[("Grupp.csv", format!("{header}\n{rows}").as_bytes())], None);
    }
    #[test]
    fn no_json_whatever_makes_the_import_panic(
        text in r#"(\{|\}|\[|\]|,|:|"users"|"groups"|"group"|"device"|"upn"|"name"|"id"|"a@b"|1|null|\n){0,60}"#,
    ) {
        read_files(&[("a.json", text.as_bytes())], None);
    }
}
