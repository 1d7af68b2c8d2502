//! How other products write times, yes and no, and the kinds of devices.

use herald_domain::{
    Timestamp,
    device::{Compliance, Ownership, Platform},
};
use jiff::{civil, fmt::strtime, tz::TimeZone};

/// Forms that month-first exports and spreadsheets leave behind; jiff reads the ISO ones by itself.
const AMERICAN: [&str; 4] =
    ["%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M"];

/// A time as ISO 8601, as Intune writes it (`2026-10-02 08:14:55.0000000`) or month first (`10/2/2026 8:14 AM`). One
/// without an offset is UTC, as all exports are. `Ok(None)` stands for *never*: empty, or a year before 1970, which
/// is how a database's smallest date looks. The error is the reason for people.
pub fn time(text: &str) -> Result<Option<Timestamp>, String> {
    let text = text.trim();
    if text.is_empty()
        || text == "-"
        || text.eq_ignore_ascii_case("never")
        || text.eq_ignore_ascii_case("n/a")
    {
        return Ok(None);
    }
    let millis = instant(text).ok_or_else(|| format!("{} is not a time", shown(text)))?.as_millisecond();
    Ok((millis >= 0).then_some(Timestamp(millis)))
}

fn instant(text: &str) -> Option<jiff::Timestamp> {
    if let Ok(exact) = text.parse::<jiff::Timestamp>() {
        return Some(exact);
    }
    // Newer Windows put a narrow no-break space before AM and PM.
    let text = text.replace(['\u{202f}', '\u{a0}'], " ");
    let civil = text.parse::<civil::DateTime>().ok().or_else(|| american(&text))?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn american(text: &str) -> Option<civil::DateTime> {
    AMERICAN
        .iter()
        .find_map(|form| strtime::parse(form, text).ok()?.to_datetime().ok())
        .or_else(|| Some(strtime::parse("%m/%d/%Y", text).ok()?.to_date().ok()?.at(0, 0, 0, 0)))
}

/// Yes or no, also in the Swedish of a spreadsheet. `Ok(None)` when empty.
pub fn boolean(text: &str) -> Result<Option<bool>, String> {
    match text.trim().to_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "1" | "sant" | "ja" => Ok(Some(true)),
        "false" | "no" | "0" | "falskt" | "nej" => Ok(Some(false)),
        _ => Err(format!("{} is neither true nor false", shown(text))),
    }
}

/// The platform behind Intune's *OS*. It writes `iOS` or `iOS/iPadOS` for iPads too, so the model decides there.
/// None for an OS that Herald has never heard of.
#[must_use]
pub fn platform(os: &str, model: &str) -> Option<Platform> {
    let os = os.trim().to_lowercase();
    let is_ipad = model.trim().to_lowercase().starts_with("ipad");
    let starts = |names: &[&str]| names.iter().any(|name| os.starts_with(name));
    if starts(&["ipados"]) {
        Some(Platform::IpadOs)
    } else if starts(&["ios", "iphone"]) {
        Some(if is_ipad { Platform::IpadOs } else { Platform::Ios })
    } else if starts(&["ipad"]) {
        Some(Platform::IpadOs)
    } else if starts(&["android", "aosp"]) {
        Some(Platform::Android)
    } else if starts(&["windows"]) {
        Some(Platform::Windows)
    } else if starts(&["macos", "mac os", "macmdm", "os x"]) {
        Some(Platform::MacOs)
    } else if starts(&["linux", "ubuntu", "chrome", "tvos", "visionos", "unknown"]) {
        Some(Platform::Other)
    } else {
        None
    }
}

/// Whether the OS says by itself that there is no Google Play Services: Android straight from the open source.
#[must_use]
pub fn lacks_play_services(os: &str) -> bool {
    os.to_lowercase().contains("aosp")
}

/// None for a word that is not known.
#[must_use]
pub fn ownership(text: &str) -> Option<Ownership> {
    match text.trim().to_lowercase().as_str() {
        "corporate" | "company" | "företag" => Some(Ownership::Corporate),
        "personal" | "personlig" => Some(Ownership::Personal),
        "unknown" | "okänt" => Some(Ownership::Unknown),
        _ => None,
    }
}

/// None for a word that is not known.
#[must_use]
pub fn compliance(text: &str) -> Option<Compliance> {
    let letters: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    match letters.as_str() {
        "compliant" => Some(Compliance::Compliant),
        "noncompliant" | "notcompliant" | "error" | "conflict" => Some(Compliance::NonCompliant),
        "ingraceperiod" => Some(Compliance::InGracePeriod),
        "notevaluated" | "notapplicable" => Some(Compliance::NotEvaluated),
        "unknown" | "configmanager" | "seeconfigmgr" => Some(Compliance::Unknown),
        _ => None,
    }
}

/// The value in quotes, short enough for a line of the report.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AT: i64 = 1_790_928_895_000;

    #[test]
    fn a_time_is_read_in_every_form_that_exports_use() {
        for text in [
            "2026-10-02 08:14:55.0000000",
            "2026-10-02T08:14:55Z",
            "2026-10-02T10:14:55+02:00",
            "2026-10-02 08:14:55",
            "10/2/2026 8:14:55 AM",
            "10/02/2026 08:14:55",
            "10/2/2026 8:14:55\u{202f}AM",
        ] {
            assert_eq!(time(text), Ok(Some(Timestamp(AT))), "{text}");
        }
        assert_eq!(time("2026-10-02 08:14"), Ok(Some(Timestamp(AT - 55_000))));
        assert_eq!(time("10/2/2026 8:14 AM"), Ok(Some(Timestamp(AT - 55_000))));
        assert_eq!(time("2026-10-02"), time("10/2/2026"));
    }

    #[test]
    fn the_smallest_date_of_a_database_means_never() {
        for text in ["", "-", "Never", "0001-01-01 00:00:00.0000000", "1/1/0001 12:00:00 AM"] {
            assert_eq!(time(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_said_so() {
        assert_eq!(time("13/32/2026"), Err("\"13/32/2026\" is not a time".into()));
        assert!(time("i går").is_err());
    }

    #[test]
    fn intunes_names_of_systems_become_platforms() {
        for (os, model, platform_is) in [
            ("iOS", "iPhone 15", Platform::Ios),
            ("iOS/iPadOS", "iPad Air (5th generation)", Platform::IpadOs),
            ("iPadOS", "", Platform::IpadOs),
            ("Android (personally-owned work profile)", "SM-A546B", Platform::Android),
            ("Android (dedicated)", "", Platform::Android),
            ("AndroidEnterprise", "", Platform::Android),
            ("Windows", "Latitude 5440", Platform::Windows),
            ("macOS", "MacBook Air", Platform::MacOs),
            ("Linux", "", Platform::Other),
            ("Chrome OS", "", Platform::Other),
        ] {
            assert_eq!(platform(os, model), Some(platform_is), "{os} {model}");
        }
        assert_eq!(platform("Plan 9", ""), None);
        assert!(lacks_play_services("Android (AOSP)"));
    }

    #[test]
    fn a_spreadsheets_swedish_truth_is_understood() {
        assert_eq!(
            (boolean("SANT"), boolean("FALSKT"), boolean(" ")),
            (Ok(Some(true)), Ok(Some(false)), Ok(None))
        );
        assert!(boolean("kanske").is_err());
    }

    proptest! {
        #[test]
        fn no_value_whatever_makes_a_parser_panic(text in "\\PC{0,60}|[0-9/:. \\-TZ+APM]{0,40}") {
            let _ = (time(&text), boolean(&text), platform(&text, &text), ownership(&text), compliance(&text));
        }
    }
}
