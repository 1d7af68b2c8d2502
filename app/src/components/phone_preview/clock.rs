//! The clock of a drawn phone.

use crate::{
    context::{self, Zone},
    texts::phones::PhonesTexts,
};
use herald_domain::{
    Timestamp,
    time::{DAY_MS, MINUTE_MS},
};

/// Hours and minutes of a time of day, as on a digital clock.
fn hours_and_minutes(local: Timestamp) -> String {
    let minutes = local.millis().rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What a phone's clock shows: date and time of day.
#[must_use]
pub fn phone_clock(texts: &PhonesTexts) -> (String, String) {
    // Afternoon of 24 November 2026, for a page that was not told the time.
    let now = context::use_now().unwrap_or(Timestamp(1_795_528_920_000));
    let now = match context::use_zone() {
        Zone::Utc => now,
        Zone::Reader => now.plus_ms(context::utc_offset_minutes(now) * MINUTE_MS),
    };
    (date(now, texts), hours_and_minutes(now))
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
}
