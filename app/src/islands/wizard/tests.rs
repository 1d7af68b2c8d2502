use super::*;
use crate::{
    components::refusal::{To, refusal},
    context::Zone,
    posted::Posted,
    tab,
    texts::{Language, Texts},
};
use herald_domain::{
    Timestamp,
    audience::{Forecast, Reach, Share},
    device::Unreachable,
    directory::GroupRow,
    limits::Quota,
    permission::Permission,
    text::{Draft, Field},
};

/// What a reader reads: the text between the tags.
fn read(html: &str) -> String {
    let mut out = String::new();
    let mut inside = true;
    for c in html.chars() {
        match c {
            '<' => inside = false,
            '>' => inside = true,
            c if inside => out.push(c),
            _ => {}
        }
    }
    out
}
fn group() -> herald_domain::ids::GroupId {
    "00000000-0000-7000-8000-000000000001".parse().unwrap()
}
fn state(step: Step) -> Wizard {
    Wizard {
        step,
        draft: Draft { title: "Snow <today>".into(), body: "City hall\ncloses.".into() },
        groups: vec![group()],
        ..Wizard::default()
    }
}
fn opening(reach: Option<Reach>) -> Opening {
    let json = serde_json::json!({
        "chosen": rows(),
        "found": null,
        "reach": reach.map(|reach| Ok::<_, AppError>(forecast(reach))),
        "counted_at": 14 * 3_600_000 + 60_000,
        "sent": null,
    });
    serde_json::from_value(json).unwrap()
}
fn failed(error: AppError) -> Opening {
    let json = serde_json::json!({"chosen": rows(), "found": null, "reach": Err::<Forecast, _>(error), "counted_at": null, "sent": null});
    serde_json::from_value(json).unwrap()
}
/// What is known of [`group`].
fn rows() -> Vec<GroupRow> {
    let json = serde_json::json!([{
        "id": group(), "name": "Hemtjänst Södra", "description": "", "users": 3, "groups": 2, "devices": 0,
        "transitive_users": 301,
    }]);
    serde_json::from_value(json).unwrap()
}
fn forecast(reach: Reach) -> Forecast {
    let share = Share { group: group(), members: 301, people: 286, devices: 327 };
    Forecast { reach, groups: vec![share], in_several: 33 }
}
fn calm() -> Quota {
    Quota { max: 25, used: 12, next_free: None, oldest_frees: None }
}
fn reach() -> Reach {
    Reach {
        members: 1_298,
        people: 1_204,
        ios: 812,
        android: 565,
        unreachable: vec![(Unreachable::AppNotInstalled, 27)],
        ignored_devices: 4,
    }
}
/// The wizard, as the server renders it.
fn rendered(start: Wizard, opening: Option<Opening>, quota: Quota, error: Option<AppError>) -> String {
    render(start, opening, quota, error, false)
}
fn render(
    start: Wizard,
    opening: Option<Opening>,
    quota: Quota,
    error: Option<AppError>,
    is_answer: bool,
) -> String {
    Owner::new().with(|| {
        let drawings = Drawings::of(&start.draft);
        if let Some(opening) = opening {
            provide_context(opening);
        }
        let (page_key, quota) = (tab::fresh_key(), Some(quota));
        let known = if start.groups.is_empty() { Vec::new() } else { rows() };
        let chosen = Some(known.into_iter().map(|row| (row.id, row.name)).collect());
        provide_context(WizardGiven { start, error, is_answer, page_key, quota, chosen, drawings });
        view! { <MessageWizard/> }.to_html()
    })
}

#[test]
fn b5_the_first_step_shows_the_warning() {
    let text = read(&rendered(Wizard::default(), None, calm(), None));
    assert!(text.contains("might be visible on lock screens and to other apps on Android"), "{text}");
}

#[test]
fn b4_errors_stand_in_the_summary_and_at_their_fields() {
    let start = Wizard::default().apply(Action::Write(Field::Title, "x".repeat(61))).apply(Action::Next);
    let html = rendered(start, Some(opening(None)), calm(), None);
    let text = read(&html);
    assert!(text.contains("Fix two problems to continue"), "{text}");
    assert_eq!(text.matches("Shorten the title by 11 characters.").count(), 2, "{text}");
    assert_eq!(text.matches("Enter a body.").count(), 2, "{text}");
    assert!(html.contains("href=\"#title\"") && html.contains("href=\"#body\""), "{html}");
    assert!(html.contains("stepper__step--error"), "{html}");
}

