//! Leptos' prelude, with a `view!` that gives views of one type.

pub use leptos::prelude::*;

use std::sync::{Arc, Mutex};

/// A part of a view that is read again when a signal changes.
pub type Reactive<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// All that a view can do is compiled once for what `read` answers; of a bare closure once for the closure.
pub fn reactive<T>(read: impl FnMut() -> T + Send + 'static) -> Reactive<T> {
    Arc::new(Mutex::new(read))
}

/// Leptos' `view!`, erased at once. Without this each element is compiled once more for every wrapper in which it
/// stands (an option, a list, the end of a component), which made a tenth of the browser's WebAssembly.
macro_rules! erased_view {
    ($($tokens:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($tokens)* }.into_inner())
    };
}
pub(crate) use erased_view as view;
