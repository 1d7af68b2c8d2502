//! Why a send was refused, as a sentence: what to do first, then why (B19, B35).

use crate::{components::moment::time_of_day, context::Zone, error::AppError, texts::Texts};

/// Which limit a refusal speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Groups,
    Device,
    /// Several selected devices.
    Devices,
}

/// The sentence for `error`. Problems of fields and of the choice of groups have sentences of their own where they
/// stand; here they are summed up.
#[must_use]
pub fn refusal(error: &AppError, to: To, zone: Zone, texts: &Texts) -> String {
    let errors = &texts.errors;
    match error {
        AppError::SignedOut | AppError::WrongCredentials => errors.signed_out.into(),
        AppError::Forbidden { permission } => (errors.forbidden)(&texts.permissions.name(*permission)),
        AppError::NotFound if to == To::Groups => texts.wizard.group_gone.into(),
        AppError::NotFound => errors.not_found.into(),
        AppError::InvalidText { problems } => {
            problems.iter().map(|problem| errors.field_problem(*problem)).collect::<Vec<_>>().join(" ")
        }
        AppError::InvalidSelection { problem } if to == To::Devices => texts.bulk.selection_problem(*problem),
        AppError::InvalidSelection { problem } => texts.wizard.selection_problem(*problem),
        AppError::Unreachable { reasons } => {
            let reasons: Vec<_> = reasons.iter().map(|reason| texts.common.reason(reason)).collect();
            match (reasons.join(", "), to) {
                (reasons, To::Devices) => (texts.bulk.none_reached)(&reasons),
                (reasons, _) => format!("{}: {reasons}.", errors.unreachable),
            }
        }
        AppError::LimitReached { max, next_free } => {
            let at = time_of_day(*next_free, zone);
            match to {
                To::Groups => (errors.group_limit)(*max, &at),
                To::Device => (errors.device_limit)(*max, &at),
                To::Devices => (texts.bulk.none_until)(&at),
            }
        }
        AppError::Conflict => errors.conflict.into(),
        AppError::Throttled { retry_after } => (errors.throttled)(*retry_after),
        AppError::BadRequest => errors.bad_request.into(),
        AppError::TooLarge => errors.too_large.into(),
        AppError::Internal { reference } if reference.is_empty() => errors.internal.into(),
        AppError::Internal { reference } => format!("{} {}: {reference}", errors.internal, errors.reference),
        AppError::Offline => errors.offline.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;
    use herald_domain::{
        Timestamp, device::Reasons, device::Unreachable, permission::Permission, time::HOUR_MS,
    };

    fn said(error: AppError, to: To) -> String {
        refusal(&error, to, Zone::Utc, Texts::of(Language::English))
    }

    #[test]
    fn b19_a_refusal_names_the_limit_and_the_time_of_the_next_place() {
        let error = AppError::LimitReached { max: 25, next_free: Timestamp(14 * HOUR_MS + 37 * 60_000) };
        assert_eq!(
            said(error.clone(), To::Groups),
            "The hourly limit of 25 is reached. The next message can be sent at 14:37 UTC."
        );
        assert!(said(error, To::Device).contains("to this device"));
    }

    #[test]
    fn b29_a_missing_permission_is_named() {
        let error = AppError::Forbidden { permission: Permission::OrganizationUpdate };
        assert_eq!(said(error, To::Groups), "You need the permission Organization / Update.");
    }

    #[test]
    fn b24_an_unreachable_device_says_why() {
        let mut reasons = Reasons::default();
        reasons.insert(Unreachable::AppNotInstalled);
        assert_eq!(
            said(AppError::Unreachable { reasons }, To::Device),
            "The device cannot be reached: App not installed."
        );
    }

    #[test]
    fn b35_no_refusal_is_a_raw_code() {
        for error in [
            AppError::Offline,
            AppError::Conflict,
            AppError::BadRequest,
            AppError::NotFound,
            AppError::SignedOut,
            AppError::TooLarge,
            AppError::Throttled { retry_after: 1 },
            AppError::Unreachable { reasons: Reasons::from_bits(1) },
            AppError::Internal { reference: String::new() },
        ] {
            let cases = [
                (To::Groups, Language::English),
                (To::Device, Language::Swedish),
                (To::Devices, Language::Swedish),
            ];
            for (to, language) in cases {
                let sentence = refusal(&error, to, Zone::Utc, Texts::of(language));
                assert!(sentence.ends_with('.') && !sentence.contains(&error.to_string()), "{sentence}");
            }
        }
    }
}
