//! Leptos' prelude, with a `view!` that gives views of one type.

pub use leptos::prelude::*;

/// Leptos' `view!`, erased at once. Without this each element is compiled once more for every wrapper in which it
/// stands (an option, a list, the end of a component), which made a tenth of the browser's WebAssembly.
macro_rules! erased_view {
    ($($tokens:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($tokens)* }.into_inner())
    };
}
pub(crate) use erased_view as view;
