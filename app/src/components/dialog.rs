//! A question that has to be answered before anything else: the safe answer first.

use crate::dom;
use crate::prelude::*;
use leptos::html;

/// Shown while `open`. Esc is the safe answer.
#[component]
pub fn ConfirmDialog(
    open: RwSignal<bool>,
    id: &'static str,
    title: &'static str,
    body: &'static str,
    /// Names the safe answer.
    stay: &'static str,
    /// Names the act.
    proceed: &'static str,
    on_proceed: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| if open.get() { dom::show_modal(dialog) } else { dom::close_modal(dialog) });
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            aria-labelledby=format!("{id}-title")
            aria-describedby=format!("{id}-body")
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                event.stop_propagation();
                open.set(false);
            }
        >
            <h2 class="dialog__title" id=format!("{id}-title")>
                {title}
            </h2>
            <p id=format!("{id}-body")>{body}</p>
            <div class="dialog__actions">
                <button class="button" type="button" on:click=move |_| open.set(false)>
                    {stay}
                </button>
                <button
                    class="button button--danger"
                    type="button"
                    on:click=move |_| {
                        open.set(false);
                        on_proceed.run(());
                    }
                >
                    {proceed}
                </button>
            </div>
        </dialog>
    }
}
