//! What a form needs once somebody writes in it: the further steps, what they ask the server, and Create.
//!
//! A part of the WebAssembly of its own. A form in which nothing is written cannot leave its first step, so a page that
//! begins with one does without, until somebody goes into the form.

mod again;
mod assignments;
mod create;
mod data;
mod known;
mod part;
mod refused;
mod review;
mod sent;

use super::{chosen::Names, form::Form, quota::LiveQuota};
use crate::given::given;
use crate::prelude::*;
use assignments::Assignments;
use create::Create;
use data::Data;
pub use data::Opening;
use leptos::task::spawn_local;
#[cfg(feature = "hydrate")]
pub use part::prepare;
use refused::Refused;
use review::Review;
use sent::SentBar;

/// Where in the wizard a piece of it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What became of the message before.
    Sent,
    /// Why Create was refused.
    Refused,
    Assignments,
    Review,
    /// In place of Next.
    Create,
}

/// The part, at work.
#[derive(Clone, Copy)]
pub struct Rest {
    data: Data,
    /// Called by its address, so that nothing but the part itself knows what it needs.
    view: fn(Place, Form, Data) -> AnyView,
}

impl Rest {
    #[must_use]
    pub fn view(self, place: Place, form: Form) -> AnyView {
        (self.view)(place, form, self.data)
    }
}

/// How it begins. `lock_screen` is the phone of the last step as HTML.
type Begin = fn(form: Form, names: RwSignal<Names>, quota: LiveQuota, lock_screen: String) -> Rest;

fn begin(form: Form, names: RwSignal<Names>, quota: LiveQuota, lock_screen: String) -> Rest {
    let opening = given::<Opening>().unwrap_or_default();
    let data = Data::new(opening, names, quota, lock_screen);
    data.sent.with_untracked(|sent| sent.iter().for_each(|sent| form.saw_sent(&sent.id)));
    data.keep_current(form);
    Rest { data, view }
}

/// None until somebody goes into a form in which nothing is written, and the part has come.
pub fn use_rest(
    form: Form,
    names: RwSignal<Names>,
    quota: LiveQuota,
    lock_screen: String,
) -> RwSignal<Option<Rest>> {
    let rest = RwSignal::new(None);
    match part::at_hand() {
        Some(begin) => rest.set(Some(begin(form, names, quota, lock_screen))),
        None => {
            let owner = Owner::current().unwrap_or_default();
            let wanted = Memo::new(move |_| {
                form.entered.get() || form.wizard.with(|wizard| !form.is_untouched(wizard))
            });
            Effect::new(move |_| {
                if wanted.get() && rest.with_untracked(Option::is_none) {
                    let (owner, lock_screen) = (owner.clone(), lock_screen.clone());
                    spawn_local(async move {
                        let begin = part::load().await;
                        let begun = owner.with(|| begin(form, names, quota, lock_screen));
                        rest.try_set(Some(begun));
                    });
                }
            });
        }
    }
    rest
}

fn view(place: Place, form: Form, data: Data) -> AnyView {
    match place {
        Place::Sent => view! { <SentBar data form/> },
        Place::Refused => view! { <Refused form/> },
        Place::Assignments => view! { <Assignments form data/> },
        Place::Review => view! { <Review form data/> },
        Place::Create => view! { <Create form data/> },
    }
}
