//! What the search over everything finds: the best of each kind, and the way to all of them.

use crate::prelude::*;
use crate::{
    api::search::find,
    components::{
        avatar::Avatar,
        empty_state::{Art, EmptyState},
        error_view::ErrorView,
        icon::{Glyph, Icon},
        status::device_glyph,
    },
    context::use_texts,
    error::AppError,
    layout::{
        finder::{finds_anything, words},
        page::{DocumentTitle, PageHeader},
    },
    routes,
};
use herald_domain::{permission::Permission, search::Found};

#[component]
pub fn SearchPage() -> impl IntoView {
    if !finds_anything() {
        let error = AppError::Forbidden { permission: Permission::ManagedDevicesRead };
        return view! { <ErrorView error/> };
    }
    let asked = words();
    let content = Suspend::new(async move {
        match find(asked.clone()).await {
            Ok(found) => view! { <Results found words=asked/> },
            Err(error) => view! { <ErrorView error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

/// One thing that was found.
struct Hit {
    href: String,
    picture: AnyView,
    name: String,
    /// What tells it from others of its name.
    more: String,
}

/// What was found of one kind.
struct Kind {
    label: &'static str,
    /// The whole list with the same words.
    all: String,
    hits: Vec<Hit>,
}

fn kinds(found: Found, words: &str) -> Vec<Kind> {
    let texts = use_texts();
    let all = |list: &str| format!("{list}?search={}", routes::encode(words));
    let apart =
        |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let devices = found.devices.map(|rows| Kind {
        label: texts.frame.devices,
        all: all(routes::DEVICES),
        hits: rows
            .into_iter()
            .map(|row| Hit {
                href: routes::device(&row.id),
                picture: view! { <Icon glyph=device_glyph(row.platform) class="icon--muted"/> },
                more: apart([&row.user, &row.model]),
                name: row.name,
            })
            .collect(),
    });
    let users = found.users.map(|rows| Kind {
        label: texts.frame.users,
        all: all(routes::USERS),
        hits: rows
            .into_iter()
            .map(|row| Hit {
                href: routes::user(&row.id),
                picture: view! { <Avatar name=row.display_name.clone()/> },
                name: row.display_name,
                more: row.user_principal_name,
            })
            .collect(),
    });
    let groups = found.groups.map(|rows| Kind {
        label: texts.frame.groups,
        all: all(routes::GROUPS),
        hits: rows
            .into_iter()
            .map(|row| Hit {
                href: routes::group(&row.id),
                picture: view! { <Avatar name=row.name.clone() square=true/> },
                name: row.name,
                more: row.description,
            })
            .collect(),
    });
    [devices, users, groups].into_iter().flatten().collect()
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
        <DocumentTitle title=title.clone()/>
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
        {suggestions}
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

/// The same once more as options of the top bar's list, which script takes from here.
fn suggestions(kinds: Vec<Kind>, words: &str, count: usize) -> AnyView {
    let texts = &use_texts().shell;
    let option = |href: String, content: AnyView| {
        view! {
            <div class="finder__option" role="option" aria-selected="false" data-href=href>
                {content}
            </div>
        }
    };
    let groups = kinds.into_iter().filter(|kind| !kind.hits.is_empty()).map(|kind| {
        let options = kind.hits.into_iter().map(|hit| {
            let content = view! {
                {hit.picture}
                <span class="finder__words">{hit.name} <span class="data-grid__sub">{hit.more}</span></span>
            };
            option(hit.href, content)
        });
        view! {
            <div role="group" aria-label=kind.label>
                <p class="finder__heading" role="presentation">
                    {kind.label}
                </p>
                {options.collect_view()}
            </div>
        }
    });
    let groups = groups.collect_view();
    let all = format!("{}?q={}", routes::SEARCH, routes::encode(words));
    let last = if count == 0 { texts.nothing_found.to_owned() } else { (texts.all_results)(words) };
    let last = view! {
        <Icon glyph=Glyph::Search16/>
        <span class="finder__words">{last}</span>
    };
    view! {
        <div id="suggestions" hidden data-said=(texts.found)(count)>
            {groups}
            {option(all, last)}
        </div>
    }
}
