//! What a pane knows while somebody writes a message and sends it.

#[cfg(feature = "ssr")]
use crate::components::phone_preview::{PhonePreview, Screens, Written};
#[cfg(feature = "ssr")]
use crate::posted::Posted;
use crate::prelude::*;
use crate::{
    components::{
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        refusal::{To, refusal},
    },
    context::{use_texts, use_viewer, use_zone},
    dom,
    error::AppError,
    routes, tab,
};
use herald_domain::text::{self, Draft, Field, FieldProblem, Notification};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What the form begins with: what a post without script left behind, else nothing but a key.
#[derive(Clone, Serialize, Deserialize)]
pub struct Start {
    pub title: String,
    pub body: String,
    pub key: String,
    pub error: Option<AppError>,
    /// The phones of the preview as HTML, which the server has drawn.
    pub preview: String,
}

#[cfg(feature = "ssr")]
impl Start {
    #[must_use]
    pub fn of(posted: Option<Posted>, screens: Screens) -> Self {
        let posted = posted.unwrap_or_default();
        let kept = |name: &str| posted.field(name).unwrap_or_default().to_owned();
        // The posted key again: the first try may have come through. After a conflict it stands for another message.
        let key = Some(kept("key")).filter(|key| !key.is_empty() && posted.error != Some(AppError::Conflict));
        let written = Written { title: kept("title"), body: kept("body") };
        Self {
            preview: view! { <PhonePreview written screens compact=true/> }.to_html(),
            title: kept("title"),
            body: kept("body"),
            key: key.unwrap_or_else(tab::fresh_key),
            error: posted.error,
        }
    }

    /// Nothing that anybody would miss.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.title, &self.body].iter().all(|text| text.trim().is_empty())
    }
}

/// What the tab keeps of a message that is half written.
#[derive(Serialize, Deserialize)]
struct Kept {
    draft: Draft,
    key: String,
    attempted: Option<Draft>,
}

/// The form's state. Cheap to copy: everything lives in signals.
#[derive(Clone, Copy)]
pub struct Compose {
    pub title: RwSignal<String>,
    pub body: RwSignal<String>,
    /// Idempotency key: an attempt repeated with the same text sends once (B20).
    pub key: RwSignal<String>,
    pub busy: RwSignal<bool>,
    /// Why the last attempt failed, where no field is to blame.
    pub error: RwSignal<Option<AppError>>,
    /// Fields are judged from the first attempt on.
    judged: RwSignal<bool>,
    attempted: StoredValue<Option<Draft>>,
}

impl Compose {
    #[must_use]
    pub fn new(start: Start) -> Self {
        let judged = matches!(start.error, Some(AppError::InvalidText { .. }));
        Self {
            title: RwSignal::new(start.title),
            body: RwSignal::new(start.body),
            key: RwSignal::new(start.key),
            busy: RwSignal::new(false),
            error: RwSignal::new(start.error.filter(|_| !judged)),
            judged: RwSignal::new(judged),
            attempted: StoredValue::new(None),
        }
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        [self.title, self.body].iter().all(|field| field.with_untracked(|text| text.trim().is_empty()))
    }

    /// Keeps what was written in this tab, under `place`, until it is sent or discarded; takes up what a reload left there.
    /// With its key, so that Send after a reload repeats an attempt and makes no second message.
    pub fn keep_in_tab(self, place: String) {
        let owner = use_viewer().user_principal_name;
        let ready = RwSignal::new(false);
        let (kept_at, kept_by) = (place.clone(), owner.clone());
        Effect::new(move |_| {
            let (place, owner) = (kept_at.clone(), kept_by.clone());
            // After the fields have taken over what was typed in them, which wins.
            set_timeout(move || self.take_up(&place, &owner, ready), Duration::ZERO);
        });
        Effect::new(move |_| {
            let draft = Draft { title: self.title.get(), body: self.body.get() };
            let key = self.key.get();
            // Follows the attempts too.
            self.busy.track();
            if !ready.get() {
                return;
            }
            if self.is_empty() {
                tab::forget(&place);
            } else {
                tab::keep(&place, &owner, &Kept { draft, key, attempted: self.attempted.get_value() });
            }
        });
    }

