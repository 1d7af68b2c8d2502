//! The steps of a wizard. Steps that are done lead back; later ones are only named.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    ToDo,
    Current,
    /// The current one, with problems that are shown.
    Error,
    Done,
}

/// One step: its label, the value of its button in the form's field `go`, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    pub label: &'static str,
    pub go: &'static str,
    pub state: StepState,
}

/// Buttons of the form around it, so that going back works without script. `on_go` takes the place of the step.
#[component]
pub fn Stepper(
    #[prop(into)] steps: Signal<Vec<StepView>>,
    #[prop(into)] on_go: Callback<usize>,
) -> impl IntoView {
    let texts = &use_texts().wizard;
    let step = move |(at, StepView { label, go, state }): (usize, StepView)| {
        let class = match state {
            StepState::ToDo | StepState::Current => "stepper__step",
            StepState::Error => "stepper__step stepper__step--error",
            StepState::Done => "stepper__step stepper__step--done",
        };
        let (marker, words) = match state {
            StepState::Done => (view! { <Icon glyph=Glyph::Check16/> }, Some(texts.done)),
            StepState::Error => (view! { <Icon glyph=Glyph::Warning16/> }, Some(texts.has_problems)),
            StepState::ToDo | StepState::Current => ((at + 1).into_any(), None),
        };
        let inside = view! {
            <span class="stepper__marker">{marker}</span>
            <span class="stepper__label">
                {label} {words.map(|words| view! { <span class="visually-hidden">", " {words}</span> })}
            </span>
        };
        let current = matches!(state, StepState::Current | StepState::Error).then_some("step");
        let button = state == StepState::Done;
        view! {
            <li>
                {if button {
                    view! {
                        <button
                            class=class
                            type="submit"
                            name="go"
                            value=go
                            on:click=move |event| {
                                event.prevent_default();
                                on_go.run(at);
                            }
                        >
                            {inside}
                        </button>
                    }
                } else {
                    view! {
                        <span class=class aria-current=current>
                            {inside}
                        </span>
                    }
                }}
            </li>
        }
    };
    view! {
        <nav aria-label=texts.steps>
            <ol class="stepper">{reactive(move || steps.get().into_iter().enumerate().map(step).collect_view())}</ol>
        </nav>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    #[test]
    fn b6_only_steps_that_are_done_lead_anywhere() {
        let html = Owner::new().with(|| {
            let step = |label, go, state| StepView { label, go, state };
            let steps = Signal::stored(vec![
                step("Basics", "step-1", StepState::Done),
                step("Assignments", "step-2", StepState::Current),
                step("Review + create", "step-3", StepState::ToDo),
            ]);
            view! { <Stepper steps on_go=|_| ()/> }.to_html()
        });
        assert_eq!(html.matches("<button").count(), 1);
        assert!(
            html.contains("value=\"step-1\"") && html.matches("aria-current=\"step\"").count() == 1,
            "{html}"
        );
    }
}
