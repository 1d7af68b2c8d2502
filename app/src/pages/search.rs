//! What the search over everything finds: the best of each kind, and the way to all of them.

use crate::prelude::*;
use crate::{
    api::search::find,
    components::{
        empty_state::{Art, EmptyState},
        icon::{Glyph, Icon},
    },
    context::use_texts,
    error::AppError,
    layout::{
        finder::{finds_anything, words},
        found::{Kind, kinds, suggestions},
        page::{ErrorPage, PageHeader},
    },
    routes,
};
use herald_domain::{permission::Permission, search::Found};

#[component]
pub fn SearchPage() -> impl IntoView {
    if !finds_anything() {
        let error = AppError::Forbidden { permission: Permission::ManagedDevicesRead };
        return view! { <ErrorPage error/> };
    }
    let asked = words();
    let content = Suspend::new(async move {
        match find(asked.clone()).await {
            Ok(found) => view! { <Results found words=asked/> },
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

#[component]
fn Results(found: Found, words: String) -> impl IntoView {
    let texts = &use_texts().shell;
    let words = words.trim().to_owned();
    let count = found.hits();
    let title = if words.is_empty() { texts.search_title.to_owned() } else { (texts.results_for)(&words) };
    let suggestions = suggestions(kinds(found.clone(), &words), &words, count);
    let nothing = (count == 0).then(|| {
        let (title, help) = match words.as_str() {
            "" => (texts.search_empty, texts.search),
            _ => (texts.nothing_found, texts.nothing_found_help),
        };
        view! {
            <EmptyState art=Art::Silent title>
                <p class="empty-state__body">{help}</p>
            </EmptyState>
        }
    });
    let sections = kinds(found, &words).into_iter().filter(|kind| !kind.hits.is_empty()).map(section);
    view! {
        <PageHeader title/>
        <form class="search-page__form" role="search" action=routes::SEARCH>
            <div class="search-box grow">
                <Icon glyph=Glyph::Search16 class="search-box__icon"/>
                <input
                    class="input search-box__input"
                    type="search"
                    name="q"
                    value=words
                    autocomplete="off"
                    aria-label=texts.search
                    placeholder=texts.search
                />
            </div>
            <button class="button">{use_texts().common.search}</button>
        </form>
        {nothing}
        <div class="tiles tiles--3">{sections.collect_view()}</div>
        // The same once more as options of the top bar's list, which script takes from here.
        <div id="suggestions" hidden data-said=(texts.found)(count)>
            {suggestions}
        </div>
    }
}

fn section(kind: Kind) -> AnyView {
    let Kind { label, all, hits } = kind;
    let rows = hits.into_iter().map(|hit| {
        view! {
            <li class="rows__item">
                <a class="rows__link" href=hit.href>
                    {hit.picture}
                    <span class="grow">{hit.name} <span class="data-grid__sub">{hit.more}</span></span>
                    <Icon glyph=Glyph::ChevronRight16/>
                </a>
            </li>
        }
    });
    view! {
        <section class="card" aria-label=label>
            <div class="card__header">
                <h2 class="card__title card__title--large">{label}</h2>
                <a href=all>{use_texts().shell.see_all}</a>
            </div>
            <ul class="rows">{rows.collect_view()}</ul>
        </section>
    }
}
