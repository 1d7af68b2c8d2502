//! What every page may ask for: who is signed in, the texts of the language, the present.
//!
//! On the server it comes from the request. An island asks the document for the same values, which the server wrote
//! on its root element, so that both render the same.

use crate::texts::{Language, Texts};
use herald_domain::Timestamp;
#[cfg(feature = "ssr")]
use herald_domain::permission::Permission;

#[cfg(feature = "ssr")]
mod server;
#[cfg(feature = "ssr")]
use server as source;
#[cfg(feature = "ssr")]
pub use server::{
    Now, ReaderZone, asked_language, cookie, me as use_me, me_of, set_status, turn_to, use_server,
};

#[cfg(not(feature = "ssr"))]
mod document;
#[cfg(not(feature = "ssr"))]
use document as source;

/// The zone in which times are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// On the server, until the browser has told the reader's zone.
    #[default]
    Utc,
    Reader,
}

/// Whom a page or an island is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// Empty before sign-in.
    pub user_principal_name: String,
    pub tenant: String,
    /// Whether links to Delivery status lead anywhere for them.
    pub reads_deliveries: bool,
    /// Whether they may see anywhere which people and devices groups lead to.
    pub reads_members: bool,
}

#[must_use]
pub fn use_viewer() -> Viewer {
    source::viewer()
}

/// Whether the signed-in administrator holds a permission somewhere. For showing and hiding only, and only on the
/// server: an island is told what it may show.
#[cfg(feature = "ssr")]
#[must_use]
pub fn may(permission: Permission) -> bool {
    use_me().is_some_and(|me| me.permissions.contains(permission))
}

/// Whether a permission holds for some groups only, so that what is seen by it is not everything (B28).
#[cfg(feature = "ssr")]
#[must_use]
pub fn limited(permission: Permission) -> bool {
    use_me().is_some_and(|me| me.limited.contains(permission))
}

/// The present; none where the server did not say.
#[must_use]
pub fn use_now() -> Option<Timestamp> {
    source::now()
}

/// The zone to write times in.
#[must_use]
pub fn use_zone() -> Zone {
    source::zone()
}

/// How far the reader's clock is ahead of UTC at that moment.
#[must_use]
pub fn utc_offset_minutes(at: Timestamp) -> i64 {
    source::utc_offset_minutes(at)
}

#[must_use]
pub fn use_language() -> Language {
    source::language()
}

/// The texts in the reader's language.
#[must_use]
pub fn use_texts() -> &'static Texts {
    Texts::of(use_language())
}
