//! The bell: what this tab has sent, newest first (B21). The panel is a pop-over of the browser: Esc and a click beside
//! it close it, and the focus goes back to the bell.

mod notice;
pub mod panel;
pub mod toast;

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
    notifications::{shelf::Shelf, use_notifications},
};
use herald_domain::Timestamp;
use panel::Panel;
use toast::Toaster;

/// What tells one view of a notice from another: its key, and when it was begun.
type Key = (String, Timestamp);

/// A view for each notice, which never becomes another one's. Compiled once for the panel and the toasts.
fn each(keys: Signal<Vec<Key>>, item: Callback<String, AnyView>) -> AnyView {
    view! { <For each=move || keys.get() key=Clone::clone children=move |(key, _)| item.run(key)/> }
}

/// The button, its panel, and the toasts. `children` stand above the notices.
#[island]
pub fn Bell(children: Children) -> impl IntoView {
    let texts = &use_texts().bell;
    let notifications = use_notifications();
    notifications.begin();
    let shelf = notifications.shelf();
    let open = RwSignal::new(false);
    let unread = Memo::new(move |_| if open.get() { 0 } else { shelf.with(Shelf::unread) });
    view! {
        <button
            class="button button--subtle button--icon button--toggle"
            type="button"
            id="bell-button"
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
        <Panel shelf open>{children()}</Panel>
        <Toaster beside_panel=open/>
    }
}
