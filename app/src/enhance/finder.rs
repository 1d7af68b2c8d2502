//! The search of the top bar: while one types, the server's best results stand below it as a list (WAI-ARIA APG,
//! combobox with a listbox). The focus stays in the field; arrows choose, Enter goes there, Esc closes.

use super::{all, closest, is_behind_dialog, on};
use crate::dom;
use crate::prelude::*;
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    time::Duration,
};
use wasm_bindgen::JsCast;
use web_sys::{
    DomParser, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent, SupportedType,
};

const FIELD: &str = "find";
const LIST: &str = "find-list";
const STATUS: &str = "find-status";
const OPTION: &str = "#find-list [role=option]";
/// How long typing may pause before the list follows.
const PAUSE: Duration = Duration::from_millis(150);

thread_local! {
    static TYPING: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    /// The latest question; the answers to earlier ones come too late.
    static TURN: Cell<u64> = const { Cell::new(0) };
}

pub fn start() {
    on("input", |event: Event| {
        if is_field(&event) {
            let next = set_timeout_with_handle(ask, PAUSE).ok();
            if let Some(earlier) = TYPING.replace(next) {
                earlier.clear();
            }
        }
    });
    on("keydown", |event: KeyboardEvent| {
        // The key belongs to an input method.
        if event.is_composing() {
            return;
        }
        let handled = if is_field(&event) { in_field(&event.key()) } else { leads_here(&event) };
        if handled {
            event.prevent_default();
        }
    });
    // Before the field loses the focus.
    on("mousedown", |event: Event| {
        if closest(&event, "#find-list").is_some() {
            event.prevent_default();
        }
    });
    on("click", |event: MouseEvent| {
        if let Some(option) = closest(&event, OPTION) {
            follow(&option);
        }
    });
    on("focusout", |event: Event| {
        if is_field(&event) {
            close();
        }
    });
}

fn is_field(event: &Event) -> bool {
    closest(event, "#find").is_some()
}

fn field() -> Option<HtmlInputElement> {
    document().get_element_by_id(FIELD)?.dyn_into().ok()
}

fn list() -> Option<HtmlElement> {
    document().get_element_by_id(LIST)?.dyn_into().ok()
}

/// Ctrl+/, from anywhere. A letter alone would be pressed by whoever dictates (WCAG 2.1.4).
fn leads_here(event: &KeyboardEvent) -> bool {
    let asked = event.key() == "/" && (event.ctrl_key() || event.meta_key());
    let Some(field) = field().filter(|_| asked) else { return false };
    if is_behind_dialog() {
        return false;
    }
    dom::focus(&field);
    field.select();
    true
}

/// Whether the key meant the list.
fn in_field(key: &str) -> bool {
    let open = list().is_some_and(|list| !list.hidden());
    if key == "ArrowDown" && !open {
        ask();
        return true;
    }
    let options =
        list().filter(|_| open).map_or_else(Vec::new, |list| all::<Element>(&list, "[role=option]"));
    let at =
        options.iter().position(|option| option.get_attribute("aria-selected").as_deref() == Some("true"));
    match (key, at) {
        ("Escape", _) if open => close(),
        ("Enter", Some(at)) => follow(&options[at]),
        ("ArrowDown" | "ArrowUp", _) if !options.is_empty() => {
            let to = match (key, at) {
                ("ArrowDown", at) => at.map_or(0, |at| (at + 1) % options.len()),
                (_, at) => (at.unwrap_or(0) + options.len() - 1) % options.len(),
            };
            choose(&options, Some(to));
        }
        _ => return false,
    }
    true
}

fn follow(option: &Element) {
    if let Some(href) = option.get_attribute("data-href") {
        dom::go(&href);
    }
}

fn choose(options: &[Element], chosen: Option<usize>) {
    for (at, option) in options.iter().enumerate() {
        set(option, "aria-selected", if chosen == Some(at) { "true" } else { "false" });
    }
    let Some(field) = field() else { return };
    match chosen {
        Some(at) => {
            set(&field, "aria-activedescendant", &options[at].id());
            dom::scroll_into_sight(&options[at].id());
        }
        None => {
            let _gone = field.remove_attribute("aria-activedescendant");
        }
    }
}

fn close() {
    TURN.set(TURN.get() + 1);
    if let Some(question) = TYPING.take() {
        question.clear();
    }
    if let Some(list) = list() {
        list.set_hidden(true);
    }
    choose(&[], None);
    if let Some(field) = field() {
        set(&field, "aria-expanded", "false");
    }
    say("");
}

/// Asks the page of results, which holds the list ready.
fn ask() {
    let words = field().map_or_else(String::new, |field| field.value().trim().to_owned());
    if words.is_empty() {
        return close();
    }
    let turn = TURN.get() + 1;
    TURN.set(turn);
    spawn_local(async move {
        let address = format!("{}?q={}", crate::routes::SEARCH, crate::routes::encode(&words));
        let page = dom::fetch_text(&address).await;
        if TURN.get() == turn && page.ok().and_then(|page| show(&page)).is_none() {
            close();
        }
    });
}

fn show(page: &str) -> Option<()> {
    let page = DomParser::new().ok()?.parse_from_string(page, SupportedType::TextHtml).ok()?;
    let found = page.get_element_by_id("suggestions")?;
    let (list, field) = (list()?, field()?);
    if document().active_element().as_ref() != Some(&field) {
        return None;
    }
    // The server's own markup.
    list.set_inner_html(&found.inner_html());
    for (at, option) in all::<Element>(&list, "[role=option]").iter().enumerate() {
        option.set_id(&format!("find-{at}"));
    }
    list.set_hidden(false);
    choose(&[], None);
    set(&field, "aria-expanded", "true");
    say(&found.get_attribute("data-said")?);
    Some(())
}

fn say(words: &str) {
    if let Some(status) = document().get_element_by_id(STATUS) {
        status.set_text_content(Some(words));
    }
}

fn set(element: &Element, name: &str, value: &str) {
    if element.set_attribute(name, value).is_err() {
        leptos::logging::warn!("{name} cannot be set");
    }
}
