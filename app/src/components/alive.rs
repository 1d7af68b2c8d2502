//! Whether script runs the page yet, and times of day that depend on it.
//!
//! The server does not know the reader's time zone and renders UTC; the browser's first render has to be the same,
//! and puts local time in its place right after.

use crate::{context::use_now, dom, texts::phones::PhonesTexts};
use herald_domain::{
    Timestamp,
    time::{DAY_MS, MINUTE_MS},
};
use leptos::prelude::*;

/// False on the server and while the browser takes the page over, true from then on.
#[must_use]
pub fn use_alive() -> Signal<bool> {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    alive.into()
}

/// Hours and minutes of a time of day, as on a digital clock.
fn hours_and_minutes(local: Timestamp) -> String {
    let minutes = local.millis().rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn local(at: Timestamp) -> Timestamp {
    at.plus_ms(dom::utc_offset_minutes(at) * MINUTE_MS)
}

/// `14:37` on the reader's clock, or `13:37 UTC` where nobody knows it (B19).
#[must_use]
pub fn clock_time(at: Timestamp, alive: bool) -> String {
    if alive { hours_and_minutes(local(at)) } else { format!("{} UTC", hours_and_minutes(at)) }
}

/// What a phone's clock shows: date and time of day.
#[must_use]
pub fn use_phone_clock(texts: &'static PhonesTexts) -> Signal<(String, String)> {
    let (now, alive) = (use_now(), use_alive());
    Memo::new(move |_| {
        // Afternoon of 24 November 2026, for a page that was not told the time.
        let now = now.get().unwrap_or(Timestamp(1_795_528_920_000));
        let now = if alive.get() { local(now) } else { now };
        (date(now, texts), hours_and_minutes(now))
    })
    .into()
}

/// `Tuesday 24 November`.
fn date(local: Timestamp, texts: &PhonesTexts) -> String {
    let days = local.millis().div_euclid(DAY_MS);
    // 1 January 1970 was a Thursday.
    let weekday = usize::try_from((days + 3).rem_euclid(7)).expect("a remainder is not negative");
    let (month, day) = month_and_day(days);
    format!("{} {day} {}", texts.weekdays[weekday], texts.months[month])
}

/// Month (from 0) and day (from 1) of a day counted from 1 January 1970, in the Gregorian calendar: years are taken
/// to begin in March, so that the leap day is their last.
fn month_and_day(days: i64) -> (usize, i64) {
    let day_of_era = (days + 719_468).rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    (usize::try_from((from_march + 2) % 12).expect("a remainder of a positive number"), day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::phones::{EN, SV};

    #[test]
    fn a_phone_shows_weekday_day_and_month() {
        assert_eq!(date(Timestamp(1_795_528_920_000), &EN), "Tuesday 24 November");
        assert_eq!(date(Timestamp(0), &SV), "torsdag 1 januari");
        assert_eq!(date(Timestamp(951_782_400_000), &EN), "Tuesday 29 February");
        assert_eq!(date(Timestamp(1_798_675_200_000), &EN), "Thursday 31 December");
    }

    #[test]
    fn b19_without_the_readers_zone_a_time_says_which_zone_it_is() {
        assert_eq!(clock_time(Timestamp(1_795_528_920_000), false), "14:02 UTC");
    }
}
