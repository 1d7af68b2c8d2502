//! The search box of a list: a plain form, which follows while one types.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
};

/// `kept` are the fields of the list's address that a search leaves as they are.
#[component]
pub fn SearchBox(
    #[prop(into)] path: String,
    label: &'static str,
    search: String,
    kept: Vec<(&'static str, String)>,
) -> impl IntoView {
    let texts = use_texts();
    let kept = kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form class="line" role="search" method="get" action=path data-live>
            <span id="kept" hidden data-live-region>
                {kept.collect_view()}
            </span>
            <div class="search-box grow">
                <Icon glyph=Glyph::Search16 class="search-box__icon"/>
                <input
                    class="input search-box__input"
                    type="search"
                    id="search"
                    name="search"
                    value=search
                    autocomplete="off"
                    aria-label=label
                    placeholder=label
                />
            </div>
            <noscript>
                <button class="button">{texts.common.search}</button>
            </noscript>
        </form>
    }
}
