//! The live feed of the wall: `/demo/phones.json?since=…`, asked every second while somebody looks.

use crate::phones::{Feed, PhoneState, Wall};
use herald_domain::ids::DeviceId;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(1);
/// While the server does not answer.
const LESS_OFTEN: Duration = Duration::from_secs(5);

/// Keeps the wall up to date; `gone` says whether the server answers.
pub fn follow(wall: RwSignal<Wall>, gone: RwSignal<bool>) {
    Effect::new(move |_| ask_later(wall, gone, EVERY));
}

fn ask_later(wall: RwSignal<Wall>, gone: RwSignal<bool>, wait: Duration) {
    let ask = move || {
        // The page is gone, and nobody looks at the wall any more.
        let Some(since) = wall.try_with_untracked(|wall| wall.next) else { return };
        if document().hidden() {
            return ask_later(wall, gone, EVERY);
        }
        spawn_local(async move {
            let feed = fetch(since).await;
            if gone.try_set(feed.is_none()).is_some() {
                return;
            }
            if let Some(feed) = feed.filter(|feed| feed.next > since) {
                wall.update(|wall| wall.apply(&feed));
            }
            ask_later(wall, gone, if gone.get_untracked() { LESS_OFTEN } else { EVERY });
        });
    };
    set_timeout(ask, wait);
}

#[cfg(feature = "hydrate")]
use browser::{fetch, post};

/// Tells the phone what its owner does with it now; false when the server did not take it.
pub async fn set_state(device: &DeviceId, state: PhoneState) -> bool {
    post(device, state).await
}

#[cfg(not(feature = "hydrate"))]
async fn fetch(_: u64) -> Option<Feed> {
    None
}
#[cfg(not(feature = "hydrate"))]
async fn post(_: &DeviceId, _: PhoneState) -> bool {
    false
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{DeviceId, Feed, PhoneState};
    use crate::routes;
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Request, RequestInit, Response};

    pub async fn fetch(since: u64) -> Option<Feed> {
        let response = send(&format!("{}.json?since={since}", routes::PHONES), &RequestInit::new()).await?;
        let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
        serde_json::from_str(&text).ok()
    }

    pub async fn post(device: &DeviceId, state: PhoneState) -> bool {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&JsValue::from_str(&format!("state={}", state.code())));
        send(&format!("{}/{device}/state", routes::PHONES), &init).await.is_some()
    }

    /// The answer, if it is one of success.
    async fn send(address: &str, init: &RequestInit) -> Option<Response> {
        let request = Request::new_with_str_and_init(address, init).ok()?;
        let headers = request.headers();
        headers.set("accept", "application/json").ok()?;
        headers.set("content-type", "application/x-www-form-urlencoded").ok()?;
        let response: Response =
            JsFuture::from(window().fetch_with_request(&request)).await.ok()?.dyn_into().ok()?;
        response.ok().then_some(response)
    }
}
