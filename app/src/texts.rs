//! Every text that a reader sees, in every language. One struct per area, so that a missing text does not compile;
//! what depends on a number is a function, since plural forms differ between languages.

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod audit;
pub mod bell;
pub mod bulk;
pub mod common;
#[cfg(feature = "ssr")]
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod devices;
#[cfg(feature = "ssr")]
pub mod directory;
pub mod errors;
pub mod frame;
#[cfg(feature = "ssr")]
pub mod home;
#[cfg(feature = "ssr")]
pub mod kit;
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod phones;
#[cfg(feature = "ssr")]
pub mod preview;
#[cfg(feature = "ssr")]
pub mod roles;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod sign_in;
#[cfg(all(test, feature = "ssr"))]
mod singular;
pub mod to_devices;
pub mod wizard;

#[cfg(feature = "ssr")]
use actions::ActionsTexts;
#[cfg(feature = "ssr")]
use audit::AuditTexts;
use bell::BellTexts;
use bulk::BulkTexts;
use common::CommonTexts;
#[cfg(feature = "ssr")]
use delivery::DeliveryTexts;
#[cfg(feature = "ssr")]
use devices::DevicesTexts;
#[cfg(feature = "ssr")]
use directory::DirectoryTexts;
use errors::ErrorTexts;
use frame::FrameTexts;
#[cfg(feature = "ssr")]
use home::HomeTexts;
#[cfg(feature = "ssr")]
use kit::KitTexts;
use permissions::PermissionTexts;
#[cfg(feature = "ssr")]
use phones::PhonesTexts;
#[cfg(feature = "ssr")]
use preview::PreviewTexts;
#[cfg(feature = "ssr")]
use roles::RolesTexts;
#[cfg(feature = "ssr")]
use shell::ShellTexts;
#[cfg(feature = "ssr")]
use sign_in::SignInTexts;
use to_devices::ToDevicesTexts;
use wizard::WizardTexts;

/// The cookie that remembers a chosen language.
pub const LANGUAGE_COOKIE: &str = "herald-lang";

/// A language that the console speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Swedish,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Swedish];

    /// The code of BCP 47.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }
    /// The language's name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Swedish => "Svenska",
        }
    }
    /// `sv`, `sv-SE` and `SV-fi` are all Swedish.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split('-').next().unwrap_or(code).trim();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }
    /// The best match for an Accept-Language header (RFC 9110): largest weight first, then order.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for item in header.split(',') {
            let mut parts = item.split(';');
            let Some(language) = parts.next().and_then(|code| Self::from_code(code.trim())) else { continue };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…1000")]
            let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u32;
            if weight > 0 && best.is_none_or(|(best, _)| weight > best) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// All texts in one language. Those that only pages show stay on the server.
#[derive(Debug)]
pub struct Texts {
    #[cfg(feature = "ssr")]
    pub actions: ActionsTexts,
    #[cfg(feature = "ssr")]
    pub audit: AuditTexts,
    pub bell: BellTexts,
    pub bulk: BulkTexts,
    pub common: CommonTexts,
    #[cfg(feature = "ssr")]
    pub delivery: DeliveryTexts,
    #[cfg(feature = "ssr")]
    pub devices: DevicesTexts,
    #[cfg(feature = "ssr")]
    pub directory: DirectoryTexts,
    pub errors: ErrorTexts,
    pub frame: FrameTexts,
    #[cfg(feature = "ssr")]
    pub home: HomeTexts,
    #[cfg(feature = "ssr")]
    pub kit: KitTexts,
    pub permissions: PermissionTexts,
    #[cfg(feature = "ssr")]
    pub phones: PhonesTexts,
    #[cfg(feature = "ssr")]
    pub preview: PreviewTexts,
    #[cfg(feature = "ssr")]
    pub roles: RolesTexts,
    #[cfg(feature = "ssr")]
    pub shell: ShellTexts,
    #[cfg(feature = "ssr")]
    pub sign_in: SignInTexts,
    pub to_devices: ToDevicesTexts,
    pub wizard: WizardTexts,
}

static ENGLISH: Texts = Texts {
    #[cfg(feature = "ssr")]
    actions: actions::EN,
    #[cfg(feature = "ssr")]
    audit: audit::EN,
    bell: bell::EN,
    bulk: bulk::EN,
    common: common::EN,
    #[cfg(feature = "ssr")]
    delivery: delivery::EN,
    #[cfg(feature = "ssr")]
    devices: devices::EN,
    #[cfg(feature = "ssr")]
    directory: directory::EN,
    errors: errors::EN,
    frame: frame::EN,
    #[cfg(feature = "ssr")]
    home: home::EN,
    #[cfg(feature = "ssr")]
    kit: kit::EN,
    permissions: permissions::EN,
    #[cfg(feature = "ssr")]
    phones: phones::EN,
    #[cfg(feature = "ssr")]
    preview: preview::EN,
    #[cfg(feature = "ssr")]
    roles: roles::EN,
    #[cfg(feature = "ssr")]
    shell: shell::EN,
    #[cfg(feature = "ssr")]
    sign_in: sign_in::EN,
    to_devices: to_devices::EN,
    wizard: wizard::EN,
};
static SWEDISH: Texts = Texts {
    #[cfg(feature = "ssr")]
    actions: actions::SV,
    #[cfg(feature = "ssr")]
    audit: audit::SV,
    bell: bell::SV,
    bulk: bulk::SV,
    common: common::SV,
    #[cfg(feature = "ssr")]
    delivery: delivery::SV,
    #[cfg(feature = "ssr")]
    devices: devices::SV,
    #[cfg(feature = "ssr")]
    directory: directory::SV,
    errors: errors::SV,
    frame: frame::SV,
    #[cfg(feature = "ssr")]
    home: home::SV,
    #[cfg(feature = "ssr")]
    kit: kit::SV,
    permissions: permissions::SV,
    #[cfg(feature = "ssr")]
    phones: phones::SV,
    #[cfg(feature = "ssr")]
    preview: preview::SV,
    #[cfg(feature = "ssr")]
    roles: roles::SV,
    #[cfg(feature = "ssr")]
    shell: shell::SV,
    #[cfg(feature = "ssr")]
    sign_in: sign_in::SV,
    to_devices: to_devices::SV,
    wizard: wizard::SV,
};

impl Texts {
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Swedish => &SWEDISH,
        }
    }
}

/// A whole number with the thousands apart, as the language writes it.
#[must_use]
pub fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    // B33
    #[test]
    fn b33_the_browsers_language_is_chosen_by_weight() {
        assert_eq!(Language::accepted("sv-SE,sv;q=0.9,en;q=0.8"), Some(Language::Swedish));
        assert_eq!(Language::accepted("de, en;q=0.5, sv;q=0.7"), Some(Language::Swedish));
        assert_eq!(Language::accepted("de, fr"), None);
        assert_eq!(Language::accepted("sv;q=0, en"), Some(Language::English));
        assert_eq!(Language::accepted(";;;,q=,sv;q=x"), None);
    }

    #[test]
    fn b33_numbers_are_written_as_the_language_does() {
        assert_eq!(
            ((ENGLISH.common.number)(3261), (SWEDISH.common.number)(3261)),
            ("3,261".into(), "3\u{a0}261".into())
        );
        assert_eq!((ENGLISH.common.number)(12), "12");
        assert_eq!((ENGLISH.common.number)(1_234_567), "1,234,567");
    }
}
