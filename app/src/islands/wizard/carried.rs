//! What the step in sight does not show, for a post without script.

use super::{form::Form, state::Step};
use crate::prelude::*;

#[component]
pub fn Carried(form: Form) -> impl IntoView {
    let step = form.step();
    let text = move || {
        (step.get() != Step::Basics).then(|| {
            view! {
                <input type="hidden" name="title" value=form.title/>
                <input type="hidden" name="body" value=form.body/>
            }
        })
    };
    let groups = form.groups();
    let groups = move || {
        let input = |group: herald_domain::ids::GroupId| {
            view! { <input type="hidden" name="group" value=group.into_string()/> }
        };
        groups.get().into_iter().map(input).collect_view()
    };
    view! {
        {reactive(text)}
        {reactive(groups)}
    }
}
