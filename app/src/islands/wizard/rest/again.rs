//! What could not be asked, and the way to ask it again.

use super::data::Data;
use crate::islands::wizard::form::Form;
use crate::prelude::*;
use crate::{
    components::refusal::{To, refusal},
    context::{use_texts, use_zone},
    dom,
    error::AppError,
};
use leptos::task::spawn_local;

/// Says it to a screen reader, which tells what comes into a status that is there already; empty while it is asked again.
#[component]
pub fn Trouble(form: Form, data: Data) -> impl IntoView {
    let (texts, zone) = (use_texts(), use_zone());
    let words = move || data.trouble(form).map(|error| refusal(&error, To::Groups, zone, texts));
    view! {
        <p class="visually-hidden" role="status">
            {reactive(words)}
        </p>
    }
}

/// A button of the form, so that it works without script. `heading` is what has the focus once it is gone.
#[component]
pub fn AskAgain(error: AppError, form: Form, data: Data, heading: &'static str) -> impl IntoView {
    let texts = use_texts();
    let step = form.wizard.with_untracked(|wizard| wizard.step);
    view! {
        <p class="muted">
            {refusal(&error, To::Groups, use_zone(), texts)}
        </p>
        <button
            class="button button--small"
            type="submit"
            name="go"
            value=step.go()
            aria-disabled=move || data.counting.get().then_some("true")
            on:click=move |event| {
                event.prevent_default();
                if !data.counting.get_untracked() {
                    spawn_local(async move {
                        data.ask_again(form).await;
                        dom::refocus(heading, 0, "step-heading");
                    });
                }
            }
        >
            {texts.errors.try_again}
        </button>
    }
}
