//! Menus in pop-overs: the first item gets the focus, arrows, Home, End and first letters move it (WAI-ARIA APG), and
//! choosing closes them. Other pop-overs close when one of their links is followed.

use super::{all_shown, closest, is_ours, on};
use crate::dom::{focus, focused, hide, moved};
use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent};

const MENU: &str = "[role=menu]";
const ITEMS: &str = "[role=menuitem]";

pub fn start() {
    on("toggle", |event: Event| {
        if let Some(menu) = event.target().and_then(|target| target.dyn_into::<Element>().ok())
            && menu.matches("[role=menu]:popover-open").is_ok_and(|open| open)
            && let Some(first) = all_shown(&menu, ITEMS).first()
        {
            focus(first);
        }
    });
    on("keydown", |event: KeyboardEvent| {
        let Some(menu) = closest(&event, MENU).filter(|_| is_ours(&event)) else { return };
        if event.key() == "Tab" {
            hide(&menu);
        } else if move_focus(&menu, &event.key()) {
            event.prevent_default();
        }
    });
    on("click", |event: MouseEvent| {
        if closest(&event, "a[href], [role=menuitem]:not([aria-disabled])").is_some()
            && let Some(popover) = closest(&event, "[popover]")
        {
            hide(&popover);
        }
    });
}

/// By the browser, which has the tables for it.
fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// Whether the key meant that.
fn move_focus(menu: &Element, key: &str) -> bool {
    let items = all_shown(menu, ITEMS);
    let at = focused(&items).unwrap_or(0);
    let to = moved(at, items.len(), key, "ArrowUp", "ArrowDown").or_else(|| {
        let letter = (key.chars().count() == 1).then(|| lower(key))?;
        let begins = |element: &HtmlElement| {
            element.text_content().is_some_and(|text| lower(text.trim()).starts_with(&letter))
        };
        (1..=items.len()).map(|step| (at + step) % items.len()).find(|to| begins(&items[*to]))
    });
    to.inspect(|to| focus(&items[*to])).is_some()
}
