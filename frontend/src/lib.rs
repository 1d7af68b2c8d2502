//! The browser: starts what the server's page does not do by itself. The islands' own functions come from `herald_app`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's own script, before the islands.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    herald_app::enhance::start();
}

/// Called before the island of that name.
#[wasm_bindgen]
pub async fn prepare(island: String) {
    if island.starts_with("MessageWizard") {
        herald_app::islands::wizard::prepare().await;
    }
}

/// Called when every island is alive.
#[wasm_bindgen]
pub fn ready() {
    herald_app::enhance::ready();
}
