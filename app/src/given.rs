//! What a page gives an island: the page writes it beside the island, the island reads it there.
//!
//! Props would do the same, but the library reads them with a JSON parser of its own, which the browser would have to
//! load.

use serde::{Serialize, de::DeserializeOwned};

/// Something that an island is given; at most one of a kind on a page.
pub trait Given: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// The id of the element that carries it.
    const ID: &'static str;
}

/// Goes before the island, inside the same owner.
#[cfg(feature = "ssr")]
#[must_use]
pub fn give<T: Given>(value: T) -> crate::prelude::AnyView {
    use crate::prelude::*;
    // Maps with keys that are no text are all that could fail.
    let json = serde_json::to_string(&value).unwrap_or_default();
    provide_context(value);
    view! { <data hidden id=T::ID value=json></data> }
}

/// On the server what [`give`] was called with. None where a page forgot it.
#[cfg(not(feature = "hydrate"))]
#[must_use]
pub fn given<T: Given>() -> Option<T> {
    leptos::prelude::use_context()
}

/// What stands in the page.
#[cfg(feature = "hydrate")]
#[must_use]
pub fn given<T: Given>() -> Option<T> {
    let json = leptos::prelude::document().get_element_by_id(T::ID)?.get_attribute("value")?;
    crate::json::read(&json).ok()
}

/// Whether the page gives it.
#[cfg(feature = "hydrate")]
#[must_use]
pub fn is_given<T: Given>() -> bool {
    leptos::prelude::document().get_element_by_id(T::ID).is_some()
}
