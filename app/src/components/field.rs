//! A labelled input of one line, with its hint or its error.

use crate::components::icon::{Glyph, Icon};
use crate::prelude::*;
use leptos::html;

/// A one-line input. What was typed before the page came alive wins over `value`.
#[component]
pub fn TextInput(
    id: &'static str,
    name: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "input")] class: &'static str,
    #[prop(optional)] autofocus: bool,
    /// Ids of the elements that describe it.
    #[prop(into)]
    described_by: Signal<String>,
    #[prop(into)] invalid: Signal<bool>,
    /// Can be read and copied, not changed.
    #[prop(optional, into)]
    locked: Signal<bool>,
) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    Effect::new(move |hydrated: Option<()>| {
        let Some(element) = element.get() else { return };
        let (shown, known) = (element.value(), value.get());
        if shown != known {
            if hydrated.is_none() { value.set(shown) } else { element.set_value(&known) }
        }
    });
    view! {
        <input
            node_ref=element
            class=class
            type=kind
            id=id
            name=name
            required
            autofocus=autofocus
            autocomplete=autocomplete
            aria-describedby=described_by
            aria-invalid=move || invalid.get().then_some("true")
            readonly=locked
            on:input:target=move |event| value.set(event.target().value())
            value=value.get_untracked()
        />
    }
}

/// The error under a field.
#[component]
pub fn FieldError(id: String, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <p class="field__error" id=id hidden=move || error.with(Option::is_none)>
            <Icon glyph=Glyph::Error16/>
            <span>{reactive(move || error.get())}</span>
        </p>
    }
}

/// Label, input and error.
#[component]
pub fn Field(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "input")] class: &'static str,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let described_by =
        move || if error.with(Option::is_some) { format!("{id}-error") } else { String::new() };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <TextInput
                id
                name
                value
                kind
                autocomplete
                class
                autofocus
                described_by=Signal::derive(described_by)
                invalid=Signal::derive(move || error.with(Option::is_some))
            />
            <FieldError id=format!("{id}-error") error/>
        </div>
    }
}
