//! Signing in and out, as plain form posts.

use super::{
    Shared,
    appearance::choice_cookie,
    forms::{Fields, refused},
    held, pages,
    session::{self, Visitor},
};
use crate::password;
use axum::{
    extract::{Request, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use herald_app::{
    error::AppError,
    posted::{HELD, Posted},
    routes,
    texts::{LANGUAGE_COOKIE, Language},
};
use herald_store::{NewSession, fold};
use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
};

/// Longest name of an account that can sign in, in bytes: that of an e-mail address (RFC 3696, 64 + 1 + 255).
pub const NAME_MAX: usize = 320;

/// Slows guessing down without ever locking an account: one address can try one account 20 times in a row and
/// then once in three seconds, and all accounts together 100 times and then once a second.
pub struct Throttle {
    /// By network and SHA-256 of the account's name: what people type, at whatever length, is not kept.
    account: DefaultKeyedRateLimiter<(String, String)>,
    address: DefaultKeyedRateLimiter<String>,
}

const fn nonzero(n: u32) -> NonZeroU32 {
    NonZeroU32::new(n).expect("not zero")
}

impl Default for Throttle {
    fn default() -> Self {
        let account = Quota::per_minute(nonzero(20));
        let address = Quota::per_second(nonzero(1)).allow_burst(nonzero(100));
        Self { account: RateLimiter::keyed(account), address: RateLimiter::keyed(address) }
    }
}

impl Throttle {
    /// Seconds to wait, when this attempt comes too soon.
    fn check(&self, address: &str, account: &str) -> Result<(), u32> {
        let wait = |until: governor::NotUntil<_>| {
            let seconds = until.wait_time_from(governor::clock::DefaultClock::default().now()).as_secs_f64();
            // At most minutes, so it fits.
            seconds.ceil().clamp(1.0, 3_600.0) as u32
        };
        let network = network(address);
        self.address.check_key(&network).map_err(wait)?;
        self.account.check_key(&(network, session::hash(&fold(account)))).map_err(wait)
    }
    /// Forgets addresses that have been quiet.
    pub fn tidy(&self) {
        self.account.retain_recent();
        self.address.retain_recent();
    }
}

/// What one guesser commands: an IPv4 address, or a /64 of IPv6, in which every customer has 2^64 addresses.
fn network(address: &str) -> String {
    match address.parse().map(|ip: IpAddr| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64)).to_string(),
        Ok(ip) => ip.to_string(),
        Err(_) => address.to_owned(),
    }
}

pub async fn sign_in(
    State(web): State<Shared>,
    visitor: Visitor,
    jar: CookieJar,
    request: Request,
) -> Response {
    let (parts, form) = Fields::read(request).await;
    let form = match form {
        Ok(form) => form,
        Err(error) => return pages::render(web, visitor, Some(refused(error, Vec::new())), parts).await,
    };
    let (email, back) = (form.first("email").trim(), form.first("return"));
    // The password is not put back into the page.
    let typed = || {
        let fields = [("email".into(), email.to_owned()), ("return".into(), back.to_owned())];
        fields.into_iter().chain(held::kept(&form)).collect::<Vec<_>>()
    };
    if let Some(language) = Language::from_code(form.first("language")) {
        return speak(web, visitor, language, typed(), parts).await;
    }
    match check(&web, &visitor, email, form.first("password")).await {
        Ok((token, visitor)) => {
            let jar = jar.add(session::cookie(web.https, token));
            match held::resume(web, visitor, &form, back, parts).await {
                Some(page) => (jar, page).into_response(),
                None => (jar, Redirect::to(routes::local(back))).into_response(),
            }
        }
        Err(error) => pages::render(web, visitor, Some(refused(error, typed())), parts).await,
    }
}

/// The same page in another language, which the browser keeps.
async fn speak(
    web: Shared,
    visitor: Visitor,
    language: Language,
    fields: Vec<(String, String)>,
    mut parts: Parts,
) -> Response {
    let chosen = choice_cookie(LANGUAGE_COOKIE, language.code(), web.https);
    parts.extensions.insert(language);
    let held = fields.iter().any(|(name, _)| name.starts_with(HELD));
    let posted = Posted { fields, error: held.then_some(AppError::SignedOut), resumed: false };
    let page = pages::render(web, visitor, Some(posted), parts).await;
    (CookieJar::new().add(chosen), page).into_response()
}

