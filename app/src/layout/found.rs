//! What the search over everything found, in words and pictures, for its page and for the top bar's list.

use crate::prelude::*;
use crate::{
    components::{
        avatar::Avatar,
        icon::{Glyph, Icon},
        status::device_glyph,
    },
    context::use_texts,
    routes,
};
use herald_domain::search::Found;

/// One thing that was found.
pub struct Hit {
    pub href: String,
    pub picture: AnyView,
    pub name: String,
    /// What tells it from others of its name.
    pub more: String,
}

/// What was found of one kind.
pub struct Kind {
    pub label: &'static str,
    /// The whole list with the same words.
    pub all: String,
    pub hits: Vec<Hit>,
}

/// Those kinds that the reader may read.
pub fn kinds(found: Found, words: &str) -> Vec<Kind> {
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

/// As options of the top bar's list; the last leads to everything that `words` find.
pub fn suggestions(kinds: Vec<Kind>, words: &str, count: usize) -> AnyView {
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
        {groups}
        {option(all, last)}
    }
}
