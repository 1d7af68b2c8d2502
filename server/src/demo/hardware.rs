//! Devices as a municipality buys them, and what is wrong with some.

use super::chance::Chance;
use crate::import::records::{Device, DeviceFacts, When};
use herald_domain::{
    Timestamp,
    device::{Compliance, Ownership, Platform, Unreachable},
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};

/// Manufacturer, model, versions of the system.
type Model = (&'static str, &'static str, &'static [&'static str]);

const IOS: &[&str] = &["18.6.2", "18.7.1", "26.0.1", "26.1"];
const ANDROID: &[&str] = &["13", "14", "15", "16"];
const WINDOWS: &[&str] = &["10.0.22631.6060", "10.0.26100.6899", "10.0.26200.6901"];
const MACOS: &[&str] = &["15.7.1", "26.0.1", "26.1"];

const IPHONES: [Model; 6] = [
    ("Apple", "iPhone SE (3rd generation)", IOS),
    ("Apple", "iPhone 13", IOS),
    ("Apple", "iPhone 14", IOS),
    ("Apple", "iPhone 15", IOS),
    ("Apple", "iPhone 16e", IOS),
    ("Apple", "iPhone 16", IOS),
];
const IPADS: [Model; 4] = [
    ("Apple", "iPad (9th generation)", IOS),
    ("Apple", "iPad (10th generation)", IOS),
    ("Apple", "iPad Air (5th generation)", IOS),
    ("Apple", "iPad Pro (11-inch)", IOS),
];
const ANDROIDS: [Model; 6] = [
    ("samsung", "SM-A546B", ANDROID),
    ("samsung", "SM-A556B", ANDROID),
    ("samsung", "SM-G556B", ANDROID),
    ("samsung", "SM-S921B", ANDROID),
    ("Google", "Pixel 8a", ANDROID),
    ("Nokia", "Nokia XR21", ANDROID),
];
/// Sold without Google Play Services.
const WITHOUT_PLAY: [Model; 2] = [("HUAWEI", "nova 12", &["12", "13"]), ("Fairphone", "FP5", &["13", "14"])];
const PCS: [Model; 4] = [
    ("HP", "HP EliteBook 840 G10", WINDOWS),
    ("HP", "HP ProBook 445 G10", WINDOWS),
    ("Dell Inc.", "Latitude 5440", WINDOWS),
    ("LENOVO", "ThinkPad T14 Gen 4", WINDOWS),
];
const MACS: [Model; 2] = [("Apple", "MacBook Air", MACOS), ("Apple", "MacBook Pro", MACOS)];

/// What keeps devices from being reached, of a thousand phones and tablets (B24). Android devices without Google Play
/// Services come on top; computers are of an unsupported platform anyway.
const FLAWS: [(Flaw, u64); 6] = [
    (Flaw::Reason(Unreachable::NotEnrolled), 18),
    (Flaw::Reason(Unreachable::AppNotInstalled), 42),
    (Flaw::Reason(Unreachable::NotificationsNotAllowed), 55),
    (Flaw::Reason(Unreachable::NoPushToken), 14),
    (Flaw::Reason(Unreachable::TokenInvalid), 16),
    (Flaw::Stale, 10),
];
const WITHOUT_PLAY_PERMILLE: u64 = 45;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flaw {
    Reason(Unreachable),
    /// Looks fine until the push service is asked: it answers that the token is gone (B26).
    Stale,
}

/// A device and, if the push service no longer knows its token, since when.
pub struct Made {
    pub device: Device,
    pub unregistered_since: Option<Timestamp>,
}

/// Makes the `number`th device, which `primary` uses and `enroller` enrolled; both are principal names.
pub fn make(
    chance: &mut Chance,
    number: usize,
    platform: Platform,
    (primary, enroller): (&str, &str),
    now: Timestamp,
) -> Made {
    let mobile = platform.service().is_some();
    let play_services = platform == Platform::Android && !chance.permille(WITHOUT_PLAY_PERMILLE);
    let (manufacturer, model, versions) = *chance.pick(models(platform, play_services));
    let flaw = if mobile { flaw(chance) } else { None };
    let enrolled_at = now.plus_ms(-chance.between(45 * DAY_MS, 1_100 * DAY_MS));
    let registered_at = now.plus_ms(-chance.between(35 * DAY_MS, 44 * DAY_MS));
    let last_check_in = now.plus_ms(-since_check_in(chance, flaw));
    let app = mobile && flaw != Some(Flaw::Reason(Unreachable::AppNotInstalled));
    let has_token = app
        && flaw != Some(Flaw::Reason(Unreachable::NoPushToken))
        && (platform != Platform::Android || play_services);
    let gone = now.plus_ms(-chance.between(2 * HOUR_MS, 9 * DAY_MS));
    let invalid = flaw == Some(Flaw::Reason(Unreachable::TokenInvalid));
    let personal = mobile && chance.permille(130);
    let facts = DeviceFacts {
        name: Some(name(platform, number)),
        management_name: Some(management_name(primary, platform, enrolled_at)),
        managed_by: Some(
            if platform == Platform::Windows && chance.permille(300) { "Co-managed" } else { "Intune" }
                .into(),
        ),
        ownership: Some(if personal { Ownership::Personal } else { Ownership::Corporate }),
        compliance: Some(compliance(chance)),
        platform: Some(platform),
        os_version: Some((*chance.pick(versions)).to_owned()),
        manufacturer: Some(manufacturer.to_owned()),
        model: Some(model.to_owned()),
        serial_number: Some(chance.text(b"0123456789ABCDEFGHJKLMNPQRSTVWXYZ", 10)),
        imei: Some(if is_phone(platform) { imei(chance) } else { String::new() }),
        phone_number: Some(if is_phone(platform) { phone_number(chance) } else { String::new() }),
        primary_user: Some(primary.to_owned()),
        enrolled_by: Some(enroller.to_owned()),
        enrolled_at: Some(When(enrolled_at)),
        last_check_in: Some(When(last_check_in)),
        enrolled: Some(flaw != Some(Flaw::Reason(Unreachable::NotEnrolled))),
        app_installed: Some(app),
        notifications_allowed: Some(app && flaw != Some(Flaw::Reason(Unreachable::NotificationsNotAllowed))),
        play_services: Some(play_services),
        push_token: has_token.then(|| token(chance, platform)),
        token_registered_at: has_token.then_some(When(registered_at)),
        token_invalid_since: (has_token && invalid).then_some(When(gone)),
    };
    let id = chance.uuid().parse().expect("chance makes well-formed UUIDs");
    let unregistered = has_token && (invalid || flaw == Some(Flaw::Stale));
    Made {
        device: Device { id, facts, unknown: Default::default() },
        unregistered_since: unregistered.then_some(gone),
    }
}

