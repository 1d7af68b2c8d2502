//! Texts that several pages share.

use super::grouped;
use herald_domain::device::Unreachable;
#[cfg(feature = "ssr")]
use herald_domain::device::{Compliance, Ownership, Platform};

#[derive(Debug)]
pub struct CommonTexts {
    pub number: fn(u64) -> String,
    /// January first.
    pub months: [&'static str; 12],
    pub just_now: &'static str,
    pub minutes_ago: fn(i64) -> String,
    pub hours_ago: fn(i64) -> String,
    #[cfg(feature = "ssr")]
    pub never: &'static str,
    #[cfg(feature = "ssr")]
    pub any: &'static str,
    #[cfg(feature = "ssr")]
    pub yes: &'static str,
    #[cfg(feature = "ssr")]
    pub no: &'static str,
    pub cancel: &'static str,
    pub close: &'static str,
    #[cfg(feature = "ssr")]
    pub refresh: &'static str,
    #[cfg(feature = "ssr")]
    pub export: &'static str,
    /// What is in sight of a list, and no more.
    pub export_page: &'static str,
    #[cfg(feature = "ssr")]
    pub copy_link: &'static str,
    pub copied: &'static str,
    /// Where the browser does not let the page copy: the text follows.
    pub copy_by_hand: &'static str,
    #[cfg(feature = "ssr")]
    pub more_actions: &'static str,
    #[cfg(feature = "ssr")]
    pub search: &'static str,
    #[cfg(feature = "ssr")]
    pub show: &'static str,
    pub loading: &'static str,
    #[cfg(feature = "ssr")]
    pub reachable: &'static str,
    #[cfg(feature = "ssr")]
    pub not_reachable: &'static str,
    #[cfg(feature = "ssr")]
    pub corporate: &'static str,
    #[cfg(feature = "ssr")]
    pub personal: &'static str,
    #[cfg(feature = "ssr")]
    pub unknown: &'static str,
    #[cfg(feature = "ssr")]
    pub compliant: &'static str,
    #[cfg(feature = "ssr")]
    pub not_compliant: &'static str,
    #[cfg(feature = "ssr")]
    pub grace: &'static str,
    #[cfg(feature = "ssr")]
    pub not_evaluated: &'static str,
    #[cfg(feature = "ssr")]
    pub other_platform: &'static str,
    pub not_enrolled: &'static str,
    pub platform_not_supported: &'static str,
    pub app_not_installed: &'static str,
    pub notifications_not_allowed: &'static str,
    pub no_play_services: &'static str,
    pub no_push_token: &'static str,
    pub token_invalid: &'static str,
}

impl CommonTexts {
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn ownership(&self, ownership: Ownership) -> &'static str {
        match ownership {
            Ownership::Corporate => self.corporate,
            Ownership::Personal => self.personal,
            Ownership::Unknown => self.unknown,
        }
    }
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn compliance(&self, compliance: Compliance) -> &'static str {
        match compliance {
            Compliance::Compliant => self.compliant,
            Compliance::NonCompliant => self.not_compliant,
            Compliance::InGracePeriod => self.grace,
            Compliance::NotEvaluated => self.not_evaluated,
            Compliance::Unknown => self.unknown,
        }
    }
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn platform(&self, platform: Platform) -> &'static str {
        if platform == Platform::Other { self.other_platform } else { platform.label() }
    }
    /// The reason that keeps a device from being reached (B24).
    #[must_use]
    pub fn reason(&self, reason: Unreachable) -> &'static str {
        match reason {
            Unreachable::NotEnrolled => self.not_enrolled,
            Unreachable::PlatformNotSupported => self.platform_not_supported,
            Unreachable::AppNotInstalled => self.app_not_installed,
            Unreachable::NotificationsNotAllowed => self.notifications_not_allowed,
            Unreachable::NoPlayServices => self.no_play_services,
            Unreachable::NoPushToken => self.no_push_token,
            Unreachable::TokenInvalid => self.token_invalid,
        }
    }
}

