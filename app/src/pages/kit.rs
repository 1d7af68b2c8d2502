//! The demo's page of components: the whole kit in all its states, for whoever works on it and for the tests that compare
//! it with pictures. Rendered on the server alone.

mod controls;
mod details;
mod lists;
mod overlays;
mod results;
mod samples;
mod screens;
mod specimen;
mod states;
mod wall;

use crate::prelude::*;
use crate::{
    context::use_texts,
    error::AppError,
    layout::{
        page::{ErrorPage, PageHeader},
        part::demo_style,
    },
    phones::PhoneWall,
    texts::kit::KitTexts,
};
use std::sync::Arc;

/// A kind of component: its anchor, its name, its states.
type Section = (&'static str, &'static str, Vec<AnyView>);

#[component]
pub fn KitPage() -> impl IntoView {
    // The demo alone has phones, and this page.
    if use_context::<Arc<dyn PhoneWall>>().is_none() {
        return view! { <ErrorPage error=AppError::NotFound/> };
    }
    let texts = &use_texts().kit;
    let sections = sections(texts);
    let contents = sections.iter().map(|(anchor, name, _)| {
        view! {
            <li>
                <a href=format!("#{anchor}")>{*name}</a>
            </li>
        }
    });
    view! {
        <div class="page">
            {demo_style()}
            <PageHeader title=texts.title lede=texts.lede/>
            <nav aria-label=texts.sections>
                <ul class="legend">{contents.collect_view()}</ul>
            </nav>
            {sections.into_iter().map(section).collect_view()}
        </div>
    }
}

fn sections(texts: &'static KitTexts) -> Vec<Section> {
    vec![
        ("shell", texts.shell, screens::shell(texts)),
        ("buttons", texts.buttons, controls::buttons(texts)),
        ("states", texts.states, states::states(texts)),
        ("commands", texts.commands, controls::commands(texts)),
        ("grid", texts.grid, lists::grid(texts)),
        ("search", texts.search, lists::search(texts)),
        ("filters", texts.filters, lists::filters(texts)),
        ("pages", texts.pages, lists::pages(texts)),
        ("stepper", texts.stepper, controls::stepper(texts)),
        ("fields", texts.fields, controls::fields(texts)),
        ("choices", texts.choices, controls::choices(texts)),
        ("picker", texts.picker, lists::picker(texts)),
        ("messages", texts.messages, results::messages(texts)),
        ("labels", texts.labels, results::labels(texts)),
        ("details", texts.details, details::details(texts)),
        ("permissions", texts.permissions, details::permissions(texts)),
        ("menu", texts.menu, overlays::menu(texts)),
        ("pane", texts.pane, overlays::pane(texts)),
        ("dialog", texts.dialog, overlays::dialog(texts)),
        ("toast", texts.toast, overlays::toast(texts)),
        ("bell", texts.bell, overlays::bell(texts)),
        ("progress", texts.progress, results::progress(texts)),
        ("quota", texts.quota, results::quota(texts)),
        ("reach", texts.reach, results::reach(texts)),
        ("charts", texts.charts, results::charts(texts)),
        ("phone", texts.phone, screens::phone(texts)),
        ("wall", texts.wall, wall::wall(texts)),
        ("empty", texts.empty_states, screens::empty(texts)),
        ("errors", texts.errors, screens::errors(texts)),
        ("ways", texts.navigation, screens::ways(texts)),
    ]
}

fn section((anchor, name, specimens): Section) -> AnyView {
    let heading = format!("{anchor}-h");
    let labelled_by = heading.clone();
    view! {
        <section class="section" id=anchor aria-labelledby=labelled_by>
            <h2 class="section__title" id=heading>
                {name}
            </h2>
            <div class="kit__items">{specimens}</div>
        </section>
    }
}

#[cfg(test)]
mod tests;
