//! Times in the reader's zone, and "3 min ago" that goes on counting; and regions that follow when a time has come.

use super::{all, root};
use crate::{
    components::moment::{Precision, exact, shown},
    context::{Zone, use_texts},
    live, tab,
};
use herald_domain::{Timestamp, time::MINUTE_MS};
use leptos::prelude::{document, set_interval};
use std::time::Duration;
use web_sys::Element;

pub fn start() {
    refresh();
    let every = Duration::from_millis(MINUTE_MS.unsigned_abs());
    set_interval(
        || {
            if !document().hidden() {
                refresh();
            }
        },
        every,
    );
    super::on::<web_sys::Event>("visibilitychange", |_| {
        if !document().hidden() {
            refresh();
        }
    });
}

/// Writes every moment of the page anew.
pub fn refresh() {
    let Some(root) = root() else { return };
    for element in all::<Element>(&root, "time[data-at]") {
        write(&element);
    }
    for region in all::<Element>(&root, "[data-changes-at]") {
        remind(&region);
    }
}

/// What the region follows changes at that moment by itself: the first word of `data-follow`.
fn remind(region: &Element) -> Option<()> {
    let at = Timestamp(region.get_attribute("data-changes-at")?.parse().ok()?);
    let follows = region.get_attribute("data-follow")?;
    live::remind(follows.split_whitespace().next()?, at);
    Some(())
}

fn write(element: &Element) -> Option<()> {
    let texts = &use_texts().common;
    let at = Timestamp(element.get_attribute("data-at")?.parse().ok()?);
    let precision = Precision::from_code(&element.get_attribute("data-precision")?);
    let text = shown(at, precision, Some(tab::now()), Zone::Reader, texts);
    // An island may hold the node of the text and write to it again, so the node stays.
    let written = element.first_child()?;
    if written.node_value().as_deref() != Some(text.as_str()) {
        written.set_node_value(Some(&text));
    }
    element.set_attribute("title", &exact(at, Zone::Reader, texts)).ok()
}
