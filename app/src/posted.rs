//! A form that came without script and could not be carried out: its page is rendered again with what was typed.

use crate::error::AppError;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

/// The fields of a posted form, in order, and why it failed. The server puts it into the context of the page that
/// answers the post. Never holds a password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    pub fields: Vec<(String, String)>,
    pub error: Option<AppError>,
}

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

/// The posted form and the page that it belongs to.
#[derive(Clone)]
struct FirstPage {
    posted: Option<Posted>,
    path: String,
    left: StoredValue<bool>,
}

/// Serialises the posted form to the browser. Called once, by `App`, inside the router.
pub fn provide_posted() {
    let posted = SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return use_context::<Posted>();
        #[cfg(not(feature = "ssr"))]
        None
    });
    let location = use_location();
    let path = location.pathname.get_untracked();
    let left = StoredValue::new(false);
    let first = path.clone();
    Effect::new(move |_| {
        if location.pathname.get() != first {
            left.set_value(true);
        }
    });
    provide_context(FirstPage { posted: posted.into_inner(), path, left });
}

/// The form that this page answers; none after the reader has gone to another page.
#[must_use]
pub fn use_posted() -> Option<Posted> {
    let first = use_context::<FirstPage>()?;
    let here = use_location().pathname.get_untracked();
    (!first.left.get_value() && here == first.path).then_some(first.posted).flatten()
}
