//! Devices on the page of somebody or of a group: which they are, and whether messages reach them, with every reason.

use crate::prelude::*;
use crate::{
    components::{
        data_grid::data_grid,
        icon::Icon,
        moment::Moment,
        sort_head::plain_head,
        status::{Reachability, device_glyph},
    },
    context::use_texts,
    routes,
};
use herald_domain::device::DeviceRow;

/// `first` is the head of the name's column, if it sorts. `inset` inside a card; `owners` shows whose each is.
#[component]
pub fn DeviceTable(
    rows: Vec<DeviceRow>,
    label: String,
    #[prop(optional)] first: Option<AnyView>,
    #[prop(optional)] inset: bool,
    #[prop(optional)] owners: bool,
) -> impl IntoView {
    let texts = use_texts();
    let labels = &texts.devices;
    // Whose it is says more, where there is no room for both.
    let class = if owners { "col-medium" } else { "" };
    let row = |row: DeviceRow| {
        let system = format!("{} {}", texts.common.platform(row.platform), row.os_version);
        let user = owners.then(|| {
            view! {
                <td role="cell" class="data-grid__wrap">
                    {row.user.clone()}
                </td>
            }
        });
        let owner = (owners && !row.user.is_empty())
            .then(|| view! { <span class="data-grid__narrow">" · " {row.user.clone()}</span> });
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">
                    <span class="data-grid__media">
                        <Icon glyph=device_glyph(row.platform) class="icon--muted"/>
                        <span>
                            <a class="data-grid__primary" href=routes::device(&row.id)>
                                {row.name}
                            </a>
                            <span class="data-grid__sub">{row.model} {owner}</span>
                        </span>
                    </span>
                </th>
                {user}
                <td role="cell" class=class>
                    {system}
                </td>
                <td role="cell" class="data-grid__nowrap data-grid__when">
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
    };
    let heads = view! {
        {first.unwrap_or_else(|| plain_head(labels.name, ""))}
        {owners.then(|| plain_head(labels.primary_user, ""))}
        {plain_head(labels.os, class)} {plain_head(labels.last_check_in, "")}
        {plain_head(labels.reachable, "")}
    };
    let rows = rows.into_iter().map(row).collect();
    data_grid(&label, inset, heads, rows)
}
