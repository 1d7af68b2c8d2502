//! The table of All devices and its pages.

use super::{
    address,
    columns::{self, Columns},
    rows::rows,
};
use crate::prelude::*;
use crate::{
    components::{
        empty_state::{no_match, none_yet, to_import},
        pagination::{Pagination, Place},
        sort_head::sort_head,
    },
    context::use_texts,
    routes,
};
use herald_domain::{
    device::{DevicePage, DeviceQuery, DeviceSort},
    ids::DeviceId,
};

#[component]
pub fn List(page: DevicePage, query: DeviceQuery, ticked: Vec<DeviceId>, columns: Columns) -> impl IntoView {
    let texts = use_texts();
    if page.total == 0 {
        return view! { <Nothing query/> };
    }
    let place = Place { path: routes::DEVICES.to_owned(), fields: address::fields(&query) };
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
                            {heads(&query, &columns)}
                        </tr>
                    </thead>
                    <tbody role="rowgroup" inner_html=rows(&page.rows, &ticked, &columns)></tbody>
                </table>
            </div>
        </div>
        <Pagination current=query.page total=page.total size=Some(query.rows) range=texts.devices.range place/>
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
        none_yet(texts.none_yet, texts.none_yet_help, to_import())
    }
}

/// What its width asks of a column's cells: which give way first, and how they stand on narrow screens.
fn class(column: DeviceSort) -> &'static str {
    match column {
        DeviceSort::Name => "",
        DeviceSort::ManagedBy => "col-wide",
        DeviceSort::Ownership => "col-medium",
        DeviceSort::Compliance | DeviceSort::Os => "col-card-hidden",
        DeviceSort::OsVersion => "col-wide data-grid__wrap",
        DeviceSort::User => "col-medium data-grid__wrap",
        DeviceSort::LastCheckIn => "col-medium data-grid__when",
        DeviceSort::Reachable => "data-grid__state",
    }
}

/// The columns beside the name, with their classes. Narrow screens have no columns: state and time stand there whichever
/// were chosen.
pub(super) fn shown(columns: &Columns) -> impl Iterator<Item = (DeviceSort, &'static str)> {
    columns::OPTIONAL.into_iter().filter_map(|column| match column {
        _ if columns.show(column) => Some((column, class(column))),
        DeviceSort::LastCheckIn => Some((column, "data-grid__unchosen data-grid__when")),
        DeviceSort::Reachable => Some((column, "data-grid__unchosen data-grid__state")),
        _ => None,
    })
}

fn heads(query: &DeviceQuery, columns: &Columns) -> AnyView {
    let texts = &use_texts().devices;
    let head = |(sort, class): (DeviceSort, &'static str)| {
        let order = (query.sort == sort).then_some(query.descending);
        // A second click turns the order around.
        let descending = order == Some(false);
        let href = address::with(query, |q| (q.sort, q.descending) = (sort, descending));
        sort_head(columns::label(sort, texts), class, order, href)
    };
    let name = (DeviceSort::Name, class(DeviceSort::Name));
    std::iter::once(name).chain(shown(columns)).map(head).collect_view().into_any()
}
