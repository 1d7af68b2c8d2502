//! The pages' forms without script (B34): success redirects, so that a reload sends nothing; a failure renders the
//! same page again with everything that was typed.

use super::{Shared, held, pages, session::Visitor};
use axum::{
    body::to_bytes,
    extract::{Path, Request, State},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use herald_app::{backend::Backend, error::AppError, posted::Posted};
use herald_domain::{
    bulk::{BulkSend, DeviceSend, SendOutcome},
    device::Reasons,
    ids::{BulkId, DeviceId, GroupId, NotAnId},
    text::Draft,
};
use std::str::FromStr;

/// The fields of a form in their order; a name may come several times.
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    pub async fn read(request: Request) -> (Parts, Result<Self, AppError>) {
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, super::limit::BODY_MAX).await;
        (parts, bytes.map(|bytes| Self(pairs(&bytes))).map_err(|_| AppError::BadRequest))
    }
    pub fn first(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }
    /// The ids under a name. What is no id becomes that of nothing, so that the use-case refuses and records both alike
    /// (B29, B30).
    fn ids<Id: FromStr<Err = NotAnId>>(&self, name: &str, of_nothing: fn() -> Id) -> Vec<Id> {
        self.all(name).map(|text| text.parse().unwrap_or_else(|NotAnId| of_nothing())).collect()
    }
    fn draft(&self) -> Draft {
        Draft { title: self.first("title").into(), body: self.first("body").into() }
    }
}

/// Decodes `a=b&c=d`. Bytes that are no UTF-8 become replacement characters, which the text rules then count.
fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

pub fn refused(error: AppError, fields: Vec<(String, String)>) -> Posted {
    Posted { fields, error: Some(error), resumed: false }
}

pub async fn send_to_groups(State(web): State<Shared>, visitor: Visitor, request: Request) -> Response {
    let (parts, fields) = Fields::read(request).await;
    let Some(caller) = visitor.caller.clone() else { return held::ask(web, visitor, fields, parts).await };
    let fields = match fields {
        Ok(fields) => fields,
        Err(error) => return pages::render(web, visitor, Some(refused(error, Vec::new())), parts).await,
    };
    if fields.first("go") != "create" {
        return pages::render(web, visitor, Some(Posted { fields: fields.0, ..Posted::default() }), parts)
            .await;
    }
    let (groups, key) = (fields.ids("group", GroupId::of_nothing), fields.first("key").into());
    match web.console.send_to_groups(&caller, fields.draft(), groups, key).await {
        Ok(sent) => Redirect::to(&format!("/tenant/custom-notifications?sent={}", sent.id)).into_response(),
        Err(error) => pages::render(web, visitor, Some(refused(error, fields.0)), parts).await,
    }
}

pub async fn send_to_devices(State(web): State<Shared>, visitor: Visitor, request: Request) -> Response {
    let (parts, fields) = Fields::read(request).await;
    let Some(caller) = visitor.caller.clone() else { return held::ask(web, visitor, fields, parts).await };
    let fields = match fields {
        Ok(fields) => fields,
        Err(error) => return pages::render(web, visitor, Some(refused(error, Vec::new())), parts).await,
    };
    let (devices, key) = (fields.ids("device", DeviceId::of_nothing), fields.first("key").into());
    match web.console.send_to_devices(&caller, fields.draft(), devices, key).await {
        Ok(sent) if sent.sent() == 0 => {
            // The key stands for what has become of it; the next try is another one.
            let typed = fields.0.into_iter().filter(|(name, _)| name != "key").collect();
            pages::render(web, visitor, Some(refused(why_nobody(&sent), typed)), parts).await
        }
        Ok(sent) => Redirect::to(&results(parts.uri.query(), &sent.id)).into_response(),
        Err(error) => pages::render(web, visitor, Some(refused(error, fields.0)), parts).await,
    }
}

/// Why no device got the message; the page says it of each.
fn why_nobody(sent: &BulkSend) -> AppError {
    let mut soonest = None;
    let mut missing = Reasons::default();
    for DeviceSend { outcome, .. } in &sent.results {
        match outcome {
            SendOutcome::LimitReached { max, next_free } => {
                let place = (*next_free, *max);
                soonest = Some(soonest.map_or(place, |known: (_, _)| known.min(place)));
            }
            SendOutcome::Unreachable { reasons } => reasons.iter().for_each(|reason| missing.insert(reason)),
            SendOutcome::NotFound | SendOutcome::Sent { .. } => {}
        }
    }
    match soonest {
        Some((next_free, max)) => AppError::LimitReached { max, next_free },
        None if missing == Reasons::default() => AppError::NotFound,
        None => AppError::Unreachable { reasons: missing },
    }
}

/// The same list with the results of an act.
fn results(query: Option<&str>, id: &BulkId) -> String {
    let mut list: form_urlencoded::Serializer<'_, String> =
        form_urlencoded::Serializer::for_suffix("/devices?".to_owned(), 9);
    let kept = form_urlencoded::parse(query.unwrap_or("").as_bytes());
    list.extend_pairs(kept.filter(|(name, _)| !matches!(name.as_ref(), "send" | "device" | "sent")));
    list.append_pair("sent", id.as_str());
    list.finish()
}

pub async fn send_to_device(
    State(web): State<Shared>,
    Path(device): Path<String>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let (parts, fields) = Fields::read(request).await;
    let Some(caller) = visitor.caller.clone() else { return held::ask(web, visitor, fields, parts).await };
    let fields = match fields {
        Ok(fields) => fields,
        Err(error) => return pages::render(web, visitor, Some(refused(error, Vec::new())), parts).await,
    };
    let key = fields.first("key").into();
    let id = device.parse().unwrap_or_else(|NotAnId| DeviceId::of_nothing());
    match web.console.send_to_device(&caller, fields.draft(), id, key).await {
        Ok(sent) => Redirect::to(&format!("/devices/{device}?sent={}", sent.id)).into_response(),
        Err(error) => pages::render(web, visitor, Some(refused(error, fields.0)), parts).await,
    }
}
