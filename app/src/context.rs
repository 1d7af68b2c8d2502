//! What every page may ask for: who is signed in, the texts of the language, the present.
//!
//! On the server it comes from the request; the browser gets the same values with the page, so that both render
//! the same.

use crate::{
    dom,
    texts::{Language, Texts},
    view::Me,
};
use herald_domain::{Timestamp, permission::Permission};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
mod server;
#[cfg(feature = "ssr")]
pub use server::{Now, cookie, language as request_language, me_of, set_status, use_server};

/// Who looks at the page; kept up to date in the browser.
#[derive(Clone, Copy)]
struct Viewer(RwSignal<Option<Me>>);

/// The moment at which the page was rendered and the zone to write times in. In the browser both follow the reader
/// once the page is hydrated.
#[derive(Clone, Copy)]
struct Present {
    now: RwSignal<Option<Timestamp>>,
    zone: RwSignal<Zone>,
}

/// The zone in which times are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// On the server and while hydrating, where the reader's zone is not known.
    #[default]
    Utc,
    Reader,
}

/// Provides everything in this module. Called once, by `App`.
pub fn provide_page_context() {
    provide_context(language());
    let me = SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return server::me();
        #[cfg(not(feature = "ssr"))]
        None
    });
    provide_context(Viewer(RwSignal::new(me.into_inner())));
    let now = SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return server::now();
        #[cfg(not(feature = "ssr"))]
        None
    });
    let present = Present { now: RwSignal::new(now.into_inner()), zone: RwSignal::default() };
    provide_context(present);
    dom::every_minute(move |now| {
        present.zone.set(Zone::Reader);
        present.now.set(Some(now));
    });
}

fn language() -> Language {
    #[cfg(feature = "ssr")]
    return server::language();
    #[cfg(not(feature = "ssr"))]
    dom::document_language()
}

/// The signed-in administrator; none on the sign-in page. For showing and hiding only.
#[must_use]
pub fn use_me() -> Signal<Option<Me>> {
    use_context::<Viewer>().map_or_else(|| Signal::stored(None), |viewer| viewer.0.into())
}

/// Replaces what is known of the signed-in administrator, after the server was asked again.
#[must_use]
pub fn me_updater() -> Option<Callback<Me>> {
    let Viewer(known) = use_context()?;
    Some(Callback::new(move |me: Me| {
        if known.with_untracked(|known| known.as_ref() != Some(&me)) {
            known.set(Some(me));
        }
    }))
}

/// Whether the signed-in administrator holds a permission somewhere. For showing and hiding only.
#[must_use]
pub fn may(permission: Permission) -> bool {
    use_me().with(|me| me.as_ref().is_some_and(|me| me.permissions.contains(permission)))
}

/// Whether a permission holds for some groups only, so that what is seen by it is not everything (B28).
#[must_use]
pub fn limited(permission: Permission) -> bool {
    use_me().with(|me| me.as_ref().is_some_and(|me| me.limited.contains(permission)))
}

/// The present as the page knows it; none where the server did not say.
#[must_use]
pub fn use_now() -> Signal<Option<Timestamp>> {
    use_context::<Present>().map_or_else(|| Signal::stored(None), |present| present.now.into())
}

/// The zone to write times in.
#[must_use]
pub fn use_zone() -> Signal<Zone> {
    use_context::<Present>().map_or_else(|| Signal::stored(Zone::Utc), |present| present.zone.into())
}

#[must_use]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_default()
}

/// The texts in the reader's language.
#[must_use]
pub fn use_texts() -> &'static Texts {
    Texts::of(use_language())
}
