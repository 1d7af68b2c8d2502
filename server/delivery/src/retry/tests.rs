use super::*;
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

const NOW: Timestamp = Timestamp(1_700_000_000_000);
const POLICY: Policy = Policy {
    first_ms: 2_000,
    longest_ms: 900_000,
    throttled_ms: 60_000,
    misconfigured_ms: 600_000,
    retry_after_max_ms: DAY_MS,
};

fn tomorrow() -> Timestamp {
    NOW.plus_ms(DAY_MS)
}
fn decide(attempt: u32, outcome: &Outcome) -> Next {
    next(&POLICY, attempt, outcome, NOW, tomorrow(), &mut StdRng::seed_from_u64(1))
}
fn pause(next: Next) -> i64 {
    match next {
        Next::Retry { at } => at.since(NOW),
        other => panic!("no retry but {other:?}"),
    }
}
fn unavailable() -> Outcome {
    Outcome::Unavailable { retry_after: None }
}

#[test]
fn the_default_policy_is_the_one_that_is_tested() {
    assert_eq!(Policy::default(), POLICY);
}

#[test]
fn b23_accepted_and_rejected_are_final() {
    assert_eq!(decide(0, &Outcome::Accepted), Next::Done(Done::Accepted));
    let rejected = Outcome::Rejected { reason: "BadTopic".into() };
    assert_eq!(decide(3, &rejected), Next::Done(Done::Rejected { reason: "BadTopic".into() }));
}

#[test]
fn b26_an_invalid_token_is_retired_as_of_the_services_verdict() {
    let outcome = |since| Outcome::Unregistered { reason: "Unregistered".into(), since };
    let retired = |since| Next::Done(Done::Retired { reason: "Unregistered".into(), since });
    assert_eq!(decide(0, &outcome(Some(Timestamp(5)))), retired(Timestamp(5)));
    assert_eq!(
        decide(0, &outcome(None)),
        retired(NOW),
        "without a time of its own, the verdict holds as of now"
    );
}

#[test]
fn b26_a_token_that_fits_nothing_is_retired_as_of_now() {
    let unfit = Outcome::Unfit { reason: "BadDeviceToken".into() };
    let retired = Done::Retired { reason: "BadDeviceToken".into(), since: NOW };
    assert_eq!(decide(0, &unfit), Next::Done(retired));
}

#[test]
fn a_final_outcome_counts_even_when_it_comes_after_the_expiry() {
    let late = next(&POLICY, 0, &Outcome::Accepted, NOW, NOW.plus_ms(-1), &mut StdRng::seed_from_u64(1));
    assert_eq!(late, Next::Done(Done::Accepted));
}

#[test]
fn retry_after_is_obeyed() {
    for outcome in [
        Outcome::Throttled { retry_after: Some(Duration::from_secs(120)) },
        Outcome::Unavailable { retry_after: Some(Duration::from_secs(120)) },
    ] {
        let pause = pause(decide(0, &outcome));
        assert!((120_000..=122_000).contains(&pause), "{pause}");
    }
}

#[test]
fn b22_a_wait_beyond_the_expiry_means_expired() {
    let throttled = |secs| Outcome::Throttled { retry_after: Some(Duration::from_secs(secs)) };
    assert_eq!(decide(0, &throttled(24 * 3_600)), Next::Expired);
    assert_eq!(decide(0, &throttled(u64::MAX)), Next::Expired, "however long the service asks for");
    let soon = next(&POLICY, 0, &throttled(60), NOW, NOW.plus_ms(60_000), &mut StdRng::seed_from_u64(1));
    assert_eq!(soon, Next::Expired);
}

#[test]
fn an_absurd_retry_after_is_read_as_a_day() {
    let asked = Outcome::Throttled { retry_after: Some(Duration::MAX) };
    let in_a_month = NOW.plus_ms(30 * DAY_MS);
    let waits = pause(next(&POLICY, 0, &asked, NOW, in_a_month, &mut StdRng::seed_from_u64(1)));
    assert!((DAY_MS..=DAY_MS + 2_000).contains(&waits), "{waits}");
}

