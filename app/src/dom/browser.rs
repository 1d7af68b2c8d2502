//! Calls into the browser that have no equivalent in Leptos.

mod focus;

pub use focus::{enter_menu, move_in_menu, move_in_toolbar, one_tab_stop};

use crate::texts::Language;
use herald_domain::{Timestamp, time::MINUTE_MS};
use leptos::{html, prelude::*};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, HtmlElement};

/// The language that the server chose for this page.
#[must_use]
pub fn document_language() -> Language {
    document()
        .document_element()
        .and_then(|html| Language::from_code(&html.get_attribute("lang")?))
        .unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole numbers below 2^53")]
fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Calls back with the browser's time once the page is hydrated, and then every minute while the page is in sight.
pub fn every_minute(tick: impl Fn(Timestamp) + Clone + 'static) {
    Effect::new(move |_| {
        tick(now());
        let tick = tick.clone();
        let minute = Duration::from_millis(MINUTE_MS.unsigned_abs());
        set_interval(
            move || {
                if !document().hidden() {
                    tick(now());
                }
            },
            minute,
        );
    });
}

/// How far the reader's clock is ahead of UTC at that moment.
#[must_use]
pub fn utc_offset_minutes(at: Timestamp) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.millis() as f64));
    #[expect(clippy::cast_possible_truncation, reason = "at most 14 hours")]
    let behind = date.get_timezone_offset() as i64;
    -behind
}

/// Loads another page of this site from the server.
pub fn go(path: &str) {
    if let Err(error) = window().location().assign(path) {
        leptos::logging::error!("cannot go to another page: {error:?}");
    }
}

pub fn reload() {
    if let Err(error) = window().location().reload() {
        leptos::logging::error!("cannot reload: {error:?}");
    }
}

/// Path, query and fragment of the page in sight.
#[must_use]
pub fn current_path() -> String {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_else(|_| String::new());
    part(location.pathname()) + &part(location.search())
}

/// The whole address of the page in sight, for copying.
#[must_use]
pub fn current_address() -> String {
    window().location().href().unwrap_or_else(|_| String::new())
}

/// A cookie of a year for this site; for the reader's own choices, never for secrets.
pub fn set_cookie(name: &str, value: &str) {
    let secure = if window().location().protocol().is_ok_and(|p| p == "https:") { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
    if document().unchecked_into::<web_sys::HtmlDocument>().set_cookie(&cookie).is_err() {
        leptos::logging::warn!("the browser keeps no cookies, so the choice lasts for this page only");
    }
}

/// Dark becomes light and light becomes dark, on this page and the next ones.
pub fn toggle_theme() {
    let Some(root) = document().document_element() else { return };
    let dark = match root.get_attribute("data-theme") {
        Some(theme) => theme == "dark",
        None => prefers_dark(),
    };
    let theme = if dark { "light" } else { "dark" };
    if root.set_attribute("data-theme", theme).is_ok() {
        set_cookie("herald-theme", theme);
    }
}

fn prefers_dark() -> bool {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
}

/// Puts text on the clipboard; false where the browser has none to offer, as on a page without TLS.
pub fn copy(text: &str) -> bool {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    let _written = window().navigator().clipboard().write_text(text);
    true
}

/// Offers `text` as a file to save.
pub fn download(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    let url = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let link = document().create_element("a").map(JsCast::unchecked_into::<HtmlAnchorElement>);
    if let (Ok(url), Ok(link)) = (url, link) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
        let _freed = web_sys::Url::revoke_object_url(&url);
    }
}

/// A random UUID; none on pages without TLS, where browsers withhold it.
#[must_use]
pub fn random_uuid() -> Option<String> {
    let crypto = window().crypto().ok()?;
    let present = js_sys::Reflect::has(&crypto, &JsValue::from_str("randomUUID"));
    present.is_ok_and(|present| present).then(|| crypto.random_uuid())
}

/// Asks a yes-or-no question that nothing else can be done before.
#[must_use]
pub fn confirm(question: &str) -> bool {
    window().confirm_with_message(question).is_ok_and(|yes| yes)
}

/// Moves the focus to the element with this id.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && element.unchecked_into::<HtmlElement>().focus().is_err()
    {
        leptos::logging::warn!("cannot focus {id}");
    }
}

/// Closes a pop-over, where it is open.
pub fn hide_popover(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // Refused when it is closed already, which is what was wanted.
        let _closed = element.unchecked_into::<HtmlElement>().hide_popover();
    }
}

/// Opens a dialog over the page: focus stays in it and Esc closes it.
pub fn show_modal(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        // The server rendered it open for readers without script; only a closed one can become modal.
        dialog.close();
        if let Err(error) = dialog.show_modal() {
            leptos::logging::error!("cannot open the dialog: {error:?}");
        }
    }
}

pub fn close_modal(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.close();
    }
}
