//! `/healthz`: the process answers. `/readyz`: it can do its work.

use super::Shared;
use axum::{extract::State, http::StatusCode};

pub async fn alive() -> &'static str {
    "ok\n"
}

/// 503 while the database does not answer and once a shutdown has begun.
pub async fn ready(State(web): State<Shared>) -> (StatusCode, &'static str) {
    if web.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match web.console.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
