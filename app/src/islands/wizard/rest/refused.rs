//! Why Create was refused (B19).

use crate::islands::wizard::form::Form;
use crate::prelude::*;
use crate::{
    components::{
        message_bar::{MessageBar, Tone},
        refusal::{To, refusal},
    },
    context::{use_texts, use_zone},
    error::AppError,
    routes,
};

/// Everything typed is still there. It takes the focus and so is read out; the toast says the same.
#[component]
pub fn Refused(form: Form) -> impl IntoView {
    let texts = use_texts();
    let zone = use_zone();
    reactive(move || {
        form.error.get().map(|error| {
            let sign_in = (error == AppError::SignedOut).then(|| {
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
