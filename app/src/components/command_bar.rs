//! A row of commands: one stop for Tab, arrows inside (APG toolbar).

use crate::dom;
use leptos::{html, prelude::*};

#[component]
pub fn CommandBar(label: &'static str, children: Children) -> impl IntoView {
    let bar = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if bar.get().is_some() {
            dom::one_tab_stop(bar);
        }
    });
    let move_focus = move |event: leptos::ev::KeyboardEvent| {
        if dom::move_in_toolbar(bar, &event.key()) {
            event.prevent_default();
        }
    };
    view! {
        <div node_ref=bar class="command-bar" role="toolbar" aria-label=label on:keydown=move_focus>
            {children()}
        </div>
    }
}
