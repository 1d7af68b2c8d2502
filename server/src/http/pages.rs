//! Pages and server functions: what the request is goes into the context, Leptos does the rest.

use super::{Shared, assets, headers, session::Visitor};
use crate::demo;
use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    http::{Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use herald_app::{
    backend::Server,
    context::{Now, ReaderZone, asked_language, cookie},
    error::AppError,
    phones::PhoneWall,
    posted::Posted,
    shell::{ShellOptions, shell},
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// Every page. Who is not signed in gets the sign-in page and comes back afterwards.
pub async fn page(State(web): State<Shared>, visitor: Visitor, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let path = request.uri().path();
    // The demo's phones stand for other people's; one looks at them without an account.
    let open = path == "/sign-in" || (web.phones.is_some() && path == "/demo/phones");
    if visitor.caller.is_none() && !open {
        return Redirect::to(&sign_in_path(&request)).into_response();
    }
    if visitor.caller.is_some() && path == "/sign-in" {
        return Redirect::to("/").into_response();
    }
    render(web, visitor, None, request.into_parts().0).await
}

fn sign_in_path(request: &Request) -> String {
    let back = request.uri().path_and_query().map_or("/", |p| p.as_str());
    if back == "/" {
        return "/sign-in".into();
    }
    let query: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
    format!("/sign-in?return={query}")
}

/// Renders the page at the request's path. `posted` is a form that came back with it, and then decides the status.
pub async fn render(web: Shared, visitor: Visitor, posted: Option<Posted>, mut parts: Parts) -> Response {
    let status = posted.as_ref().and_then(|p| p.error.as_ref()).map(AppError::status);
    parts.method = Method::GET;
    let context = context(&web, visitor);
    let (assets, parts_of_islands) = assets::addresses();
    let provide = move || {
        context();
        provide_context(asked_language());
        provide_context(parts_of_islands.clone());
        if let Some(posted) = posted.clone() {
            provide_context(posted);
        }
        if let (Some(nonce), Some(options)) = (use_nonce(), use_context::<ResponseOptions>()) {
            options.insert_header(header::CONTENT_SECURITY_POLICY, headers::page_policy(&nonce));
        }
    };
    let options = ShellOptions { assets };
    let handler = leptos_axum::render_app_async_with_context(provide, move || shell(options.clone()));
    let mut response = handler(Request::from_parts(parts, Body::empty())).await;
    if let Some(status) = status.and_then(|s| StatusCode::from_u16(s).ok()) {
        *response.status_mut() = status;
    }
    response
}

/// Largest error that a server function answers, in bytes.
const ERROR_MAX: usize = 64 * 1024;

pub async fn server_function(State(web): State<Shared>, visitor: Visitor, request: Request) -> Response {
    if !leptos::server_fn::axum::server_fn_paths().any(|(path, _)| path == request.uri().path()) {
        return error(&AppError::NotFound);
    }
    let answer =
        leptos_axum::handle_server_fns_with_context(context(&web, visitor), request).await.into_response();
    with_status(answer).await
}

/// Leptos answers every error with 500; the error itself knows better (B29, B35).
async fn with_status(answer: Response) -> Response {
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    let bytes = axum::body::to_bytes(answer.into_body(), ERROR_MAX).await.unwrap_or_default();
    let told = serde_json::from_slice(&bytes).unwrap_or(AppError::Internal { reference: String::new() });
    error(&told)
}

fn context(web: &Shared, visitor: Visitor) -> impl Fn() + Clone + Send + Sync + 'static {
    let server = Server {
        backend: web.console.clone(),
        caller: visitor.caller,
        demo: web.phones.as_ref().map(|_| demo::OPEN),
        tenant_name: web.tenant_name.clone(),
    };
    let now = Now(web.console.clock.now());
    let phones = web.phones.clone();
    move || {
        provide_context(server.clone());
        provide_context(now);
        if let Some(zone) = cookie(ZONE_COOKIE).and_then(|name| reader_zone(&name)) {
            provide_context(zone);
        }
        if let Some(phones) = phones.clone() {
            provide_context::<Arc<dyn PhoneWall>>(phones);
        }
    }
}

/// The reader's time zone, as the browser told it.
const ZONE_COOKIE: &str = "herald-zone";

/// The rules of a zone of the IANA database; none for a name that the system does not know.
fn reader_zone(name: &str) -> Option<ReaderZone> {
    let zone = jiff::tz::TimeZone::get(name).ok()?;
    Some(ReaderZone(Arc::new(move |at| {
        let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default();
        i64::from(zone.to_offset(at).seconds()) / 60
    })))
}

/// An error outside any page, as JSON with its status; who asked for a page gets one around it.
pub fn error(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Extension(error.clone()), axum::Json(error)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::Timestamp;

    #[test]
    fn b33_times_follow_the_zone_that_the_browser_told() {
        let stockholm = reader_zone("Europe/Stockholm").unwrap();
        let (winter, summer) = (Timestamp(1_795_528_680_000), Timestamp(1_782_000_000_000));
        assert_eq!((stockholm.0(winter), stockholm.0(summer)), (60, 120));
        for nonsense in ["", "Mars/Olympus", "../../etc/passwd", "Europe/Stockholm\0"] {
            assert!(reader_zone(nonsense).is_none(), "{nonsense}");
        }
    }

    #[test]
    fn the_way_back_survives_signing_in() {
        let request = Request::builder().uri("/devices?search=a%26b&page=2").body(Body::empty()).unwrap();
        assert_eq!(sign_in_path(&request), "/sign-in?return=%2Fdevices%3Fsearch%3Da%2526b%26page%3D2");
    }
}
