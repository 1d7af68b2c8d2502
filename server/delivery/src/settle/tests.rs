use super::*;
use proptest::prelude::*;
use std::time::Duration;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn recipient(n: usize) -> BatchRecipient {
    BatchRecipient {
        device: format!("00000000-0000-7000-8000-{n:012x}").parse().unwrap(),
        token: format!("token-{n}"),
        registered_at: Timestamp(0),
    }
}
fn settled(number: u32, fates: Vec<Fate>) -> BatchResult {
    let attempt = Attempt { number, now: NOW, expires_at: NOW.plus_ms(86_400_000) };
    let fates = fates.into_iter().enumerate().map(|(n, fate)| (recipient(n), fate));
    settle(&Policy::default(), attempt, fates, &mut StdRng::seed_from_u64(3))
}
fn answered(outcome: Outcome) -> Fate {
    Fate::Answered(outcome)
}
fn unavailable() -> Fate {
    answered(Outcome::Unavailable { retry_after: None })
}
fn throttled(seconds: u64) -> Fate {
    answered(Outcome::Throttled { retry_after: Some(Duration::from_secs(seconds)) })
}
fn rejected(reason: &str) -> Fate {
    answered(Outcome::Rejected { reason: reason.into() })
}

#[test]
fn b23_final_outcomes_are_counted_by_reason() {
    let result = settled(
        0,
        vec![
            answered(Outcome::Accepted),
            rejected("PayloadTooLarge"),
            answered(Outcome::Accepted),
            rejected("BadTopic"),
            rejected("PayloadTooLarge"),
            Fate::TooLate,
        ],
    );
    assert_eq!((result.accepted, result.expired), (2, 1));
    assert_eq!(result.rejected, [("BadTopic".to_owned(), 1), ("PayloadTooLarge".to_owned(), 2)]);
    assert!(result.retry.is_empty() && result.retired.is_empty());
}

#[test]
fn b26_a_retired_token_counts_as_rejected_and_names_its_device() {
    let verdict = Outcome::Unregistered { reason: "Unregistered".into(), since: Some(Timestamp(77)) };
    let result = settled(0, vec![answered(Outcome::Accepted), answered(verdict)]);
    assert_eq!(result.rejected, [("Unregistered".to_owned(), 1)]);
    let [retired] = &result.retired[..] else { panic!("{result:?}") };
    assert_eq!(
        (&retired.device, retired.token.as_str(), retired.since),
        (&recipient(1).device, "token-1", Timestamp(77))
    );
}

#[test]
fn what_failed_together_stays_in_one_batch() {
    let result = settled(4, vec![unavailable(); 500]);
    let [retry] = &result.retry[..] else { panic!("{} batches", result.retry.len()) };
    assert_eq!((retry.recipients.len(), retry.attempt), (500, 5));
}

#[test]
fn many_different_waits_make_few_batches_and_none_is_undercut() {
    let result = settled(0, (0..500).map(|n| throttled(n * 100)).collect());
    assert!(result.retry.len() <= 17, "{} batches", result.retry.len());
    for retry in &result.retry {
        for recipient in &retry.recipients {
            let asked: i64 =
                recipient.token.strip_prefix("token-").unwrap().parse::<i64>().unwrap() * 100_000;
            let waits = retry.due_at.since(NOW);
            assert!(waits >= asked, "{waits} < {asked}");
            assert!(waits <= 2 * (asked + 2_000), "{waits} for {asked}");
        }
    }
}

#[test]
fn one_absurd_wait_harms_no_other_delivery() {
    let result = settled(0, vec![throttled(10), throttled(1_000_000_000), throttled(10)]);
    assert_eq!(result.expired, 1);
    let [retry] = &result.retry[..] else { panic!("{result:?}") };
    assert_eq!(retry.recipients, [recipient(0), recipient(2)]);
    assert!(retry.due_at.since(NOW) <= 12_000);
}

#[test]
fn what_was_not_tried_is_due_at_once_and_loses_no_attempt() {
    let result = settled(3, vec![Fate::Untried, answered(Outcome::Accepted), Fate::Untried]);
    let [retry] = &result.retry[..] else { panic!("{result:?}") };
    assert_eq!((retry.due_at, retry.attempt), (NOW, 3));
    assert_eq!(retry.recipients, [recipient(0), recipient(2)]);
}

#[test]
fn a_reason_of_any_length_is_cut_at_a_character() {
    let result = settled(0, vec![rejected(&"å".repeat(5_000)), rejected(&format!("x{}", "å".repeat(5_000)))]);
    assert_eq!(result.rejected, [(format!("x{}", "å".repeat(49)), 1), ("å".repeat(50), 1)]);
}

fn fate() -> impl Strategy<Value = Fate> {
    let after = prop::option::of((0_u64..=200_000).prop_map(Duration::from_secs));
    prop_oneof![
        Just(Fate::TooLate),
        Just(Fate::Untried),
        Just(answered(Outcome::Accepted)),
        "[a-zA-Z]{0,20}".prop_map(|reason| answered(Outcome::Rejected { reason })),
        Just(answered(Outcome::Unregistered { reason: "Unregistered".into(), since: None })),
        Just(answered(Outcome::Misconfigured { reason: "Forbidden".into() })),
        after.clone().prop_map(|retry_after| answered(Outcome::Throttled { retry_after })),
        after.prop_map(|retry_after| answered(Outcome::Unavailable { retry_after })),
    ]
}

proptest! {
    // B23: the counts that are shown must add up, so no recipient may vanish or count twice.
    #[test]
    fn b23_every_recipient_ends_in_exactly_one_place(
        fates in prop::collection::vec(fate(), 1..200), attempt in 0_u32.., left in -1_000_i64..200_000_000, seed: u64,
    ) {
        let devices = fates.len();
        let attempt = Attempt { number: attempt, now: NOW, expires_at: NOW.plus_ms(left) };
        let fates = fates.into_iter().enumerate().map(|(n, fate)| (recipient(n), fate));
        let result = settle(&Policy::default(), attempt, fates, &mut StdRng::seed_from_u64(seed));

        let refused: u64 = result.rejected.iter().map(|(_, n)| n).sum();
        let again: usize = result.retry.iter().map(|retry| retry.recipients.len()).sum();
        prop_assert_eq!(result.accepted + refused + result.expired + again as u64, devices as u64);
        prop_assert!(result.retired.len() as u64 <= refused);
        let mut seen = std::collections::HashSet::new();
        for retry in &result.retry {
            prop_assert!(!retry.recipients.is_empty());
            prop_assert!(retry.due_at == NOW || retry.due_at < attempt.expires_at);
            for recipient in &retry.recipients {
                prop_assert!(seen.insert(recipient.device.clone()));
            }
        }
    }
}
