//! The choice of the columns of All devices, for pages without script; with it the browser sets the cookie itself.

use super::{Shared, forms::Fields};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use herald_app::{
    pages::devices::columns::{COOKIE, Columns},
    routes,
};

pub async fn choose(State(web): State<Shared>, jar: CookieJar, request: Request) -> Response {
    let (_, form) = Fields::read(request).await;
    let Ok(form) = form else { return Redirect::to(routes::DEVICES).into_response() };
    let hidden = Columns::named(form.all("column")).value();
    let mut cookie = Cookie::build((COOKIE, hidden.clone()))
        .path("/")
        .secure(web.https)
        .same_site(SameSite::Lax)
        .permanent()
        .build();
    if hidden.is_empty() {
        cookie.make_removal();
    }
    (jar.add(cookie), Redirect::to(routes::local(form.first("return")))).into_response()
}
