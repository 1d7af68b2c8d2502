//! What the bell opens: the notices, newest first.

use super::{each, notice::NoticeItem};
use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
    dom,
    notifications::shelf::Shelf,
};
use leptos::html;

/// Has the focus when the notice that had it is gone.
const CLOSE: &str = "notifications-close";

/// `open` follows the browser's pop-over; `children` stand above the notices.
#[component]
pub fn Panel(
    shelf: RwSignal<Shelf>,
    open: RwSignal<bool>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
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
    let keys = Signal::derive(move || {
        shelf.with(|shelf| shelf.notices.iter().map(|notice| (notice.key.clone(), notice.at)).collect())
    });
    let on_dismiss = Callback::new(move |key: String| {
        let at = shelf.with_untracked(|shelf| shelf.notices.iter().position(|notice| notice.key == key));
        shelf.update(|shelf| shelf.dismiss(&key));
        dom::refocus("#notifications .notice > .button", at.unwrap_or_default(), CLOSE);
    });
    let item = Callback::new(move |key: String| {
        let notice = Memo::new(move |_| shelf.with(|shelf| shelf.notice(&key).cloned()));
        reactive(move || notice.get().map(|notice| view! { <NoticeItem notice on_dismiss/> })).into_any()
    });
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
                    id=CLOSE
                    popovertarget="notifications"
                    popovertargetaction="hide"
                    aria-label=texts.close
                >
                    <Icon glyph=Glyph::Dismiss/>
                </button>
            </div>
            <div class="notification-panel__bar">
                {children.map(|children| children())}
                <button
                    class="link-button"
                    type="button"
                    hidden=move || empty.get()
                    on:click=move |_| {
                        shelf.update(Shelf::dismiss_all);
                        dom::focus_id(CLOSE);
                    }
                >
                    {texts.dismiss_all}
                </button>
            </div>
            <p class="notification-panel__empty" hidden=move || !empty.get()>
                {texts.empty}
            </p>
            <ul class="notification-panel__list" aria-label=texts.latest>
                {each(keys, item)}
            </ul>
        </section>
    }
}
