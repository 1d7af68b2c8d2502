//! Numbers for operators, on a listener of their own. Labels are route classes and statuses, never paths or text.

use axum::{Router, extract::Request, middleware::Next, response::Response, routing::get};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Installs the recorder. At most once in a process; an earlier one stays.
pub fn install() -> Option<PrometheusHandle> {
    PrometheusBuilder::new().install_recorder().ok()
}

pub fn router(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || std::future::ready(handle.render())))
}

pub async fn observe(request: Request, next: Next) -> Response {
    let class = class(request.uri().path());
    let method = request.method().clone();
    let start = tokio::time::Instant::now();
    let response = next.run(request).await;
    let (took, status) = (start.elapsed(), response.status().as_u16());
    metrics::counter!("herald_http_requests_total", "class" => class, "status" => status.to_string())
        .increment(1);
    metrics::histogram!("herald_http_request_seconds", "class" => class).record(took.as_secs_f64());
    tracing::debug!(%method, class, status, took_ms = took.as_millis() as u64, "request");
    response
}

fn class(path: &str) -> &'static str {
    match path.split('/').nth(1) {
        Some("pkg" | "favicon.svg") => "asset",
        Some("api") => "api",
        Some("events") => "events",
        Some("healthz" | "readyz") => "health",
        Some("demo") => "demo",
        _ => "page",
    }
}
