//! The header Retry-After, whatever a server puts into it.

use herald_domain::{Timestamp, time::DAY_MS};
use http::{HeaderMap, header::RETRY_AFTER};
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;

/// Longer waits than a day are cut: messages rarely live longer, and such a value is a mistake.
const MOST: Duration = Duration::from_millis(DAY_MS as u64);

/// Seconds or an HTTP date (RFC 9110 §10.2.3); at most a day, zero for a date that has passed, `None` for anything
/// else, negative numbers among it.
pub(crate) fn parse(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(text.parse().unwrap_or(u64::MAX))
    } else {
        let date = DateTimeParser::new().parse_timestamp(text).ok()?;
        let ms = Timestamp(date.as_millisecond()).since(now);
        Duration::from_millis(u64::try_from(ms).unwrap_or(0))
    };
    Some(wait.min(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT.
    const NOW: Timestamp = Timestamp(784_111_777_000);

    fn seconds(value: &str) -> Option<u64> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
        parse(&headers, NOW).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_obeyed() {
        assert_eq!(seconds("0"), Some(0));
        assert_eq!(seconds(" 120 "), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
    }

    #[test]
    fn a_date_that_has_passed_means_now() {
        assert_eq!(seconds("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
    }

    #[test]
    fn a_huge_value_is_cut_to_a_day() {
        for value in ["86401", "99999999999999999999999999", "Fri, 06 Nov 2093 08:49:37 GMT"] {
            assert_eq!(seconds(value), Some(86_400), "{value}");
        }
    }

    #[test]
    fn negative_numbers_and_garbage_count_as_absent() {
        for value in ["-5", "", "soon", "1.5", "+7", "Sun, 06 Nov"] {
            assert_eq!(seconds(value), None, "{value}");
        }
        assert_eq!(parse(&HeaderMap::new(), NOW), None);
    }
}
