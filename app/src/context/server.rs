//! The server's half of the page context: what the request says.

use crate::{
    backend::{Answer, Server},
    error::AppError,
    texts::Language,
    view::Me,
};
use herald_domain::{Timestamp, caller::Caller};
use leptos::prelude::*;

/// The present, from the server's clock. Put into the context of every request beside [`Server`].
#[derive(Clone, Copy, Debug)]
pub struct Now(pub Timestamp);

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
        demo: server.demo,
    }
}

pub(super) fn me() -> Option<Me> {
    let server = use_context::<Server>()?;
    let caller = server.caller.as_ref()?;
    Some(me_of(&server, caller))
}

pub(super) fn now() -> Option<Timestamp> {
    use_context::<Now>().map(|now| now.0)
}

/// The answer's HTTP status; ignored where there is no answer.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        response.set_status(status);
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

/// The cookie's language, else the first of Accept-Language that Herald speaks, else English.
pub fn language() -> Language {
    let chosen = cookie(crate::texts::LANGUAGE_COOKIE).and_then(|code| Language::from_code(&code));
    chosen
        .or_else(|| {
            let parts = use_context::<http::request::Parts>()?;
            let accepted = parts.headers.get(http::header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::accepted(accepted)
        })
        .unwrap_or_default()
}
