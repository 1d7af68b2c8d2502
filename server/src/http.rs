//! The router and what surrounds it. Handlers only translate: every decision is in [`crate::console`].

pub mod assets;
mod audit;
mod forms;
mod headers;
mod health;
pub mod metrics;
mod pages;
mod session;
mod sign_in;

use crate::{console::Console, demo};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use herald_app::routes;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

/// Largest request body, in bytes. A message of 550 four-byte characters, percent-encoded, is 7 kB.
const BODY_MAX: usize = 64 * 1024;
/// A request that has no answer by then gets 503.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the handlers share.
pub struct Web {
    pub console: Arc<Console>,
    pub tenant_name: Arc<str>,
    pub session_limits: herald_store::SessionLimits,
    /// The public URL is https: cookies are `Secure` and tied to the host.
    pub https: bool,
    pub behind_proxy: bool,
    pub throttle: sign_in::Throttle,
    pub phones: Option<Arc<demo::phones::Phones>>,
    stopping: AtomicBool,
}

impl Web {
    #[must_use]
    pub fn new(console: Arc<Console>, tenant_name: Arc<str>, config: &crate::config::Config) -> Self {
        Self {
            console,
            tenant_name,
            session_limits: herald_store::SessionLimits {
                idle_ms: config.session.idle.0,
                absolute_ms: config.session.absolute.0,
            },
            https: config.public_url().starts_with("https://"),
            behind_proxy: config.http.behind_proxy,
            throttle: sign_in::Throttle::default(),
            phones: None,
            stopping: AtomicBool::new(false),
        }
    }
    /// From now on `/readyz` says no.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
    fn stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

type Shared = Arc<Web>;

/// The whole site. Everything that changes state is behind [`CsrfLayer`].
pub fn router(web: Shared) -> Router {
    // Pages render on the runtime; a second router of the same process finds it set already.
    let _already_set = any_spawner::Executor::init_tokio();
    let mut signed = Router::new()
        .route("/sign-in", get(pages::page).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/api/{*function}", post(pages::server_function))
        .route("/tenant/custom-notifications", get(pages::page).post(forms::send_to_groups))
        .route("/devices/{id}", get(pages::page).post(forms::send_to_device))
        .route(routes::AUDIT_CSV, get(audit::csv))
        .route(routes::AUDIT_JSONL, get(audit::json_lines))
        .fallback(pages::page);
    if let Some(phones) = web.phones.clone() {
        signed = signed.merge(demo::http::router(phones));
    }
    let signed = signed
        .layer(middleware::from_fn_with_state(web.clone(), session::load))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest));
    Router::new()
        .merge(signed)
        .merge(assets::router())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(RequestBodyLimitLayer::new(BODY_MAX))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn(metrics::observe))
        .with_state(web)
}
