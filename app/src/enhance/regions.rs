//! Regions of a page that follow without a page load: the server renders the page at the new address, and its regions
//! take the place of those in sight.
//!
//! Every element with an id and `data-live-region` is replaced: while one types in a `form[data-live]`, after a click
//! on a region's link to the same list, and when an island asks. An answer that cannot be put in ends in an ordinary
//! page load. Where there is none, `#out-of-date` says so, the page stays as it is, and it is tried again.
//! A region with `data-follow` is replaced when what the attribute names changes (words of [`crate::live::Kind`]), until
//! the server leaves the attribute out, and every second while there is a `data-follow-always`; what goes wrong then is
//! said in `#out-of-date` too.

use super::{all, all_shown, closest, is_behind_dialog, moments, on, root, selection};
use crate::prelude::*;
use crate::{
    dom::{self, NoPage},
    live::{self, Kind, Subscription, by_itself},
    routes,
};
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    time::Duration,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, DomParser, Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement, MouseEvent,
    SupportedType,
};

/// How long typing may pause before the list follows.
const PAUSE: Duration = Duration::from_millis(250);
/// Between two questions of a page that follows all the time.
const EVERY: Duration = Duration::from_secs(1);
/// Between two tries while the server does not answer, in milliseconds.
const AGAIN_AFTER_MS: u32 = 5_000;
const REGION: &str = "[data-live-region]";
const IN_SIGHT: &str = "[data-live-region]:not([hidden])";
const SEARCH: &str = "form[data-live] input[type=search]";

thread_local! {
    static TYPING: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    /// The latest request; the answers to earlier ones come too late.
    static TURN: Cell<u64> = const { Cell::new(0) };
    /// Whether a page that follows waits for an answer.
    static AWAITED: Cell<bool> = const { Cell::new(false) };
    /// Whether something changed since it asked.
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    /// The address that the regions show.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
    /// The address that they were asked to show, and do not show yet.
    static PENDING: RefCell<Option<(String, History)>> = const { RefCell::new(None) };
    /// What the page follows.
    static FOLLOWED: RefCell<(Vec<Kind>, Option<Subscription>)> = const { RefCell::new((Vec::new(), None)) };
}

/// What becomes of the address in sight.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum History {
    Replace,
    Push,
    Keep,
}

pub fn start() {
    if root().is_none_or(|root| all::<Element>(&root, REGION).is_empty()) {
        return;
    }
    follow_what_is_there();
    if root().is_some_and(|root| !all::<Element>(&root, "[data-follow-always]").is_empty()) {
        let look = || {
            if live::may_tell() {
                follow();
            }
        };
        set_interval(look, EVERY);
    }
    on("input", |event: Event| {
        if closest(&event, "form[data-live]").is_some() {
            wait(search);
        }
    });
    on("submit", |event: Event| {
        if closest(&event, "form[data-live]").is_some() {
            event.prevent_default();
            search();
        }
    });
    on("click", |event: MouseEvent| {
        if let Some(address) = followed(&event) {
            event.prevent_default();
            go(with_what_is_typed(address), History::Push);
        }
    });
    SHOWN.set(dom::current_path());
    let back = window_event_listener_untyped("popstate", |_| {
        let here = dom::current_path();
        let pending = PENDING.with_borrow(|pending| pending.as_ref().map(|(address, _)| address.clone()));
        let asked = pending.unwrap_or_else(|| SHOWN.with_borrow(Clone::clone));
        // A jump within the page is no other page.
        if asked != here {
            go(here, History::Keep);
        }
    });
    std::mem::forget(back);
}

/// Waits for changes of what the regions in sight name, and of nothing else.
fn follow_what_is_there() {
    let regions = root().map_or_else(Vec::new, |root| all::<Element>(&root, "[data-follow]"));
    let words = regions.iter().filter_map(|region| region.get_attribute("data-follow"));
    let mut kinds: Vec<Kind> = Vec::new();
    for words in words {
        kinds.extend(words.split_whitespace().filter_map(Kind::parse));
    }
    if FOLLOWED.with_borrow(|(followed, _)| *followed == kinds) {
        return;
    }
    let next = (!kinds.is_empty()).then(|| live::subscribe(kinds.clone(), follow));
    let (_, before) = FOLLOWED.replace((kinds, next));
    if let Some(before) = before {
        live::unsubscribe(before);
    }
}