    fn take_up(self, place: &str, owner: &str, ready: RwSignal<bool>) {
        // The pane may be gone by now.
        if ready.is_disposed() {
            return;
        }
        if self.is_empty()
            && let Some(kept) = tab::recall::<Kept>(place, owner)
        {
            self.attempted.set_value(kept.attempted);
            self.key.set(kept.key);
            self.title.set(kept.draft.title);
            self.body.set(kept.draft.body);
        }
        ready.set(true);
    }

    /// An empty form; nothing is kept any more.
    pub fn clear(self) {
        self.title.set(String::new());
        self.body.set(String::new());
    }

    /// What to say at a field, once there was an attempt.
    #[must_use]
    pub fn problem(self, field: Field) -> Signal<Option<String>> {
        let texts = &use_texts().errors;
        Signal::derive(move || {
            let value = if field == Field::Title { self.title } else { self.body };
            if !self.judged.get() {
                return None;
            }
            texts.at_field(&value.with(|value| text::check(field, value)), field)
        })
    }

    /// What is to be sent, and under which key; none while something is being sent, and when a field has a problem: then
    /// the first such field gets the focus (B4).
    #[must_use]
    pub fn begin(self) -> Option<(Draft, String)> {
        if self.busy.get_untracked() {
            return None;
        }
        let draft = Draft { title: self.title.get_untracked(), body: self.body.get_untracked() };
        self.error.set(None);
        self.judged.set(true);
        if let Err(problems) = Notification::parse(&draft) {
            focus_first(&problems);
            return None;
        }
        self.renew_key(&draft);
        self.busy.set(true);
        Some((draft, self.key.get_untracked()))
    }

    /// Another text is another message: only the same one repeats an attempt.
    fn renew_key(self, draft: &Draft) {
        let another =
            self.attempted.with_value(|attempted| attempted.as_ref().is_some_and(|known| known != draft));
        if another {
            self.key.set(tab::fresh_key());
        }
        self.attempted.set_value(Some(draft.clone()));
    }

    /// The attempt has ended and sent nothing: its key stands for that, and the next attempt is another one.
    pub fn sent_nothing(self) {
        self.key.set(tab::fresh_key());
    }

    /// Takes in how an attempt ended, as far as the pane is still there.
    pub fn end(self, error: Option<&AppError>) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        match error {
            Some(AppError::InvalidText { problems }) => focus_first(problems),
            Some(error) => {
                if *error == AppError::Conflict {
                    self.key.set(tab::fresh_key());
                }
                self.error.set(Some(error.clone()));
            }
            None => {}
        }
    }
}

fn focus_first(problems: &[FieldProblem]) {
    dom::focus_id(match problems.first().map(|problem| problem.field) {
        Some(Field::Body) => "body",
        _ => "title",
    });
}

/// Why the message was not sent, where no field is to blame. The text stays in the form (B19).
#[component]
pub fn NotSent(error: RwSignal<Option<AppError>>, to: To) -> impl IntoView {
    let texts = use_texts();
    let zone = use_zone();
    let said = move || {
        error.get().map(|error| match error {
            AppError::SignedOut => {
                let signed_out = &texts.errors;
                view! {
                    {signed_out.signed_out}
                    " "
                    <a href=routes::SIGN_IN target="_blank" rel="external">
                        {signed_out.sign_in}
                    </a>
                }
            }
            error => refusal(&error, to, zone, texts).into_any(),
        })
    };
    reactive(move || {
        said().map(|said| {
            view! {
                <MessageBar tone=Tone::Error live=true title=texts.to_devices.not_sent>
                    {said}
                </MessageBar>
            }
        })
    })
}

/// Keeps its focus and its width while it is busy. `unavailable`: there is nobody to send to.
#[component]
pub fn SendButton(
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] label: String,
    #[prop(optional)] unavailable: bool,
) -> impl IntoView {
    let sending = use_texts().to_devices.sending;
    let rest = label.clone();
    let words = move || if busy.get() { sending.to_owned() } else { label.clone() };
    view! {
        <button
            class="button button--primary"
            disabled=unavailable
            aria-disabled=move || busy.get().then_some("true")
        >
            {reactive(move || match busy.get() {
                true => view! { <span class="spinner spinner--small"></span> },
                false => view! { <Icon glyph=Glyph::Send16/> },
            })}
            <span class="button__words" data-rest=rest data-busy=sending>
                {reactive(words)}
            </span>
        </button>
    }
}
