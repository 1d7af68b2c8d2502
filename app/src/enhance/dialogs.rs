//! Dialogs that the server rendered open become modal: the focus stays inside, and Esc follows their link `data-close`.

use super::{all, on, root};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement};

const MODAL: &str = "dialog[data-modal]";

pub fn start() {
    for dialog in root().iter().flat_map(|root| all::<HtmlDialogElement>(root, MODAL)) {
        // Only a closed one can become modal.
        dialog.close();
        if dialog.show_modal().is_err() {
            leptos::logging::warn!("a dialog cannot be made modal");
        }
    }
    on("cancel", |event: Event| {
        if let Some(dialog) = event.target().and_then(|target| target.dyn_into::<Element>().ok())
            && dialog.matches(MODAL).is_ok_and(|modal| modal)
            && let Some(link) = all::<HtmlElement>(&dialog, "a[data-close]").first()
        {
            event.prevent_default();
            link.click();
        }
    });
}
