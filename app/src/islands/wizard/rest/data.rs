//! What the wizard asks the server: with the page once, and from then on as the reader goes on.

use super::known::Known;
use crate::islands::wizard::{
    chosen::Names,
    form::Form,
    quota::LiveQuota,
    state::{Step, Wizard},
};
use crate::prelude::*;
#[cfg(feature = "ssr")]
use crate::{api::notifications::progress, context::use_now};
use crate::{
    api::{
        groups::{groups_by_ids, search_groups},
        notifications::count_reach,
    },
    context::use_texts,
    error::AppError,
    given::Given,
    tab,
};
#[cfg(feature = "ssr")]
use herald_domain::ids::MessageId;
use herald_domain::{
    Timestamp,
    audience::{Forecast, GroupSelection, Share},
    delivery::Send as SendRecord,
    directory::GroupRow,
    ids::GroupId,
};
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the picker waits for the next letter.
const DEBOUNCE: Duration = Duration::from_millis(200);

/// The answers that come with a page that does not begin with an empty form.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Opening {
    /// Those of the groups at the start that exist and may be sent to; none where nobody can tell.
    chosen: Option<Vec<GroupRow>>,
    found: Option<Found>,
    reach: Option<Result<Forecast, AppError>>,
    counted_at: Option<Timestamp>,
    /// The message that the address says was just sent, if it is the reader's.
    sent: Option<SendRecord>,
}
/// What a search found.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub search: String,
    pub groups: Result<Vec<GroupRow>, AppError>,
}

impl Given for Opening {
    const ID: &'static str = "given-wizard-opening";
}

#[cfg(feature = "ssr")]
impl Opening {
    /// Only what the first step in sight needs.
    pub async fn load(start: &Wizard, chosen: Option<Vec<GroupRow>>, sent: Option<MessageId>) -> Self {
        let found = match start.step {
            Step::Assignments => Some(Found {
                groups: search_groups(start.search.clone()).await,
                search: start.search.clone(),
            }),
            _ => None,
        };
        let reach = match audience(start) {
            Some(groups) => Some(count_reach(groups).await),
            None => None,
        };
        let sent = match sent {
            Some(id) => progress(vec![id]).await.ok().and_then(|sends| sends.into_iter().next()),
            None => None,
        };
        Self { chosen, found, reach, counted_at: use_now(), sent }
    }
}

/// The groups whose reach is to be counted: none before there is a legal choice.
fn audience(state: &Wizard) -> Option<Vec<GroupId>> {
    let selection = GroupSelection::parse(state.groups.iter().cloned()).ok()?;
    (state.step > Step::Basics).then(|| selection.groups().to_vec())
}

/// The answers in the page.
#[derive(Clone, Copy)]
pub struct Data {
    pub quota: LiveQuota,
    /// The phone of the last step as HTML.
    pub lock_screen: StoredValue<String>,
    /// The message that was just sent, to the end of the page.
    pub sent: RwSignal<Option<SendRecord>>,
    pub known: RwSignal<Known>,
    /// What all of them are called, and those that the page began with.
    names: RwSignal<Names>,
    pub found: RwSignal<Option<Found>>,
    /// None while nobody counts; the last count stays in sight until the next one.
    pub reach: RwSignal<Option<Result<Forecast, AppError>>>,
    pub counted_at: RwSignal<Option<Timestamp>>,
    /// Why chosen groups are not known yet.
    pub unknown: RwSignal<Option<AppError>>,
    /// The server has said which of the chosen groups there are.
    answered: RwSignal<bool>,
    pub searching: RwSignal<bool>,
    pub counting: RwSignal<bool>,
}

impl Data {
    pub fn new(opening: Opening, names: RwSignal<Names>, quota: LiveQuota, lock_screen: String) -> Self {
        Self {
            quota,
            lock_screen: StoredValue::new(lock_screen),
            sent: RwSignal::new(opening.sent),
            answered: RwSignal::new(opening.chosen.is_some()),
            known: RwSignal::new(Known::new(opening.chosen.unwrap_or_default())),
            names,
            found: RwSignal::new(opening.found),
            reach: RwSignal::new(opening.reach),
            counted_at: RwSignal::new(opening.counted_at),
            unknown: RwSignal::new(None),
            searching: RwSignal::new(false),
            counting: RwSignal::new(false),
        }
    }

