//! The part of the WebAssembly that this is.

use super::Begin;

#[cfg(feature = "hydrate")]
mod browser {
    use super::Begin;
    use crate::{given::is_given, islands::wizard::Opening};
    use leptos::prelude::lazy;
    use std::sync::OnceLock;

    static WITH_THE_PAGE: OnceLock<Begin> = OnceLock::new();

    /// What the server rendered of it can only come alive once it is there.
    pub async fn prepare() {
        if is_given::<Opening>() {
            let begin = load().await;
            WITH_THE_PAGE.get_or_init(|| begin);
        }
    }

    pub fn at_hand() -> Option<Begin> {
        WITH_THE_PAGE.get().copied()
    }

    pub async fn load() -> Begin {
        wizard_rest_loader().await
    }

    #[lazy]
    fn wizard_rest_loader() -> Begin {
        super::super::begin
    }
}

#[cfg(feature = "hydrate")]
pub use browser::{at_hand, load, prepare};

/// On the server for a page that does not begin with an empty form.
#[cfg(not(feature = "hydrate"))]
pub fn at_hand() -> Option<Begin> {
    crate::given::given::<super::Opening>().map(|_| super::begin as Begin)
}

/// Nobody goes into a form on the server.
#[cfg(not(feature = "hydrate"))]
pub async fn load() -> Begin {
    super::begin
}
