//! The search box of a list: follows while one types, and is a plain form without script.

use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Form, hooks::use_navigate};
use std::{sync::Arc, time::Duration};

/// How long typing may pause before the list follows.
const PAUSE: Duration = Duration::from_millis(250);

/// `kept` are the fields of the list's address that a search leaves as they are; `href` is the address of the list that
/// searches for a text.
#[component]
pub fn SearchBox(
    #[prop(into)] path: String,
    label: &'static str,
    search: String,
    kept: Vec<(&'static str, String)>,
    href: Arc<dyn Fn(&str) -> String + Send + Sync>,
) -> impl IntoView {
    let texts = use_texts();
    let kept: Vec<_> = kept
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let navigate = use_navigate();
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let follow = move |typed: String| {
        let to = href(typed.trim());
        let navigate = navigate.clone();
        let go = move || {
            navigate(&to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        if let Some(earlier) = pending.get_value() {
            earlier.clear();
        }
        pending.set_value(set_timeout_with_handle(go, PAUSE).ok());
    };
    view! {
        <Form method="GET" action=path attr:class="line" attr:role="search">
            {kept}
            <div class="search-box grow">
                <Icon glyph=Glyph::Search16 class="search-box__icon"/>
                <input
                    class="input search-box__input"
                    type="search"
                    id="search"
                    name="search"
                    value=search
                    aria-label=label
                    placeholder=label
                    on:input:target=move |event| follow(event.target().value())
                />
            </div>
            <noscript>
                <button class="button">{texts.common.search}</button>
            </noscript>
        </Form>
    }
    .into_any()
}
