use super::*;

fn group(n: u64) -> GroupRow {
    GroupRow {
        id: format!("00000000-0000-7000-8000-{n:012}").parse().unwrap(),
        name: format!("Hemtjänst {n}"),
        description: String::new(),
        users: n,
        groups: 0,
        devices: 0,
        transitive_users: Some(n * 100),
    }
}
fn rendered(chosen: Vec<GroupId>, full: bool) -> String {
    Owner::new().with(|| {
        let search = RwSignal::new("hem".to_owned());
        let results = Signal::stored(vec![group(1), group(2)]);
        let (chosen, full, busy) = (Signal::stored(chosen), Signal::stored(full), Signal::stored(false));
        let status = Signal::stored("2 groups match “hem”.".to_owned());
        view! { <GroupPicker search results chosen full busy status on_toggle=Callback::new(|_| ())/> }
            .to_html()
    })
}

#[test]
fn b34_without_script_every_group_is_a_button_that_includes_it_or_gives_it_up() {
    let html = rendered(vec![group(2).id], false);
    assert!(html.contains(&format!("name=\"add\" value=\"{}\"", group(1).id)), "{html}");
    assert!(html.contains(&format!("name=\"remove\" value=\"{}\"", group(2).id)), "{html}");
    assert!(html.contains("name=\"search\"") && html.contains("value=\"hem\""), "{html}");
}

#[test]
fn b8_with_twenty_five_chosen_the_rest_cannot_be_added_but_the_chosen_can_go() {
    let html = rendered(vec![group(2).id], true);
    let button =
        |id: &GroupId| html.split("<button").find(|part| part.contains(id.as_str())).unwrap().to_owned();
    assert!(button(&group(1).id).split('>').next().unwrap().contains("disabled"));
    assert!(!button(&group(2).id).split('>').next().unwrap().contains("disabled"));
}

#[test]
fn a_group_shows_its_people_counted_through_nested_groups() {
    let html = rendered(vec![], false);
    // Between erased views stand empty comments, by which the browser finds its places.
    let html = html.replace("<!>", "");
    assert!(html.contains("200 members") && html.contains("<mark>Hem</mark>"), "{html}");
}

#[test]
fn b9_a_group_of_devices_says_so() {
    let meta = |row: GroupRow| Owner::new().with(|| group_meta(&row));
    assert_eq!(meta(GroupRow { users: 0, devices: 3, ..group(1) }), "Devices only");
    assert_eq!(meta(GroupRow { groups: 2, devices: 1, ..group(1) }), "2 nested groups · 1 device, ignored");
    assert_eq!(meta(GroupRow { description: "Assigned".into(), ..group(1) }), "Assigned");
}
