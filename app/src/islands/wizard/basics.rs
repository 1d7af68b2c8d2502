//! Step 1: title and body, with the warning of B5 and the preview.

use super::{
    Summary,
    chosen::{Chosen, Names},
    form::Form,
};
use crate::prelude::*;
use crate::{
    components::{
        counter_field::CounterField,
        live_preview::LivePreview,
        message_bar::{MessageBar, Tone},
    },
    context::use_texts,
};
use herald_domain::text::Field;

#[component]
pub fn Basics(form: Form, names: RwSignal<Names>, preview: String) -> impl IntoView {
    let texts = use_texts();
    let (errors, wizard) = (&texts.errors, &texts.wizard);
    let problems = Memo::new(move |_| {
        form.wizard.with(|state| {
            let problems = if state.complaining { state.text_problems() } else { Vec::new() };
            problems
                .into_iter()
                .map(|problem| {
                    (
                        if problem.field == Field::Title { "title" } else { "body" },
                        errors.field_problem(problem),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="wizard__body">
            <div class="wizard__form">
                <h2 class="visually-hidden" id="step-heading" tabindex="-1">
                    {wizard.basics}
                </h2>
                <Summary problems/>
                <MessageBar tone=Tone::Info>{wizard.warning}</MessageBar>
                <Chosen form names/>
                <CounterField
                    field=Field::Title
                    value=form.title
                    problem=form.problem(Field::Title)
                    hint=wizard.title_hint
                />
                <CounterField
                    field=Field::Body
                    value=form.body
                    problem=form.problem(Field::Body)
                    hint=wizard.body_hint
                />
            </div>
            <LivePreview drawing=preview title=form.title body=form.body class="wizard__aside"/>
        </div>
    }
}
