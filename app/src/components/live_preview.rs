//! A preview that follows what is written. The server has drawn the phones, so that the browser need not be able to.

use crate::prelude::*;
use crate::{components::truncation, context::use_texts, dom};
use herald_domain::text::normalise;
use leptos::html;

/// `drawing` is the HTML of a component of `phone_preview`.
#[component]
pub fn LivePreview(
    drawing: String,
    title: RwSignal<String>,
    body: RwSignal<String>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let cut = use_texts().wizard.preview_cut;
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let (title, body) = (title.with(|text| normalise(text)), body.with(|text| normalise(text)));
        let note = truncation::last_words(&body).map(|words| cut(&words)).unwrap_or_default();
        dom::fill(place, &[("title", &title), ("body", &body), ("note", &note)]);
    });
    view! { <div class=class node_ref=place inner_html=drawing></div> }
}
