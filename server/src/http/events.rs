//! `GET /events`: what changed, as server-sent events, for as long as the session and its rights last.
//!
//! An event is one word: `sends`, `quota`, `device:<id>`, or `all` when some were missed. Whoever reads it asks for the
//! thing itself, with the usual checks.

mod places;
mod stream;

use super::{Shared, pages, session::Visitor};
use axum::{
    extract::State,
    http::HeaderName,
    response::{
        IntoResponse, Response,
        sse::{KeepAlive, Sse},
    },
};
use herald_app::error::AppError;
use places::Places;
use std::time::Duration;
use stream::Stream;

/// How streams are kept. The default is right for one server.
#[derive(Clone, Debug)]
pub struct EventSettings {
    /// How often session and rights are looked at again.
    pub recheck: Duration,
    /// A stream says at least something this often, so that nobody between takes it for dead.
    pub heartbeat: Duration,
    /// Shortest time between two events of the same kind.
    pub pause: Duration,
    /// Streams of one session at once. Tabs that are hidden have none.
    pub per_session: usize,
    pub total: usize,
}

impl Default for EventSettings {
    fn default() -> Self {
        Self {
            recheck: Duration::from_secs(30),
            heartbeat: Duration::from_secs(15),
            pause: Duration::from_millis(250),
            per_session: 6,
            total: 2_000,
        }
    }
}

/// What the streams of a server share.
#[derive(Debug)]
pub struct Events {
    settings: EventSettings,
    places: Places,
}

impl Events {
    #[must_use]
    pub fn new(settings: EventSettings) -> Self {
        Self { places: Places::new(settings.per_session, settings.total), settings }
    }
}

/// Proxies that gather an answer before they hand it on leave this one alone.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

pub async fn events(State(web): State<Shared>, visitor: Visitor) -> Response {
    let (Some(caller), Some(session)) = (visitor.caller, visitor.session) else {
        return pages::error(&AppError::SignedOut);
    };
    let Some(place) = web.events.places.take(&session) else {
        // The browser asks in turns instead.
        return pages::error(&AppError::Throttled { retry_after: 30 });
    };
    let heartbeat = web.events.settings.heartbeat;
    let stream = Stream::new(web, caller, session, place);
    ([UNBUFFERED], Sse::new(stream.into_events()).keep_alive(KeepAlive::new().interval(heartbeat)))
        .into_response()
}
