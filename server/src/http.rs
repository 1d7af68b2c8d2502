//! The router and what surrounds it. Handlers only translate: every decision is in [`crate::console`].

mod appearance;
pub mod assets;
mod audit;
mod columns;
mod devices_csv;
mod events;
mod fault;
mod forms;
mod headers;
mod health;
mod held;
mod limit;
pub mod metrics;
mod navigation;
mod pages;
mod serve;
mod session;
pub(crate) mod sign_in;
mod unreached_csv;

pub use events::{EventSettings, Events};
pub use serve::{Patience, serve};

use crate::{console::Console, demo, live::Hub};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware,
    routing::{MethodRouter, get, post},
};
use herald_app::routes;
use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer,
};

/// A request that has no answer by then gets 503.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

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
    /// Where the streams hear what changed.
    pub live: Hub,
    pub events: Events,
    /// Cancelled when the server is to stop: `/readyz` says no, and the streams end.
    pub stop: CancellationToken,
}

impl Web {
    #[must_use]
    pub fn new(
        console: Arc<Console>,
        live: Hub,
        tenant_name: Arc<str>,
        config: &crate::config::Config,
    ) -> Self {
        Self {
            console,
            tenant_name,
            session_limits: herald_store::SessionLimits {
                idle_ms: config.session.idle.0,
                absolute_ms: config.session.absolute.0,
            },
            https: config.is_https(),
            behind_proxy: config.http.behind_proxy,
            throttle: sign_in::Throttle::default(),
            phones: None,
            live,
            events: Events::new(EventSettings::default()),
            stop: CancellationToken::new(),
        }
    }
}

type Shared = Arc<Web>;

/// The whole site. Everything that changes state is behind [`CsrfLayer`].
pub fn router(web: Shared) -> Router {
    // Pages render on the runtime; a second router of the same process finds it set already.
    let _already_set = any_spawner::Executor::init_tokio();
    let mut signed = Router::new()
        .route("/sign-in", get(pages::page).post(sign_in::sign_in))
        .route(routes::APPEARANCE, post(appearance::choose))
        .route(routes::NAVIGATION, post(navigation::choose))
        .route(routes::COLUMNS, post(columns::choose))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/api/{*function}", post(pages::server_function))
        .route("/tenant/custom-notifications", get(pages::page).post(forms::send_to_groups))
        .route("/devices", get(pages::page).post(forms::send_to_devices))
        .route("/devices/{id}", get(pages::page).post(forms::send_to_device))
        .route(routes::EVENTS, get(events::events))
        .route(routes::DEVICES_CSV, export(get(devices_csv::file)))
        .route(routes::UNREACHED_CSV, export(get(unreached_csv::file)))
        .route(routes::AUDIT_CSV, export(get(audit::csv)))
        .route(routes::AUDIT_JSONL, export(get(audit::json_lines)))
        .fallback(pages::page);
    if let Some(phones) = web.phones.clone() {
        signed = signed.merge(demo::http::router(phones));
    }
    let signed = signed
        .layer(middleware::from_fn_with_state(web.clone(), session::load))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest));
    let https = web.https;
    let routes = Router::new()
        .merge(signed)
        .merge(assets::router())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(web);
    surround(routes, https)
}

/// What is given out is recorded, so nobody can ask for its head alone.
fn export(file: MethodRouter<Shared>) -> MethodRouter<Shared> {
    file.head(|| async { (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET")]) })
}

/// What every answer has, whoever gives it. `https`: the public URL is https.
pub fn surround(routes: Router, https: bool) -> Router {
    let secure = middleware::from_fn(move |request, next| headers::secure(https, request, next));
    routes
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn(limit::bodies))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(fault::in_words))
        .layer(secure)
        .layer(middleware::from_fn(metrics::observe))
}
