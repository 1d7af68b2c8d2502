//! How long to wait before dialling again.

use std::time::Duration;

/// Doubles from `first` with each failure in a row up to `most`; `chance` in 0..1 takes away up to half of it, so that
/// many senders do not come back at the same instant.
pub(super) fn pause(failures: u32, first: Duration, most: Duration, chance: f64) -> Duration {
    let Some(doublings) = failures.checked_sub(1) else { return Duration::ZERO };
    let full = first.saturating_mul(2_u32.saturating_pow(doublings)).min(most);
    full.mul_f64(1.0 - chance.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_millis(500);
    const MOST: Duration = Duration::from_secs(60);

    #[test]
    fn the_pause_doubles_up_to_its_limit() {
        let pauses: Vec<_> = [0, 1, 2, 3, 7, 8, 99].map(|n| pause(n, FIRST, MOST, 0.0).as_millis()).into();
        assert_eq!(pauses, [0, 500, 1_000, 2_000, 32_000, 60_000, 60_000]);
    }

    #[test]
    fn chance_takes_away_at_most_half() {
        assert_eq!(pause(2, FIRST, MOST, 1.0), FIRST);
        assert_eq!(pause(2, FIRST, MOST, 0.5), Duration::from_millis(750));
    }
}
