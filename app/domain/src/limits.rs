//! How many messages fit into an hour (B10, B16, B18).

use crate::{Timestamp, time::HOUR_MS};
use serde::{Deserialize, Serialize};

/// At most `max` messages in any `window_ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub max: u32,
    pub window_ms: i64,
}

/// Messages to groups, for the whole tenant (B10).
pub const GROUP_MESSAGES: Limit = Limit { max: 25, window_ms: HOUR_MS };
/// Messages to one device (B16).
pub const DEVICE_MESSAGES: Limit = Limit { max: 10, window_ms: HOUR_MS };

/// What is left of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    pub max: u32,
    pub used: u32,
    /// When a place becomes free; set only when none is left.
    pub next_free: Option<Timestamp>,
    /// When the oldest place in use becomes free again, which changes this by time alone; none when nothing is used.
    pub oldest_frees: Option<Timestamp>,
}

impl Quota {
    #[must_use]
    pub fn left(&self) -> u32 {
        self.max.saturating_sub(self.used)
    }
}

impl Limit {
    /// The oldest moment that still counts at `now`: a place taken exactly one window ago does, since an interval
    /// of that length holds both ends.
    #[must_use]
    pub fn counts_from(&self, now: Timestamp) -> Timestamp {
        now.plus_ms(-self.window_ms)
    }

    /// `taken` are the times of the places that count at `now`, in any order. One later than `now`, from a clock that
    /// was set back, counts too.
    #[must_use]
    pub fn quota(&self, taken: &[Timestamp], now: Timestamp) -> Quota {
        let from = self.counts_from(now);
        let mut counted: Vec<_> = taken.iter().copied().filter(|at| *at >= from).collect();
        counted.sort_unstable();
        let frees = |at: Timestamp| at.plus_ms(self.window_ms + 1);
        let max = self.max as usize;
        let next_free = (counted.len() >= max).then(|| frees(counted[counted.len() - max]));
        Quota {
            max: self.max,
            used: u32::try_from(counted.len()).unwrap_or(u32::MAX),
            next_free,
            oldest_frees: counted.first().copied().map(frees),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn times(at: impl IntoIterator<Item = i64>) -> Vec<Timestamp> {
        at.into_iter().map(Timestamp).collect()
    }

    #[test]
    fn b10_twenty_five_to_groups_and_b16_ten_to_a_device() {
        assert_eq!((GROUP_MESSAGES.max, DEVICE_MESSAGES.max), (25, 10));
    }

    #[test]
    fn b19_a_full_window_names_when_the_next_place_is_free() {
        let quota = DEVICE_MESSAGES.quota(&times(0..10), Timestamp(100));
        assert_eq!((quota.used, quota.left()), (10, 0));
        assert_eq!(quota.next_free, Some(Timestamp(HOUR_MS + 1)));
    }

    #[test]
    fn b18_a_place_is_free_once_a_whole_hour_lies_between() {
        let taken = times(0..10);
        assert_eq!(DEVICE_MESSAGES.quota(&taken, Timestamp(HOUR_MS)).left(), 0);
        assert_eq!(DEVICE_MESSAGES.quota(&taken, Timestamp(HOUR_MS + 1)).left(), 1);
    }

    #[test]
    fn b18_a_clock_set_back_gives_nothing_away() {
        assert_eq!(DEVICE_MESSAGES.quota(&times([5_000; 10]), Timestamp(0)).left(), 0);
    }

    proptest! {
        // B18: whatever the times of the attempts, no hour ever holds more than the limit.
        #[test]
        fn b18_no_interval_of_an_hour_holds_more_than_the_limit(steps in prop::collection::vec(0i64..HOUR_MS / 5, 1..200)) {
            let (mut now, mut taken) = (Timestamp(0), Vec::new());
            for step in steps {
                now = now.plus_ms(step);
                let quota = DEVICE_MESSAGES.quota(&taken, now);
                prop_assert_eq!(quota.next_free.is_none(), quota.left() > 0);
                if let Some(free) = quota.next_free {
                    prop_assert!(free > now);
                    prop_assert!(DEVICE_MESSAGES.quota(&taken, free).left() > 0);
                    prop_assert_eq!(DEVICE_MESSAGES.quota(&taken, free.plus_ms(-1)).left(), 0);
                } else {
                    taken.push(now);
                }
            }
            for start in &taken {
                let held = taken.iter().filter(|t| t.since(*start) >= 0 && t.since(*start) <= HOUR_MS).count();
                prop_assert!(held <= 10, "{} in one hour", held);
            }
        }
    }
}