/// Brings the page up to date; one question at a time.
fn follow() {
    if AWAITED.replace(true) {
        return AGAIN.set(true);
    }
    AGAIN.set(false);
    let (turn, here) = (TURN.get(), dom::current_path());
    spawn_local(by_itself(async move {
        let page = dom::fetch_text(&here).await;
        AWAITED.set(false);
        // Whatever the reader asked for meanwhile is newer.
        if TURN.get() == turn && dom::current_path() == here {
            let replaced = page.and_then(|page| replace(&page));
            // Who writes in a dialog is not taken away from it.
            if replaced == Err(NoPage::Another) && !is_behind_dialog() {
                return dom::go(&here);
            }
            tell_whether(replaced.is_ok() && PENDING.with_borrow(Option::is_none));
        }
        if AGAIN.get() {
            follow();
        }
    }));
}

fn tell_whether(current: bool) {
    let words = document().get_element_by_id("out-of-date").and_then(|place| place.first_element_child());
    if let Some(words) = words {
        words.unchecked_into::<HtmlElement>().set_hidden(current);
    }
}

fn wait(act: impl FnOnce() + 'static) {
    let next = set_timeout_with_handle(act, PAUSE).ok();
    if let Some(earlier) = TYPING.replace(next) {
        earlier.clear();
    }
}

/// Shows the list with what is typed. What else was asked for, and has not come yet, stays asked for.
fn search() {
    let (address, history) = asked();
    go(routes::searched(&address, &typed().unwrap_or_default()), history);
}

/// Shows the same list once more, since the reader has chosen to see it otherwise.
pub fn again() {
    let (address, history) = asked();
    go(with_what_is_typed(address), history);
}

/// What the regions were asked to show last.
fn asked() -> (String, History) {
    let pending = PENDING.take();
    let (address, history) = pending.unwrap_or_else(|| (SHOWN.with_borrow(Clone::clone), History::Replace));
    (address, if history == History::Push { History::Push } else { History::Replace })
}

fn search_box() -> Option<HtmlInputElement> {
    root()?.query_selector(SEARCH).ok()??.dyn_into().ok()
}

fn typed() -> Option<String> {
    Some(search_box()?.value().trim().to_owned())
}

/// What an address searches for.
fn search_of(address: &str) -> String {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let search = web_sys::UrlSearchParams::new_with_str(query).ok().and_then(|query| query.get("search"));
    search.unwrap_or_default().trim().to_owned()
}

/// A link keeps the search that was there when the page was written; what was typed since takes its place.
fn with_what_is_typed(address: String) -> String {
    let shown = SHOWN.with_borrow(|shown| search_of(shown));
    match typed() {
        Some(typed) if typed != shown && search_of(&address) == shown => routes::searched(&address, &typed),
        _ => address,
    }
}

/// Where a plain click on a link of a region leads, if that is the same list.
fn followed(event: &MouseEvent) -> Option<String> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if modified || event.button() != 0 || event.default_prevented() {
        return None;
    }
    closest(event, REGION)?;
    let link: HtmlAnchorElement = closest(event, "a[href]")?.unchecked_into();
    let same = link.origin() == window().location().origin().ok()?
        && link.pathname() == window().location().pathname().ok()?
        && link.hash().is_empty();
    same.then(|| link.pathname() + &link.search())
}

/// Shows the list that a form asks for.
pub fn choose(form: &Element) -> Option<()> {
    let fields = dom::fields_of(form.unchecked_ref())?;
    let address = format!("{}?{}", form.get_attribute("action")?, fields.to_string());
    match form.closest(REGION).ok()? {
        Some(_) => go(with_what_is_typed(address), History::Push),
        None => dom::go(&address),
    }
    Some(())
}

/// Shows what the server renders at `address`, a path of this site.
pub fn go(address: String, history: History) {
    let turn = TURN.get() + 1;
    TURN.set(turn);
    if let Some(typing) = TYPING.take() {
        typing.clear();
    }
    PENDING.set(Some((address.clone(), history)));
    mark_busy(true);
    let before = typed();
    spawn_local(async move {
        let is_latest = || TURN.get() == turn;
        let mut page = dom::fetch_text(&address).await;
        while is_latest() && page == Err(NoPage::NoAnswer) {
            mark_busy(false);
            tell_whether(false);
            some_time_in_sight().await;
            if is_latest() {
                page = by_itself(dom::fetch_text(&address)).await;
            }
        }
        if !is_latest() {
            return;
        }
        PENDING.set(None);
        mark_busy(false);
        match page.and_then(|page| replace(&page)) {
            Ok(()) => {
                tell_whether(true);
                remember(&address, history);
                // While one types, the box knows better.
                if history != History::Replace && typed() == before {
                    show_search(&address);
                }
            }
            Err(_) => dom::go(&address),
        }
    });
}

