//! The navigation as a drawer over a narrow page: opening it puts the focus into it, and leaving it closes it. Esc, a
//! click beside it and the way back to its button are the browser's own.

use super::{all, closest, on};
use crate::dom::{focus, hide};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, Node};

const DRAWER: &str = "#nav:popover-open";

pub fn start() {
    on("toggle", |event: Event| {
        if let Some(drawer) = event.target().and_then(|target| target.dyn_into::<Element>().ok())
            && drawer.matches(DRAWER).is_ok_and(|open| open)
            && let Some(link) = ["[aria-current=page]", "a[href]"]
                .iter()
                .find_map(|links| all::<HtmlElement>(&drawer, links).into_iter().next())
        {
            focus(&link);
        }
    });
    on("focusout", |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if let Some(drawer) = closest(&event, DRAWER)
            && let Some(to) = to
            && !drawer.contains(Some(&to))
        {
            hide(&drawer);
        }
    });
}
