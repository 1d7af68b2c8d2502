//! Ticked rows of a list. The choice outlives paging, sorting and searching, and ends with the page.
//!
//! A row's box carries its id in `data-select`, the head's box is `data-select-all`, the number of ticked rows is
//! written into `[data-selected]`. `[data-needs-selection]` is a command that needs at least one, `[data-do=clear-selection]` unticks all.

use super::{all, closest, on, root};
use crate::{context::use_texts, dom};
use herald_domain::bulk::DEVICES_MAX;
use leptos::prelude::document;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

/// The form that acts on the ticked rows; it says which were ticked before this page.
const FORM: &str = "form[data-selection]";

thread_local! {
    /// In the order in which they were ticked.
    static TICKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

pub fn start() {
    // What was ticked before the page that is open now.
    if let Some(before) = form().and_then(|form| form.get_attribute("data-selection")) {
        TICKED.set(before.split_whitespace().map(ToOwned::to_owned).take(DEVICES_MAX).collect());
    }
    // Markup has no word for it.
    for mixed in root().iter().flat_map(|root| all::<HtmlInputElement>(root, "input[data-mixed]")) {
        mixed.set_indeterminate(true);
    }
    on("submit", |event: Event| {
        if let Some(form) = closest(&event, FORM) {
            if count() == 0 {
                event.prevent_default();
            }
            add_hidden(&form);
        }
    });
    on("change", |event: Event| {
        let Some(tick) = closest(&event, "input[data-select], input[data-select-all]") else { return };
        let tick: HtmlInputElement = tick.unchecked_into();
        let boxes = if tick.has_attribute("data-select-all") { rows() } else { vec![tick.clone()] };
        for row in boxes {
            set(&row, tick.checked());
        }
        show();
    });
    show();
}

fn form() -> Option<Element> {
    root()?.query_selector(FORM).ok()?
}

/// The form takes the ticked rows of other pages with it.
fn add_hidden(form: &Element) {
    let here: Vec<String> = rows().iter().map(id).collect();
    for old in all::<Element>(form, "input[data-elsewhere]") {
        old.remove();
    }
    for elsewhere in TICKED.with_borrow(Clone::clone).into_iter().filter(|known| !here.contains(known)) {
        let Ok(input) = document().create_element("input") else { continue };
        let set = [("type", "hidden"), ("name", "device"), ("value", &elsewhere), ("data-elsewhere", "")]
            .into_iter()
            .all(|(name, value)| input.set_attribute(name, value).is_ok());
        if !set || form.append_child(&input).is_err() {
            leptos::logging::warn!("a ticked row of another page is left out");
        }
    }
}

/// Unticks everything. The focus goes to where one begins anew; a list that is empty has no boxes.
pub fn clear() -> Option<()> {
    forget();
    let root = root()?;
    let anew = ["input[data-select-all]", "main input[type=search]"]
        .into_iter()
        .find_map(|place| root.query_selector(place).ok().flatten())?;
    dom::focus(anew.unchecked_ref());
    Some(())
}

/// Unticks everything.
pub fn forget() {
    TICKED.set(Vec::new());
    show();
}

fn rows() -> Vec<HtmlInputElement> {
    root().map_or_else(Vec::new, |root| all(&root, "input[data-select]"))
}

fn id(row: &HtmlInputElement) -> String {
    row.get_attribute("data-select").unwrap_or_default()
}

pub fn count() -> usize {
    TICKED.with_borrow(Vec::len)
}

/// Everything that is ticked, on whatever page, as the form sends it.
pub fn as_query() -> String {
    TICKED.with_borrow(|ticked| ticked.iter().map(|id| format!("device={id}")).collect::<Vec<_>>().join("&"))
}

/// A tick beyond the most is ignored.
fn set(row: &HtmlInputElement, ticked: bool) {
    let id = id(row);
    TICKED.with_borrow_mut(|known| {
        known.retain(|other| *other != id);
        if ticked && known.len() < DEVICES_MAX {
            known.push(id);
        }
    });
}

/// A box can be ticked unless there is a reason why not, which it says.
fn allow(tick: &HtmlInputElement, why_not: Option<&str>) {
    tick.set_disabled(why_not.is_some());
    let said = match why_not {
        Some(why) => tick.set_attribute("title", why),
        None => tick.remove_attribute("title"),
    };
    if said.is_err() {
        leptos::logging::warn!("a box cannot say why it is disabled");
    }
}

/// Makes the boxes and the words agree with the choice; called again when other rows came into sight.
pub fn show() {
    let (count, full) = (count(), count() >= DEVICES_MAX);
    let texts = use_texts();
    let rows = rows();
    let why = full.then_some(texts.to_devices.selected_max);
    for row in &rows {
        let ticked = TICKED.with_borrow(|known| known.contains(&id(row)));
        row.set_checked(ticked);
        allow(row, why.filter(|_| !ticked));
    }
    let here = rows.iter().filter(|row| row.checked()).count();
    let Some(root) = root() else { return };
    for head in all::<HtmlInputElement>(&root, "input[data-select-all]") {
        head.set_checked(here > 0 && here == rows.len());
        head.set_indeterminate(here > 0 && here < rows.len());
        allow(&head, why.filter(|_| here == 0));
    }
    for command in all::<Element>(&root, "[data-needs-selection]") {
        let done = if count > 0 {
            command.remove_attribute("aria-disabled")
        } else {
            command.set_attribute("aria-disabled", "true")
        };
        if done.is_err() {
            leptos::logging::warn!("a command cannot be switched on or off");
        }
    }
    let mut said = (texts.to_devices.selected)(count);
    if full {
        said = format!("{said}. {}", texts.to_devices.selected_max);
    }
    for place in all::<Element>(&root, "[data-selected]") {
        place.set_text_content(Some(&said));
    }
    for button in all::<HtmlElement>(&root, "[data-do=clear-selection]") {
        button.set_hidden(count == 0);
    }
    let label = if count > 0 { texts.to_devices.export_selected } else { texts.common.export_page };
    for place in all::<Element>(&root, "[data-export-label]") {
        place.set_text_content(Some(label));
    }
}
