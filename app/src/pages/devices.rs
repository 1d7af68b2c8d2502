//! All devices (B31). What the list shows stands in the address, so that it works without script and can be shared.

pub mod address;
pub mod columns;
mod commands;
mod filters;
mod list;
mod rows;
mod send;

use crate::prelude::*;
use crate::{
    api::devices::list_devices,
    components::out_of_date::out_of_date,
    context::use_texts,
    layout::page::{Crumb, ErrorPage, PageHeader},
};
use columns::Columns;
use commands::Commands;
use filters::{Filters, Search};
use herald_domain::device::{DevicePage, DeviceQuery};
use leptos_router::hooks::use_query_map;
use list::List;
use send::Asked;

#[component]
pub fn DevicesPage() -> impl IntoView {
    let (query, asked) = use_query_map().with_untracked(|map| (address::parse(map), Asked::parse(map)));
    let content = Suspend::new(async move {
        match list_devices(query.clone()).await {
            Ok(page) => {
                let send = asked.load().await;
                view! { <Loaded page query send/> }
            }
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

#[component]
fn Loaded(page: DevicePage, query: DeviceQuery, send: send::Loaded) -> impl IntoView {
    let texts = use_texts();
    let totals = (texts.devices.totals)(page.total, page.reachable);
    let (ticked, notice) = (send.ticked(), send.notice());
    let pane = send.pane(&query);
    let columns = Columns::chosen();
    let choice = columns::choice(&columns, address::of(&query));
    view! {
        <PageHeader title=texts.devices.title trail=vec![Crumb::text(texts.frame.devices)]/>
        <Commands query=query.clone() ticked=ticked.clone()/>
        {choice}
        {notice}
        {out_of_date(texts.directory.out_of_date)}
        <div class="data-grid__toolbar">
            <Search query=query.clone()/>
            <Filters query=query.clone()/>
        </div>
        <div id="devices" class="stack" data-live-region>
            <div class="data-grid__summary">
                <span class="strong needs-script" role="status" data-selected>
                    {(texts.to_devices.selected)(0)}
                </span>
                <button class="link-button" type="button" data-do="clear-selection" hidden>
                    {texts.to_devices.clear_selection}
                </button>
                <span class="muted" role="status" id="totals">
                    {totals}
                </span>
            </div>
            <List page query ticked columns/>
        </div>
        {pane}
    }
}
