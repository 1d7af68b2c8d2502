//! The table of All devices and its pages.

use super::{address, commands::SELECTION};
use crate::prelude::*;
use crate::{
    components::{
        breaks,
        empty_state::{no_match, none_yet},
        icon::Icon,
        moment::Moment,
        pagination::Pagination,
        sort_head::sort_head,
        status::{ComplianceStatus, Reachability, device_glyph},
    },
    context::use_texts,
    routes,
    texts::devices::DevicesTexts,
};
use herald_domain::{
    device::{DevicePage, DeviceQuery, DeviceRow, DeviceSort, PAGE_SIZE},
    ids::DeviceId,
};
use std::sync::Arc;

#[component]
pub fn List(page: DevicePage, query: DeviceQuery, ticked: Vec<DeviceId>) -> impl IntoView {
    let texts = use_texts();
    if page.rows.is_empty() {
        return view! { <Nothing query/> };
    }
    let pages = query.clone();
    let href = Arc::new(move |to: u64| {
        address::of(&DeviceQuery { page: u32::try_from(to).unwrap_or(u32::MAX), ..pages.clone() })
    });
    view! {
        <div class="data-grid data-grid--lines data-grid--nowrap">
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-label=texts.devices.title>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader" class="data-grid__select">
                                <input
                                    class="checkbox needs-script"
                                    type="checkbox"
                                    aria-label=texts.devices.select_page
                                    data-select-all
                                />
                            </th>
                            <Heads query=query.clone() texts=&texts.devices/>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {page
                            .rows
                            .into_iter()
                            .map(|row| {
                                let ticked = ticked.contains(&row.id);
                                view! { <Row row ticked/> }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </div>
        <Pagination current=query.page total=page.total size=PAGE_SIZE range=texts.devices.range href/>
    }
}

/// No device at all, or none that matches.
#[component]
fn Nothing(query: DeviceQuery) -> impl IntoView {
    let texts = &use_texts().devices;
    if address::narrows(&query) {
        let all = (routes::DEVICES.to_owned(), texts.clear_filters);
        no_match(texts.no_match, texts.no_match_help, all)
    } else {
        none_yet(texts.none_yet, texts.none_yet_help)
    }
}

#[component]
fn Heads(query: DeviceQuery, texts: &'static DevicesTexts) -> impl IntoView {
    let head = |sort: DeviceSort, label: &'static str, class: &'static str| {
        let order = (query.sort == sort).then_some(query.descending);
        // A second click turns the order around.
        let descending = order == Some(false);
        sort_head(label, class, order, address::with(&query, |q| (q.sort, q.descending) = (sort, descending)))
    };
    view! {
        {head(DeviceSort::Name, texts.name, "")}
        {head(DeviceSort::ManagedBy, texts.managed_by, "col-wide")}
        {head(DeviceSort::Ownership, texts.ownership, "col-medium")}
        {head(DeviceSort::Compliance, texts.compliance, "")}
        {head(DeviceSort::Os, texts.os, "")}
        {head(DeviceSort::OsVersion, texts.os_version, "col-wide")}
        {head(DeviceSort::User, texts.primary_user, "col-medium")}
        {head(DeviceSort::LastCheckIn, texts.last_check_in, "col-medium")}
        {head(DeviceSort::Reachable, texts.reachable, "")}
    }
}

#[component]
fn Row(row: DeviceRow, ticked: bool) -> impl IntoView {
    let texts = use_texts();
    let DeviceRow { id, name, managed_by, ownership, compliance, platform, os_version, model, user, .. } =
        row;
    // On narrow screens the second line says whose it is.
    let owner =
        (!user.is_empty()).then(|| view! { <span class="data-grid__narrow">" · " {user.clone()}</span> });
    view! {
        <tr role="row">
            <td role="cell" class="data-grid__select">
                <input
                    class="checkbox"
                    type="checkbox"
                    aria-label=(texts.devices.select)(&name)
                    name="device"
                    value=id.as_str().to_owned()
                    form=SELECTION
                    checked=ticked
                    data-select=id.as_str().to_owned()
                    autocomplete="off"
                />
            </td>
            <th scope="row" role="rowheader">
                <span class="data-grid__media">
                    <Icon glyph=device_glyph(platform) class="icon--muted"/>
                    <span>
                        <a class="data-grid__primary" href=routes::device(&id)>
                            {name}
                        </a>
                        <span class="data-grid__sub">{model} {owner}</span>
                    </span>
                </span>
            </th>
            <td role="cell" class="col-wide">
                {managed_by}
            </td>
            <td role="cell" class="col-medium">
                {texts.common.ownership(ownership)}
            </td>
            <td role="cell" class="col-card-hidden">
                <ComplianceStatus compliance/>
            </td>
            <td role="cell" class="col-card-hidden">
                {texts.common.platform(platform)}
            </td>
            <td role="cell" class="col-wide data-grid__wrap">
                {breaks::version(&os_version)}
            </td>
            <td role="cell" class="col-medium data-grid__wrap">
                {user}
            </td>
            <td role="cell" class="col-medium data-grid__when">
                {match row.last_check_in {
                    Some(at) => view! { <Moment at/> },
                    None => texts.common.never.into_any(),
                }}
            </td>
            <td role="cell" class="data-grid__state">
                <Reachability reasons=row.reasons/>
            </td>
        </tr>
    }
}
