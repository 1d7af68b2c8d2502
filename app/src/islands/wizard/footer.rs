//! Previous, Next, Create, and what is left this hour.

use super::{
    data::Data,
    form::Form,
    state::{Action, Step},
};
use crate::prelude::*;
use crate::{
    components::moment::time_of_day,
    context::{use_texts, use_zone},
    dom, routes, tab,
};
use herald_domain::{
    delivery::{Counts, MessageStatus, Send as SendRecord, Target},
    ids::MessageId,
};

#[component]
pub fn Footer(form: Form, data: Data, sent: RwSignal<Option<SendRecord>>) -> impl IntoView {
    let texts = &use_texts().wizard;
    let zone = use_zone();
    let step = form.step();
    let quota_note = move || {
        data.quota.get().map(|quota| match quota.next_free {
            Some(at) => (texts.next_free)(&time_of_day(at, zone)),
            None => (texts.left_this_hour)(quota.left(), quota.max),
        })
    };
    let note = move || match (step.get(), data.reach.get()) {
        (Step::Review, Some(Ok(reach)))
            if data.quota.with(|quota| quota.is_none_or(|quota| quota.left() > 0)) =>
        {
            Some((texts.sends_to)(reach.devices()))
        }
        _ => quota_note(),
    };
    let on_next = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let refused_before = form.wizard.with_untracked(|state| state.complaining);
        form.act(Action::Next);
        // Pressed again with the same problems: nothing changed on the page, so the focus goes there again.
        if refused_before && form.wizard.with_untracked(|state| state.complaining) {
            dom::focus_id("problems");
        }
    };
    let primary = move || match step.get() {
        Step::Review => view! { <Create form data sent/> },
        _ => view! {
            <button class="button button--primary" type="submit" name="go" value="next" on:click=on_next>
                {texts.next}
            </button>
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
            {reactive(primary)}
            <span class="wizard__note" id="quota-note">
                {reactive(note)}
            </span>
        </footer>
    }
}

/// Creates once, however often it is pressed (B20).
#[component]
fn Create(form: Form, data: Data, sent: RwSignal<Option<SendRecord>>) -> impl IntoView {
    let texts = &use_texts().wizard;
    let done = Callback::new(move |(id, groups): (MessageId, usize)| {
        data.reach.set(None);
        data.refresh_quota();
        let address = format!("{}?sent={id}", routes::CUSTOM_NOTIFICATIONS);
        sent.set(Some(just_sent(id, groups)));
        dom::show_address(&address);
    });
    view! {
        <button
            class="button button--primary"
            type="submit"
            name="go"
            value="create"
            aria-describedby="quota-note"
            aria-disabled=move || form.busy.get().then_some("true")
            on:click=move |event| {
                event.prevent_default();
                form.create(done);
            }
        >
            {reactive(move || {
                form.busy.get().then(|| view! { <span class="spinner spinner--small" aria-hidden="true"></span> })
            })}
            {reactive(move || if form.busy.get() { texts.creating } else { texts.create })}
        </button>
        <span class="visually-hidden" role="status">
            {reactive(move || form.busy.get().then_some(texts.creating))}
        </span>
    }
}

/// What is known of a message in the moment in which it was queued.
fn just_sent(id: MessageId, groups: usize) -> SendRecord {
    SendRecord {
        id,
        status: MessageStatus::Queued,
        at: tab::now(),
        finished_at: None,
        by: String::new(),
        target: Target::Groups { names: vec![String::new(); groups] },
        counts: Counts::default(),
    }
}
