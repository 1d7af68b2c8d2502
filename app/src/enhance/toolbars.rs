//! Toolbars are one stop for Tab; arrows, Home and End move inside (WAI-ARIA APG).

use super::{all, all_shown, closest, is_ours, on, root};
use crate::dom::{focus, focused, moved};
use leptos::prelude::window_event_listener_untyped;
use web_sys::{Element, KeyboardEvent};

const TOOLBAR: &str = "[role=toolbar]";
/// The commands; those inside an open menu are not among them.
const COMMANDS: &str = ":scope > button, :scope > a, :scope > .command-bar__anchor > button";

pub fn start() {
    one_tab_stop_each();
    // Another width, other commands.
    let resized = window_event_listener_untyped("resize", |_| one_tab_stop_each());
    std::mem::forget(resized);
    on("keydown", |event: KeyboardEvent| {
        if is_ours(&event)
            && let Some(bar) = closest(&event, TOOLBAR)
            && closest(&event, "[role=menu]").is_none()
            && move_focus(&bar, &event.key())
        {
            event.prevent_default();
        }
    });
}

fn one_tab_stop_each() {
    for bar in root().iter().flat_map(|root| all::<Element>(root, TOOLBAR)) {
        for (at, command) in all_shown(&bar, COMMANDS).iter().enumerate() {
            command.set_tab_index(if at == 0 { 0 } else { -1 });
        }
    }
}

/// Whether the key meant that.
fn move_focus(bar: &Element, key: &str) -> bool {
    let commands = all_shown(bar, COMMANDS);
    let Some(at) = focused(&commands) else { return false };
    let Some(to) = moved(at, commands.len(), key, "ArrowLeft", "ArrowRight") else { return false };
    commands[at].set_tab_index(-1);
    commands[to].set_tab_index(0);
    focus(&commands[to]);
    true
}
