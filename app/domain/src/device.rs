//! Devices and whether a message can reach them (B24, B26).

use crate::{
    Timestamp,
    action::DeviceAction,
    ids::{DeviceId, UserId},
    limits::Quota,
    paging::Rows,
};
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable name in the database, in JSON and in URLs.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> { match code { $($code => Some(Self::$variant),)+ _ => None } }
        }
    };
}
pub(crate) use codes;

codes! {
    Platform { Ios = "ios", IpadOs = "ipados", Android = "android", Windows = "windows", MacOs = "macos", Other = "other" }
}

impl Platform {
    /// The push service that serves the platform; none where custom notifications do not exist (B17).
    #[must_use]
    pub const fn service(self) -> Option<Service> {
        match self {
            Self::Ios | Self::IpadOs => Some(Service::Apns),
            Self::Android => Some(Service::Fcm),
            Self::Windows | Self::MacOs | Self::Other => None,
        }
    }
    /// The maker's spelling.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ios => "iOS",
            Self::IpadOs => "iPadOS",
            Self::Android => "Android",
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
            Self::Other => "Other",
        }
    }
}

codes! {
    /// A platform's push service.
    Service { Apns = "apns", Fcm = "fcm" }
}
codes! {
    Ownership { Corporate = "corporate", Personal = "personal", Unknown = "unknown" }
}
codes! {
    Compliance {
        Compliant = "compliant", NonCompliant = "noncompliant", InGracePeriod = "grace",
        NotEvaluated = "not_evaluated", Unknown = "unknown",
    }
}
codes! {
    /// Why a device cannot be reached, in the order in which they are named (B24).
    Unreachable {
        NotEnrolled = "not_enrolled",
        PlatformNotSupported = "platform_not_supported",
        AppNotInstalled = "app_not_installed",
        NotificationsNotAllowed = "notifications_not_allowed",
        NoPlayServices = "no_play_services",
        NoPushToken = "no_push_token",
        TokenInvalid = "token_invalid",
    }
}

/// The set of reasons that keep a device from being reached; empty means reachable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reasons(u8);

impl Reasons {
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }
    /// Bit *n* stands for the *n*-th reason of [`Unreachable::ALL`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }
    #[must_use]
    pub const fn reachable(self) -> bool {
        self.0 == 0
    }
    #[must_use]
    pub const fn contains(self, reason: Unreachable) -> bool {
        self.0 & (1 << reason as u8) != 0
    }
    pub fn insert(&mut self, reason: Unreachable) {
        self.0 |= 1 << reason as u8;
    }
    pub fn iter(self) -> impl Iterator<Item = Unreachable> {
        Unreachable::ALL.iter().copied().filter(move |r| self.contains(*r))
    }
    /// The reason to name where there is room for one.
    #[must_use]
    pub fn first(self) -> Option<Unreachable> {
        self.iter().next()
    }
}

/// What is known of a device's registration with its push service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenState {
    pub registered_at: Option<Timestamp>,
    /// When the push service said that the token is no longer valid (B26).
    pub invalid_since: Option<Timestamp>,
}

/// The facts that decide whether a device can be reached (B24).
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub platform: Platform,
    pub enrolled: bool,
    pub app_installed: bool,
    pub notifications_allowed: bool,
    /// Matters on Android only.
    pub play_services: bool,
    pub token: TokenState,
}

impl Facts {
    /// Every unmet condition. What follows from another one is not named too: a device without the app has no
    /// token either, and an unsupported platform has no app.
    #[must_use]
    pub fn reasons(&self) -> Reasons {
        let mut reasons = Reasons::default();
        if !self.enrolled {
            reasons.insert(Unreachable::NotEnrolled);
        }
        if self.platform.service().is_none() {
            reasons.insert(Unreachable::PlatformNotSupported);
            return reasons;
        }
        let play_services = self.platform != Platform::Android || self.play_services;
        if !play_services {
            reasons.insert(Unreachable::NoPlayServices);
        }
        if !self.app_installed {
            reasons.insert(Unreachable::AppNotInstalled);
            return reasons;
        }
        if !self.notifications_allowed {
            reasons.insert(Unreachable::NotificationsNotAllowed);
        }
        match (self.token.registered_at, self.token.invalid_since) {
            (None, _) if play_services => reasons.insert(Unreachable::NoPushToken),
            (Some(registered), Some(invalid)) if invalid >= registered => {
                reasons.insert(Unreachable::TokenInvalid)
            }
            _ => {}
        }
        reasons
    }
}

/// A row of All devices (B31).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRow {
    pub id: DeviceId,
    pub name: String,
    pub managed_by: String,
    pub ownership: Ownership,
    pub compliance: Compliance,
    pub platform: Platform,
    pub os_version: String,
    pub model: String,
    /// Display name of the primary user; empty when there is none.
    pub user: String,
    pub last_check_in: Option<Timestamp>,
    pub reasons: Reasons,
}

