//! The choice of the columns of All devices, for pages without script; with it the browser sets the cookie itself.

use super::{Shared, appearance::choice_cookie, forms::Fields};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use herald_app::{
    pages::devices::columns::{COOKIE, Columns},
    routes,
};

pub async fn choose(State(web): State<Shared>, jar: CookieJar, request: Request) -> Response {
    let (_, form) = Fields::read(request).await;
    let Ok(form) = form else { return Redirect::to(routes::DEVICES).into_response() };
    let hidden = Columns::named(form.all("column")).value();
    let none = hidden.is_empty();
    let mut cookie = choice_cookie(COOKIE, hidden, web.https);
    if none {
        cookie.make_removal();
    }
    (jar.add(cookie), Redirect::to(routes::local(form.first("return")))).into_response()
}
