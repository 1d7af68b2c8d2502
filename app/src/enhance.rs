//! What plain markup gets once script runs. Everything here hangs on attributes and roles of the server's markup,
//! listens at the document, and so finds markup that comes later too.
//!
//! Without script all of it is missing and everything still works.

mod buttons;
mod dialogs;
mod drawer;
mod finder;
mod menus;
mod moments;
pub mod regions;
mod selection;
mod toolbars;

use leptos::prelude::{document, window_event_listener_untyped};
use std::cell::Cell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Called before the islands come alive.
pub fn start() {
    if let Some(address) = root().and_then(|root| root.get_attribute("data-address")) {
        crate::dom::show_address(&address);
    }
    let reader = crate::context::use_viewer().user_principal_name;
    if !reader.is_empty() {
        crate::tab::forget_others(&reader);
    }
    forget_when_signing_out();
    crate::dom::watch_leaving();
    moments::start();
    toolbars::start();
    menus::start();
    buttons::start();
    dialogs::start();
    selection::start();
    regions::start();
    drawer::start();
    finder::start();
}

/// Whoever signs out leaves nothing behind in the tab; a session that ends by itself leaves the drafts to its owner, and so
/// does somebody who is asked whether to leave, and stays.
fn forget_when_signing_out() {
    thread_local! {
        static SIGNING_OUT: Cell<bool> = const { Cell::new(false) };
    }
    for event in ["click", "keydown"] {
        on(event, |_: Event| SIGNING_OUT.set(false));
    }
    on("submit", |event: Event| {
        let sign_out = format!("form[action='{}']", crate::routes::SIGN_OUT);
        SIGNING_OUT.set(closest(&event, &sign_out).is_some());
    });
    // Until then the page still writes.
    let _listens = window_event_listener_untyped("pagehide", |_| {
        if SIGNING_OUT.get() {
            crate::tab::forget_all();
        }
    });
}

/// Called when every island is alive: from now on tests and style sheets may rely on it.
pub fn ready() {
    if let Some(root) = document().document_element()
        && root.set_attribute("data-ready", "").is_err()
    {
        leptos::logging::warn!("the root element cannot be marked");
    }
}

pub use selection::forget as forget_selection;

/// Listens at the document for the page's whole life, before any element gets the event: some do not bubble.
fn on<E: JsCast>(event: &str, mut handle: impl FnMut(E) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| handle(event.unchecked_into()));
    let callback = closure.as_ref().unchecked_ref();
    if document().add_event_listener_with_callback_and_bool(event, callback, true).is_err() {
        leptos::logging::warn!("cannot listen for {event}");
    }
    closure.forget();
}

/// The nearest element around the event's target that matches.
fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Whether a key is the page's: no shortcut of the browser, and none that belongs to an input method.
fn is_ours(event: &KeyboardEvent) -> bool {
    !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing())
}

/// Whether a dialog lies over the page, behind which nothing can be reached.
fn is_behind_dialog() -> bool {
    document().query_selector("dialog:modal").ok().flatten().is_some()
}

/// Every element inside that matches.
pub fn all<E: JsCast>(inside: &Element, selector: &str) -> Vec<E> {
    let Ok(list) = inside.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

/// Those of them that are in sight.
fn all_shown(inside: &Element, selector: &str) -> Vec<HtmlElement> {
    all::<HtmlElement>(inside, selector).into_iter().filter(|element| element.offset_width() > 0).collect()
}

fn root() -> Option<Element> {
    document().document_element()
}
