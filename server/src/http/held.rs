//! A form that comes after its session has ended (B35): the sign-in page answers in its place and keeps the fields, and
//! after signing in the page that they came from shows them again.
//!
//! What was written stays in the reader's own page all the time: it is in no address, in no log and nowhere on the
//! server, and whoever signs in has to confirm it, with their own permissions, before anything is sent.

use super::{
    Shared,
    forms::{Fields, refused},
    limit::BODY_MAX,
    pages,
    session::Visitor,
};
use axum::{
    http::{Uri, request::Parts},
    response::Response,
};
use herald_app::{
    error::AppError,
    posted::{HELD, Posted},
    routes,
};

/// Largest form that the sign-in page keeps, in bytes as it is posted; the rest of a body is for address and password.
const HELD_MAX: usize = BODY_MAX - 8 * 1024;

/// The sign-in page, in place of the page that the form was posted to.
pub async fn ask(
    web: Shared,
    visitor: Visitor,
    form: Result<Fields, AppError>,
    mut parts: Parts,
) -> Response {
    let back = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let form = form.map_or_else(|_| Vec::new(), |form| form.0);
    let held: Vec<_> = form.into_iter().map(|(name, value)| (format!("{HELD}{name}"), value)).collect();
    let mut fields = vec![("return".to_owned(), back)];
    let error = if size(&held) > HELD_MAX {
        AppError::TooLarge
    } else {
        fields.extend(held);
        AppError::SignedOut
    };
    parts.uri = Uri::from_static(routes::SIGN_IN);
    pages::render(web, visitor, Some(refused(error, fields)), parts).await
}

/// The fields that a sign-in page kept, under the names that it gave them.
pub fn kept(form: &Fields) -> impl Iterator<Item = (String, String)> {
    form.0.iter().filter(|(name, _)| name.starts_with(HELD)).cloned()
}

/// The page at `back` with what was written before; none if nothing was, or if no form is posted to that page.
pub async fn resume(
    web: Shared,
    visitor: Visitor,
    form: &Fields,
    back: &str,
    mut parts: Parts,
) -> Option<Response> {
    let strip = |(name, value): (String, String)| Some((name.strip_prefix(HELD)?.to_owned(), value));
    let fields: Vec<_> = kept(form).filter_map(strip).collect();
    let uri: Uri = routes::local(back).parse().ok()?;
    if fields.is_empty() || !is_posted_to(uri.path()) {
        return None;
    }
    parts.uri = uri;
    let posted = Posted { fields, error: None, resumed: true };
    Some(pages::render(web, visitor, Some(posted), parts).await)
}

fn is_posted_to(path: &str) -> bool {
    let device = path.strip_prefix(routes::DEVICES).and_then(|rest| rest.strip_prefix('/'));
    [routes::CUSTOM_NOTIFICATIONS, routes::DEVICES].contains(&path)
        || device.is_some_and(|id| !id.is_empty() && !id.contains('/'))
}

/// How long the fields are in a body.
fn size(fields: &[(String, String)]) -> usize {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_with_forms_are_come_back_to() {
        let pages = ["/devices", "/devices/x", "/tenant/custom-notifications"];
        assert!(pages.into_iter().all(is_posted_to));
        let others = ["/", "/devices/", "/devices/x/y", "/sign-out", "/devices-of-others"];
        assert!(!others.into_iter().any(is_posted_to));
    }
}
