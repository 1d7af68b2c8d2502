//! What is refused or breaks outside of any page gets words and a way on, instead of a line of plain text (B35): a page
//! for people, JSON for scripts.

use super::{assets, headers};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use herald_app::{
    error::AppError,
    fault::{self, Fault},
};

/// For machines, which read the status.
const PLAIN: [&str; 2] = ["/healthz", "/readyz"];

pub async fn in_words(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if PLAIN.contains(&path) || path.starts_with("/pkg/") {
        return next.run(request).await;
    }
    let asked = asked(&request);
    let response = next.run(request).await;
    let told = response.extensions().get::<AppError>().cloned();
    let wants_page = wants_page(&asked.headers) && !asked.uri.path().starts_with("/api/");
    let is_wordless = told.as_ref().map_or_else(|| is_plain(response.headers()), |_| wants_page);
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || !is_wordless {
        return response;
    }
    let fault = match told {
        Some(error) => Fault::Refused(error),
        None => fault_of(status),
    };
    let (mut parts, _) = response.into_parts();
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        parts.headers.remove(name);
    }
    let mut response = if wants_page {
        let page = fault::page(asked, &fault, &assets::addresses().0);
        parts.headers.insert(header::CONTENT_SECURITY_POLICY, headers::STILL_PAGE);
        axum::response::Html(page).into_response()
    } else {
        axum::Json(AppError::from(fault)).into_response()
    };
    response.headers_mut().extend(parts.headers);
    *response.status_mut() = status;
    response
}

/// A request without its body, for the answer's language and links.
fn asked(request: &Request) -> Parts {
    let mut asked = Request::new(Body::empty()).into_parts().0;
    asked.method = request.method().clone();
    asked.uri = request.uri().clone();
    asked.headers = request.headers().clone();
    asked
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

fn is_plain(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

/// Our own faults are logged here, under the reference that the reader sees.
fn fault_of(status: StatusCode) -> Fault {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        StatusCode::FORBIDDEN => Fault::OtherSite,
        StatusCode::NOT_FOUND => Fault::NotFound,
        _ if status.is_client_error() => Fault::NotUnderstood,
        _ => {
            let reference = crate::console::reference();
            tracing::error!(%reference, status = status.as_u16(), "a request got no answer of its own");
            match status {
                StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => Fault::Busy { reference },
                _ => Fault::Broken { reference },
            }
        }
    }
}
