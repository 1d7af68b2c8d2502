//! Short messages in the corner (B21). Their live regions are always in the page, so that a screen reader hears what
//! comes into them.

use super::{
    each,
    notice::{Text, headline, line, outcome_link, state_icon},
};
use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::{use_texts, use_zone},
    dom,
    notifications::{
        shelf::{Notice, Shelf, State},
        use_notifications,
    },
};
use std::time::Duration;

/// How long a toast stays; one that the pointer or the focus is on, and an error, stay longer.
const STAYS: Duration = Duration::from_secs(6);

/// From then on it was told, and the next page does not show it again.
const TOLD: Duration = Duration::from_secs(2);

/// Both regions. `beside_panel` makes room for the open bell.
#[component]
pub fn Toaster(#[prop(into)] beside_panel: Signal<bool>) -> impl IntoView {
    let shelf = use_notifications().shelf();
    view! {
        <div class="toaster" class=("toaster--beside-panel", beside_panel)>
            <div class="toaster__region" role="status" aria-live="polite">
                <Toasts shelf errors=false/>
            </div>
            <div class="toaster__region" role="alert">
                <Toasts shelf errors=true/>
            </div>
        </div>
    }
}

/// Those that are errors, or the others.
#[component]
pub fn Toasts(shelf: RwSignal<Shelf>, errors: bool) -> impl IntoView {
    // In a tab that nobody looks at, nobody is told anything and no time passes.
    let in_sight = dom::in_sight();
    let is_error =
        |notice: &&Notice| matches!(notice.state, State::Failed { .. } | State::SentSome { sent: 0, .. });
    let keys = Signal::derive(move || {
        shelf.with(|shelf| {
            let toasts = shelf.toasts.iter().filter_map(|key| shelf.notice(key));
            let toasts = toasts.filter(|notice| is_error(notice) == errors);
            toasts.map(|notice| (notice.key.clone(), notice.at)).collect()
        })
    });
    each(keys, Callback::new(move |key: String| view! { <Toast key shelf in_sight/> }))
}

#[component]
fn Toast(key: String, shelf: RwSignal<Shelf>, in_sight: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let zone = use_zone();
    let key = StoredValue::new(key);
    let notice = Memo::new(move |_| shelf.with(|shelf| key.with_value(|key| shelf.notice(key).cloned())));
    let close = move || {
        // The toast may be gone before its time is up.
        if let Some(key) = key.try_get_value() {
            shelf.update(|shelf| shelf.close_toast(&key));
        }
    };
    let held = RwSignal::new(false);
    let passes = Memo::new(move |_| {
        notice.with(|n| {
            n.as_ref()
                .is_none_or(|n| matches!(n.state, State::Sent { .. } | State::SentSome { sent: 1.., .. }))
        })
    });
    let settled = Memo::new(move |_| notice.with(|n| n.as_ref().is_some_and(|n| n.state != State::Sending)));
    let tell = move || {
        if let Some(key) = key.try_get_value() {
            shelf.update(|shelf| shelf.tell(&key));
        }
    };
    after(TOLD, move || settled.get() && in_sight.get(), tell);
    after(STAYS, move || passes.get() && !held.get() && in_sight.get(), close);
    let title = move || notice.with(|n| n.as_ref().map_or("", |n| headline(n, texts)));
    let body = move || notice.with(|n| n.as_ref().map_or_else(String::new, |n| line(n, zone, texts)));
    view! {
        <div
            class="toast"
            on:pointerenter=move |_| held.set(true)
            on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true)
            on:focusout=move |_| held.set(false)
        >
            {reactive(move || notice.get().map(|notice| state_icon(&notice)))}
            <span class="toast__title">{reactive(title)}</span>
            <button
                class="button button--subtle button--icon button--small"
                type="button"
                aria-label=move || (texts.bell.dismiss)(title())
                on:click=move |event| {
                    close();
                    // By a key: what follows takes the focus. Under a pointer it would stay for as long as that.
                    if event.detail() == 0 {
                        dom::refocus(".toast > .button", 0, "bell-button");
                    }
                }
            >
                <Icon glyph=Glyph::Dismiss16/>
            </button>
            <div class="toast__body">
                <p>{reactive(body)}</p>
                {reactive(move || notice.get().map(|notice| view! { <Text notice/> }))}
                {reactive(move || notice.get().and_then(|notice| outcome_link(&notice)))}
            </div>
        </div>
    }
}

/// Acts when `counts` has held for `delay` without a break.
fn after(delay: Duration, counts: impl Fn() -> bool + 'static, act: impl Fn() + Copy + 'static) {
    Effect::new(move |running: Option<Option<TimeoutHandle>>| {
        if let Some(running) = running.flatten() {
            running.clear();
        }
        counts().then(|| set_timeout_with_handle(act, delay).ok()).flatten()
    });
}
