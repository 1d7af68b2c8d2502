//! The wizard of Custom notifications: Basics, Assignments, Review + create (B5–B13, B19, B20).
//!
//! A plain form that posts to its own address. The server renders each step from what was posted; with script the
//! browser takes the form over and nothing is posted any more.

mod assignments;
mod basics;
mod data;
mod footer;
mod form;
mod leave;
mod review;
mod sent;
pub mod state;

#[cfg(feature = "ssr")]
use crate::components::phone_preview::{LockScreen, PhonePreview, Written};
use crate::prelude::*;
use crate::{
    components::{
        message_bar::{MessageBar, Tone},
        refusal::{To, refusal},
        stepper::{StepState, StepView, Stepper},
    },
    context::{use_texts, use_zone},
    dom,
    error::AppError,
    given::{Given, given},
    routes,
};
use assignments::Assignments;
use basics::Basics;
use data::Data;
pub use data::Opening;
use footer::Footer;
use form::Form;
#[cfg(feature = "ssr")]
use herald_domain::text::Draft;
use leave::AskBeforeLeaving;
use review::Review;
use sent::SentBar;
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

/// What the page gives the wizard.
#[derive(Clone, Serialize, Deserialize)]
pub struct WizardGiven {
    pub start: Wizard,
    pub error: Option<AppError>,
    /// The page answers a post, which wins over a kept draft.
    pub is_answer: bool,
    /// The idempotency key of a post without script.
    pub page_key: String,
    pub opening: Opening,
    pub drawings: Drawings,
}

impl Given for WizardGiven {
    const ID: &'static str = "given-wizard";
}

#[island(lazy)]
pub fn MessageWizard() -> impl IntoView {
    let given = given::<WizardGiven>()?;
    let WizardGiven { start, error, is_answer, page_key, opening, drawings } = given;
    let drawings = StoredValue::new(drawings);
    // Of the choice and of the text each step says itself what is wrong.
    let told_at_step =
        matches!(error, Some(AppError::InvalidText { .. } | AppError::InvalidSelection { .. }));
    let form = Form::new(start, error.filter(|_| !told_at_step), page_key);
    let sent = RwSignal::new(opening.sent.clone());
    let data = Data::new(opening);
    let gone = if is_answer { Vec::new() } else { form.drop_unknown(&data) };
    form.keep_draft(is_answer, sent.with_untracked(|sent| sent.as_ref().map(|sent| sent.id.clone())));
    data.keep_current(form);
    let step = form.step();
    follow_focus(form);
    let body = move || match step.get() {
        Step::Basics => {
            view! { <Basics form data preview=drawings.with_value(|drawn| drawn.preview.clone())/> }
        }
        Step::Assignments => view! { <Assignments form data/> },
        Step::Review => {
            view! { <Review form data lock_screen=drawings.with_value(|drawn| drawn.lock_screen.clone())/> }
        }
    };
    let texts = &use_texts().wizard;
    let not_chosen = (!gone.is_empty())
        .then(|| view! { <MessageBar tone=Tone::Warning>{texts.out_of_scope}</MessageBar> });
    Some(view! {
        <SentBar sent form/>
        {not_chosen}
        <form
            class="wizard"
            method="post"
            action=routes::CUSTOM_NOTIFICATIONS
            novalidate
            on:submit=|event| event.prevent_default()
        >
            <DefaultButton form/>
            <Carried form/>
            <Steps form/>
            <Refusal form/>
            {reactive(body)}
            <Footer form data sent/>
        </form>
        <AskBeforeLeaving form/>
    })
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

/// What the step in sight does not show, for a post without script.
#[component]
fn Carried(form: Form) -> impl IntoView {
    let wizard = form.wizard;
    let step = form.step();
    let hidden_text = move || {
        (step.get() != Step::Basics).then(|| {
            view! {
                <input type="hidden" name="title" value=form.title/>
                <input type="hidden" name="body" value=form.body/>
            }
        })
    };
    let groups = Memo::new(move |_| wizard.with(|wizard| wizard.groups.clone()));
    let hidden_groups = move || {
        groups
            .get()
            .into_iter()
            .map(|group| view! { <input type="hidden" name="group" value=group.into_string()/> })
            .collect_view()
    };
    view! {
        <input type="hidden" name="step" value=move || step.get().number().to_string()/>
        <input type="hidden" name="key" value=move || form.key()/>
        {reactive(hidden_text)}
        {reactive(hidden_groups)}
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

/// Why Create was refused; everything typed is still there (B19). It takes the focus and so is read out; the toast
/// says the same.
#[component]
fn Refusal(form: Form) -> impl IntoView {
    let texts = use_texts();
    let zone = use_zone();
    reactive(move || {
        form.error.get().map(|error| {
            let signed_out = error == AppError::SignedOut;
            let sign_in = signed_out.then(|| {
                view! {
                    " "
                    <a href=routes::SIGN_IN target="_blank" rel="external">
                        {texts.errors.sign_in}
                    </a>
                }
            });
            view! {
                <div id="refusal" tabindex="-1">
                    <MessageBar tone=Tone::Error title=texts.wizard.not_sent>
                        <p>{reactive(move || refusal(&error, To::Groups, zone, texts))} {sign_in}</p>
                    </MessageBar>
                </div>
            }
        })
    })
}

/// Moving on puts the focus on the step's first heading; problems and refusals get it when they come.
fn follow_focus(form: Form) {
    let place = Memo::new(move |_| {
        form.wizard.with(|wizard| (wizard.step, wizard.complaining && !wizard.fine(wizard.step)))
    });
    Effect::new(move |before: Option<(Step, bool)>| {
        let now = place.get();
        let moved = before.is_some_and(|before| before != now);
        // A draft that comes back after a reload moves nobody.
        if moved && !form.restoring.get_value() {
            if now.1 {
                after_render(|| dom::focus_id("problems"));
            } else if before.is_some_and(|before| before.0 != now.0) {
                after_render(|| dom::focus_id("step-heading"));
            }
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
