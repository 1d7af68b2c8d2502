//! Device actions: what was done to single devices, and what became of it, without text (B23, B32). What the list shows
//! stands in the address.

mod address;
mod list;

use crate::prelude::*;
use crate::{
    api::devices::list_device_actions,
    components::{
        command_bar::ListCommands,
        filter_pill::{Choice, FilterPill, filter_pills},
        listed::listed,
        search_box::SearchBox,
    },
    context::use_texts,
    layout::page::{Crumb, ErrorPage, PageHeader},
    live::Kind,
    routes,
};
use herald_domain::{
    action::{ActionQuery, ActionRow, ActionStatus},
    directory::Page,
};
use leptos_router::hooks::use_query_map;

#[component]
pub fn DeviceActionsPage() -> impl IntoView {
    let query = use_query_map().with_untracked(address::parse);
    let content = Suspend::new(async move {
        match list_device_actions(query.clone()).await {
            Ok(page) => content(&query, page),
            Err(error) => view! { <ErrorPage error/> }.into_any(),
        }
    });
    view! { <div class="page">{content}</div> }
}

fn content(query: &ActionQuery, page: Page<ActionRow>) -> AnyView {
    let texts = use_texts();
    let labels = &texts.actions;
    let kept = address::fields(&ActionQuery { search: String::new(), page: 1, ..query.clone() });
    // Others' messages are told with their devices, and how one's own ended before they left with one's sends.
    let follow = format!("{} {}", Kind::Devices.word(), Kind::Sends.word());
    let toolbar = view! {
        <SearchBox
            path=routes::DEVICE_ACTIONS
            label=texts.devices.search
            search=query.search.clone()
            kept
        />
        {filter_pills(status_pill(query))}
    };
    view! {
        <PageHeader
            title=texts.frame.device_actions
            trail=vec![Crumb::text(texts.frame.devices)]
            lede=labels.lede
        />
        <ListCommands label=labels.commands file="device-actions.csv"/>
        {listed(toolbar, (labels.total)(page.total), Some(follow), list::list(page, query))}
    }
    .into_any()
}

fn status_pill(query: &ActionQuery) -> AnyView {
    let labels = &use_texts().devices;
    let choices = ActionStatus::ALL.iter().map(|status| Choice {
        label: labels.action_status(*status),
        href: address::with(query, |q| q.status = Some(*status)),
        chosen: query.status == Some(*status),
    });
    view! {
        <FilterPill
            id="filter-status"
            label=labels.status
            choices=choices.collect()
            any=address::with(query, |q| q.status = None)
        />
    }
}
