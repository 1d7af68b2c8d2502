//! The bell: what this tab has sent, newest first (B21). The panel is a pop-over of the browser: Esc and a click beside
//! it close it, and the focus goes back to the bell.

mod notice;
mod toast;

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
    notifications::{shelf::Shelf, use_notifications},
};
use leptos::html;
use notice::NoticeItem;
use toast::Toaster;

/// The button, its panel, and the toasts.
#[island]
pub fn Bell() -> impl IntoView {
    let texts = &use_texts().bell;
    let notifications = use_notifications();
    notifications.begin();
    let shelf = notifications.shelf();
    let open = RwSignal::new(false);
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
    let unread = Memo::new(move |_| if open.get() { 0 } else { shelf.with(Shelf::unread) });
    let empty = Memo::new(move |_| shelf.with(|shelf| shelf.notices.is_empty()));
    let on_dismiss = Callback::new(move |key: String| shelf.update(|shelf| shelf.dismiss(&key)));
    view! {
        <button
            class="button button--subtle button--icon button--toggle"
            type="button"
            popovertarget="notifications"
            title=texts.notifications
        >
            {reactive(move || view! { <Icon glyph=if open.get() { Glyph::BellOn } else { Glyph::Bell }/> })}
            <span class="visually-hidden">{texts.notifications}</span>
            {reactive(move || {
                let unread = unread.get();
                (unread > 0)
                    .then(|| {
                        view! {
                            <span class="button__count">
                                <span aria-hidden="true">{unread}</span>
                                <span class="visually-hidden">{(texts.unread)(unread)}</span>
                            </span>
                        }
                    })
            })}
        </button>
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
        <Toaster beside_panel=open/>
    }
}