const fn is_phone(platform: Platform) -> bool {
    matches!(platform, Platform::Ios | Platform::Android)
}

const fn models(platform: Platform, play_services: bool) -> &'static [Model] {
    match platform {
        Platform::Ios => &IPHONES,
        Platform::IpadOs => &IPADS,
        Platform::Android if play_services => &ANDROIDS,
        Platform::Android => &WITHOUT_PLAY,
        Platform::MacOs => &MACS,
        Platform::Windows | Platform::Other => &PCS,
    }
}

fn flaw(chance: &mut Chance) -> Option<Flaw> {
    let mut at = chance.below(1_000);
    for (flaw, share) in FLAWS {
        if at < share {
            return Some(flaw);
        }
        at -= share;
    }
    None
}

/// Most devices were here within a day; one that is no longer enrolled has not been for a while.
fn since_check_in(chance: &mut Chance, flaw: Option<Flaw>) -> i64 {
    if flaw == Some(Flaw::Reason(Unreachable::NotEnrolled)) {
        return chance.between(20 * DAY_MS, 44 * DAY_MS);
    }
    match chance.below(100) {
        0..=69 => chance.between(MINUTE_MS, 9 * HOUR_MS),
        70..=89 => chance.between(9 * HOUR_MS, 2 * DAY_MS),
        90..=96 => chance.between(2 * DAY_MS, 10 * DAY_MS),
        _ => chance.between(10 * DAY_MS, 40 * DAY_MS),
    }
}

fn compliance(chance: &mut Chance) -> Compliance {
    match chance.below(100) {
        0..=88 => Compliance::Compliant,
        89..=94 => Compliance::NonCompliant,
        95..=97 => Compliance::InGracePeriod,
        _ => Compliance::NotEvaluated,
    }
}

fn name(platform: Platform, number: usize) -> String {
    let kind = match platform {
        Platform::Ios => "IPH",
        Platform::IpadOs => "IPD",
        Platform::Android => "AND",
        Platform::MacOs => "MAC",
        Platform::Windows | Platform::Other => "PC",
    };
    format!("NHK-{kind}-{number:04}")
}

/// The way Intune makes one up.
fn management_name(primary: &str, platform: Platform, enrolled_at: Timestamp) -> String {
    let who = primary.split('@').next().unwrap_or_default();
    let day = jiff::Timestamp::from_millisecond(enrolled_at.millis()).unwrap_or_default();
    format!("{who}_{}_{}", platform.label(), day.strftime("%-m/%-d/%Y_%-I:%M %p"))
}

/// Fifteen digits, of which the last checks the others (Luhn).
fn imei(chance: &mut Chance) -> String {
    let body = format!("35{}", chance.digits(12));
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            if at % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// From the series that the Swedish regulator keeps free for fiction.
fn phone_number(chance: &mut Chance) -> String {
    format!("+46 70 174 06 {:02}", chance.between(5, 99))
}

fn token(chance: &mut Chance, platform: Platform) -> String {
    const BASE64URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    match platform {
        Platform::Android => format!("{}:APA91b{}", chance.text(BASE64URL, 22), chance.text(BASE64URL, 134)),
        _ => chance.text(b"0123456789abcdef", 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_imei_carries_its_check_digit() {
        let mut chance = Chance::from_seed(1);
        for _ in 0..100 {
            let imei = imei(&mut chance);
            let sum: u32 = imei
                .bytes()
                .rev()
                .enumerate()
                .map(|(at, digit)| {
                    let digit = u32::from(digit - b'0') * if at % 2 == 1 { 2 } else { 1 };
                    digit / 10 + digit % 10
                })
                .sum();
            assert_eq!((imei.len(), sum % 10), (15, 0), "{imei}");
        }
    }
}
