//! Texts that several pages share.

use super::grouped;
use herald_domain::device::{Compliance, Ownership, Platform, Unreachable};

#[derive(Debug)]
pub struct CommonTexts {
    pub number: fn(u64) -> String,
    /// January first.
    pub months: [&'static str; 12],
    pub just_now: &'static str,
    pub minutes_ago: fn(i64) -> String,
    pub hours_ago: fn(i64) -> String,
    pub never: &'static str,
    pub any: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub cancel: &'static str,
    pub close: &'static str,
    pub refresh: &'static str,
    pub export: &'static str,
    /// What is in sight of a list, and no more.
    pub export_page: &'static str,
    pub copy_link: &'static str,
    pub copied: &'static str,
    /// Where the browser does not let the page copy: the text follows.
    pub copy_by_hand: &'static str,
    pub more_actions: &'static str,
    pub search: &'static str,
    pub show: &'static str,
    pub loading: &'static str,
    pub reachable: &'static str,
    pub not_reachable: &'static str,
    pub corporate: &'static str,
    pub personal: &'static str,
    pub unknown: &'static str,
    pub compliant: &'static str,
    pub not_compliant: &'static str,
    pub grace: &'static str,
    pub not_evaluated: &'static str,
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
    #[must_use]
    pub fn ownership(&self, ownership: Ownership) -> &'static str {
        match ownership {
            Ownership::Corporate => self.corporate,
            Ownership::Personal => self.personal,
            Ownership::Unknown => self.unknown,
        }
    }
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
    never: "Never",
    any: "Any",
    yes: "Yes",
    no: "No",
    cancel: "Cancel",
    close: "Close",
    refresh: "Refresh",
    export: "Export",
    export_page: "Export page",
    copy_link: "Copy link",
    copied: "Link copied",
    copy_by_hand: "Your browser does not let Herald copy. Copy the text here:",
    more_actions: "More actions",
    search: "Search",
    show: "Show",
    loading: "Loading…",
    reachable: "Reachable",
    not_reachable: "Not reachable",
    corporate: "Corporate",
    personal: "Personal",
    unknown: "Unknown",
    compliant: "Compliant",
    not_compliant: "Not compliant",
    grace: "In grace period",
    not_evaluated: "Not evaluated",
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
    never: "Aldrig",
    any: "Alla",
    yes: "Ja",
    no: "Nej",
    cancel: "Avbryt",
    close: "Stäng",
    refresh: "Uppdatera",
    export: "Exportera",
    export_page: "Exportera sidan",
    copy_link: "Kopiera länk",
    copied: "Länken är kopierad",
    copy_by_hand: "Webbläsaren låter inte Herald kopiera. Kopiera texten här:",
    more_actions: "Fler åtgärder",
    search: "Sök",
    show: "Visa",
    loading: "Läser in …",
    reachable: "Kan nås",
    not_reachable: "Kan inte nås",
    corporate: "Företag",
    personal: "Privat",
    unknown: "Okänt",
    compliant: "Uppfyller kraven",
    not_compliant: "Uppfyller inte kraven",
    grace: "Inom respittiden",
    not_evaluated: "Inte utvärderad",
    other_platform: "Annat",
    not_enrolled: "Inte registrerad",
    platform_not_supported: "Plattformen stöds inte",
    app_not_installed: "Appen är inte installerad",
    notifications_not_allowed: "Aviseringar är inte tillåtna",
    no_play_services: "Google Play-tjänster saknas",
    no_push_token: "Push-token saknas",
    token_invalid: "Push-token är inte längre giltig",
};
