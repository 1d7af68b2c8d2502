//! From the errors below to what a user can be told.

use herald_app::error::AppError;
use herald_domain::permission::Missing;

/// Logs an internal error once, under a reference that the user sees (B35).
pub fn internal(error: impl std::error::Error + 'static) -> AppError {
    let reference = reference();
    tracing::error!(%reference, error = &error as &dyn std::error::Error, "a use-case failed");
    AppError::Internal { reference }
}

/// A new reference, short enough to be read out.
pub fn reference() -> String {
    uuid::Uuid::now_v7().simple().to_string()[20..].to_owned()
}

pub fn forbidden(missing: Missing) -> AppError {
    AppError::Forbidden { permission: missing.0 }
}
