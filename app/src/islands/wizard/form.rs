//! The form's state in the page: the wizard's, and what goes with it while somebody writes and sends.

use super::state::{Action, Step, Wizard};
use crate::prelude::*;
use crate::{
    context::{use_texts, use_viewer},
    error::AppError,
    tab,
};
use herald_domain::{
    ids::{GroupId, MessageId},
    text::{self, Field},
};
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
    /// Somebody went into it.
    pub entered: RwSignal<bool>,
    /// A kept draft is being put back.
    pub restoring: StoredValue<bool>,
    owner: StoredValue<String>,
    /// Groups that the address chose, which nobody would miss.
    asked: StoredValue<Vec<GroupId>>,
}

impl Form {
    /// `is_answer`: what was chosen came with a post and not with the address.
    pub fn new(start: Wizard, error: Option<AppError>, is_answer: bool) -> Self {
        let form = Self {
            asked: StoredValue::new(if is_answer { Vec::new() } else { start.groups.clone() }),
            title: RwSignal::new(start.draft.title.clone()),
            body: RwSignal::new(start.draft.body.clone()),
            search: RwSignal::new(start.search.clone()),
            wizard: RwSignal::new(start),
            error: RwSignal::new(error),
            busy: RwSignal::new(false),
            entered: RwSignal::new(false),
            restoring: StoredValue::new(false),
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

    /// The chosen groups, in the order of choosing.
    #[must_use]
    pub fn groups(self) -> Memo<Vec<GroupId>> {
        Memo::new(move |_| self.wizard.with(|wizard| wizard.groups.clone()))
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

    /// Takes away the groups that the address chose but that do not exist or may not be sent to; answers whether
    /// there were any.
    pub fn drop_unknown(self, is_known: impl Fn(&GroupId) -> bool) -> bool {
        let (known, gone): (Vec<_>, Vec<_>) = self.asked.get_value().into_iter().partition(is_known);
        let any = !gone.is_empty();
        for group in gone {
            self.act(Action::Remove(group));
        }
        self.asked.set_value(known);
        any
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
        Self::forget();
        self.act(Action::Sent);
        self.title.set(String::new());
        self.body.set(String::new());
        self.search.set(String::new());
        self.error.set(None);
    }

    pub fn keep(self, state: &Wizard) {
        if self.is_untouched(state) {
            Self::forget();
        } else {
            self.owner.with_value(|owner| tab::keep(DRAFT, owner, state));
        }
    }

    /// Destroys what is kept of a draft.
    pub fn forget() {
        tab::forget(DRAFT);
    }

    /// This tab has sent that message, so a page that speaks of it says nothing new.
    pub fn remember_sent(self, id: &MessageId) {
        self.owner.try_with_value(|owner| tab::keep(LAST_SENT, owner, id));
    }

    /// The page says that a message was sent. Unless this tab knew, the kept draft is that message.
    pub fn saw_sent(self, id: &MessageId) {
        let known = self.owner.with_value(|owner| tab::recall::<MessageId>(LAST_SENT, owner));
        if known.as_ref() != Some(id) {
            self.remember_sent(id);
            Self::forget();
        }
    }

    /// Keeps the draft in this tab from now on, and takes up the one from before a reload. What was typed before the
    /// page came alive, what was posted, and a message that was just sent win over it.
    pub fn keep_draft(self, is_answer: bool) {
        let ready = RwSignal::new(false);
        Effect::new(move |_| {
            // After the fields have taken over what was typed in them.
            set_timeout(
                move || {
                    if !is_answer {
                        self.take_up_draft();
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

    fn take_up_draft(self) {
        let untouched = self.wizard.with_untracked(|state| self.is_untouched(state));
        let kept = self.owner.with_value(|owner| tab::recall::<Wizard>(DRAFT, owner));
        let Some(kept) = kept.filter(|_| untouched) else { return };
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
}
