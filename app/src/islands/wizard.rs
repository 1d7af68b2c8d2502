//! The wizard of Custom notifications: Basics, Assignments, Review + create (B5–B13, B19, B20).
//!
//! A plain form that posts to its own address. The server renders each step from what was posted; with script the
//! browser takes the form over and nothing is posted any more.

mod basics;
mod carried;
mod chosen;
mod footer;
mod form;
mod leave;
mod quota;
mod rest;
pub mod state;

#[cfg(feature = "ssr")]
use crate::components::phone_preview::{LockScreen, PhonePreview, Written};
use crate::prelude::*;
use crate::{
    components::{
        message_bar::{MessageBar, Tone},
        stepper::{StepState, StepView, Stepper},
    },
    context::use_texts,
    dom,
    error::AppError,
    given::{Given, given},
    routes,
};
use basics::Basics;
use carried::Carried;
use chosen::Names;
#[cfg(feature = "ssr")]
pub use chosen::chosen;
use footer::Footer;
use form::Form;
#[cfg(feature = "ssr")]
use herald_domain::text::Draft;
use herald_domain::{ids::GroupId, limits::Quota};
use leave::AskBeforeLeaving;
use quota::LiveQuota;
pub use rest::Opening;
#[cfg(feature = "hydrate")]
pub use rest::prepare;
use rest::{Place, use_rest};
use serde::{Deserialize, Serialize};
use state::{Action, Step, Wizard};

/// The phones of the preview as HTML, which the server has drawn.
#[derive(Clone, Serialize, Deserialize)]
pub struct Drawings {
    preview: String,
    lock_screen: String,
}

#[cfg(feature = "ssr")]
impl Drawings {
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        let written = Written { title: draft.title.clone(), body: draft.body.clone() };
        let class = "preview__stage preview__stage--tight";
        Self {
            preview: view! { <PhonePreview written=written.clone()/> }.to_html(),
            lock_screen: view! { <LockScreen written compact=true class/> }.to_html(),
        }
    }
}

/// What the page gives the wizard; and an [`Opening`] too where it shows more than a first step in which nothing is
/// written yet.
#[derive(Clone, Serialize, Deserialize)]
pub struct WizardGiven {
    pub start: Wizard,
    pub error: Option<AppError>,
    /// The page answers a post, which wins over a kept draft.
    pub is_answer: bool,
    /// The idempotency key of a post without script.
    pub page_key: String,
    /// None for whoever lacks the right to see it.
    pub quota: Option<Quota>,
    /// Those of the groups at the start that exist and may be sent to, and what they are called; none where nobody can
    /// tell.
    pub chosen: Option<Vec<(GroupId, String)>>,
    pub drawings: Drawings,
}

impl Given for WizardGiven {
    const ID: &'static str = "given-wizard";
}

#[island(lazy)]
pub fn MessageWizard() -> impl IntoView {
    let WizardGiven { start, error, is_answer, page_key, quota, chosen, drawings } = given()?;
    let Drawings { preview, lock_screen } = drawings;
    let preview = StoredValue::new(preview);
    // Of the choice and of the text each step says itself what is wrong.
    let told_at_step =
        matches!(error, Some(AppError::InvalidText { .. } | AppError::InvalidSelection { .. }));
    let (first, key) = (start.step, if start.key.is_empty() { page_key } else { start.key.clone() });
    let form = Form::new(start, error.filter(|_| !told_at_step), is_answer);
    let dropped = chosen
        .as_ref()
        .is_some_and(|chosen| form.drop_unknown(|group| chosen.iter().any(|(known, _)| known == group)));
    let out_of_scope = dropped
        .then(|| view! { <MessageBar tone=Tone::Warning>{use_texts().wizard.out_of_scope}</MessageBar> });
    let names = RwSignal::new(Names::new(chosen.unwrap_or_default()));
    let quota = LiveQuota::new(quota);
    let rest = use_rest(form, names, quota, lock_screen);
    form.keep_draft(is_answer);
    let shown = Memo::new(move |_| Shown::of(form, rest.with(Option::is_some)));
    follow_focus(form, shown);
    let in_rest = move |place| reactive(move || rest.get().map(|rest| rest.view(place, form)));
    let body = move || match shown.get() {
        Shown::Basics => view! { <Basics form names preview=preview.get_value()/> },
        Shown::Further(place) => in_rest(place).into_any(),
        Shown::Awaited => {
            view! {
                <div class="wizard__awaited">
                    <p class="muted" id="step-heading" tabindex="-1" role="status">
                        {use_texts().common.loading}
                    </p>
                </div>
            }
        }
    };
    Some(view! {
        {in_rest(Place::Sent)}
        {out_of_scope}
        <form
            class="wizard"
            method="post"
            action=routes::CUSTOM_NOTIFICATIONS
            novalidate
            on:submit=|event| event.prevent_default()
            on:focusin=move |_| form.entered.set(true)
        >
            <DefaultButton form/>
            <input type="hidden" name="step" value=first.number().to_string()/>
            <input type="hidden" name="key" value=key/>
            <Carried form/>
            <Steps form/>
            {in_rest(Place::Refused)}
            {reactive(body)}
            <Footer form quota rest/>
        </form>
        <AskBeforeLeaving form/>
    })
}

