//! Who is asking: from the session cookie to a [`Caller`], anew for every request (B29).

use super::Shared;
use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use herald_app::{live::BY_ITSELF, routes};
use herald_domain::caller::Caller;
use herald_store::SessionUser;
use std::{convert::Infallible, net::SocketAddr, sync::Arc};

/// What the middleware found; in the extensions of every request behind it.
#[derive(Clone, Default)]
pub struct Visitor {
    pub caller: Option<Arc<Caller>>,
    /// SHA-256 of the session token, the form in which the database knows it.
    pub session: Option<String>,
    pub address: String,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

pub async fn load(State(web): State<Shared>, jar: CookieJar, mut request: Request, next: Next) -> Response {
    let address = address(&web, &request);
    let visitor = match jar.get(cookie_name(web.https)) {
        None => Visitor { address, ..Visitor::default() },
        Some(cookie) => match find(&web, cookie.value(), address, use_of(&request)).await {
            Ok(visitor) => visitor,
            Err(error) => {
                tracing::error!(%error, "a session could not be read");
                return (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "Herald cannot reach its database. Try again in a moment.\n",
                )
                    .into_response();
            }
        },
    };
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// Whether a request shows that somebody is there, so that the session lasts longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    ByAPerson,
    /// An open page asks by itself, also with nobody before it.
    ByItself,
}

fn use_of(request: &Request) -> Use {
    // No header can be given to a stream.
    let by_itself = request.headers().contains_key(BY_ITSELF) || request.uri().path() == routes::EVENTS;
    if by_itself { Use::ByItself } else { Use::ByAPerson }
}

/// Whose session it is; a stranger if there is none, or none any more.
pub async fn find(
    web: &Shared,
    token: &str,
    address: String,
    used: Use,
) -> Result<Visitor, herald_store::StoreError> {
    let session = hash(token);
    let (store, now, limits) = (&web.console.store, web.console.clock.now(), web.session_limits);
    let found = match used {
        Use::ByAPerson => store.session(&session, now, limits).await?,
        Use::ByItself => store.peek_session(&session, now, limits).await?,
    };
    let caller = found.map(|user| Arc::new(caller(user, address.clone())));
    Ok(Visitor { session: caller.is_some().then_some(session), caller, address })
}

pub fn caller(user: SessionUser, address: String) -> Caller {
    Caller {
        user: user.user,
        user_principal_name: user.upn,
        display_name: user.display_name,
        grants: user.grants,
        address,
    }
}

fn address(web: &Shared, request: &Request) -> String {
    if web.behind_proxy
        && let Some(forwarded) = last_forwarded(request.headers())
    {
        return forwarded;
    }
    request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(String::new, |info| info.0.ip().to_string())
}

/// The element that our own proxy added. What stands before it is the client's claim.
fn last_forwarded(headers: &HeaderMap) -> Option<String> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let address: std::net::IpAddr = last.rsplit(',').next()?.trim().parse().ok()?;
    Some(address.to_string())
}

/// With https the name's prefix makes browsers insist on `Secure`, `Path=/` and no `Domain`.
fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-herald" } else { "herald-session" }
}

/// 32 random bytes; what the browser keeps.
pub fn new_token() -> String {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system has randomness");
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// SHA-256 in hexadecimal; what the database keeps.
pub fn hash(token: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn cookie(https: bool, token: String) -> Cookie<'static> {
    Cookie::build((cookie_name(https), token))
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Lax)
        .build()
}

pub fn removal(https: bool) -> Cookie<'static> {
    let mut cookie = cookie(https, String::new());
    cookie.make_removal();
    cookie
}
