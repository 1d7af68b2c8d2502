//! What the bell opens: the notices, newest first.

use super::notice::NoticeItem;
use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
    notifications::shelf::Shelf,
};
use leptos::html;

/// `open` follows the browser's pop-over.
#[component]
pub fn Panel(shelf: RwSignal<Shelf>, open: RwSignal<bool>) -> impl IntoView {
    let texts = &use_texts().bell;
    let panel = NodeRef::<html::Section>::new();
    let on_toggle = move |_| {
        let is_open =
            panel.get_untracked().is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false));
        open.set(is_open);
        // Read once they were in sight; until then the panel shows which are new.
        if !is_open {
            shelf.update(Shelf::read_all);
        }
    };
    let empty = Memo::new(move |_| shelf.with(|shelf| shelf.notices.is_empty()));
    let on_dismiss = Callback::new(move |key: String| shelf.update(|shelf| shelf.dismiss(&key)));
    view! {
        <section
            node_ref=panel
            class="notification-panel"
            id="notifications"
            popover
            role="dialog"
            aria-labelledby="notifications-h"
            on:toggle=on_toggle
        >
            <div class="notification-panel__header">
                <h2 class="notification-panel__title" id="notifications-h">
                    {texts.notifications}
                </h2>
                <button
                    class="button button--subtle button--icon"
                    type="button"
                    popovertarget="notifications"
                    popovertargetaction="hide"
                    aria-label=texts.close
                >
                    <Icon glyph=Glyph::Dismiss/>
                </button>
            </div>
            <div class="notification-panel__bar">
                <span class="muted small">{reactive(move || empty.get().then_some(texts.empty))}</span>
                <button
                    class="link-button"
                    type="button"
                    hidden=move || empty.get()
                    on:click=move |_| shelf.update(Shelf::dismiss_all)
                >
                    {texts.dismiss_all}
                </button>
            </div>
            <ul class="notification-panel__list" aria-label=texts.latest>
                {reactive(move || {
                    let notices = shelf.with(|shelf| shelf.notices.clone());
                    notices.into_iter().map(|notice| view! { <NoticeItem notice on_dismiss/> }).collect_view()
                })}
            </ul>
        </section>
    }
}