/// What the wizard shows of its steps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Basics,
    Further(Place),
    /// A further step, whose part is still under way.
    Awaited,
}

impl Shown {
    fn of(form: Form, is_rest_there: bool) -> Self {
        match form.wizard.with(|wizard| wizard.step) {
            Step::Basics => Self::Basics,
            _ if !is_rest_there => Self::Awaited,
            Step::Assignments => Self::Further(Place::Assignments),
            Step::Review => Self::Further(Place::Review),
        }
    }
}

/// What Enter in a field does: the first submit button of a form is its default.
#[component]
fn DefaultButton(form: Form) -> impl IntoView {
    let step = form.step();
    view! {
        <button
            class="visually-hidden"
            type="submit"
            name="go"
            value=move || if step.get() == Step::Basics { "next" } else { "search" }
            tabindex="-1"
            aria-hidden="true"
            on:click=move |event| {
                event.prevent_default();
                if step.get_untracked() == Step::Basics {
                    form.act(Action::Next);
                }
            }
        ></button>
    }
}

#[component]
fn Steps(form: Form) -> impl IntoView {
    let texts = &use_texts().wizard;
    let steps = Memo::new(move |_| {
        form.wizard.with(|wizard| {
            let state = |step: Step| match step.cmp(&wizard.step) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Greater => StepState::ToDo,
                std::cmp::Ordering::Equal if wizard.complaining && !wizard.fine(step) => StepState::Error,
                std::cmp::Ordering::Equal => StepState::Current,
            };
            let labels = [texts.basics, texts.assignments, texts.review];
            Step::ALL
                .map(|step| StepView { label: labels[step as usize], go: step.go(), state: state(step) })
                .to_vec()
        })
    });
    let on_go = move |at: usize| form.act(Action::Go(Step::ALL[at.min(2)]));
    view! { <Stepper steps on_go/> }
}

/// Moving on puts the focus on the step's first heading; problems and refusals get it when they come. A step that comes
/// later than that takes it over from what stood in for it, if it is still there.
fn follow_focus(form: Form, shown: Memo<Shown>) {
    let place = Memo::new(move |_| {
        (shown.get(), form.wizard.with(|wizard| wizard.complaining && !wizard.fine(wizard.step)))
    });
    let stands_in = StoredValue::new(false);
    Effect::new(move |before: Option<(Shown, bool)>| {
        let now = place.get();
        let Some(before) = before.filter(|before| *before != now) else { return now };
        let comes_late = before.0 == Shown::Awaited && now.0 != Shown::Basics;
        // A draft that comes back after a reload moves nobody.
        let moves = if comes_late { stands_in.get_value() } else { !form.restoring.get_value() };
        stands_in.set_value(moves && now.0 == Shown::Awaited);
        let target = match () {
            () if now.1 => "problems",
            () if before.0 != now.0 => "step-heading",
            () => return now,
        };
        if moves {
            after_render(move || {
                if !comes_late || dom::is_focus_nowhere() {
                    dom::focus_id(target);
                }
            });
        }
        now
    });
    Effect::new(move |before: Option<()>| {
        if form.error.with(Option::is_some) && before.is_some() {
            after_render(|| dom::focus_id("refusal"));
        }
    });
}

/// Once the view has caught up with the state.
fn after_render(act: impl FnOnce() + 'static) {
    request_animation_frame(act);
}

/// The step's problems, each a link to its place (B4, B35). It takes the focus.
#[component]
fn Summary(#[prop(into)] problems: Signal<Vec<(&'static str, String)>>) -> impl IntoView {
    let texts = &use_texts().wizard;
    let link = |(place, sentence): (&'static str, String)| {
        view! {
            <li>
                <a
                    href=format!("#{place}")
                    on:click=move |event| {
                        event.prevent_default();
                        dom::focus_id(place);
                    }
                >
                    {sentence}
                </a>
            </li>
        }
    };
    reactive(move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            view! {
                <div id="problems" tabindex="-1">
                    <MessageBar tone=Tone::Error live=true title=(texts.summary)(problems.len())>
                        <ul class="message-bar__list">{problems.into_iter().map(link).collect_view()}</ul>
                    </MessageBar>
                </div>
            }
        })
    })
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
