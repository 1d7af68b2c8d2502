//! For whom one writes, once groups are chosen: by their names, as far as they fit.

use super::form::Form;
#[cfg(feature = "ssr")]
use super::state::Wizard;
#[cfg(feature = "ssr")]
use crate::api::groups::groups_by_ids;
use crate::context::use_texts;
use crate::prelude::*;
use herald_domain::{audience::GROUPS_MAX, directory::GroupRow, ids::GroupId};

/// What is known of groups; a few dozen.
#[derive(Clone)]
pub struct Known(Vec<GroupRow>);

impl Known {
    #[must_use]
    pub const fn new(rows: Vec<GroupRow>) -> Self {
        Self(rows)
    }
    #[must_use]
    pub fn get(&self, id: &GroupId) -> Option<&GroupRow> {
        self.0.iter().find(|row| row.id == *id)
    }
    pub fn learn(&mut self, rows: impl IntoIterator<Item = GroupRow>) {
        for row in rows {
            self.0.retain(|known| known.id != row.id);
            self.0.push(row);
        }
    }
}

/// The groups with which the form begins, as far as they exist and may be sent to.
#[cfg(feature = "ssr")]
pub async fn chosen(start: &Wizard) -> Vec<GroupRow> {
    if start.groups.is_empty() {
        return Vec::new();
    }
    groups_by_ids(start.groups.clone()).await.unwrap_or_else(|_| Vec::new())
}

#[component]
pub fn Chosen(form: Form, known: RwSignal<Known>) -> impl IntoView {
    let texts = &use_texts().wizard;
    let groups = form.groups();
    reactive(move || {
        let groups = groups.get();
        let names = known.with(|known| {
            let names = groups.iter().filter_map(|group| known.get(group));
            names.map(|group| group.name.clone()).collect::<Vec<_>>().join(", ")
        });
        (!groups.is_empty()).then(|| {
            view! {
                <p class="wizard__chosen">
                    <strong>{(texts.included_count)(groups.len(), GROUPS_MAX)}</strong>
                    <span class="muted">{names}</span>
                </p>
            }
        })
    })
}
