//! Calls into the browser that have no equivalent in Leptos.

mod focus;

pub use focus::{
    focus, focus_without_scrolling, focused, hide, is_focus_nowhere, moved, refocus, scroll_into_sight,
};

use crate::enhance::{
    all,
    regions::{self, History},
};
use crate::live;
use crate::prelude::*;
use gloo_timers::future::TimeoutFuture;
use herald_domain::Timestamp;
use leptos::html;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, FormData, HtmlAnchorElement, HtmlElement, HtmlFormElement, Request, RequestInit, Response,
    UrlSearchParams,
};

/// How long an answer may take, in milliseconds. The server gives up before that.
const PATIENCE_MS: u32 = 40_000;

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

/// Writes texts into the places of a drawing that follow them: `data-shows` names what, `data-placeholder` is what stands
/// there while it is empty.
pub fn fill(place: NodeRef<html::Div>, texts: &[(&str, &str)]) {
    let Some(place) = place.get() else { return };
    for element in all::<web_sys::Element>(&place, "[data-shows]") {
        let Some(follows) = element.get_attribute("data-shows") else { continue };
        if let Some((_, text)) = texts.iter().find(|(name, _)| *name == follows) {
            let placeholder = || element.get_attribute("data-placeholder").unwrap_or_default();
            let text = if text.is_empty() { placeholder() } else { (*text).to_owned() };
            element.set_text_content(Some(&text));
        }
    }
}

/// Puts what the server renders at `path` into the page in sight, which gets this address.
pub fn refresh(path: &str) {
    regions::go(path.to_owned(), History::Replace);
}

/// Unticks every row of the list.
pub fn forget_selection() {
    crate::enhance::forget_selection();
}

/// Gives the page in sight another address.
pub fn show_address(path: &str) {
    let shown =
        window().history().and_then(|list| list.replace_state_with_url(&JsValue::NULL, "", Some(path)));
    if shown.is_err() {
        leptos::logging::warn!("the address cannot be changed");
    }
}

pub fn reload() {
    if let Err(error) = window().location().reload() {
        leptos::logging::error!("cannot reload: {error:?}");
    }
}

/// Path and query of the page in sight.
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

/// Light where the page is dark, and dark where it is light.
#[must_use]
pub fn other_theme() -> &'static str {
    let theme = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    if theme.map_or_else(prefers_dark, |theme| theme != "light") { "light" } else { "dark" }
}

/// Why there is no page to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPage {
    /// The server does not answer, or something before it says so.
    NoAnswer,
    /// It cannot answer this once.
    Failed,
    /// The server answers with another page, such as the one for signing in, or what it refuses and why.
    Another,
}

/// A whole address without its query.
fn path(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

/// The page at an address of this site.
pub async fn fetch_text(address: &str) -> Result<String, NoPage> {
    let request = Request::new_with_str(address).map_err(|_| NoPage::Another)?;
    let (answer, text) = fetch(&request).await.ok_or(NoPage::NoAnswer)?;
    match answer.status() {
        502..=504 => Err(NoPage::NoAnswer),
        429 | 500.. => Err(NoPage::Failed),
        // A page past the end of a list leads to the last one, which is the same list.
        _ if answer.redirected() && path(&answer.url()) != path(&request.url()) => Err(NoPage::Another),
        _ if !answer.ok() => Err(NoPage::Another),
        _ => Ok(text),
    }
}

/// The answer's status and text. None where there was none.
pub async fn post_json(address: &str, json: &str) -> Option<(u16, String)> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(json));
    let request = Request::new_with_str_and_init(address, &init).ok()?;
    for name in ["accept", "content-type"] {
        request.headers().set(name, "application/json").ok()?;
    }
    let (answer, text) = fetch(&request).await?;
    Some((answer.status(), text))
}

thread_local! {
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}
/// How long a page that is being left may still be there, in milliseconds.
const LAST_MS: u32 = 1_000;

/// Knows from now on when the page is about to be left.
pub fn watch_leaving() {
    let _listens = window_event_listener_untyped("beforeunload", |_| LEAVING.set(true));
}

/// The answer and its text. None where there was none in time. Leaving the page breaks off what it asks, which tells
/// nothing about the server; then the page is gone before anybody is answered.
async fn fetch(request: &Request) -> Option<(Response, String)> {
    let answer = ask(request).await;
    if answer.is_none() && LEAVING.get() {
        TimeoutFuture::new(LAST_MS).await;
        // It is still there: whoever was asked has stayed.
        LEAVING.set(false);
    }
    answer
}

async fn ask(request: &Request) -> Option<(Response, String)> {
    if live::is_by_itself() {
        request.headers().set(live::BY_ITSELF, "1").ok()?;
    }
    let init = RequestInit::new();
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let answer = JsFuture::from(window().fetch_with_request_and_init(request, &init)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?;
    Some((answer, text.as_string()?))
}

/// Names and values as a form without script sends them.
#[must_use]
pub fn fields_of(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let fields = FormData::new_with_form(form).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()
}

/// Sends a form in the background; what became of it shows when the page is brought up to date.
pub fn post(form: &HtmlFormElement) {
    let Some(query) = fields_of(form) else { return };
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&query);
    if let Ok(request) = Request::new_with_str_and_init(&form.action(), &init) {
        let _sent = request
            .headers()
            .set("accept", "application/json")
            .map(|()| window().fetch_with_request(&request));
    }
}

fn prefers_dark() -> bool {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
}

/// Puts text on the clipboard; false where the browser refuses it or has none to offer, as on a page without TLS.
pub async fn copy(text: &str) -> bool {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
    clipboard.is_ok_and(|clipboard| clipboard.is_object())
        && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// Shows text that the reader can copy by hand: it is selected already.
pub fn show_for_copying(about: &str, text: &str) {
    if window().prompt_with_message_and_default(about, text).is_err() {
        leptos::logging::warn!("a text for copying cannot be shown");
    }
}

/// Offers `text` as a file to save. `kind` is its media type.
pub fn download(name: &str, kind: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
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

/// Moves the focus to the element with this id.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && element.unchecked_into::<HtmlElement>().focus().is_err()
    {
        leptos::logging::warn!("cannot focus {id}");
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

/// Whether somebody can see this tab.
#[must_use]
pub fn in_sight() -> RwSignal<bool> {
    let in_sight = RwSignal::new(!document().hidden());
    let listens =
        window_event_listener_untyped("visibilitychange", move |_| in_sight.set(!document().hidden()));
    on_cleanup(move || listens.remove());
    in_sight
}