/// Everything that Overview shows of a device (B32).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceDetail {
    pub row: DeviceRow,
    pub management_name: String,
    pub user_id: Option<UserId>,
    pub user_principal_name: String,
    pub enrolled_by: String,
    pub serial_number: String,
    pub imei: String,
    /// All but the last four digits are stars.
    pub phone_number: String,
    pub manufacturer: String,
    pub enrolled_at: Option<Timestamp>,
    pub actions: Vec<DeviceAction>,
    /// Places left for messages to this device (B16).
    pub quota: Quota,
    /// Whether the caller may send to it (B15).
    pub may_send: bool,
}

/// Replaces all but the last four characters by stars; shorter numbers vanish behind them.
#[must_use]
pub fn mask_phone_number(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return String::new();
    }
    let shown = if digits.len() > 6 { 4 } else { 0 };
    let hidden = digits.len() - shown;
    std::iter::repeat_n('*', hidden).chain(digits[hidden..].iter().copied()).collect()
}

/// A column by which All devices can be sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceSort {
    Name,
    ManagedBy,
    Ownership,
    Compliance,
    Os,
    OsVersion,
    User,
    #[default]
    LastCheckIn,
    Reachable,
}

/// What All devices asks for. `page` counts from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DeviceQuery {
    #[serde(default)]
    pub search: String,
    #[serde(default)]
    pub platform: Option<Platform>,
    /// Phones and tablets alone, of whatever platform.
    #[serde(default)]
    pub mobile: bool,
    #[serde(default)]
    pub ownership: Option<Ownership>,
    #[serde(default)]
    pub compliance: Option<Compliance>,
    #[serde(default)]
    pub reachable: Option<bool>,
    #[serde(default)]
    pub sort: DeviceSort,
    /// Largest first.
    #[serde(default)]
    pub descending: bool,
    pub page: u32,
    #[serde(default)]
    pub rows: Rows,
}

impl Default for DeviceQuery {
    fn default() -> Self {
        Self {
            search: String::new(),
            platform: None,
            mobile: false,
            ownership: None,
            compliance: None,
            reachable: None,
            sort: DeviceSort::LastCheckIn,
            descending: true,
            page: 1,
            rows: Rows::default(),
        }
    }
}

/// One page of All devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevicePage {
    pub rows: Vec<DeviceRow>,
    /// Devices that match, on all pages.
    pub total: u64,
    /// How many of them can be reached.
    pub reachable: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(platform: Platform) -> Facts {
        Facts {
            platform,
            enrolled: true,
            app_installed: true,
            notifications_allowed: true,
            play_services: platform == Platform::Android,
            token: TokenState { registered_at: Some(Timestamp(1_000)), invalid_since: None },
        }
    }
    fn named(facts: Facts) -> Vec<&'static str> {
        facts.reasons().iter().map(Unreachable::code).collect()
    }

    #[test]
    fn b24_a_device_that_meets_every_condition_can_be_reached() {
        for platform in [Platform::Ios, Platform::IpadOs, Platform::Android] {
            assert!(facts(platform).reasons().reachable(), "{platform:?}");
        }
    }

    #[test]
    fn b24_each_unmet_condition_is_one_named_reason() {
        let android = facts(Platform::Android);
        let ios = facts(Platform::Ios);
        assert_eq!(named(Facts { enrolled: false, ..ios }), ["not_enrolled"]);
        assert_eq!(named(facts(Platform::Windows)), ["platform_not_supported"]);
        assert_eq!(named(facts(Platform::MacOs)), ["platform_not_supported"]);
        assert_eq!(named(Facts { app_installed: false, ..ios }), ["app_not_installed"]);
        assert_eq!(named(Facts { notifications_allowed: false, ..ios }), ["notifications_not_allowed"]);
        assert_eq!(named(Facts { play_services: false, ..android }), ["no_play_services"]);
        assert_eq!(named(Facts { play_services: false, ..ios }), Vec::<&str>::new());
        assert_eq!(named(Facts { token: TokenState::default(), ..ios }), ["no_push_token"]);
    }

    #[test]
    fn b24_several_reasons_are_all_named() {
        let device = Facts { enrolled: false, notifications_allowed: false, ..facts(Platform::Android) };
        assert_eq!(named(device), ["not_enrolled", "notifications_not_allowed"]);
    }

    #[test]
    fn b26_a_token_registered_after_the_verdict_stays_valid() {
        let with = |registered, invalid| Facts {
            token: TokenState {
                registered_at: Some(Timestamp(registered)),
                invalid_since: Some(Timestamp(invalid)),
            },
            ..facts(Platform::Ios)
        };
        assert_eq!(named(with(1_000, 2_000)), ["token_invalid"]);
        assert!(with(3_000, 2_000).reasons().reachable());
    }

    #[test]
    fn b32_a_phone_number_shows_its_last_four_digits() {
        assert_eq!(mask_phone_number("+46 70 123 95 22"), "********9522");
        assert_eq!(mask_phone_number("112"), "***");
        assert_eq!(mask_phone_number(""), "");
    }
}
