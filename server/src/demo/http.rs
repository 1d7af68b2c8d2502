//! `/demo/phones.json` and the switch of a phone's state. The page `/demo/phones` itself is one of the site's.

use super::phones::Phones;
use axum::{
    Form, Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use herald_app::phones::{PhoneState, PhoneWall};
use herald_domain::ids::DeviceId;
use serde::Deserialize;
use std::sync::Arc;

/// The demo's own routes. Needs no sign-in: they are reached from this machine alone, and a phone has none.
pub fn router<S: Clone + Send + Sync + 'static>(phones: Arc<Phones>) -> Router<S> {
    Router::new()
        .route("/demo/phones.json", get(feed))
        .route("/demo/phones/{device}/state", post(set_state))
        .with_state(phones)
}

#[derive(Deserialize)]
struct Since {
    /// The `next` of the last answer; from the beginning when absent.
    #[serde(default)]
    since: u64,
}

async fn feed(State(phones): State<Arc<Phones>>, Query(Since { since }): Query<Since>) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(phones.feed(since))).into_response()
}

#[derive(Deserialize)]
struct NewState {
    /// `locked`, `unlocked` or `app`.
    state: PhoneState,
}

/// A form without script comes back to the wall; a script gets 204.
async fn set_state(
    State(phones): State<Arc<Phones>>,
    Path(device): Path<String>,
    headers: HeaderMap,
    Form(NewState { state }): Form<NewState>,
) -> Response {
    let known = device.parse::<DeviceId>().is_ok_and(|device| phones.set_state(&device, state));
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match known {
        false => (StatusCode::NOT_FOUND, "There is no such phone.").into_response(),
        true if accept.contains("text/html") => Redirect::to("/demo/phones").into_response(),
        true => StatusCode::NO_CONTENT.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{SEED, organisation::Organisation};
    use axum::{body::Body, http::Request};
    use herald_app::phones::Feed;
    use herald_domain::{Timestamp, device::Service};
    use herald_push::simulator::{Devices, Landed};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn answer(phones: &Arc<Phones>, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        let response = router::<()>(phones.clone()).oneshot(request).await.unwrap();
        (response.status(), response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }
    fn switch(device: &str, state: &str, accept: &str) -> Request<Body> {
        Request::post(format!("/demo/phones/{device}/state"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", accept)
            .body(Body::from(format!("state={state}")))
            .unwrap()
    }

    #[tokio::test]
    async fn b25_a_phone_is_unlocked_and_the_next_message_is_a_banner() {
        let organisation = Organisation::generate(SEED, Timestamp(1_795_000_000_000));
        let phones = Arc::new(Phones::of(&organisation, Timestamp(1)));
        let device = phones.wall().phones[0].device.clone();
        assert_eq!(
            answer(&phones, switch(device.as_str(), "unlocked", "text/html,*/*")).await.0,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            answer(&phones, switch(device.as_str(), "unlocked", "*/*")).await.0,
            StatusCode::NO_CONTENT
        );
        assert_eq!(
            answer(&phones, switch(device.as_str(), "asleep", "*/*")).await.0,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(answer(&phones, switch("x", "app", "*/*")).await.0, StatusCode::NOT_FOUND);
        phones.landed(Landed {
            device: device.clone(),
            service: Service::Apns,
            title: "Hej".into(),
            body: "Där".into(),
            message_key: Some("m1".into()),
            push_id: "p1".into(),
            at: Timestamp(5),
        });
        let (status, body) =
            answer(&phones, Request::get("/demo/phones.json?since=1").body(Body::empty()).unwrap()).await;
        let feed: Feed = serde_json::from_slice(&body).unwrap();
        assert_eq!((status, feed.next, feed.items.len()), (StatusCode::OK, 2, 1));
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(json["items"][0]["shown"], "banner");
        assert_eq!(json["items"][0]["collapse_id"], "m1");
    }
}
