//! For whom one writes, once groups are chosen: by their names, as far as they fit.

use super::data::Data;
use crate::context::use_texts;
use crate::islands::wizard::form::Form;
use crate::prelude::*;
use herald_domain::audience::GROUPS_MAX;

#[component]
pub fn Chosen(form: Form, data: Data) -> impl IntoView {
    let texts = &use_texts().wizard;
    let groups = form.groups();
    reactive(move || {
        let groups = groups.get();
        let names = data.known.with(|known| {
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
