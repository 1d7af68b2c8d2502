//! Whether script runs the island yet.

use crate::prelude::*;

/// False on the server and while the browser takes the island over, so that both render the same; true from then on.
#[must_use]
pub fn use_alive() -> Signal<bool> {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    alive.into()
}