pub const EN: CommonTexts = CommonTexts {
    number: |n| grouped(n, ','),
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    just_now: "Just now",
    minutes_ago: |n| format!("{n} min ago"),
    hours_ago: |n| format!("{n} h ago"),
    #[cfg(feature = "ssr")]
    never: "Never",
    #[cfg(feature = "ssr")]
    any: "Any",
    #[cfg(feature = "ssr")]
    yes: "Yes",
    #[cfg(feature = "ssr")]
    no: "No",
    cancel: "Cancel",
    close: "Close",
    #[cfg(feature = "ssr")]
    refresh: "Refresh",
    #[cfg(feature = "ssr")]
    export: "Export",
    export_page: "Export page",
    #[cfg(feature = "ssr")]
    copy_link: "Copy link",
    copied: "Link copied",
    copy_by_hand: "Your browser does not let Herald copy. Copy the text here:",
    #[cfg(feature = "ssr")]
    more_actions: "More actions",
    #[cfg(feature = "ssr")]
    search: "Search",
    #[cfg(feature = "ssr")]
    show: "Show",
    loading: "Loading…",
    #[cfg(feature = "ssr")]
    reachable: "Reachable",
    #[cfg(feature = "ssr")]
    not_reachable: "Not reachable",
    #[cfg(feature = "ssr")]
    corporate: "Corporate",
    #[cfg(feature = "ssr")]
    personal: "Personal",
    #[cfg(feature = "ssr")]
    unknown: "Unknown",
    #[cfg(feature = "ssr")]
    compliant: "Compliant",
    #[cfg(feature = "ssr")]
    not_compliant: "Not compliant",
    #[cfg(feature = "ssr")]
    grace: "In grace period",
    #[cfg(feature = "ssr")]
    not_evaluated: "Not evaluated",
    #[cfg(feature = "ssr")]
    other_platform: "Other",
    not_enrolled: "Not enrolled",
    platform_not_supported: "Platform not supported",
    app_not_installed: "App not installed",
    notifications_not_allowed: "Notifications not allowed",
    no_play_services: "No Google Play services",
    no_push_token: "No push token",
    token_invalid: "Token no longer valid",
};

pub const SV: CommonTexts = CommonTexts {
    number: |n| grouped(n, '\u{a0}'),
    months: ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    just_now: "Just nu",
    minutes_ago: |n| format!("för {n} min sedan"),
    hours_ago: |n| format!("för {n} h sedan"),
    #[cfg(feature = "ssr")]
    never: "Aldrig",
    #[cfg(feature = "ssr")]
    any: "Alla",
    #[cfg(feature = "ssr")]
    yes: "Ja",
    #[cfg(feature = "ssr")]
    no: "Nej",
    cancel: "Avbryt",
    close: "Stäng",
    #[cfg(feature = "ssr")]
    refresh: "Uppdatera",
    #[cfg(feature = "ssr")]
    export: "Exportera",
    export_page: "Exportera sidan",
    #[cfg(feature = "ssr")]
    copy_link: "Kopiera länk",
    copied: "Länken är kopierad",
    copy_by_hand: "Webbläsaren låter inte Herald kopiera. Kopiera texten här:",
    #[cfg(feature = "ssr")]
    more_actions: "Fler åtgärder",
    #[cfg(feature = "ssr")]
    search: "Sök",
    #[cfg(feature = "ssr")]
    show: "Visa",
    loading: "Läser in …",
    #[cfg(feature = "ssr")]
    reachable: "Kan nås",
    #[cfg(feature = "ssr")]
    not_reachable: "Kan inte nås",
    #[cfg(feature = "ssr")]
    corporate: "Företag",
    #[cfg(feature = "ssr")]
    personal: "Privat",
    #[cfg(feature = "ssr")]
    unknown: "Okänt",
    #[cfg(feature = "ssr")]
    compliant: "Uppfyller kraven",
    #[cfg(feature = "ssr")]
    not_compliant: "Uppfyller inte kraven",
    #[cfg(feature = "ssr")]
    grace: "Inom respittiden",
    #[cfg(feature = "ssr")]
    not_evaluated: "Inte utvärderad",
    #[cfg(feature = "ssr")]
    other_platform: "Annat",
    not_enrolled: "Inte registrerad",
    platform_not_supported: "Plattformen stöds inte",
    app_not_installed: "Appen är inte installerad",
    notifications_not_allowed: "Aviseringar är inte tillåtna",
    no_play_services: "Google Play-tjänster saknas",
    no_push_token: "Push-token saknas",
    token_invalid: "Push-token är inte längre giltig",
};
