//! Leaving a half-written message asks first, and so does leaving one that is on its way.

use super::form::Form;
use crate::prelude::*;
use crate::{components::dialog::ConfirmDialog, context::use_texts, dom};
use leptos::ev;

/// The question, and what makes the page ask it: a link to another page, or the end of the tab.
#[component]
pub fn AskBeforeLeaving(form: Form) -> impl IntoView {
    let texts = &use_texts().wizard;
    let [open, open_sending] = [(), ()].map(|()| RwSignal::new(false));
    let target = StoredValue::new(String::new());
    // Asked and answered.
    let leaving = StoredValue::new(false);
    // A message that is on its way still stands in the form.
    let half_written = move || !form.wizard.with_untracked(|state| form.is_untouched(state));
    Effect::new(move |_| {
        let unload = window_event_listener(ev::beforeunload, move |event| {
            if half_written() && !leaving.get_value() {
                event.prevent_default();
            }
        });
        let links = on_link(move |href| {
            let asks = half_written();
            if asks {
                target.set_value(href);
                if form.busy.get_untracked() { open_sending.set(true) } else { open.set(true) }
            }
            asks
        });
        // Both end with the page.
        StoredValue::new_local(links);
        on_cleanup(move || unload.remove());
    });
    // By then it is told how it ended.
    Effect::new(move |_| {
        if !form.busy.get() {
            open_sending.set(false);
        }
    });
    let go = move || dom::go(&target.get_value());
    let on_proceed = Callback::new(move |()| {
        form.clear();
        go();
    });
    view! {
        <ConfirmDialog
            open
            id="leave"
            title=texts.leave_title
            body=texts.leave_body
            stay=texts.keep_writing
            proceed=texts.discard
            on_proceed
        />
        <ConfirmDialog
            open=open_sending
            id="leave-sending"
            title=texts.leave_sending_title
            body=texts.leave_sending_body
            stay=texts.stay
            proceed=texts.leave
            on_proceed=Callback::new(move |()| {
                leaving.set_value(true);
                go();
            })
        />
    }
}

#[cfg(feature = "hydrate")]
use browser::on_link;
#[cfg(not(feature = "hydrate"))]
struct Listener;
#[cfg(not(feature = "hydrate"))]
fn on_link(_: impl Fn(String) -> bool + 'static) -> Listener {
    Listener
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::{document, window};
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{Element, HtmlAnchorElement, MouseEvent};

    /// A listener that ends when it is dropped.
    pub struct Listener(Closure<dyn FnMut(MouseEvent)>);

    impl Drop for Listener {
        fn drop(&mut self) {
            let callback = self.0.as_ref().unchecked_ref();
            if document().remove_event_listener_with_callback_and_bool("click", callback, true).is_err() {
                leptos::logging::warn!("cannot stop listening");
            }
        }
    }

    /// Calls `ask` with the address of a link to another page of this site before the browser follows it; it does
    /// not when `ask` says so.
    pub fn on_link(ask: impl Fn(String) -> bool + 'static) -> Listener {
        let closure = Closure::<dyn FnMut(MouseEvent)>::new(move |event: MouseEvent| {
            if let Some(address) = address_of(&event)
                && ask(address)
            {
                event.prevent_default();
                event.stop_propagation();
            }
        });
        let callback = closure.as_ref().unchecked_ref();
        if document().add_event_listener_with_callback_and_bool("click", callback, true).is_err() {
            leptos::logging::warn!("cannot listen for links");
        }
        Listener(closure)
    }

    /// Where a plain click on a link would lead in this tab, if that is another page of this site.
    fn address_of(event: &MouseEvent) -> Option<String> {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.button() != 0 || modified {
            return None;
        }
        let element: Element = event.target()?.dyn_into().ok()?;
        let link: HtmlAnchorElement = element.closest("a[href]").ok()??.dyn_into().ok()?;
        let here = window().location();
        let elsewhere = link.origin() != here.origin().ok()?;
        let same_page = link.pathname() == here.pathname().ok()?;
        let apart = !link.target().is_empty() || link.has_attribute("download");
        (!elsewhere && !same_page && !apart).then(|| link.pathname() + &link.search())
    }
}
