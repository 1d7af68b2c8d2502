//! Where the focus is among several elements, and where a key takes it.

use crate::enhance::all;
use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

pub fn focus(element: &HtmlElement) {
    if element.focus().is_err() {
        leptos::logging::warn!("an element refuses the focus");
    }
}

/// For a focus that only stays where it was.
pub fn focus_without_scrolling(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if element.focus_with_options(&options).is_err() {
        leptos::logging::warn!("an element refuses the focus");
    }
}

/// The place of the focused one.
#[must_use]
pub fn focused(among: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    among.iter().position(|element| **element == active)
}

/// What had the focus is gone, or nothing had it yet.
#[must_use]
pub fn is_focus_nowhere() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Once the view has caught up: where what had the focus is gone, it goes to what stands in its place `at` among those
/// that match, else to the last of them, else to the one with the id `otherwise`.
pub fn refocus(matching: &'static str, at: usize, otherwise: &'static str) {
    request_animation_frame(move || {
        if !is_focus_nowhere() {
            return;
        }
        let left = document().document_element().map_or_else(Vec::new, |root| all(&root, matching));
        match left.get(at).or(left.last()) {
            Some(element) => focus(element),
            None => super::focus_id(otherwise),
        }
    });
}

/// The place after `key`, going round at the ends; none for a key that does not move.
#[must_use]
pub fn moved(at: usize, count: usize, key: &str, back: &str, forth: &str) -> Option<usize> {
    match key {
        _ if count == 0 => None,
        k if k == forth => Some((at + 1) % count),
        k if k == back => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

/// Scrolls no further than it takes to see the element with this id.
pub fn scroll_into_sight(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Closes a pop-over. Refused when it is closed already, which is what was wanted.
pub fn hide(popover: &Element) {
    let _closed = popover.unchecked_ref::<HtmlElement>().hide_popover();
}
