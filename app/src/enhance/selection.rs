//! Ticked rows of a list. The choice outlives paging, sorting and searching, and ends with the page.
//!
//! A row's box carries its id in `data-select`, the head's box is `data-select-all`, the number of ticked rows is
//! written into `[data-selected]`, and `data-max` beside it says how many may be ticked.

use super::{all, closest, on, root};
use crate::context::use_texts;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

thread_local! {
    /// In the order in which they were ticked.
    static TICKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Most rows that can be ticked at a time (B31).
const MAX: usize = 100;

pub fn start() {
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

fn rows() -> Vec<HtmlInputElement> {
    root().map_or_else(Vec::new, |root| all(&root, "input[data-select]"))
}

fn id(row: &HtmlInputElement) -> String {
    row.get_attribute("data-select").unwrap_or_default()
}

pub fn count() -> usize {
    TICKED.with_borrow(Vec::len)
}

/// A tick beyond the most is ignored.
fn set(row: &HtmlInputElement, ticked: bool) {
    let id = id(row);
    TICKED.with_borrow_mut(|known| {
        known.retain(|other| *other != id);
        if ticked && known.len() < MAX {
            known.push(id);
        }
    });
}

/// Makes the boxes and the words agree with the choice; called again when other rows came into sight.
pub fn show() {
    let (count, full) = (count(), count() >= MAX);
    let rows = rows();
    for row in &rows {
        let ticked = TICKED.with_borrow(|known| known.contains(&id(row)));
        row.set_checked(ticked);
        row.set_disabled(full && !ticked);
    }
    let here = rows.iter().filter(|row| row.checked()).count();
    let Some(root) = root() else { return };
    for head in all::<HtmlInputElement>(&root, "input[data-select-all]") {
        head.set_checked(here > 0 && here == rows.len());
        head.set_indeterminate(here > 0 && here < rows.len());
    }
    let texts = use_texts();
    let mut said = (texts.devices.selected)(count);
    if full {
        said = format!("{said} {}", texts.devices.selected_max);
    }
    for place in all::<Element>(&root, "[data-selected]") {
        place.set_text_content(Some(&said));
    }
    let label = if count > 0 { texts.devices.export_selected } else { texts.common.export };
    for place in all::<Element>(&root, "[data-export-label]") {
        place.set_text_content(Some(label));
    }
}
