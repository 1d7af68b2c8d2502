//! Points in time for people: relative under a day, else the date; exact in the tooltip.
//!
//! Until the browser has told the reader's zone, the server writes UTC and says so. In the browser every moment is
//! written in the reader's zone and kept up to date.

use crate::prelude::*;
use crate::{
    context::{self, Zone, use_now, use_texts, use_zone},
    texts::common::CommonTexts,
};
use herald_domain::{
    Timestamp,
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};

/// A date and a time of day in the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Civil {
    year: i64,
    month: usize,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

impl Civil {
    fn utc(at: Timestamp) -> Self {
        let (days, rest) = (at.millis().div_euclid(DAY_MS), at.millis().rem_euclid(DAY_MS));
        let mut year = 1970 + days.div_euclid(366);
        while days < first_day(year) {
            year -= 1;
        }
        while days >= first_day(year + 1) {
            year += 1;
        }
        let mut day = days - first_day(year);
        let mut month = 0;
        while day >= month_length(year, month) {
            day -= month_length(year, month);
            month += 1;
        }
        Self {
            year,
            month,
            day: day + 1,
            hour: rest / HOUR_MS,
            minute: rest % HOUR_MS / MINUTE_MS,
            second: rest % MINUTE_MS / 1_000,
        }
    }
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from 1970-01-01 to the first of January of `year`.
fn first_day(year: i64) -> i64 {
    let before = year - 1;
    let leaps = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    (year - 1970) * 365 + leaps - 477
}

fn month_length(year: i64, month: usize) -> i64 {
    match month {
        1 if leap(year) => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

/// `2026-11-24T13:58:00Z`, for machines.
#[must_use]
pub fn iso(at: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second } = Civil::utc(at);
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", month + 1)
}

fn local(at: Timestamp, zone: Zone) -> (Civil, &'static str) {
    match zone {
        Zone::Utc => (Civil::utc(at), " UTC"),
        Zone::Reader => (Civil::utc(at.plus_ms(context::utc_offset_minutes(at) * MINUTE_MS)), ""),
    }
}

/// `24 Nov 2026`.
#[must_use]
pub fn date(at: Timestamp, zone: Zone, texts: &CommonTexts) -> String {
    let (Civil { year, month, day, .. }, _) = local(at, zone);
    format!("{day} {} {year}", texts.months[month])
}

/// `24 Nov 2026, 13:58`.
#[must_use]
pub fn date_and_time(at: Timestamp, zone: Zone, texts: &CommonTexts) -> String {
    let (Civil { hour, minute, .. }, suffix) = local(at, zone);
    format!("{}, {hour:02}:{minute:02}{suffix}", date(at, zone, texts))
}

/// `24 Nov 2026, 13:58:05`, for records.
#[must_use]
pub fn date_and_second(at: Timestamp, zone: Zone, texts: &CommonTexts) -> String {
    let (Civil { hour, minute, second, .. }, suffix) = local(at, zone);
    format!("{}, {hour:02}:{minute:02}:{second:02}{suffix}", date(at, zone, texts))
}

/// `2026-11-24`, for date inputs.
#[must_use]
pub fn day(at: Timestamp, zone: Zone) -> String {
    let (Civil { year, month, day, .. }, _) = local(at, zone);
    format!("{year:04}-{:02}-{day:02}", month + 1)
}

/// When the reader's day begins whose beginning in UTC is `midnight`.
#[must_use]
pub fn begin_of_day(midnight: Timestamp, zone: Zone) -> Timestamp {
    let offset = |at| match zone {
        Zone::Utc => 0,
        Zone::Reader => context::utc_offset_minutes(at) * MINUTE_MS,
    };
    // The clock may change between the two, so the offset is that of the moment which comes out.
    let near = midnight.plus_ms(-offset(midnight));
    let begin = midnight.plus_ms(-offset(near));
    // Where the clock jumps over midnight, the day begins after it.
    if begin.plus_ms(offset(begin)) < midnight { near } else { begin }
}

/// `13:58`, as the clock showed it then.
#[must_use]
pub fn clock(at: Timestamp, zone: Zone) -> String {
    let (Civil { hour, minute, .. }, suffix) = local(at, zone);
    format!("{hour:02}:{minute:02}{suffix}")
}

/// `13:58`, for moments of the next hours (B19).
#[must_use]
pub fn time_of_day(at: Timestamp, zone: Zone) -> String {
    // A moment within a minute is not there yet when the clock shows its minute.
    clock(at.plus_ms(MINUTE_MS - 1), zone)
}

/// `3 min ago` under a day; none for older moments and for the future.
fn relative(at: Timestamp, now: Timestamp, texts: &CommonTexts) -> Option<String> {
    match now.since(at) {
        // Clocks of server and browser differ a little.
        age if !(-MINUTE_MS..DAY_MS).contains(&age) => None,
        age if age < MINUTE_MS => Some(texts.just_now.into()),
        age if age < HOUR_MS => Some((texts.minutes_ago)(age / MINUTE_MS)),
        age => Some((texts.hours_ago)(age / HOUR_MS)),
    }
}

/// How much a [`Moment`] says beside what its tooltip holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// Relative, else the date: for lists.
    #[default]
    Short,
    /// Date and time: for details.
    Exact,
    /// With seconds: for records.
    Second,
}

impl Precision {
    const ALL: [Self; 3] = [Self::Short, Self::Exact, Self::Second];

