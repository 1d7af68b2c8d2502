//! What the specimens are about.

use super::specimen::NOW;
use herald_domain::{
    audience::Reach,
    device::{Compliance, DeviceRow, Ownership, Platform, Reasons, Unreachable},
    directory::GroupRow,
    limits::{GROUP_MESSAGES, Quota},
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};

/// Of people and devices, of groups, of messages.
pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u64) -> T {
    format!("00000000-0000-7000-8000-{n:012}").parse().expect("an id in its form")
}

pub fn reasons(given: &[Unreachable]) -> Reasons {
    given.iter().fold(Reasons::default(), |mut all, reason| {
        all.insert(*reason);
        all
    })
}

pub fn devices() -> Vec<DeviceRow> {
    let row =
        |n: u64, name: &str, platform, model: &str, user: &str, compliance, ago: i64, why: &[Unreachable]| {
            DeviceRow {
                id: id(n),
                name: name.into(),
                managed_by: "Intune".into(),
                ownership: Ownership::Corporate,
                compliance,
                platform,
                os_version: "26.1".into(),
                model: model.into(),
                user: user.into(),
                last_check_in: Some(NOW.plus_ms(-ago)),
                reasons: reasons(why),
            }
        };
    vec![
        row(
            1,
            "NHK-IPH-0412",
            Platform::Ios,
            "iPhone 15",
            "Maja Öberg",
            Compliance::Compliant,
            3 * MINUTE_MS,
            &[],
        ),
        row(
            2,
            "NHK-AND-0087",
            Platform::Android,
            "Galaxy XCover7",
            "Håkan Åkerström-Lindqvist",
            Compliance::InGracePeriod,
            5 * HOUR_MS,
            &[Unreachable::NotificationsNotAllowed],
        ),
        row(
            3,
            "NHK-PC-1203",
            Platform::Windows,
            "Latitude 5450",
            "Astrid Lindqvist",
            Compliance::NonCompliant,
            34 * DAY_MS,
            &[Unreachable::PlatformNotSupported],
        ),
    ]
}

pub fn groups() -> Vec<GroupRow> {
    let row = |n: u64, name: &str, users, groups, devices, people| GroupRow {
        id: id(n),
        name: name.into(),
        description: "Sommarjobbare 2026".into(),
        users,
        groups,
        devices,
        transitive_users: Some(people),
    };
    vec![
        row(11, "Hemtjänst Norra", 214, 2, 0, 391),
        row(12, "Hemtjänst Södra", 188, 0, 0, 188),
        row(13, "iPad-vagn Hemgården", 0, 0, 12, 0),
    ]
}

pub fn reach() -> Reach {
    Reach {
        members: 1_298,
        people: 1_204,
        ios: 812,
        android: 565,
        unreachable: vec![
            (Unreachable::PlatformNotSupported, 148),
            (Unreachable::AppNotInstalled, 57),
            (Unreachable::NotificationsNotAllowed, 41),
        ],
        ignored_devices: 12,
    }
}

pub fn quota(used: u32) -> Quota {
    let max = GROUP_MESSAGES.max;
    let soon = NOW.plus_ms(12 * MINUTE_MS);
    Quota { max, used, next_free: (used >= max).then_some(soon), oldest_frees: (used > 0).then_some(soon) }
}
