//! An error on its way: one flat object, `{"code":"limit_reached","max":25,"next_free":…}`.
//!
//! An enum with its tag inside would do the same by itself, but makes the browser read everything twice, with a
//! parser of its own.

use super::AppError;
use herald_domain::{
    Timestamp, audience::SelectionProblem, device::Reasons, permission::Permission, text::FieldProblem,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Code {
    SignedOut,
    WrongCredentials,
    Forbidden,
    NotFound,
    InvalidText,
    InvalidSelection,
    Unreachable,
    LimitReached,
    Conflict,
    Throttled,
    #[default]
    BadRequest,
    TooLarge,
    Internal,
    Offline,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wire {
    code: Code,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<Permission>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Vec<FieldProblem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<SelectionProblem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Reasons>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_free: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

impl From<AppError> for Wire {
    fn from(error: AppError) -> Self {
        let plain = |code| Self { code, ..Self::default() };
        match error {
            AppError::SignedOut => plain(Code::SignedOut),
            AppError::WrongCredentials => plain(Code::WrongCredentials),
            AppError::Forbidden { permission } => {
                Self { permission: Some(permission), ..plain(Code::Forbidden) }
            }
            AppError::NotFound => plain(Code::NotFound),
            AppError::InvalidText { problems } => {
                Self { problems: Some(problems), ..plain(Code::InvalidText) }
            }
            AppError::InvalidSelection { problem } => {
                Self { problem: Some(problem), ..plain(Code::InvalidSelection) }
            }
            AppError::Unreachable { reasons } => Self { reasons: Some(reasons), ..plain(Code::Unreachable) },
            AppError::LimitReached { max, next_free } => {
                Self { max: Some(max), next_free: Some(next_free), ..plain(Code::LimitReached) }
            }
            AppError::Conflict => plain(Code::Conflict),
            AppError::Throttled { retry_after } => {
                Self { retry_after: Some(retry_after), ..plain(Code::Throttled) }
            }
            AppError::BadRequest => plain(Code::BadRequest),
            AppError::TooLarge => plain(Code::TooLarge),
            AppError::Internal { reference } => Self { reference: Some(reference), ..plain(Code::Internal) },
            AppError::Offline => plain(Code::Offline),
        }
    }
}

/// What lacks a field that its code needs was not understood.
impl From<Wire> for AppError {
    fn from(wire: Wire) -> Self {
        let understood = match wire.code {
            Code::SignedOut => Some(Self::SignedOut),
            Code::WrongCredentials => Some(Self::WrongCredentials),
            Code::Forbidden => wire.permission.map(|permission| Self::Forbidden { permission }),
            Code::NotFound => Some(Self::NotFound),
            Code::InvalidText => wire.problems.map(|problems| Self::InvalidText { problems }),
            Code::InvalidSelection => wire.problem.map(|problem| Self::InvalidSelection { problem }),
            Code::Unreachable => wire.reasons.map(|reasons| Self::Unreachable { reasons }),
            Code::LimitReached => {
                wire.max.zip(wire.next_free).map(|(max, next_free)| Self::LimitReached { max, next_free })
            }
            Code::Conflict => Some(Self::Conflict),
            Code::Throttled => wire.retry_after.map(|retry_after| Self::Throttled { retry_after }),
            Code::BadRequest => None,
            Code::TooLarge => Some(Self::TooLarge),
            Code::Internal => Some(Self::Internal { reference: wire.reference.unwrap_or_default() }),
            Code::Offline => Some(Self::Offline),
        };
        understood.unwrap_or(Self::BadRequest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_arrives_as_it_was_sent() {
        let problem = SelectionProblem::TooMany { chosen: 26 };
        for error in [
            AppError::SignedOut,
            AppError::WrongCredentials,
            AppError::Forbidden { permission: Permission::OrganizationUpdate },
            AppError::NotFound,
            AppError::InvalidText { problems: vec![] },
            AppError::InvalidSelection { problem },
            AppError::Unreachable { reasons: Reasons::from_bits(3) },
            AppError::LimitReached { max: 25, next_free: Timestamp(1_795_528_680_000) },
            AppError::Conflict,
            AppError::Throttled { retry_after: 7 },
            AppError::BadRequest,
            AppError::TooLarge,
            AppError::Internal { reference: "7f3a".into() },
            AppError::Offline,
        ] {
            let json = serde_json::to_string(&error).unwrap();
            assert_eq!(serde_json::from_str::<AppError>(&json).unwrap(), error, "{json}");
        }
    }

    #[test]
    fn b35_an_error_on_its_way_is_one_flat_object() {
        let error = AppError::LimitReached { max: 25, next_free: Timestamp(5) };
        let json = serde_json::to_string(&error).unwrap();
        assert_eq!(json, r#"{"code":"limit_reached","max":25,"next_free":5}"#);
        let cut_short = serde_json::from_str::<AppError>(r#"{"code":"limit_reached"}"#).unwrap();
        assert_eq!(cut_short, AppError::BadRequest);
    }
}