#[test]
fn throttling_without_a_word_waits_a_minute_at_least() {
    let waits = pause(decide(0, &Outcome::Throttled { retry_after: None }));
    assert!((60_000..=62_000).contains(&waits), "{waits}");
}

#[test]
fn a_key_that_is_mended_within_the_day_still_delivers() {
    let mut now = NOW;
    let mut rng = StdRng::seed_from_u64(7);
    let mut attempts = 0;
    let wrong = Outcome::Misconfigured { reason: "InvalidProviderToken".into() };
    while let Next::Retry { at } = next(&POLICY, attempts, &wrong, now, tomorrow(), &mut rng) {
        assert!((5 * MINUTE_MS..=10 * MINUTE_MS).contains(&at.since(now)));
        (now, attempts) = (at, attempts + 1);
    }
    assert!(tomorrow().since(now) <= 10 * MINUTE_MS, "still trying shortly before the expiry");
    assert!((144..=288).contains(&attempts), "{attempts}");
}

#[test]
fn pauses_grow_and_spread() {
    let longest = |attempt| {
        (0..200)
            .map(|seed| {
                pause(next(
                    &POLICY,
                    attempt,
                    &unavailable(),
                    NOW,
                    tomorrow(),
                    &mut StdRng::seed_from_u64(seed),
                ))
            })
            .max()
            .unwrap()
    };
    let (first, third, late) = (longest(0), longest(2), longest(40));
    assert!((1_500..=2_000).contains(&first), "{first}");
    assert!((6_000..=8_000).contains(&third), "{third}");
    assert!((800_000..=900_000).contains(&late), "{late}");
}

fn retryable() -> impl Strategy<Value = Outcome> {
    let after =
        prop::option::of((0_u64..=200_000, 0_u32..1_000_000_000).prop_map(|(s, n)| Duration::new(s, n)));
    prop_oneof![
        after.clone().prop_map(|retry_after| Outcome::Throttled { retry_after }),
        after.prop_map(|retry_after| Outcome::Unavailable { retry_after }),
        Just(Outcome::Misconfigured { reason: "Forbidden".into() }),
    ]
}

proptest! {
    #[test]
    fn a_retry_is_never_in_the_past_never_after_the_expiry_and_never_undercuts_the_service(
        outcome in retryable(), attempt in 0_u32.., seed: u64, left in -1_000_i64..=2 * DAY_MS,
    ) {
        let expires_at = NOW.plus_ms(left);
        let decided = next(&POLICY, attempt, &outcome, NOW, expires_at, &mut StdRng::seed_from_u64(seed));
        let asked = match &outcome {
            Outcome::Throttled { retry_after } | Outcome::Unavailable { retry_after } => retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        match decided {
            Next::Retry { at } => {
                prop_assert!(at >= NOW && at < expires_at);
                let waits = Duration::from_millis(u64::try_from(at.since(NOW)).unwrap());
                prop_assert!(waits >= asked.min(Duration::from_millis(DAY_MS as u64)));
                prop_assert!(waits <= asked + Duration::from_millis(POLICY.longest_ms as u64 + 60_001));
            }
            Next::Expired => prop_assert!(left <= asked.as_millis() as i64 + 1 + POLICY.longest_ms + 60_000),
            Next::Done(done) => prop_assert!(false, "{:?}", done),
        }
    }

    #[test]
    fn the_same_inputs_decide_the_same(outcome in retryable(), attempt in 0_u32..50, seed: u64) {
        let decide = || next(&POLICY, attempt, &outcome, NOW, tomorrow(), &mut StdRng::seed_from_u64(seed));
        prop_assert_eq!(decide(), decide());
    }
}
