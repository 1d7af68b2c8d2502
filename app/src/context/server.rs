//! The server's half of the page context: what the request says.

use super::{Viewer, Zone};
use crate::prelude::*;
use crate::{
    backend::{Answer, Server},
    error::AppError,
    routes,
    texts::Language,
    view::Me,
};
use herald_domain::{Timestamp, caller::Caller, permission::Permission};
use std::sync::Arc;

/// The present, from the server's clock. Put into the context of every request beside [`Server`].
#[derive(Clone, Copy, Debug)]
pub struct Now(pub Timestamp);

/// The minutes by which the reader's clock is ahead of UTC at a moment, where the browser has told its zone.
#[derive(Clone)]
pub struct ReaderZone(pub Arc<dyn Fn(Timestamp) -> i64 + Send + Sync>);

/// The use-cases. An error where there is no request, as while the routes are listed.
pub fn use_server() -> Answer<Server> {
    use_context::<Server>().ok_or_else(|| AppError::Internal { reference: String::new() })
}

/// What the frame shows of a caller.
#[must_use]
pub fn me_of(server: &Server, caller: &Caller) -> Me {
    Me {
        display_name: caller.display_name.clone(),
        user_principal_name: caller.user_principal_name.clone(),
        tenant: server.tenant_name.to_string(),
        permissions: caller.grants.permissions(),
        limited: caller.grants.limited(),
        demo: server.demo.is_some(),
    }
}

/// The signed-in administrator; none on the sign-in page. For showing and hiding only.
#[must_use]
pub fn me() -> Option<Me> {
    let server = use_context::<Server>()?;
    let caller = server.caller.as_ref()?;
    Some(me_of(&server, caller))
}

pub(super) fn viewer() -> Viewer {
    me().map_or_else(Viewer::default, |me| Viewer {
        user_principal_name: me.user_principal_name,
        tenant: me.tenant,
        reads_deliveries: me.permissions.contains(Permission::OrganizationRead),
        reads_members: [Permission::GroupsRead, Permission::ManagedDevicesRead]
            .into_iter()
            .all(|permission| me.permissions.contains(permission)),
    })
}

pub(super) fn now() -> Option<Timestamp> {
    use_context::<Now>().map(|now| now.0)
}

pub(super) fn zone() -> Zone {
    if use_context::<ReaderZone>().is_some() { Zone::Reader } else { Zone::Utc }
}

pub(super) fn utc_offset_minutes(at: Timestamp) -> i64 {
    use_context::<ReaderZone>().map_or(0, |zone| zone.0(at))
}

/// The answer's HTTP status; ignored where there is no answer.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}

/// Answers with the way to another page of the list that was asked for; ignored where there is no answer. What is shown
/// besides reaches nobody.
pub fn turn_to(page: u64) {
    let asked = use_context::<http::request::Parts>();
    let here = asked.as_ref().and_then(|parts| parts.uri.path_and_query()).map_or("/", |here| here.as_str());
    if let (Some(response), Ok(there)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        http::HeaderValue::from_str(&routes::on_page(here, page)),
    ) {
        response.set_status(http::StatusCode::SEE_OTHER);
        response.insert_header(http::header::LOCATION, there);
    }
}

/// A cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    parts.headers.get_all(http::header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(
        |value| {
            value.split(';').find_map(|pair| {
                let (key, value) = pair.trim().split_once('=')?;
                (key == name).then(|| value.to_owned())
            })
        },
    )
}

pub(super) fn language() -> Language {
    use_context::<Language>().unwrap_or_else(asked_language)
}

/// What was chosen in this request, else the cookie's language, else the first of Accept-Language that Herald speaks, else English. Put into the context of
/// every request, where each component asks for it.
#[must_use]
pub fn asked_language() -> Language {
    let parts = use_context::<http::request::Parts>();
    if let Some(language) = parts.as_ref().and_then(|parts| parts.extensions.get()) {
        return *language;
    }
    let chosen = cookie(crate::texts::LANGUAGE_COOKIE).and_then(|code| Language::from_code(&code));
    chosen
        .or_else(|| {
            let parts = use_context::<http::request::Parts>()?;
            let accepted = parts.headers.get(http::header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::accepted(accepted)
        })
        .unwrap_or_default()
}
