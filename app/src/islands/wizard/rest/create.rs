//! Create (B20), and how many it goes to.

use super::data::Data;
use crate::{
    api::notifications::send_to_groups,
    context::use_texts,
    dom,
    error::AppError,
    notifications::{Recipient, use_notifications},
    routes, tab,
};
use crate::{
    islands::wizard::{
        form::Form,
        quota::quota_note,
        state::{Action, Step, Wizard},
    },
    prelude::*,
};
use herald_domain::{
    delivery::{Counts, MessageStatus, Send as SendRecord, Target},
    ids::MessageId,
};
use leptos::task::spawn_local;

/// Creates once, however often it is pressed.
#[component]
pub fn Create(form: Form, data: Data) -> impl IntoView {
    let texts = &use_texts().wizard;
    let left = quota_note(data.quota);
    let note = move || match data.reach.get() {
        Some(Ok(forecast)) if data.quota.get().is_none_or(|quota| quota.left() > 0) => {
            Some((texts.sends_to)(forecast.reach.devices()))
        }
        _ => left(),
    };
    let create = creator(form, data);
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
                create();
            }
        >
            {reactive(move || {
                form.busy.get().then(|| view! { <span class="spinner spinner--small" aria-hidden="true"></span> })
            })}
            <span class="button__words" data-rest=texts.create data-busy=texts.creating>
                {reactive(move || if form.busy.get() { texts.creating } else { texts.create })}
            </span>
        </button>
        <span class="visually-hidden" role="status">
            {reactive(move || form.busy.get().then_some(texts.creating))}
        </span>
        <span class="wizard__note" id="quota-note">
            {reactive(note)}
        </span>
    }
}

/// Creates the message, unless that is under way already.
fn creator(form: Form, data: Data) -> impl Fn() {
    let notifications = use_notifications();
    move || {
        if form.busy.get_untracked() {
            return;
        }
        form.act(Action::Create { fresh_key: tab::fresh_key() });
        let state = form.wizard.get_untracked();
        if state.step != Step::Review {
            return;
        }
        form.error.set(None);
        form.busy.set(true);
        // Kept with its key, so that Create after a reload is a repeat and no second message.
        form.keep(&state);
        let Wizard { draft, groups, key, .. } = state;
        let count = groups.len();
        notifications.announce_sending(&key, Recipient::Groups(count), None);
        spawn_local(async move {
            match send_to_groups(draft, groups, key.clone()).await {
                Ok(sent) => {
                    notifications.announce_sent(&key, sent.id.clone());
                    form.remember_sent(&sent.id);
                    if form.busy.try_set(false).is_none() {
                        form.clear();
                        data.just_sent(sent.id, count);
                    } else {
                        Form::forget();
                    }
                }
                Err(error) => {
                    notifications.announce_not_sent(&key, error.clone());
                    if form.busy.try_set(false).is_none() {
                        form.act(Action::Refused(error.clone()));
                        let told =
                            matches!(error, AppError::InvalidText { .. } | AppError::InvalidSelection { .. });
                        form.error.set((!told).then_some(error));
                    }
                }
            }
        });
    }
}

impl Data {
    /// The page now speaks of that message, also after a reload.
    fn just_sent(self, id: MessageId, groups: usize) {
        self.reach.set(None);
        self.quota.refresh();
        let address = format!("{}?sent={id}", routes::CUSTOM_NOTIFICATIONS);
        self.sent.set(Some(queued(id, groups)));
        dom::show_address(&address);
    }
}

/// What is known of a message in the moment in which it was queued.
fn queued(id: MessageId, groups: usize) -> SendRecord {
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
