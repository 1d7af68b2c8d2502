//! A drawing, one sentence and one way on, where there is nothing to show.

use crate::prelude::*;
use crate::{
    context::{may, use_texts},
    routes,
};
use herald_domain::permission::Permission;

/// What the drawing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Art {
    /// Nobody hears it: not found, no match, server gone.
    Silent,
    /// Locked: a permission is missing.
    Locked,
}

/// An address that leads on, and what to call it.
pub type WayOn = (String, &'static str);

/// In a list that its search or filters leave empty: `back` is the list without them.
#[must_use]
pub fn no_match(title: &'static str, help: &'static str, back: WayOn) -> AnyView {
    none_yet(title, help, Some(back))
}

/// In a list of which there is nothing yet.
#[must_use]
pub fn none_yet(title: &'static str, help: &'static str, on: Option<WayOn>) -> AnyView {
    let on = on.map(|(address, label)| {
        view! {
            <div class="empty-state__actions">
                <a class="button" href=address>
                    {label}
                </a>
            </div>
        }
    });
    view! {
        <EmptyState art=Art::Silent title>
            <p class="empty-state__body">{help}</p>
            {on}
        </EmptyState>
    }
}

/// To where import is explained, for whoever may see it.
#[must_use]
pub fn to_import() -> Option<WayOn> {
    may(Permission::OrganizationRead)
        .then(|| (routes::CONNECTORS.to_owned(), use_texts().directory.how_to_import))
}

/// To a message to groups, for whoever may send one.
#[must_use]
pub fn to_message() -> Option<WayOn> {
    may(Permission::OrganizationUpdate)
        .then(|| (routes::CUSTOM_NOTIFICATIONS.to_owned(), use_texts().frame.send_custom_notification))
}

/// `page` fills a whole page and carries its `h1`; otherwise it stands in a list.
#[component]
pub fn EmptyState(
    art: Art,
    #[prop(into)] title: String,
    #[prop(optional)] page: bool,
    children: Children,
) -> impl IntoView {
    let drawing = match art {
        Art::Silent => view! {
            <path class="art__soft" d="M84 38c6 7 9 14 9 22s-3 15-9 22M92 30c8 9 12 19 12 30s-4 21-12 30"></path>
            <path
                class="art__line"
                d="M24 50v20M24 54h20c14 0 22-6 27-16v44c-5-10-13-16-27-16H24M34 66h18v26l-9-7-9 7z"
            ></path>
            <path class="art__soft" d="M78 104 30 16"></path>
        },
        Art::Locked => view! {
            <rect class="art__line" x="34" y="54" width="52" height="38" rx="8"></rect>
            <path class="art__line" d="M44 54V42a16 16 0 0 1 32 0v12"></path>
            <circle class="art__solid" cx="60" cy="71" r="4"></circle>
            <path class="art__line" d="M60 74v7"></path>
        },
    };
    let heading = if page {
        view! { <h1 class="empty-state__title">{title}</h1> }
    } else {
        view! { <h2 class="empty-state__title">{title}</h2> }
    };
    view! {
        <section class=if page { "empty-state empty-state--page" } else { "empty-state" }>
            <svg class="empty-state__art" viewBox="0 0 120 120" aria-hidden="true">
                <circle class="art__fill" cx="60" cy="60" r="56"></circle>
                {drawing}
            </svg>
            {heading}
            {children()}
        </section>
    }
}
