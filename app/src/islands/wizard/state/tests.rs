use super::*;
use herald_domain::{Timestamp, text::Problem};

fn group(n: usize) -> GroupId {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}
fn written() -> Wizard {
    Wizard { draft: Draft { title: "Snow".into(), body: "City hall closes.".into() }, ..Wizard::default() }
}
fn reviewed() -> Wizard {
    written().apply(Action::Next).apply(Action::Add(group(1))).apply(Action::Next)
}
fn create(state: Wizard, key: &str) -> Wizard {
    state.apply(Action::Create { fresh_key: key.into() })
}
fn posted(fields: &[(&str, &str)], error: Option<AppError>) -> Wizard {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Wizard::from_posted(&Posted { fields, error, resumed: false })
}

#[test]
fn b6_next_leads_through_basics_assignments_and_review() {
    let state = written();
    assert_eq!(state.step, Step::Basics);
    let state = state.apply(Action::Next);
    assert_eq!(state.step, Step::Assignments);
    let state = state.apply(Action::Add(group(1))).apply(Action::Next);
    assert_eq!(state.step, Step::Review);
    assert_eq!(state.apply(Action::Next).step, Step::Review);
}

#[test]
fn b6_next_does_not_pass_a_step_with_errors() {
    let state = Wizard::default().apply(Action::Next);
    assert_eq!((state.step, state.complaining), (Step::Basics, true));
    let state = written().apply(Action::Next).apply(Action::Next);
    assert_eq!((state.step, state.complaining), (Step::Assignments, true));
    assert_eq!(state.selection_problem(), Some(SelectionProblem::Empty));
}

#[test]
fn b6_previous_goes_back_and_loses_nothing() {
    let there = reviewed();
    let back = there.clone().apply(Action::Previous).apply(Action::Previous).apply(Action::Previous);
    assert_eq!(back.step, Step::Basics);
    assert_eq!((back.draft, back.groups), (there.draft, there.groups));
}

#[test]
fn b6_previous_leaves_a_step_with_errors_without_a_word() {
    let state = written().apply(Action::Next).apply(Action::Next).apply(Action::Previous);
    assert_eq!((state.step, state.complaining), (Step::Basics, false));
}

#[test]
fn b6_a_jump_forward_stops_at_the_first_step_with_problems() {
    let state = Wizard::default().apply(Action::Go(Step::Review));
    assert_eq!((state.step, state.complaining), (Step::Basics, true));
    let state = written().apply(Action::Go(Step::Review));
    assert_eq!((state.step, state.complaining), (Step::Assignments, true));
    assert_eq!(reviewed().apply(Action::Go(Step::Basics)).step, Step::Basics);
}

#[test]
fn b4_all_problems_of_both_fields_are_there_at_once() {
    let state = Wizard::default().apply(Action::Write(Field::Title, "x".repeat(61)));
    let problems: Vec<_> = state.text_problems().into_iter().map(|p| (p.field, p.problem)).collect();
    assert_eq!(problems, [(Field::Title, Problem::TooLong { excess: 11 }), (Field::Body, Problem::Empty)]);
}

#[test]
fn b8_a_group_counts_once_and_the_twenty_sixth_is_not_taken() {
    let state = (0..25).chain(0..25).fold(written(), |state, n| state.apply(Action::Add(group(n))));
    assert_eq!(state.groups.len(), 25);
    assert_eq!(state.clone().apply(Action::Add(group(99))), state);
    assert_eq!(state.apply(Action::Remove(group(3))).groups.len(), 24);
}

#[test]
fn b8_too_many_groups_in_a_posted_form_are_shown_and_refused() {
    let ids: Vec<String> = (0..26).map(|n| group(n).into_string()).collect();
    let mut fields = vec![("step", "2"), ("title", "Snow"), ("body", "Closed."), ("go", "next")];
    fields.extend(ids.iter().map(|id| ("group", id.as_str())));
    let state = posted(&fields, None);
    assert_eq!((state.step, state.complaining, state.groups.len()), (Step::Assignments, true, 26));
}

#[test]
fn b20_a_second_create_of_the_same_message_has_the_same_key() {
    let first = create(reviewed(), "k1");
    assert_eq!((first.key.as_str(), first.attempted.is_some()), ("k1", true));
    let again = create(first.apply(Action::Refused(AppError::Offline)), "k2");
    assert_eq!(again.key, "k1");
}

#[test]
fn b20_a_changed_message_gets_a_key_of_its_own() {
    let tried = create(reviewed(), "k1").apply(Action::Refused(AppError::Offline));
    for change in [Action::Write(Field::Body, "City hall stays open.".into()), Action::Add(group(2))] {
        assert_eq!(create(tried.clone().apply(change), "k2").key, "k2");
    }
    let other_groups = tried.clone().apply(Action::Add(group(2))).apply(Action::Remove(group(1)));
    assert_eq!(create(other_groups, "k2").key, "k2");
    let untouched =
        tried.clone().apply(Action::Write(Field::Title, "Snow".into())).apply(Action::Add(group(1)));
    assert_eq!(create(untouched, "k2").key, "k1");
    let and_back =
        tried.clone().apply(Action::Write(Field::Title, "Ice".into())).apply(Action::Remove(group(1)));
    let and_back =
        and_back.apply(Action::Add(group(1))).apply(Action::Write(Field::Title, " Snow\r\n".into()));
    assert_eq!(create(and_back, "k2").key, "k1", "what the server takes is the same as before");
}

