//! The wizard's rules as a pure state machine: `(state, action) -> state` (B6, B8, B20).
//!
//! The server runs it on a posted form, the browser on every click. Knows nothing of elements, requests or time.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::posted::Posted;
use herald_domain::{
    audience::{GROUPS_MAX, GroupSelection, SelectionProblem},
    ids::GroupId,
    text::{self, Draft, Field, FieldProblem},
};
use serde::{Deserialize, Serialize};

/// The three steps, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    #[default]
    Basics,
    Assignments,
    Review,
}

impl Step {
    pub const ALL: [Self; 3] = [Self::Basics, Self::Assignments, Self::Review];
    /// Counts from 1, as in the form's field `step`.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }
    /// The value of the button that leads back here, in the form's field `go`.
    #[must_use]
    pub const fn go(self) -> &'static str {
        match self {
            Self::Basics => "step-1",
            Self::Assignments => "step-2",
            Self::Review => "step-3",
        }
    }
    #[cfg(feature = "ssr")]
    fn from_number(number: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.number().to_string() == number)
    }
    fn before(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)]
    }
    fn after(self) -> Self {
        Self::ALL[(self as usize + 1).min(2)]
    }
}

/// Everything that was written and chosen.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wizard {
    pub step: Step,
    pub draft: Draft,
    /// Each once, in the order in which they were chosen.
    pub groups: Vec<GroupId>,
    /// What stands in the picker's search box.
    pub search: String,
    /// Idempotency key of this very message (B20); empty until one is needed.
    pub key: String,
    /// Somebody tried to go on with problems on this step, so they are shown.
    pub complaining: bool,
    /// What Create was last pressed for, as the server takes it, while nobody knows whether it came through.
    pub attempted: Option<(Draft, Vec<GroupId>)>,
}

// Holds the text of a message.
impl std::fmt::Debug for Wizard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wizard")
            .field("step", &self.step)
            .field("groups", &self.groups.len())
            .finish_non_exhaustive()
    }
}

/// What can happen to it.
pub enum Action {
    Write(Field, String),
    Search(String),
    Add(GroupId),
    Remove(GroupId),
    Next,
    Previous,
    /// Back as far as one likes; forward only over steps without problems.
    Go(Step),
    /// Create, with a key to use if there is none yet.
    Create {
        fresh_key: String,
    },
    /// Create came back with an error; nothing that was typed is lost (B19).
    Refused(AppError),
    Sent,
}

impl Wizard {
    #[must_use]
    pub fn apply(mut self, action: Action) -> Self {
        match action {
            Action::Write(field, text) => {
                let place = match field {
                    Field::Title => &mut self.draft.title,
                    Field::Body => &mut self.draft.body,
                };
                *place = text;
            }
            Action::Search(search) => self.search = search,
            Action::Add(group) => {
                if !self.groups.contains(&group) && self.groups.len() < GROUPS_MAX {
                    self.groups.push(group);
                }
            }
            Action::Remove(group) => self.groups.retain(|known| *known != group),
            Action::Next => return self.clone().apply(Action::Go(self.step.after())),
            Action::Previous => return self.clone().apply(Action::Go(self.step.before())),
            Action::Go(to) => {
                let stop = Step::ALL.into_iter().find(|step| *step < to && !self.fine(*step));
                (self.step, self.complaining) = match stop {
                    Some(step) => (step, true),
                    None => (to, false),
                };
            }
            Action::Create { fresh_key } => {
                self = self.apply(Action::Go(Step::Review));
                if self.step == Step::Review {
                    let attempt = self.attempt();
                    let another = self.attempted.as_ref().is_some_and(|attempted| *attempted != attempt);
                    if another || self.key.is_empty() {
                        self.key = fresh_key;
                    }
                    self.attempted = Some(attempt);
                }
            }
            Action::Refused(error) => self.refused(&error),
            Action::Sent => self = Self::default(),
        }
        self
    }

    /// What the key stands for: one text and one audience. Only the same repeats an attempt (B20), also when it was
    /// changed and changed back.
    fn attempt(&self) -> (Draft, Vec<GroupId>) {
        let text = |text: &str| text::normalise(text);
        (Draft { title: text(&self.draft.title), body: text(&self.draft.body) }, self.groups.clone())
    }

    fn refused(&mut self, error: &AppError) {
        match error {
            AppError::InvalidText { .. } => (self.step, self.complaining) = (Step::Basics, true),
            AppError::InvalidSelection { .. } => (self.step, self.complaining) = (Step::Assignments, true),
            AppError::Conflict => self.key.clear(),
            _ => {}
        }
    }

    /// Whether this step lets one go on.
    #[must_use]
    pub fn fine(&self, step: Step) -> bool {
        match step {
            Step::Basics => self.text_problems().is_empty(),
            Step::Assignments => self.selection_problem().is_none(),
            Step::Review => true,
        }
    }

    /// Every problem of both fields (B4), whether shown or not.
    #[must_use]
    pub fn text_problems(&self) -> Vec<FieldProblem> {
        let mut problems = text::check(Field::Title, &self.draft.title);
        problems.extend(text::check(Field::Body, &self.draft.body));
        problems
    }

    #[must_use]
    pub fn selection_problem(&self) -> Option<SelectionProblem> {
        GroupSelection::parse(self.groups.iter().cloned()).err()
    }

    /// Nothing that anybody would miss.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.draft.title.trim().is_empty() && self.draft.body.trim().is_empty() && self.groups.is_empty()
    }

    /// An empty form with these groups chosen.
    #[must_use]
    pub fn for_groups(groups: impl IntoIterator<Item = GroupId>) -> Self {
        groups.into_iter().fold(Self::default(), |state, group| state.apply(Action::Add(group)))
    }

    /// The state after a form was posted without script.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn from_posted(posted: &Posted) -> Self {
        let field = |name| posted.field(name).unwrap_or_default().to_owned();
        let mut state = Self {
            step: posted.field("step").and_then(Step::from_number).unwrap_or_default(),
            draft: Draft { title: field("title"), body: field("body") },
            search: field("search"),
            ..Self::default()
        };
        // More than fit are kept, so that the reader sees what to remove.
        for group in posted.all("group").filter_map(|id| id.parse().ok()) {
            if !state.groups.contains(&group) {
                state.groups.push(group);
            }
        }
        if let Some(error) = &posted.error {
            // The same key again: the first try may have come through all the same.
            state.key = field("key");
            state.attempted = Some(state.attempt());
            return state.apply(Action::Refused(error.clone()));
        }
        // Create that came after the end of the session: an earlier try under this key may have come through.
        if posted.resumed && posted.field("go") == Some("create") {
            state.key = field("key");
            state.attempted = Some(state.attempt());
        }
        let id = |name| posted.field(name).and_then(|id| id.parse::<GroupId>().ok());
        if let Some(group) = id("remove") {
            return state.apply(Action::Remove(group));
        }
        if let Some(group) = id("add") {
            return state.apply(Action::Add(group));
        }
        match posted.field("go").unwrap_or_default() {
            "next" => state.apply(Action::Next),
            "previous" => state.apply(Action::Previous),
            go => match Step::ALL.into_iter().find(|step| step.go() == go) {
                Some(step) => state.apply(Action::Go(step)),
                None => state,
            },
        }
    }
}

#[cfg(test)]
mod tests;
