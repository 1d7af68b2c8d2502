//! "Successfully sent custom notification", in the page; never with its text (B22).

use super::data::Data;
use crate::islands::wizard::{form::Form, state::Wizard};
use crate::prelude::*;
use crate::{
    components::message_bar::{MessageBar, Tone},
    context::{use_texts, use_viewer},
    dom, routes,
};
use herald_domain::delivery::Target;

/// In sight until the next message is begun. It takes the focus when it comes, and so is read out.
#[component]
pub fn SentBar(data: Data, form: Form) -> impl IntoView {
    let sent = data.sent;
    let texts = &use_texts().wizard;
    Effect::new(move |before: Option<()>| {
        if sent.with(Option::is_some) && before.is_some() {
            request_animation_frame(|| dom::focus_id("sent"));
        }
    });
    let blank = Memo::new(move |_| form.wizard.with(Wizard::is_blank));
    reactive(move || {
        sent.get().filter(|_| blank.get()).map(|send| {
            let groups = match &send.target {
                Target::Groups { names } => (texts.groups)(names.len()),
                Target::Device { name, .. } => name.clone(),
            };
            let status = use_viewer().reads_deliveries.then(|| {
                let label = use_texts().frame.delivery_status;
                view! { <p><a href=routes::delivery(&send.id)>{label}</a></p> }
            });
            view! {
                <div id="sent" tabindex="-1">
                    <MessageBar tone=Tone::Success title=texts.sent>
                        <p>{(texts.sent_to)(&groups)}</p>
                        {status}
                    </MessageBar>
                </div>
            }
        })
    })
}
