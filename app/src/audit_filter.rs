//! What the audit page shows, as the query string of its address. The export's address has the same.
//!
//! A time range is one of four spans that end with the present, or two ends. The ends are moments (`since`, `until`, in
//! milliseconds), so that the address means the same to everybody; the form sends days (`from`, `to`) of the reader.

use crate::{components::moment::begin_of_day, context::Zone, listing, routes};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, AuditQuery, Span},
    paging::Rows,
    time::DAY_MS,
};

/// Reads the query string, whose fields `get` finds; what it does not understand counts as not given. Days are those of
/// `zone`.
#[must_use]
pub fn parse(get: impl Fn(&str) -> Option<String>, zone: Zone) -> AuditQuery {
    let text = |name: &str| get(name).unwrap_or_default();
    let moment = |name: &str| text(name).parse().ok().map(Timestamp);
    let begins = |midnight: Timestamp| begin_of_day(midnight, zone);
    AuditQuery {
        actor: Some(text("actor").trim().to_owned()).filter(|actor| !actor.is_empty()),
        activity: Activity::from_code(&text("activity")),
        outcome: AuditOutcome::from_code(&text("outcome")),
        last: Span::from_code(&text("last")),
        from: moment("since").or_else(|| day(&text("from")).map(begins)),
        until: moment("until").or_else(|| day(&text("to")).map(|day| begins(day.plus_ms(DAY_MS)))),
        page: text("page").parse().ok().filter(|page| *page > 0).unwrap_or(1),
        rows: listing::rows(&text(listing::ROWS)),
    }
}

/// The fields of the query string, without those that narrow nothing.
#[must_use]
pub fn fields(query: &AuditQuery) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
    add("actor", query.actor.clone());
    add("activity", query.activity.map(|activity| activity.code().into()));
    add("outcome", query.outcome.map(|outcome| outcome.code().into()));
    add("last", query.last.map(|span| span.code().into()));
    add("since", query.from.map(|at| at.millis().to_string()));
    add("until", query.until.map(|at| at.millis().to_string()));
    fields.extend(listing::window(query.page, query.rows));
    fields
}

/// `path` with the fields of `query` behind it.
#[must_use]
pub fn address(path: &str, query: &AuditQuery) -> String {
    routes::address(path, fields(query))
}

/// The same log with a change, from its first page.
#[must_use]
pub fn with(query: &AuditQuery, change: impl FnOnce(&mut AuditQuery)) -> String {
    let mut changed = AuditQuery { page: 1, ..query.clone() };
    change(&mut changed);
    address(routes::AUDIT, &changed)
}

/// Whether anything narrows the log.
#[must_use]
pub fn narrows(query: &AuditQuery) -> bool {
    AuditQuery { page: 0, rows: Rows::default(), ..query.clone() } != AuditQuery::default()
}

/// The beginning of a day such as `2026-11-24`, in UTC.
#[must_use]
pub fn day(text: &str) -> Option<Timestamp> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Howard Hinnant's `days_from_civil`: the year begins with March, so that the leap day is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(Timestamp(days * DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &str) -> AuditQuery {
        parse(
            |name| {
                let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
                pairs.find(|(key, _)| *key == name).map(|(_, value)| value.replace("%40", "@"))
            },
            Zone::Utc,
        )
    }

    #[test]
    fn every_filter_lives_in_the_address() {
        let query = AuditQuery {
            actor: Some("anna@nordhamn.example".into()),
            activity: Some(Activity::SendToGroups),
            outcome: Some(AuditOutcome::Refused),
            last: Some(Span::Week),
            from: Some(Timestamp(1_795_478_400_000)),
            until: Some(Timestamp(1_795_564_800_000)),
            page: 3,
            rows: Rows::Twenty,
        };
        let address = address("/tenant/audit.csv", &query);
        assert_eq!(
            address,
            "/tenant/audit.csv?actor=anna%40nordhamn.example&activity=send_to_groups&outcome=refused&last=7d\
             &since=1795478400000&until=1795564800000&rows=20&page=3"
        );
        assert_eq!(parsed(address.split_once('?').unwrap().1), query);
        assert_eq!(
            with(&query, |q| q.last = None).rfind("page"),
            None,
            "a change begins with the first page"
        );
    }

    #[test]
    fn b35_nonsense_in_the_address_shows_the_plain_log() {
        let query = parsed("activity=dance&outcome=&last=1y&since=soon&from=2026-13-01&to=x&page=-1&actor= ");
        assert_eq!(query, AuditQuery { page: 1, ..AuditQuery::default() });
        assert!(!narrows(&query) && narrows(&parsed("last=1h")));
    }

    #[test]
    fn b34_days_of_the_form_include_the_last_one() {
        let query = parsed("from=2026-11-24&to=2026-11-24");
        assert_eq!(query.from, Some(Timestamp(1_795_478_400_000)));
        assert_eq!(query.until, Some(Timestamp(1_795_478_400_000 + DAY_MS)));
        for (text, ms) in
            [("1970-01-01", 0), ("2000-02-29", 951_782_400_000), ("2100-03-01", 4_107_542_400_000)]
        {
            assert_eq!(day(text), Some(Timestamp(ms)), "{text}");
        }
        assert_eq!((day("2026-11"), day(""), day("24 Nov"), day("-1-1-1")), (None, None, None, None));
    }
}