    const fn code(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Exact => "exact",
            Self::Second => "second",
        }
    }
    /// What an element's `data-precision` means.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|precision| precision.code() == code).unwrap_or_default()
    }
}

/// What the tooltip says.
#[must_use]
pub fn exact(at: Timestamp, zone: Zone, texts: &CommonTexts) -> String {
    date_and_time(at, zone, texts)
}

/// What the page says at `now`.
#[must_use]
pub fn shown(
    at: Timestamp,
    precision: Precision,
    now: Option<Timestamp>,
    zone: Zone,
    texts: &CommonTexts,
) -> String {
    match precision {
        Precision::Exact => exact(at, zone, texts),
        Precision::Second => date_and_second(at, zone, texts),
        Precision::Short => {
            now.and_then(|now| relative(at, now, texts)).unwrap_or_else(|| date(at, zone, texts))
        }
    }
}

/// A point in time in the reader's zone.
#[component]
pub fn Moment(at: Timestamp, #[prop(optional)] precision: Precision) -> impl IntoView {
    let texts = &use_texts().common;
    let zone = use_zone();
    view! {
        <time
            datetime=iso(at)
            title=exact(at, zone, texts)
            data-at=at.millis().to_string()
            data-precision=precision.code()
        >
            {shown(at, precision, use_now(), zone, texts)}
        </time>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::common::EN;
    #[cfg(feature = "ssr")]
    use std::sync::Arc;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_078_012_799_000, "2004-02-28T23:59:59Z"),
            (1_795_528_680_000, "2026-11-24T13:58:00Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"),
            (-1_000, "1969-12-31T23:59:59Z"),
            (-2_208_988_800_000, "1900-01-01T00:00:00Z"),
        ] {
            assert_eq!(iso(Timestamp(ms)), text);
        }
    }

    #[test]
    fn records_and_date_inputs_have_forms_of_their_own() {
        let at = Timestamp(1_795_528_685_999);
        assert_eq!(date_and_second(at, Zone::Utc, &EN), "24 Nov 2026, 13:58:05 UTC");
        assert_eq!(day(at, Zone::Utc), "2026-11-24");
        assert_eq!(begin_of_day(Timestamp(1_795_478_400_000), Zone::Utc), Timestamp(1_795_478_400_000));
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_day_begins_at_midnight_or_where_the_clock_jumps_over_it() {
        let midnight = Timestamp(1_795_478_400_000);
        // In hours: when after midnight in UTC the clock is changed, by how much it is ahead of UTC before and after
        // that, and when the day begins.
        for (place, changed, [before, after], begins) in [
            ("Santiago in September, forward at midnight", 4, [-4, -3], 4),
            ("the day before", 28, [-4, -3], 4),
            ("the day after", -20, [-4, -3], 3),
            ("Havana in March, forward at midnight", 5, [-5, -4], 5),
            ("Havana in November, back at one", 5, [-4, -5], 4),
            ("Beirut in March, forward at midnight", -2, [2, 3], -2),
            ("Stockholm in March, forward at two", 1, [1, 2], -1),
            ("Stockholm in October, back at three", 1, [2, 1], -2),
        ] {
            let changed = midnight.plus_ms(changed * HOUR_MS);
            let offset = move |at| if at < changed { before * 60 } else { after * 60 };
            let begin = Owner::new().with(|| {
                provide_context(context::ReaderZone(Arc::new(offset)));
                begin_of_day(midnight, Zone::Reader)
            });
            assert_eq!(begin.since(midnight) / HOUR_MS, begins, "{place}");
        }
    }

    #[test]
    fn a_moment_is_relative_for_a_day() {
        let now = Timestamp(1_795_528_680_000);
        let said = |ago: i64| relative(now.plus_ms(-ago), now, &EN);
        assert_eq!(said(59_999), Some("Just now".into()));
        assert_eq!(said(3 * MINUTE_MS + 1), Some("3 min ago".into()));
        assert_eq!(said(23 * HOUR_MS), Some("23 h ago".into()));
        assert_eq!(said(DAY_MS), None);
        assert_eq!(said(-2 * MINUTE_MS), None);
    }

    #[test]
    fn b19_the_next_place_is_free_when_the_clock_shows_the_time() {
        assert_eq!(time_of_day(Timestamp(1), Zone::Utc), "00:01 UTC");
        assert_eq!(time_of_day(Timestamp(MINUTE_MS), Zone::Utc), "00:01 UTC");
    }
}
