use super::*;
use herald_domain::delivery::{Counts, Target};

fn message(n: u64) -> MessageId {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}
fn sent(n: u64) -> State {
    State::Sent { message: message(n) }
}
fn begun(keys: &[&str]) -> Shelf {
    let mut shelf = Shelf::default();
    for (at, key) in (0i64..).zip(keys) {
        shelf.begin(key, Recipient::Groups(3), None, Timestamp(at));
    }
    shelf
}
fn record(n: u64, status: MessageStatus) -> SendRecord {
    SendRecord {
        id: message(n),
        status,
        at: Timestamp(0),
        finished_at: None,
        by: "Astrid".into(),
        target: Target::Groups { names: vec!["A".into()] },
        counts: Counts { accepted: 5, trying: 2, ..Counts::default() },
    }
}

#[test]
fn b21_a_send_appears_at_once_and_changes_in_place() {
    let mut shelf = begun(&["a", "b"]);
    assert_eq!(shelf.notices.iter().map(|n| n.key.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    shelf.settle("a", sent(1));
    assert_eq!(shelf.notices[1].state, sent(1));
    assert_eq!((shelf.notices.len(), shelf.toasts.len(), shelf.unread()), (2, 2, 2));
}

#[test]
fn b21_a_second_attempt_changes_the_same_notice() {
    let mut shelf = begun(&["a"]);
    shelf.settle("a", State::Failed { error: AppError::Offline });
    shelf.begin("a", Recipient::Groups(3), None, Timestamp(9));
    shelf.settle("a", sent(1));
    assert_eq!((shelf.notices.len(), &shelf.notices[0].state, shelf.toasts.len()), (1, &sent(1), 1));
}

#[test]
fn b21_a_closed_toast_comes_back_with_the_news() {
    let mut shelf = begun(&["a"]);
    shelf.close_toast("a");
    assert!(shelf.toasts.is_empty());
    shelf.settle("a", State::Failed { error: AppError::Offline });
    assert_eq!(shelf.toasts, ["a"]);
}

#[test]
fn b21_a_dismissed_send_stays_away() {
    let mut shelf = begun(&["a"]);
    shelf.dismiss("a");
    shelf.settle("a", sent(1));
    assert_eq!(shelf, Shelf::default());
}

#[test]
fn at_most_three_toasts_and_twenty_notices() {
    let keys: Vec<String> = (0..25).map(|n| n.to_string()).collect();
    let shelf = begun(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((shelf.toasts.len(), shelf.notices.len()), (TOASTS_MAX, NOTICES_MAX));
}

#[test]
fn opening_the_bell_reads_everything_and_dismiss_all_empties_it() {
    let mut shelf = begun(&["a"]);
    shelf.read_all();
    assert_eq!((shelf.unread(), shelf.notices.len()), (0, 1));
    shelf.dismiss_all();
    assert_eq!(shelf, Shelf::default());
}

#[test]
fn progress_is_asked_for_until_a_message_is_finished() {
    let mut shelf = begun(&["a"]);
    assert_eq!(shelf.unfinished(), []);
    shelf.settle("a", sent(1));
    assert_eq!(shelf.unfinished(), [message(1)]);
    shelf.progress(&[message(1)], &[record(1, MessageStatus::Sending)]);
    assert_eq!(shelf.unfinished(), [message(1)]);
    shelf.progress(&[message(1)], &[record(1, MessageStatus::Finished)]);
    assert_eq!(shelf.unfinished(), []);
}

#[test]
fn an_act_of_several_devices_is_followed_under_its_own_id_unless_nobody_got_it() {
    let mut shelf = begun(&["some", "none"]);
    shelf.settle("some", State::SentSome { sent: 2, act: message(7) });
    shelf.settle("none", State::SentSome { sent: 0, act: message(8) });
    assert_eq!(shelf.unfinished(), [message(7)]);
    shelf.progress(&[message(7)], &[record(7, MessageStatus::Finished)]);
    assert_eq!(shelf.unfinished(), []);
    assert_eq!(shelf.notice("some").unwrap().progress.as_ref().unwrap().counts.accepted, 5);
}

#[test]
fn a_message_that_the_server_forgot_is_not_asked_for_for_ever() {
    let mut shelf = begun(&["a"]);
    shelf.settle("a", sent(1));
    shelf.progress(&[message(1)], &[]);
    assert_eq!(shelf.unfinished(), []);
}

#[test]
fn b21_the_next_page_keeps_what_was_sent_its_text_and_its_toast() {
    let mut shelf = Shelf::default();
    let device = Recipient::Device {
        id: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
        name: "NHK-1".into(),
    };
    let text = Some(Draft { title: "Update".into(), body: "Restart.".into() });
    shelf.begin("a", device, text.clone(), Timestamp(1));
    shelf.settle("a", sent(1));
    shelf.begin("b", Recipient::Groups(1), None, Timestamp(2));
    let stored = serde_json::to_string(&shelf).unwrap();
    let back = serde_json::from_str::<Shelf>(&stored).unwrap().after_reload();
    assert_eq!((&back.notices[1].state, &back.notices[1].text), (&sent(1), &text));
    assert_eq!(back.toasts, ["a", "b"]);
}

#[test]
fn b20_of_a_send_that_was_on_its_way_the_next_page_says_that_the_end_is_unknown() {
    let mut shelf = begun(&["a"]);
    shelf.read_all();
    let mut next = shelf.after_reload();
    assert_eq!(
        (&next.notices[0].state, next.unread(), &next.toasts[..]),
        (&State::Unknown, 1, &["a".to_owned()][..])
    );
    assert_eq!(next.unfinished(), []);
    // The form was kept with its key, so sending again is the same send.
    next.begin("a", Recipient::Groups(3), None, Timestamp(9));
    next.settle("a", sent(1));
    assert_eq!((next.notices.len(), &next.notices[0].state), (1, &sent(1)));
}

#[test]
fn b21_a_toast_is_told_once_and_comes_back_only_with_news_or_unseen() {
    let mut shelf = begun(&["seen", "unseen"]);
    shelf.settle("seen", sent(1));
    shelf.settle("unseen", sent(2));
    shelf.tell("seen");
    shelf.tell("closed before");
    assert_eq!(shelf.toasts.len(), 2, "it stays on this page until its time is up");
    let mut next = shelf.after_reload();
    assert_eq!((&next.toasts[..], next.notices.len()), (&["unseen".to_owned()][..], 2));
    next.tell("unseen");
    next.settle("seen", State::Failed { error: AppError::Offline });
    next.settle("unseen", sent(2));
    assert_eq!(next.after_reload().toasts, ["unseen", "seen"]);
}
