//! A form that came without script and could not be carried out: its page is rendered again with what was typed.

use crate::prelude::*;
use crate::{
    components::message_bar::{MessageBar, Tone},
    context::use_texts,
    error::AppError,
};

/// The fields of a posted form, in order, and why it failed. The server puts it into the context of the page that
/// answers the post. Never holds a password.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Posted {
    pub fields: Vec<(String, String)>,
    pub error: Option<AppError>,
    /// The form came after the session had ended, and its sender has signed in since: nothing was done with it.
    pub resumed: bool,
}

/// Before the names of the fields that the sign-in page keeps for another page's form.
pub const HELD: &str = "held.";

// The fields can hold the text of a message.
impl std::fmt::Debug for Posted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Posted").field("error", &self.error).finish_non_exhaustive()
    }
}

impl Posted {
    /// The first value of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
    /// Every value of a repeated field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What there is to say above a form that outlived its session.
#[must_use]
pub fn resumed() -> Option<String> {
    let texts = &use_texts().sign_in;
    use_posted().filter(|posted| posted.resumed).map(|_| texts.resumed.to_owned())
}

/// The same as a bar.
#[must_use]
pub fn resumed_notice() -> Option<AnyView> {
    resumed().map(|said| {
        view! {
            <MessageBar tone=Tone::Info live=true>
                {said}
            </MessageBar>
        }
    })
}

/// The form that this page answers.
#[must_use]
pub fn use_posted() -> Option<Posted> {
    use_context()
}
