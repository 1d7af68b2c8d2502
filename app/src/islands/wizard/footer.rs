//! Previous, and Next or what the last step has in its place.

use super::{
    form::Form,
    quota::{LiveQuota, quota_note},
    rest::{Place, Rest},
    state::{Action, Step},
};
use crate::prelude::*;
use crate::{context::use_texts, dom};

#[component]
pub fn Footer(form: Form, quota: LiveQuota, rest: RwSignal<Option<Rest>>) -> impl IntoView {
    let texts = &use_texts().wizard;
    let step = form.step();
    // A step that is still under way cannot have been filled in.
    let is_awaited = move || step.get() != Step::Basics && rest.with(Option::is_none);
    let on_next = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if is_awaited() {
            return;
        }
        let refused_before = form.wizard.with_untracked(|state| state.complaining);
        form.act(Action::Next);
        // Pressed again with the same problems: nothing changed on the page, so the focus goes there again.
        if refused_before && form.wizard.with_untracked(|state| state.complaining) {
            dom::focus_id("problems");
        }
    };
    let forward = move || match step.get() {
        Step::Review => rest.get().map(|rest| rest.view(Place::Create, form)).into_any(),
        _ => view! {
            <button
                class="button button--primary"
                type="submit"
                name="go"
                value="next"
                aria-disabled=move || is_awaited().then_some("true")
                on:click=on_next
            >
                {texts.next}
            </button>
            <span class="wizard__note" id="quota-note">
                {reactive(quota_note(quota))}
            </span>
        },
    };
    view! {
        <footer class="wizard__footer">
            <button
                class="button"
                type="submit"
                name="go"
                value="previous"
                disabled=move || step.get() == Step::Basics || form.busy.get()
                on:click=move |event| {
                    event.prevent_default();
                    form.act(Action::Previous);
                }
            >
                {texts.previous}
            </button>
            {reactive(forward)}
        </footer>
    }
}
