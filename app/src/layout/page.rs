//! A page in the sheet: title of the document, breadcrumb, heading, content.

use crate::prelude::*;
use crate::{
    components::{
        error_view::{self, ErrorView},
        icon::{Glyph, Icon},
    },
    context::use_texts,
    error::AppError,
    routes,
};
use leptos_meta::Title;

/// A place on the way to the page; without an address it is only a heading of the navigation.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }
}

/// Home, then `trail`, then the page itself.
#[component]
pub fn Breadcrumb(trail: Vec<Crumb>, here: String) -> impl IntoView {
    let texts = &use_texts().frame;
    let step = |crumb: Crumb| {
        view! {
            <li class="breadcrumb__item">
                <Icon glyph=Glyph::ChevronRight16/>
                {match crumb.href {
                    Some(href) => view! { <a href=href>{crumb.label}</a> },
                    None => view! { <span>{crumb.label}</span> },
                }}
            </li>
        }
    };
    view! {
        <nav aria-label=texts.breadcrumb>
            <ol class="breadcrumb__list">
                <li class="breadcrumb__item">
                    <a href=routes::HOME>{texts.home}</a>
                </li>
                {trail.into_iter().map(step).collect_view()}
                <li class="breadcrumb__item">
                    <Icon glyph=Glyph::ChevronRight16/>
                    <span aria-current="page">{here}</span>
                </li>
            </ol>
        </nav>
    }
}

/// The title in the browser's tab. Leptos writes it as it is, so what could end it early is written otherwise.
#[component]
pub fn DocumentTitle(#[prop(into)] title: String) -> impl IntoView {
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    view! { <Title text=format!("{title} · Herald")/> }
}

/// In place of a page that cannot be shown: why, and the same in the browser's tab.
#[component]
pub fn ErrorPage(error: AppError) -> impl IntoView {
    view! {
        <DocumentTitle title=error_view::title(&error)/>
        <ErrorView error/>
    }
}

/// Breadcrumb and heading of a plain page. `actions` stand beside the heading.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    #[prop(optional)] trail: Vec<Crumb>,
    #[prop(optional, into)] lede: Option<String>,
    #[prop(optional, into)] actions: Option<AnyView>,
) -> impl IntoView {
    view! {
        <DocumentTitle title=title.clone()/>
        <header class="page__header">
            <Breadcrumb trail here=title.clone()/>
            <div class="page__heading">
                <div class="page__titles">
                    <h1 class="page__title">{title}</h1>
                    {lede.map(|lede| view! { <p class="page__lede">{lede}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="page__actions">{actions}</div> })}
            </div>
        </header>
    }
}
