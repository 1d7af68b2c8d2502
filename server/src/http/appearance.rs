//! The choice of a theme or of a language, for pages without script; with it the browser sets the cookies itself.

use super::{Shared, forms::Fields};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use herald_app::{
    routes,
    shell::{THEME_COOKIE, THEMES},
    texts::{LANGUAGE_COOKIE, Language},
};
use std::borrow::Cow;

pub async fn choose(State(web): State<Shared>, mut jar: CookieJar, request: Request) -> Response {
    let (_, form) = Fields::read(request).await;
    let Ok(form) = form else { return Redirect::to(routes::HOME).into_response() };
    let theme = form.first("theme");
    if !theme.is_empty() {
        let known = THEMES.into_iter().find(|known| *known == theme);
        let mut cookie = choice_cookie(THEME_COOKIE, known.unwrap_or_default(), web.https);
        if known.is_none() {
            cookie.make_removal();
        }
        jar = jar.add(cookie);
    }
    if let Some(language) = Language::from_code(form.first("language")) {
        jar = jar.add(choice_cookie(LANGUAGE_COOKIE, language.code(), web.https));
    }
    (jar, Redirect::to(routes::local(form.first("return")))).into_response()
}

/// A cookie for what somebody chose, which their browser keeps. `https`: the public URL is https.
pub fn choice_cookie(
    name: &'static str,
    value: impl Into<Cow<'static, str>>,
    https: bool,
) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").secure(https).same_site(SameSite::Lax).permanent().build()
}
