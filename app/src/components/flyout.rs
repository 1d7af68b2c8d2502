//! A pane at the edge of the page. The server renders it open and plain; script makes it modal, and asks before something
//! typed is lost.

use crate::prelude::*;
use crate::{
    components::{
        dialog::ConfirmDialog,
        icon::{Glyph, Icon},
    },
    context::use_texts,
    dom,
};
use leptos::{ev, html};

/// Leaves the pane; asks first where something is typed.
#[derive(Clone, Copy)]
struct Leave(Callback<()>);

/// Leaves the pane in which it stands, as its cross does. `here` is the address of the page without the pane.
#[component]
pub fn CancelLink(here: String) -> impl IntoView {
    let leave = use_context::<Leave>();
    view! {
        <a
            class="button"
            href=here
            on:click=move |event| {
                if let Some(Leave(leave)) = leave {
                    event.prevent_default();
                    leave.run(());
                }
            }
        >
            {use_texts().common.cancel}
        </a>
    }
}

/// The first field has the id `title` and gets the focus. `here` is the address of the page without the pane; `close` is
/// called when the reader leaves it, and has to unset `open`. While `busy` what was typed is on its way, so leaving asks
/// nothing and `close` has to keep it.
#[component]
pub fn Flyout(
    open: RwSignal<bool>,
    title: &'static str,
    #[prop(into)] subtitle: Signal<String>,
    here: String,
    #[prop(into)] unsaved: Signal<bool>,
    #[prop(optional, into)] busy: Signal<bool>,
    close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let wizard = &texts.wizard;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |shown: Option<bool>| {
        if dialog.get().is_none() {
            return false;
        }
        if !open.get() {
            dom::close_modal(dialog);
        } else if shown != Some(true) {
            dom::show_modal(dialog);
            dom::focus_id("title");
        }
        true
    });
    // A link, Back and the end of the tab all load another page.
    Effect::new(move |_| {
        let unload = window_event_listener(ev::beforeunload, move |event| {
            if busy.get_untracked() || (open.get_untracked() && unsaved.get_untracked()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || unload.remove());
    });
    let asking = RwSignal::new(false);
    let asks = move || unsaved.get_untracked() && !busy.get_untracked();
    let leave = move || if asks() { asking.set(true) } else { close.run(()) };
    provide_context(Leave(Callback::new(move |()| leave())));
    view! {
        <div class="scrim" aria-hidden="true" hidden=move || !open.get()></div>
        <dialog
            node_ref=dialog
            class="flyout"
            open
            aria-labelledby="flyout-title"
            aria-describedby="flyout-subtitle"
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                leave();
            }
            // Browsers close a dialog that refuses Esc twice, and one that nobody has touched yet at once.
            on:close=move |_| {
                if !open.get_untracked() || dialog.get_untracked().is_none_or(|dialog| dialog.open()) {
                    return;
                }
                if asks() {
                    dom::show_modal(dialog);
                    asking.set(true);
                } else {
                    close.run(());
                }
            }
        >
            <div class="flyout__header">
                <div>
                    <h2 class="flyout__title" id="flyout-title">
                        {title}
                    </h2>
                    <p class="flyout__subtitle" id="flyout-subtitle">
                        {subtitle}
                    </p>
                </div>
                <a
                    class="button button--subtle button--icon"
                    href=here
                    aria-label=texts.common.close
                    on:click=move |event| {
                        event.prevent_default();
                        leave();
                    }
                >
                    <Icon glyph=Glyph::Dismiss/>
                </a>
            </div>
            {children()}
            <ConfirmDialog
                open=asking
                id="discard"
                title=wizard.leave_title
                body=wizard.leave_body
                stay=wizard.keep_writing
                proceed=wizard.discard
                on_proceed=close
            />
        </dialog>
    }
}