    /// Asks anew when the step, the search or the choice changes.
    pub fn keep_current(self, form: Form) {
        let step = form.step();
        let search = Memo::new(move |_| (step.get() == Step::Assignments).then(|| form.search.get()));
        let latest = StoredValue::new(0u64);
        Effect::new(move |waiting: Option<Option<TimeoutHandle>>| {
            if let Some(waiting) = waiting.flatten() {
                waiting.clear();
            }
            let search = search.get()?;
            let is_known = self.found.with_untracked(|found| {
                found.as_ref().is_some_and(|found| found.search == search && found.groups.is_ok())
            });
            let turn = latest.try_update_value(|turn| {
                *turn += 1;
                *turn
            })?;
            if is_known {
                self.searching.set(false);
                return None;
            }
            self.searching.set(true);
            let first = self.found.with_untracked(Option::is_none);
            let ask = move || spawn_local(self.search(search, latest, turn));
            set_timeout_with_handle(ask, if first { Duration::ZERO } else { DEBOUNCE }).ok()
        });

        let groups = Memo::new(move |_| form.wizard.with(audience));
        Effect::new(move |before: Option<()>| {
            let came_with_page = before.is_none() && self.reach.with_untracked(Option::is_some);
            // Members come and go while somebody writes, so each step counts anew.
            step.track();
            match groups.get() {
                Some(_) if came_with_page => {}
                Some(groups) => spawn_local(self.count(groups, form)),
                None => {
                    self.reach.set(None);
                    self.counting.set(false);
                }
            }
        });

        let unknown = Memo::new(move |_| self.unknown_groups(form));
        Effect::new(move |_| {
            let unknown = unknown.get();
            if !unknown.is_empty() {
                spawn_local(self.learn(unknown));
            }
        });

        Effect::new(move |before: Option<()>| {
            let refused = form.error.with(Option::is_some);
            if (step.get() == Step::Review || refused) && before.is_some() {
                self.quota.refresh();
            }
        });
    }

    async fn search(self, search: String, latest: StoredValue<u64>, turn: u64) {
        let groups = search_groups(search.clone()).await;
        // Another search has begun in the meantime, or the page is gone.
        if latest.try_get_value() != Some(turn) {
            return;
        }
        self.found.set(Some(Found { search, groups }));
        self.searching.set(false);
    }

    async fn count(self, groups: Vec<GroupId>, form: Form) {
        self.counting.set(true);
        let reach = count_reach(groups.clone()).await;
        let still_asked = form.wizard.try_with_untracked(audience).flatten() == Some(groups);
        if still_asked {
            self.counted_at.set(Some(tab::now()));
            self.reach.set(Some(reach));
            self.counting.set(false);
        }
    }

    /// Asks once more for what could not be answered.
    pub async fn ask_again(self, form: Form) {
        self.counting.set(true);
        if self.unknown.with_untracked(Option::is_some) {
            self.learn(untrack(|| self.unknown_groups(form))).await;
        }
        match form.wizard.try_with_untracked(audience).flatten() {
            Some(groups) => self.count(groups, form).await,
            None => {
                self.counting.try_set(false);
            }
        }
    }

    /// Whom the last count says that the group would reach alone.
    pub fn share(self, group: &GroupId) -> Option<Share> {
        self.reach.with(|reach| {
            let forecast = reach.as_ref()?.as_ref().ok()?;
            forecast.groups.iter().find(|share| share.group == *group).cloned()
        })
    }

    /// The chosen groups of which nothing is known.
    fn unknown_groups(self, form: Form) -> Vec<GroupId> {
        self.known.with(|known| {
            form.wizard
                .with(|wizard| wizard.groups.iter().filter(|id| known.get(id).is_none()).cloned().collect())
        })
    }

    /// Why names of chosen groups are missing, unless the count failed as well, which says it.
    pub fn not_learned(self, form: Form) -> Option<AppError> {
        let counted = !self.reach.with(|reach| matches!(reach, Some(Err(_))));
        self.unknown.get().filter(|_| counted && !self.unknown_groups(form).is_empty())
    }

    /// Why something is missing, while it is not asked for again.
    pub fn trouble(self, form: Form) -> Option<AppError> {
        if self.counting.get() {
            return None;
        }
        let reach = self.reach.get().and_then(Result::err);
        // The step itself says what is wrong with the choice.
        let asked = reach.filter(|error| !matches!(error, AppError::InvalidSelection { .. }));
        asked.or_else(|| self.not_learned(form))
    }

    /// What the group is called, or what stands for one that is not known: only an answer tells that it does not exist.
    pub fn name(self, id: &GroupId) -> String {
        let name = self.names.with(|names| names.get(id).map(str::to_owned));
        let nameless = || match self.answered.get() {
            true => use_texts().wizard.unknown_group.to_owned(),
            false => "–".to_owned(),
        };
        name.unwrap_or_else(nameless)
    }

    async fn learn(self, ids: Vec<GroupId>) {
        self.answered.set(false);
        let answer = groups_by_ids(ids).await;
        let _alive = self.answered.try_set(answer.is_ok());
        let _alive = self.unknown.try_set(answer.as_ref().err().cloned());
        if let Ok(rows) = answer {
            self.remember(rows);
        }
    }

    pub fn remember(self, rows: impl IntoIterator<Item = GroupRow>) {
        for row in rows {
            let _alive = self.names.try_update(|names| names.learn(row.id.clone(), row.name.clone()));
            let _alive = self.known.try_update(|known| known.learn(row));
        }
    }
}
