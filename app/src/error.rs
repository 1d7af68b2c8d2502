//! What a user can be told when something does not work (B29, B35).

mod wire;

use herald_domain::{Timestamp, audience::SelectionProblem, permission::Permission, text::FieldProblem};
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Every error that reaches a browser or a script. The variants carry what a sentence in any language needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "wire::Wire", into = "wire::Wire")]
pub enum AppError {
    /// No session, or one that has ended.
    SignedOut,
    /// E-mail address or password is wrong; which of them is not said.
    WrongCredentials,
    /// The caller lacks this permission (B29).
    Forbidden { permission: Permission },
    /// It does not exist, is out of scope or belongs to another tenant: all three answer the same (B29).
    NotFound,
    /// Title or body break a rule; all problems at once (B4).
    InvalidText { problems: Vec<FieldProblem> },
    /// No group, or too many (B8).
    InvalidSelection { problem: SelectionProblem },
    /// The device cannot be reached (B17, B24).
    Unreachable { reasons: herald_domain::device::Reasons },
    /// The hourly limit is reached (B19).
    LimitReached { max: u32, next_free: Timestamp },
    /// The same idempotency key came with another audience or another text before. Nothing was sent now; with a fresh
    /// key it is a message of its own.
    Conflict,
    /// Too many attempts from here; seconds to wait.
    Throttled { retry_after: u32 },
    /// The request was not understood.
    BadRequest,
    /// The request is larger than the server takes.
    TooLarge,
    /// Our fault. The reference stands in the server's log.
    Internal { reference: String },
    /// The server could not be reached. Made by the browser.
    Offline,
}

impl AppError {
    /// The HTTP status that goes with it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut | Self::WrongCredentials => 401,
            Self::Forbidden { .. } => 403,
            Self::NotFound => 404,
            Self::InvalidText { .. } | Self::InvalidSelection { .. } | Self::Unreachable { .. } => 422,
            Self::Conflict => 409,
            Self::LimitReached { .. } | Self::Throttled { .. } => 429,
            Self::BadRequest => 400,
            Self::TooLarge => 413,
            Self::Internal { .. } => 500,
            Self::Offline => 503,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}
impl std::error::Error for AppError {}

impl FromServerFnError for AppError {
    type Encoder = crate::json::Json;
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::BadRequest,
            _ => Self::Internal { reference: String::new() },
        }
    }
}