#[test]
fn b13_review_shows_everything_chosen_and_whom_it_reaches() {
    let text = read(&rendered(state(Step::Review), Some(opening(Some(reach()))), calm(), None));
    for part in [
        "Will reach 1,204 people on 1,377 devices",
        "812 iOS and iPadOS",
        "565 Android",
        "27 not reached",
        "App not installed",
        "4 devices are themselves members of these groups",
        "Snow &lt;today&gt;",
        "City hall\ncloses.",
        "Included groups (1 of 25)",
        "Hemtjänst Södra · 301",
        "This is message 13 of 25. 12 are left after it.",
        "Counted at 14:01 UTC from the current members",
        "can’t be recalled. Delivery isn’t guaranteed",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn b19_a_full_hour_says_when_the_next_place_is_free() {
    let full = Quota { used: 25, next_free: Some(Timestamp(14 * 3_600_000 + 37 * 60_000)), ..calm() };
    let text = read(&rendered(state(Step::Review), Some(opening(Some(reach()))), full, None));
    assert!(text.contains("The next message can be sent at 14:37 UTC."), "{text}");
}

#[test]
fn b19_what_is_left_comes_with_the_time_of_the_next_place_in_every_step() {
    let some = Quota { oldest_frees: Some(Timestamp(14 * 3_600_000 + 37 * 60_000)), ..calm() };
    for step in [Step::Basics, Step::Assignments] {
        let text = read(&rendered(state(step), Some(opening(None)), some, None));
        assert!(text.contains("13 left. The next one frees up at 14:37 UTC."), "{text}");
    }
    let text = read(&rendered(state(Step::Review), Some(opening(Some(reach()))), some, None));
    assert!(text.contains("12 are left after it. The next one frees up at 14:37 UTC."), "{text}");
}

#[test]
fn b13_a_count_that_failed_says_so_and_can_be_asked_for_again_without_script_too() {
    for step in [Step::Assignments, Step::Review] {
        let html = rendered(state(step), Some(failed(AppError::Offline)), calm(), None);
        let text = read(&html);
        assert!(text.contains("Check your connection") && text.contains("Try again"), "{text}");
        assert!(!text.contains("Counted at"), "{text}");
        let again = html.split("<button").find(|button| button.contains(">Try again")).unwrap();
        assert!(again.contains(&format!("name=\"go\" value=\"{}\"", step.go())), "{again}");
    }
}

#[test]
fn b6_a_first_step_with_groups_of_the_address_needs_no_further_part() {
    let html = rendered(Wizard::for_groups([group()]), None, calm(), None);
    let text = read(&html);
    assert!(text.contains("Included groups (1 of 25)Hemtjänst Södra"), "{text}");
    assert!(html.contains(&format!("name=\"group\" value=\"{}\"", group())), "{html}");
    let unknown = "00000000-0000-7000-8000-000000000002".parse().unwrap();
    let text = read(&rendered(Wizard::for_groups([group(), unknown]), None, calm(), None));
    assert!(text.contains("A group in the address is not chosen") && text.contains("(1 of 25)"), "{text}");
}

#[test]
fn b19_a_refusal_names_the_limit_and_keeps_everything() {
    let error = AppError::LimitReached { max: 25, next_free: Timestamp(14 * 3_600_000 + 37 * 60_000) };
    let html = rendered(state(Step::Review), Some(opening(Some(reach()))), calm(), Some(error));
    let text = read(&html);
    assert!(
        text.contains("The hourly limit of 25 is reached. The next message can be sent at 14:37 UTC."),
        "{text}"
    );
    assert!(html.contains("name=\"title\" value=\"Snow &lt;today&gt;\""), "{html}");
    assert!(html.contains(&format!("name=\"group\" value=\"{}\"", group())), "{html}");
}

#[test]
fn b34_each_step_carries_what_it_does_not_show() {
    for step in [Step::Assignments, Step::Review] {
        let html = rendered(state(step), Some(opening(Some(reach()))), calm(), None);
        for name in ["step", "key", "title", "body", "group"] {
            let input = format!("type=\"hidden\" name=\"{name}\"");
            assert_eq!(html.matches(&input).count(), 1, "{name}: {html}");
        }
    }
    let html = rendered(state(Step::Basics), Some(opening(None)), calm(), None);
    assert_eq!((html.matches("name=\"title\"").count(), html.matches("name=\"body\"").count()), (1, 1));
}

#[test]
fn b20_every_rendered_page_has_a_key_and_a_failed_one_keeps_its_own() {
    let key = |html: &str| {
        html.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let [one, two] =
        [(), ()].map(|()| key(&rendered(state(Step::Review), Some(opening(None)), calm(), None)));
    assert!(one.len() == 32 && one != two, "{one} {two}");
    let failed = Posted {
        fields: [("step", "3"), ("title", "a"), ("body", "b"), ("key", "k1"), ("group", group().as_str())]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        error: Some(AppError::Internal { reference: "r".into() }),
        resumed: false,
    };
    assert_eq!(key(&rendered(Wizard::from_posted(&failed), Some(opening(None)), calm(), None)), "k1");
}

#[test]
fn b8_assignments_lists_the_chosen_groups_with_a_way_to_remove_each() {
    let html = rendered(state(Step::Assignments), Some(opening(Some(reach()))), calm(), None);
    let text = read(&html);
    assert!(text.contains("1 of 25") && text.contains("Hemtjänst Södra") && text.contains("301"), "{text}");
    assert!(html.contains(&format!("name=\"remove\" value=\"{}\"", group())), "{html}");
    assert!(text.contains("1,204of 1,298 people, on 1,377 devices"), "{text}");
}

#[test]
fn b13_assignments_says_what_each_group_adds_and_that_people_are_counted_once() {
    let text = read(&rendered(state(Step::Assignments), Some(opening(Some(reach()))), calm(), None));
    assert!(text.contains("MembersPeople reachedDevices") && text.contains("301286327"), "{text}");
    assert!(text.contains("33 people are in more than one group and counted once"), "{text}");
    let uncounted = read(&rendered(state(Step::Assignments), Some(opening(None)), calm(), None));
    assert!(uncounted.contains("301––"), "{uncounted}");
}

#[test]
fn b8_a_posted_group_that_nobody_knows_stays_until_it_is_removed() {
    let known = group();
    let unknown = "00000000-0000-7000-8000-000000000002";
    let posted =
        [("step", "2"), ("title", "a"), ("body", "b"), ("group", known.as_str()), ("group", unknown)];
    let posted = Posted {
        fields: posted.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        ..Posted::default()
    };
    let html = render(Wizard::from_posted(&posted), Some(opening(Some(reach()))), calm(), None, true);
    let text = read(&html);
    assert!(text.contains("2 of 25") && !text.contains("in the address"), "{text}");
    assert!(html.contains(&format!("name=\"remove\" value=\"{unknown}\"")), "{html}");
    let html = render(Wizard::from_posted(&posted), Some(opening(Some(reach()))), calm(), None, false);
    assert!(read(&html).contains("1 of 25") && !html.contains(unknown), "of the address: {html}");
}

#[test]
fn b13_a_message_to_nobody_says_so() {
    let text = read(&rendered(state(Step::Review), Some(opening(Some(Reach::default()))), calm(), None));
    assert!(text.contains("This message would reach nobody."), "{text}");
}

#[test]
fn b33_the_labels_are_those_of_the_reference_in_both_languages() {
    let labels = |language| {
        let texts = Texts::of(language);
        let w = &texts.wizard;
        [
            w.basics,
            w.assignments,
            w.review,
            w.field_title,
            w.field_body,
            w.next,
            w.previous,
            w.create,
            w.title,
        ]
    };
    assert_eq!(
        labels(Language::English),
        [
            "Basics",
            "Assignments",
            "Review + create",
            "Title",
            "Body",
            "Next",
            "Previous",
            "Create",
            "Send custom notification"
        ]
    );
    assert_eq!(
        labels(Language::Swedish),
        [
            "Grundläggande",
            "Tilldelningar",
            "Granska + skapa",
            "Rubrik",
            "Brödtext",
            "Nästa",
            "Föregående",
            "Skapa",
            "Skicka anpassad notis"
        ]
    );
    let swedish = &Texts::of(Language::Swedish).frame;
    assert_eq!(swedish.tenant_administration, "Administration av klientorganisation");
    assert_eq!(swedish.custom_notifications, "Anpassade meddelanden");
}

#[test]
fn b29_a_refusal_for_want_of_a_permission_names_it() {
    let error = AppError::Forbidden { permission: Permission::OrganizationUpdate };
    let said = refusal(&error, To::Groups, Zone::Utc, Texts::of(Language::English));
    assert!(said.contains("Organization / Update"), "{said}");
}
