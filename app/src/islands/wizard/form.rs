//! The form's state in the page: the wizard's, and what goes with it while somebody writes and sends.

use super::{
    data::Data,
    state::{Action, Step, Wizard},
};
use crate::prelude::*;
use crate::{
    api::notifications::send_to_groups,
    context::{use_texts, use_viewer},
    error::AppError,
    notifications::{Notifications, Recipient, use_notifications},
    tab,
};
use herald_domain::{
    ids::{GroupId, MessageId},
    text::{self, Field},
};
use leptos::task::spawn_local;
use std::time::Duration;

/// Where the tab keeps the draft, and the last message that it saw sent.
const DRAFT: &str = "herald.draft";
const LAST_SENT: &str = "herald.sent";

/// Cheap to copy: everything lives in signals.
#[derive(Clone, Copy)]
pub struct Form {
    pub wizard: RwSignal<Wizard>,
    /// What stands in the two fields; the wizard's draft follows.
    pub title: RwSignal<String>,
    pub body: RwSignal<String>,
    pub search: RwSignal<String>,
    /// Why Create was refused.
    pub error: RwSignal<Option<AppError>>,
    pub busy: RwSignal<bool>,
    /// A kept draft is being put back.
    pub restoring: StoredValue<bool>,
    /// The key in the page as the server rendered it, for a post without script.
    page_key: StoredValue<String>,
    notifications: Notifications,
    owner: StoredValue<String>,
    /// Groups that the address chose, which nobody would miss.
    asked: StoredValue<Vec<GroupId>>,
}

impl Form {
    /// `page_key` is for a post of the page without script.
    pub fn new(start: Wizard, error: Option<AppError>, page_key: String) -> Self {
        let form = Self {
            asked: StoredValue::new(start.groups.clone()),
            title: RwSignal::new(start.draft.title.clone()),
            body: RwSignal::new(start.draft.body.clone()),
            search: RwSignal::new(start.search.clone()),
            wizard: RwSignal::new(start),
            error: RwSignal::new(error),
            busy: RwSignal::new(false),
            restoring: StoredValue::new(false),
            page_key: StoredValue::new(page_key),
            notifications: use_notifications(),
            owner: StoredValue::new(use_viewer().user_principal_name),
        };
        Effect::new(move |_| form.act(Action::Write(Field::Title, form.title.get())));
        Effect::new(move |_| form.act(Action::Write(Field::Body, form.body.get())));
        form
    }

    /// Nothing changes while a message is under way: what was typed meanwhile would be lost when it was sent.
    pub fn act(self, action: Action) {
        if self.busy.get_untracked() {
            return;
        }
        let _state = self.wizard.try_update(|wizard| *wizard = std::mem::take(wizard).apply(action));
    }

    #[must_use]
    pub fn step(self) -> Memo<Step> {
        Memo::new(move |_| self.wizard.with(|wizard| wizard.step))
    }

    /// The idempotency key that a post of this page carries.
    #[must_use]
    pub fn key(self) -> String {
        self.wizard.with(
            |wizard| {
                if wizard.key.is_empty() { self.page_key.get_value() } else { wizard.key.clone() }
            },
        )
    }

    /// What to say at a field, once somebody tried to go on.
    #[must_use]
    pub fn problem(self, field: Field) -> Signal<Option<String>> {
        let texts = &use_texts().errors;
        let value = if field == Field::Title { self.title } else { self.body };
        Signal::derive(move || {
            if !self.wizard.with(|wizard| wizard.complaining) {
                return None;
            }
            texts.at_field(&value.with(|value| text::check(field, value)), field)
        })
    }

