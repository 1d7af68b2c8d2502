//! Whether script runs the page yet.

use crate::context::{Zone, use_zone};
use leptos::prelude::*;

/// False on the server and while the browser takes the page over, so that both render the same; true from then on.
#[must_use]
pub fn use_alive() -> Signal<bool> {
    let zone = use_zone();
    Signal::derive(move || zone.get() == Zone::Reader)
}
