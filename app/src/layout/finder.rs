//! The search of the top bar: a plain form that leads to the page of results; script shows the best of them while one
//! types (`enhance/finder.rs`).

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::{may, use_texts},
    routes,
};
use herald_domain::permission::Permission;
use leptos_router::hooks::use_query_map;

/// What it finds, and each kind needs its own permission.
const SEARCHED: [Permission; 3] =
    [Permission::ManagedDevicesRead, Permission::UsersRead, Permission::GroupsRead];

/// Whether the reader can find anything at all.
#[must_use]
pub fn finds_anything() -> bool {
    SEARCHED.into_iter().any(may)
}

/// The words of the page of results.
#[must_use]
pub fn words() -> String {
    use_query_map().with_untracked(|query| query.get("q").unwrap_or_default())
}

#[component]
pub fn Finder() -> impl IntoView {
    if finds_anything() { form(words(), None) } else { ().into_any() }
}

/// The form with `words` in it and, when it is open, the options of its list.
#[must_use]
pub fn form(words: String, options: Option<AnyView>) -> AnyView {
    let texts = &use_texts().shell;
    let open = options.is_some();
    view! {
        <search class="topbar__search">
            <form class="search-box search-box--quiet" action=routes::SEARCH>
                <Icon glyph=Glyph::Search16 class="search-box__icon"/>
                <input
                    class="input search-box__input"
                    type="search"
                    id="find"
                    name="q"
                    value=words
                    autocomplete="off"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=if open { "true" } else { "false" }
                    aria-controls="find-list"
                    aria-keyshortcuts="Control+/"
                    aria-label=texts.search
                    placeholder=texts.search
                />
                <kbd class="search-box__hint needs-script" aria-hidden="true">
                    "Ctrl /"
                </kbd>
                <div class="finder" id="find-list" role="listbox" aria-label=texts.suggestions hidden=!open>
                    {options}
                </div>
                <span class="visually-hidden" role="status" id="find-status"></span>
            </form>
        </search>
    }
}

/// The way there where there is no room for the form.
#[component]
pub fn FinderLink() -> impl IntoView {
    let label = use_texts().shell.search;
    finds_anything().then(|| {
        view! {
            <a class="button button--subtle button--icon topbar__find" href=routes::SEARCH aria-label=label>
                <Icon glyph=Glyph::Search/>
            </a>
        }
    })
}