/// A new session's token and who has it; the old one, if there was one, is gone with it.
async fn check(
    web: &Shared,
    visitor: &Visitor,
    upn: &str,
    password: &str,
) -> Result<(String, Visitor), AppError> {
    // A name that is too long is nobody's, like no name at all.
    let upn = if upn.len() > NAME_MAX { "" } else { upn };
    web.throttle.check(&visitor.address, upn).map_err(|retry_after| AppError::Throttled { retry_after })?;
    let (store, now) = (&web.console.store, web.console.clock.now());
    let credential = store.credential_by_upn(upn).await.map_err(crate::console::internal)?;
    let stored = credential.as_ref().filter(|c| c.enabled).map(|c| c.hash.clone());
    if !password::verify(password.to_owned(), stored.clone()).await {
        store.sign_in_failed(upn, &visitor.address, now).await.map_err(crate::console::internal)?;
        return Err(AppError::WrongCredentials);
    }
    let credential = credential.ok_or(AppError::WrongCredentials)?;
    let token = session::new_token();
    let session = NewSession {
        token_hash: session::hash(&token),
        tenant: credential.tenant,
        user: credential.user,
        now,
        verified: stored,
        address: visitor.address.clone(),
        replaces: visitor.session.clone(),
    };
    if !store.create_session(session).await.map_err(crate::console::internal)? {
        store.sign_in_failed(upn, &visitor.address, now).await.map_err(crate::console::internal)?;
        return Err(AppError::WrongCredentials);
    }
    let visitor = session::find(web, &token, visitor.address.clone(), session::Use::ByAPerson)
        .await
        .map_err(crate::console::internal)?;
    Ok((token, visitor))
}

pub async fn sign_out(State(web): State<Shared>, visitor: Visitor, jar: CookieJar) -> Response {
    if let Some(session) = &visitor.session
        && let Err(error) =
            web.console.store.end_session(session, web.console.clock.now(), &visitor.address).await
    {
        // Signing out must not seem to have worked when it has not.
        return pages::error(&crate::console::internal(error));
    }
    (jar.add(session::removal(web.https)), Redirect::to("/sign-in")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_is_slowed_down_for_that_address_only() {
        let throttle = Throttle::default();
        let refused = (0..30).filter(|_| throttle.check("192.0.2.1", "a@x.example").is_err()).count();
        assert!(refused >= 9, "{refused}");
        assert!(throttle.check("192.0.2.1", "A@X.example").is_err(), "case makes no other account");
        assert!(throttle.check("192.0.2.2", "a@x.example").is_ok(), "nobody is locked out");
    }

    #[test]
    fn every_spelling_that_finds_an_account_counts_for_it() {
        let throttle = Throttle::default();
        for nth in 0..20 {
            let spelling =
                ["åsa@x.example", "ÅSA@x.example", "a\u{30a}sa@x.example", "A\u{30a}sa@X.example"][nth % 4];
            assert!(throttle.check("192.0.2.1", spelling).is_ok());
        }
        assert!(throttle.check("192.0.2.1", "A\u{30a}SA@x.example").is_err());
    }

    #[test]
    fn the_addresses_of_one_ipv6_network_share_their_tries() {
        let throttle = Throttle::default();
        let tries = (0..30).map(|n| throttle.check(&format!("2001:db8:1:2::{n:x}"), "a@x.example"));
        assert!(tries.filter(Result::is_err).count() >= 9);
        assert!(throttle.check("2001:db8:1:3::1", "a@x.example").is_ok(), "another network is another");
        assert!((0..30).filter(|_| throttle.check("::ffff:192.0.2.1", "b@x.example").is_err()).count() >= 9);
        assert!(throttle.check("::ffff:192.0.2.2", "b@x.example").is_ok(), "IPv4 in another spelling");
    }
}
