//! All devices (B31). What the list shows stands in the address, so that it works without script and can be shared.

pub mod address;
mod commands;
mod filters;
mod list;
mod selection;

use crate::{
    api::devices::list_devices,
    components::error_view::ErrorView,
    context::use_texts,
    error::AppError,
    layout::page::{Crumb, PageHeader},
};
use commands::Commands;
use filters::{Filters, Search};
use herald_domain::device::{DevicePage, DeviceQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use list::List;
use selection::Selection;

#[component]
pub fn DevicesPage() -> impl IntoView {
    let texts = use_texts();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(address::parse));
    let devices = Resource::new(move || query.get(), list_devices);
    let selection = Selection::new();
    let content = move || {
        Suspend::new(async move {
            let query = query.get_untracked();
            match devices.await {
                Ok(page) => view! { <Loaded page query selection devices/> }.into_any(),
                Err(error) => view! { <ErrorView error/> }.into_any(),
            }
        })
    };
    view! {
        <div class="page">
            <Transition fallback=move || {
                view! {
                    <PageHeader title=texts.devices.title trail=vec![Crumb::text(texts.frame.devices)]/>
                    <p role="status">{texts.common.loading}</p>
                }
            }>{content}</Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Loaded(
    page: DevicePage,
    query: DeviceQuery,
    selection: Selection,
    devices: Resource<Result<DevicePage, AppError>>,
) -> impl IntoView {
    let texts = use_texts();
    let rows = StoredValue::new(page.rows.clone());
    let totals = (texts.devices.totals)(page.total, page.reachable);
    view! {
        <PageHeader title=texts.devices.title trail=vec![Crumb::text(texts.frame.devices)]/>
        <Commands query=query.clone() rows selection refresh=Callback::new(move |()| devices.refetch())/>
        <div class="data-grid__toolbar">
            <Search query=query.clone()/>
            <Filters query=query.clone()/>
        </div>
        <div class="data-grid__summary">
            <span class="strong needs-script" role="status">
                {move || (texts.devices.selected)(selection.count())}
                {move || selection.is_full().then(|| format!(" {}", texts.devices.selected_max))}
            </span>
            <span class="muted">{totals}</span>
        </div>
        <List page query selection/>
    }
}
