//! For whom one writes, once groups are chosen: by their names, as far as they fit.

use super::form::Form;
#[cfg(feature = "ssr")]
use super::state::Wizard;
#[cfg(feature = "ssr")]
use crate::api::groups::groups_by_ids;
use crate::context::use_texts;
use crate::prelude::*;
#[cfg(feature = "ssr")]
use herald_domain::directory::GroupRow;
use herald_domain::{audience::GROUPS_MAX, ids::GroupId};

/// What the groups are called that are known by now; a few dozen. More about them is known to the further steps, which
/// not every page needs.
#[derive(Clone)]
pub struct Names(Vec<(GroupId, String)>);

impl Names {
    #[must_use]
    pub const fn new(names: Vec<(GroupId, String)>) -> Self {
        Self(names)
    }
    #[must_use]
    pub fn get(&self, id: &GroupId) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str())
    }
    pub fn learn(&mut self, id: GroupId, name: String) {
        self.0.retain(|(known, _)| *known != id);
        self.0.push((id, name));
    }
}

/// The groups with which the form begins, as far as they exist and may be sent to; none where nobody can tell.
#[cfg(feature = "ssr")]
pub async fn chosen(start: &Wizard) -> Option<Vec<GroupRow>> {
    if start.groups.is_empty() {
        return Some(Vec::new());
    }
    groups_by_ids(start.groups.clone()).await.ok()
}

#[component]
pub fn Chosen(form: Form, names: RwSignal<Names>) -> impl IntoView {
    let texts = &use_texts().wizard;
    let groups = form.groups();
    reactive(move || {
        let groups = groups.get();
        let names = names
            .with(|names| groups.iter().filter_map(|group| names.get(group)).collect::<Vec<_>>().join(", "));
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
