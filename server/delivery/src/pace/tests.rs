use super::{time::played::PlayedTime, *};
use futures::future::{Either, join_all, select};
use std::{collections::VecDeque, pin::pin};

/// A pace, and the time that is played with it.
fn played(rate: Option<u32>) -> (Pace, PlayedTime) {
    let time = PlayedTime::new();
    (Pace::played(rate, &time), time)
}

/// Takes turns by so many at once for this long, and answers when each was.
fn turns((pace, time): &(Pace, PlayedTime), at_once: usize, over: Duration) -> Vec<Duration> {
    let start = time.gone_by();
    let taking = (0..at_once).map(|_| async {
        let mut taken = Vec::new();
        loop {
            pace.turn().await;
            let at = time.gone_by() - start;
            if at > over {
                return taken;
            }
            taken.push(at);
        }
    });
    let mut taken: Vec<_> = time.play(join_all(taking)).into_iter().flatten().collect();
    taken.sort_unstable();
    taken
}

/// The most within any time of this length.
fn most_within(taken: &[Duration], length: Duration) -> usize {
    let (mut window, mut most) = (VecDeque::new(), 0);
    for at in taken {
        window.push_back(*at);
        while window.front().is_some_and(|first| *at - *first >= length) {
            window.pop_front();
        }
        most = most.max(window.len());
    }
    most
}

fn per_second(taken: &[Duration]) -> Vec<usize> {
    let seconds = taken.last().map_or(0, |last| last.as_secs() as usize);
    let mut counts = vec![0; seconds + 1];
    taken.iter().for_each(|at| counts[at.as_secs() as usize] += 1);
    counts
}

#[test]
fn google_s_quota_is_used_and_in_no_minute_exceeded() {
    let played = played(Rates::default().of(Service::Fcm));
    let taken = turns(&played, 600, Duration::from_secs(120));
    let most = most_within(&taken, Duration::from_secs(60));
    assert!((592_000..597_000).contains(&most), "{most}");
    let least = per_second(&taken)[..120].windows(60).map(|minute| minute.iter().sum::<usize>()).min();
    assert!(least.unwrap() >= 591_900, "{least:?}");
}

#[test]
fn a_slow_setting_is_kept_from_the_first_turn_on() {
    let played = played(Some(60));
    let taken = turns(&played, 20, Duration::from_secs(30));
    assert_eq!(most_within(&taken, Duration::from_millis(900)), 1, "one a second");
    assert!((29..=31).contains(&taken.len()), "{}", taken.len());
}

#[test]
fn what_nobody_took_is_lost() {
    let played = played(Some(60_000));
    let (pace, time) = &played;
    time.play(async {
        pace.turn().await;
        time.sleep(Duration::from_secs(60)).await;
    });
    let taken = turns(&played, 500, Duration::from_secs(1)).len();
    assert!((1_000..=1_501).contains(&taken), "a second and what was missed just before: {taken}");
}

#[test]
fn whoever_gives_up_takes_no_turn() {
    let (pace, time) = played(Some(60));
    time.play(async {
        pace.turn().await;
        for _ in 0..100 {
            let patience = pin!(time.sleep(Duration::from_millis(1)));
            let turn = pin!(pace.turn());
            let in_vain = matches!(select(patience, turn).await, Either::Left(_));
            assert!(in_vain, "nobody gets a turn so soon");
        }
        pace.turn().await;
    });
    assert!(time.gone_by() <= Duration::from_secs(1), "{:?}", time.gone_by());
    assert_eq!(pace.waiting.load(Relaxed), 0);
}

#[test]
fn after_an_outage_a_service_is_spared_for_a_minute() {
    for (rate, full) in [(Some(60_000), 1_000), (None, 20_000)] {
        let played = played(rate);
        let (pace, time) = &played;
        assert_eq!(pace.holds(), rate.is_some());
        pace.ease_in();
        assert!(pace.holds());
        let taken = turns(&played, 100, Duration::from_secs(59));
        let per_second = &per_second(&taken)[..59];
        assert!(per_second[0] <= full / 8, "{rate:?}: {}", per_second[0]);
        assert!(per_second[1..].windows(2).all(|pair| pair[1] + full / 100 >= pair[0]), "{per_second:?}");
        assert!(per_second[30] > full / 3 && per_second[30] < 2 * full / 3, "{}", per_second[30]);
        assert!(per_second.iter().all(|sent| *sent <= full), "{per_second:?}");
        time.play(async {
            time.sleep(Duration::from_secs(2)).await;
            pace.turn().await;
        });
        assert_eq!(pace.holds(), rate.is_some(), "then it is as before");
    }
}
