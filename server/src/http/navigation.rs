//! The choice of a narrow or a broad navigation, for pages without script; with it the browser sets the cookie itself.

use super::{Shared, appearance::choice_cookie, forms::Fields};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use herald_app::{
    routes,
    shell::{NAVIGATION_COOKIE, RAIL},
};

pub async fn choose(State(web): State<Shared>, jar: CookieJar, request: Request) -> Response {
    let (_, form) = Fields::read(request).await;
    let Ok(form) = form else { return Redirect::to(routes::HOME).into_response() };
    let mut cookie = choice_cookie(NAVIGATION_COOKIE, RAIL, web.https);
    if form.first("nav") != RAIL {
        cookie.make_removal();
    }
    (jar.add(cookie), Redirect::to(routes::local(form.first("return")))).into_response()
}