/// Until the next try, for which somebody has to look.
async fn some_time_in_sight() {
    loop {
        TimeoutFuture::new(AGAIN_AFTER_MS).await;
        if !document().hidden() {
            return;
        }
    }
}

/// The style sheet shows it once it lasts.
fn mark_busy(busy: bool) {
    for region in root().iter().flat_map(|root| all::<Element>(root, REGION)) {
        let marked = if busy {
            region.set_attribute("aria-busy", "true")
        } else {
            region.remove_attribute("aria-busy")
        };
        if marked.is_err() {
            leptos::logging::warn!("a region cannot be marked");
        }
    }
}

/// Puts the page's regions into the page in sight, if it is the same one.
fn replace(page: &str) -> Result<(), NoPage> {
    let page = DomParser::new().and_then(|parser| parser.parse_from_string(page, SupportedType::TextHtml));
    // What a network or a proxy puts in place of the server's pages has nothing of the kind.
    let page = page.ok().filter(|page| page.get_element_by_id("main").is_some()).ok_or(NoPage::NoAnswer)?;
    put_in(&page).ok_or(NoPage::Another)
}

fn put_in(page: &Document) -> Option<()> {
    let regions = all::<Element>(&root()?, REGION);
    let pairs: Option<Vec<_>> =
        regions.into_iter().map(|old| page.get_element_by_id(&old.id()).map(|new| (old, new))).collect();
    for (old, new) in pairs? {
        if old.outer_html() == new.outer_html() {
            continue;
        }
        let held = dom::focused(&stops(&old)).map(|at| (at, name(&stops(&old)[at])));
        let new: Element = document().adopt_node(&new).ok()?.unchecked_into();
        keep_statuses(&old, &new);
        old.replace_with_with_node_1(&new).ok()?;
        // The focus stays on the same thing, else it goes to what was before it.
        if let Some((at, held)) = held {
            let stops = stops(&new);
            let same = (0..stops.len()).filter(|n| name(&stops[*n]) == held).min_by_key(|n| n.abs_diff(at));
            if let Some(stop) = stops.get(same.unwrap_or(at.saturating_sub(1))).or(stops.last()) {
                dom::focus_without_scrolling(stop);
            }
        }
    }
    moments::refresh();
    selection::show();
    follow_what_is_there();
    Some(())
}

/// A screen reader tells changes of a status that is there already, and seldom one that comes with its words.
fn keep_statuses(old: &Element, new: &Element) {
    for status in all::<Element>(new, "[role=status][id]") {
        let known =
            all::<Element>(old, "[role=status][id]").into_iter().find(|known| known.id() == status.id());
        if let Some(known) = known
            && status.replace_with_with_node_1(&known).is_ok()
        {
            let words = status.text_content();
            request_animation_frame(move || known.set_text_content(words.as_deref()));
        }
    }
}

/// What the focus can be on.
fn stops(region: &Element) -> Vec<HtmlElement> {
    all_shown(region, "a[href], button, input, select")
}

/// What a stop is known by. Links to the same list change with it, so they are known by their words; what stands in a
/// pop-over, which closes, by the button that opens it.
fn name(stop: &HtmlElement) -> String {
    if let Ok(Some(popover)) = stop.closest("[popover]") {
        return popover.id();
    }
    let of = |name: &&str| stop.get_attribute(name);
    ["id", "popovertarget", "data-select"].iter().find_map(of).unwrap_or_else(|| {
        let label = of(&"aria-label").or_else(|| stop.text_content());
        let path = of(&"href").map(|href| href.split('?').next().unwrap_or_default().to_owned());
        [label, path].into_iter().flatten().collect()
    })
}

/// Puts into the search box what the address searches for, unless that is what it says.
fn show_search(address: &str) {
    let search = search_of(address);
    if let Some(input) = search_box().filter(|_| typed().as_ref() != Some(&search)) {
        input.set_value(&search);
    }
}

fn remember(address: &str, history: History) {
    SHOWN.set(address.to_owned());
    match history {
        History::Replace => dom::show_address(address),
        History::Push => {
            let shown = window()
                .history()
                .and_then(|list| list.push_state_with_url(&JsValue::NULL, "", Some(address)));
            if shown.is_err() {
                leptos::logging::warn!("the address cannot be changed");
            }
        }
        History::Keep => {}
    }
    if history == History::Push
        // Who types goes on doing so.
        && search_box().is_none_or(|input| document().active_element().as_ref() != Some(&input))
        && let Some(region) = root().and_then(|root| root.query_selector(IN_SIGHT).ok().flatten())
    {
        region.scroll_into_view_with_bool(true);
    }
}
