//! Leptos' prelude, with a `view!` that gives views of one type.

pub use leptos::prelude::*;

use std::sync::{Arc, Mutex};

/// A part of a view that is read again when a signal changes.
pub type Reactive<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// All that a view can do is compiled once for what `read` answers; of a bare closure once for the closure.
pub fn reactive<T>(read: impl FnMut() -> T + Send + 'static) -> Reactive<T> {
    Arc::new(Mutex::new(read))
}

/// A part of a page as HTML, for what waits for nothing and never comes alive. A page is rendered in pieces, because of what
/// comes later in it, and each element of it then makes strings of its own; where they are many that is half of the work.
#[cfg(feature = "ssr")]
#[must_use]
pub fn written(view: impl RenderHtml) -> String {
    view.to_html()
}

/// Text for an element or an attribute, where HTML is written by hand.
#[cfg(feature = "ssr")]
#[must_use]
pub fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    html_escape::encode_quoted_attribute(text)
}

/// Leptos' `view!`, erased at once. Without this each element is compiled once more for every wrapper in which it
/// stands (an option, a list, the end of a component), which made a tenth of the browser's WebAssembly.
macro_rules! erased_view {
    ($($tokens:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($tokens)* }.into_inner())
    };
}
pub(crate) use erased_view as view;