    /// Creates the message, unless that is under way already. `done` gets its id and the number of its groups.
    pub fn create(self, done: Callback<(MessageId, usize)>) {
        if self.busy.get_untracked() {
            return;
        }
        self.act(Action::Create { fresh_key: tab::fresh_key() });
        let state = self.wizard.get_untracked();
        if state.step != Step::Review {
            return;
        }
        self.error.set(None);
        self.busy.set(true);
        // Kept with its key, so that Create after a reload is a repeat and no second message.
        self.keep(&state);
        let Wizard { draft, groups, key, .. } = state;
        let count = groups.len();
        self.notifications.announce_sending(&key, Recipient::Groups(count), None);
        spawn_local(async move {
            match send_to_groups(draft, groups, key.clone()).await {
                Ok(sent) => {
                    self.notifications.announce_sent(&key, sent.id.clone());
                    self.owner.try_with_value(|owner| tab::keep(LAST_SENT, owner, &sent.id));
                    if self.busy.try_set(false).is_none() {
                        self.clear();
                        done.run((sent.id, count));
                    } else {
                        tab::forget(DRAFT);
                    }
                }
                Err(error) => {
                    self.notifications.announce_not_sent(&key, error.clone());
                    if self.busy.try_set(false).is_none() {
                        self.act(Action::Refused(error.clone()));
                        let told =
                            matches!(error, AppError::InvalidText { .. } | AppError::InvalidSelection { .. });
                        self.error.set((!told).then_some(error));
                    }
                }
            }
        });
    }

    /// Takes away the groups that the address chose but that do not exist or may not be sent to; answers them.
    pub fn drop_unknown(self, data: &Data) -> Vec<GroupId> {
        let known = data.known.get_untracked();
        let mut gone = self.asked.get_value();
        gone.retain(|group| known.get(group).is_none());
        for group in &gone {
            self.act(Action::Remove(group.clone()));
        }
        self.asked.update_value(|asked| asked.retain(|group| known.get(group).is_some()));
        gone
    }

    /// Nothing was written, and nothing chosen but what the address chose.
    #[must_use]
    pub fn is_untouched(self, state: &Wizard) -> bool {
        let written = [&state.draft.title, &state.draft.body].iter().any(|text| !text.trim().is_empty());
        !written && self.asked.with_value(|asked| state.groups.iter().all(|group| asked.contains(group)))
    }

    /// An empty form.
    pub fn clear(self) {
        self.asked.set_value(Vec::new());
        tab::forget(DRAFT);
        self.act(Action::Sent);
        self.title.set(String::new());
        self.body.set(String::new());
        self.search.set(String::new());
        self.error.set(None);
    }

    fn keep(self, state: &Wizard) {
        if self.is_untouched(state) {
            tab::forget(DRAFT);
        } else {
            self.owner.with_value(|owner| tab::keep(DRAFT, owner, state));
        }
    }

    /// Keeps the draft in this tab from now on, and takes up the one from before a reload. What was typed before the
    /// page came alive, what was posted, and a message that was just sent win over it.
    pub fn keep_draft(self, is_answer: bool, just_sent: Option<MessageId>) {
        let ready = RwSignal::new(false);
        Effect::new(move |_| {
            let just_sent = just_sent.clone();
            // After the fields have taken over what was typed in them.
            set_timeout(
                move || {
                    let owner = self.owner.get_value();
                    if let Some(sent) = &just_sent
                        && tab::recall::<MessageId>(LAST_SENT, &owner).as_ref() != Some(sent)
                    {
                        tab::keep(LAST_SENT, &owner, sent);
                        tab::forget(DRAFT);
                    }
                    let untouched = self.wizard.with_untracked(|state| self.is_untouched(state));
                    if let Some(kept) = tab::recall::<Wizard>(DRAFT, &owner)
                        && untouched
                        && !is_answer
                    {
                        self.title.set(kept.draft.title.clone());
                        self.body.set(kept.draft.body.clone());
                        self.restoring.set_value(true);
                        // What the address chose comes to what was chosen before.
                        let asked = self.asked.get_value().into_iter();
                        self.wizard.set(asked.fold(kept, |state, group| state.apply(Action::Add(group))));
                        request_animation_frame(move || {
                            let _alive = self.restoring.try_set_value(false);
                        });
                    }
                    let _alive = ready.try_set(true);
                },
                Duration::ZERO,
            );
        });
        Effect::new(move |_| {
            if ready.get() {
                self.wizard.with(|state| self.keep(state));
            }
        });
    }
}