#[test]
fn b20_a_key_that_was_used_for_another_audience_is_given_up() {
    let state = create(reviewed(), "k1").apply(Action::Refused(AppError::Conflict));
    assert_eq!(create(state, "k2").key, "k2");
}

#[test]
fn create_does_not_pass_problems_either() {
    let state = create(Wizard { step: Step::Review, ..Wizard::default() }, "k");
    assert_eq!((state.step, state.complaining, state.attempted.is_some()), (Step::Basics, true, false));
}

#[test]
fn b19_a_refused_message_stays_on_review_with_all_that_was_typed() {
    let state = create(reviewed(), "k1");
    let limit = AppError::LimitReached { max: 25, next_free: Timestamp(0) };
    let after = state.clone().apply(Action::Refused(limit));
    assert_eq!(after, state);
}

#[test]
fn b35_the_servers_verdict_leads_to_the_step_that_it_is_about() {
    let text = AppError::InvalidText { problems: vec![] };
    let state = create(reviewed(), "k").apply(Action::Refused(text));
    assert_eq!((state.step, state.complaining), (Step::Basics, true));
    let selection = AppError::InvalidSelection { problem: SelectionProblem::Empty };
    let state = create(reviewed(), "k").apply(Action::Refused(selection));
    assert_eq!((state.step, state.complaining), (Step::Assignments, true));
}

#[test]
fn after_create_there_is_an_empty_form() {
    assert_eq!(create(reviewed(), "k").apply(Action::Sent), Wizard::default());
}

#[test]
fn b34_a_posted_form_walks_the_same_steps_as_the_browser() {
    let text = [("title", "Snow"), ("body", "City hall closes.")];
    let id = group(1).into_string();
    let with = |more: &[(&'static str, &str)]| {
        let fields: Vec<(&str, &str)> = text.into_iter().chain(more.iter().copied()).collect();
        posted(&fields, None)
    };
    assert_eq!(with(&[("step", "1"), ("go", "next")]), written().apply(Action::Next));
    let added = with(&[("step", "2"), ("add", &id)]);
    assert_eq!(added, written().apply(Action::Next).apply(Action::Add(group(1))));
    assert_eq!(with(&[("step", "2"), ("group", &id), ("remove", &id)]).groups, []);
    assert_eq!(with(&[("step", "2"), ("group", &id), ("go", "next")]), reviewed());
    assert_eq!(with(&[("step", "3"), ("group", &id), ("go", "previous")]).step, Step::Assignments);
    assert_eq!(with(&[("step", "3"), ("group", &id), ("go", "step-1")]).step, Step::Basics);
    let searched = with(&[("step", "2"), ("search", "hem"), ("go", "search")]);
    assert_eq!((searched.step, searched.search.as_str()), (Step::Assignments, "hem"));
}

#[test]
fn b20_a_posted_form_that_failed_keeps_its_key_and_one_that_walks_on_gets_a_new_one() {
    let id = group(1).into_string();
    let fields = [
        ("step", "3"),
        ("title", "a"),
        ("body", "b"),
        ("group", id.as_str()),
        ("key", "k1"),
        ("go", "create"),
    ];
    assert_eq!(posted(&fields, Some(AppError::Internal { reference: String::new() })).key, "k1");
    let fields = [
        ("step", "3"),
        ("title", "a"),
        ("body", "b"),
        ("group", id.as_str()),
        ("key", "k1"),
        ("go", "previous"),
    ];
    assert_eq!(posted(&fields, None).key, "");
}

#[test]
fn b35_a_mangled_form_is_a_first_step_and_no_crash() {
    let state = posted(&[("step", "9"), ("group", "../etc"), ("add", "x"), ("go", "fly")], None);
    assert_eq!(state, Wizard::default());
}

#[test]
fn half_a_message_is_something_to_lose() {
    assert!(Wizard::default().is_blank());
    assert!(Wizard::default().apply(Action::Write(Field::Body, " \n".into())).is_blank());
    assert!(!Wizard::default().apply(Action::Write(Field::Title, "S".into())).is_blank());
    assert!(!Wizard::default().apply(Action::Add(group(1))).is_blank());
}

#[test]
fn b22_no_debug_output_shows_the_text() {
    assert!(!format!("{:?}", written()).contains("Snow"));
}

#[test]
fn a_draft_survives_the_tabs_storage() {
    let state = create(reviewed(), "k");
    let stored = serde_json::to_string(&state).unwrap();
    assert_eq!(serde_json::from_str::<Wizard>(&stored).unwrap(), state);
}

#[test]
fn b8_a_link_can_choose_groups_each_once_and_at_most_25() {
    let state = Wizard::for_groups([group(1), group(2), group(1)]);
    assert_eq!((state.step, state.groups), (Step::Basics, vec![group(1), group(2)]));
    assert_eq!(Wizard::for_groups((0..30).map(group)).groups.len(), 25);
}
