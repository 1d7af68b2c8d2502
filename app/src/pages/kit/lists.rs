//! Lists, and what one finds things in them with.

use super::{
    samples,
    specimen::{Room, specimen},
};
use crate::prelude::*;
use crate::{
    components::{
        empty_state::{Art, EmptyState},
        filter_pill::{Choice, FilterPill},
        group_picker::GroupPicker,
        icon::Icon,
        message_bar::{MessageBar, Tone},
        moment::Moment,
        pagination::{Pagination, Place},
        search_box::SearchBox,
        sort_head::{plain_head, sort_head},
        status::{ComplianceStatus, Reachability, device_glyph},
    },
    context::use_texts,
    routes,
    texts::kit::KitTexts,
};
use herald_domain::{bulk::DEVICES_MAX, device::DeviceRow, paging::Rows};

pub fn grid(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let empty = || {
        view! {
            <EmptyState art=Art::Silent title=all.devices.no_match>
                <p class="empty-state__body">{all.devices.no_match_help}</p>
            </EmptyState>
        }
    };
    vec![
        specimen("grid-sorted", texts.sorted, Room::Whole, || table(&[], Shown::default())),
        specimen("grid-descending", texts.descending, Room::Whole, || {
            table(&[], Shown { descending: true, ..Shown::default() })
        }),
        specimen("grid-selected", texts.selected, Room::Whole, || table(&[0, 2], Shown::default())),
        specimen("grid-full", texts.full, Room::Whole, full),
        specimen("grid-loading", texts.loading, Room::Whole, || {
            table(&[], Shown { loading: true, ..Shown::default() })
        }),
        specimen("grid-empty", texts.empty, Room::Whole, empty),
        specimen("grid-error", texts.error, Room::Whole, stale),
    ]
}

/// What the server does not bring up to date any more.
fn stale() -> AnyView {
    view! {
        <MessageBar tone=Tone::Warning>{use_texts().delivery.out_of_date}</MessageBar>
        {table(&[], Shown::default())}
    }
}

/// As many are ticked as can be.
fn full() -> AnyView {
    let labels = &use_texts().to_devices;
    view! {
        <p class="data-grid__summary">
            <span class="strong">{(labels.selected)(DEVICES_MAX)}</span>
            <span class="muted">{labels.selected_max}</span>
        </p>
        {table(&[0, 2], Shown { full: true, ..Shown::default() })}
    }
}

#[derive(Clone, Copy, Default)]
struct Shown {
    descending: bool,
    loading: bool,
    /// No more can be ticked.
    full: bool,
}

/// Devices, sorted by their names; `selected` are places in the list.
fn table(selected: &[usize], shown: Shown) -> AnyView {
    let Shown { descending, loading, full } = shown;
    let (common, labels) = (&use_texts().common, &use_texts().devices);
    let mut rows = samples::devices();
    rows.sort_by(|a, b| if descending { b.name.cmp(&a.name) } else { a.name.cmp(&b.name) });
    let mixed = !selected.is_empty() && selected.len() < rows.len();
    let rows: Vec<_> = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| {
            let ticked = selected.contains(&at);
            line(row, ticked, full && !ticked)
        })
        .collect();
    view! {
        <div class="data-grid data-grid--lines" aria-busy=loading.then_some("true")>
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-label=labels.title>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader" class="data-grid__select">
                                <input
                                    class="checkbox"
                                    type="checkbox"
                                    aria-label=labels.select_page
                                    data-mixed=mixed
                                />
                            </th>
                            {sort_head(labels.name, "", Some(descending), String::new())}
                            {sort_head(labels.compliance, "", None, String::new())}
                            {sort_head(labels.last_check_in, "", None, String::new())}
                            {plain_head(common.reachable, "")}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

fn line(row: DeviceRow, selected: bool, off: bool) -> AnyView {
    let labels = &use_texts().devices;
    view! {
        <tr role="row">
            <td role="cell" class="data-grid__select">
                <input
                    class="checkbox"
                    type="checkbox"
                    aria-label=(labels.select)(&row.name)
                    checked=selected
                    disabled=off
                />
            </td>
            <th scope="row" role="rowheader">
                <span class="data-grid__media">
                    <Icon glyph=device_glyph(row.platform) class="icon--muted"/>
                    <span>
                        <a class="data-grid__primary" href="#grid">
                            {row.name}
                        </a>
                        <span class="data-grid__sub">{row.model}</span>
                    </span>
                </span>
            </th>
            <td role="cell">
                <ComplianceStatus compliance=row.compliance/>
            </td>
            <td role="cell" class="data-grid__when">
                {row.last_check_in.map(|at| view! { <Moment at/> })}
            </td>
            <td role="cell" class="data-grid__state">
                <Reachability reasons=row.reasons/>
            </td>
        </tr>
    }
}

pub fn search(texts: &'static KitTexts) -> Vec<AnyView> {
    let label = use_texts().devices.search;
    let shown = |search: &str| {
        let (search, kept) = (search.to_owned(), Vec::new());
        view! { <SearchBox path=routes::KIT label search kept/> }
    };
    let busy = || {
        let html = shown("NHK-IPH").to_html();
        let html = html.replacen(" data-live-region", " data-live-region aria-busy=\"true\"", 1);
        view! { <div inner_html=html></div> }
    };
    vec![
        specimen("search-empty", texts.empty, Room::Half, || shown("")),
        specimen("search-filled", texts.filled, Room::Half, || shown("NHK-IPH")),
        specimen("search-busy", texts.busy, Room::Half, busy),
    ]
}

pub fn filters(texts: &'static KitTexts) -> Vec<AnyView> {
    let (common, labels) = (&use_texts().common, &use_texts().devices);
    let choices = |set: bool| {
        let choice = |label: &'static str, chosen: bool| Choice { label, href: "#filters".into(), chosen };
        vec![choice(common.corporate, set), choice(common.personal, false)]
    };
    let pill = |set: bool| {
        let any = String::from("#filters");
        view! { <FilterPill id="ownership" label=labels.ownership choices=choices(set) any/> }
    };
    vec![
        specimen("filter-off", texts.not_set, Room::Own, || pill(false)),
        specimen("filter-on", texts.set, Room::Own, || pill(true)),
        specimen("filter-open", texts.open, Room::LowWindow, || pill(true)),
    ]
}

pub fn pages(texts: &'static KitTexts) -> Vec<AnyView> {
    let range = use_texts().devices.range;
    let shown = |current: u32, total: u64| {
        let place = Place { path: "#pages".to_owned(), fields: Vec::new() };
        view! { <Pagination current total size=Some(Rows::Fifty) range place/> }
    };
    let many = 3_912;
    vec![
        specimen("page-first", texts.first, Room::Half, || shown(1, many)),
        specimen("page-middle", texts.middle, Room::Half, || shown(40, many)),
        specimen("page-last", texts.last, Room::Half, || shown(79, many)),
        specimen("page-only", texts.only, Room::Half, || shown(1, 12)),
    ]
}

pub fn picker(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let drawn = |search: &str, found: usize, chosen: usize, full: bool, busy: bool, status: String| {
        let groups = samples::groups();
        let chosen: Vec<_> = groups.iter().take(chosen).map(|group| group.id.clone()).collect();
        let results = Signal::stored(groups.into_iter().take(found).collect::<Vec<_>>());
        let (chosen, full) = (Signal::stored(chosen), Signal::stored(full));
        let (busy, status) = (Signal::stored(busy), Signal::stored(status));
        let search = RwSignal::new(search.to_owned());
        view! { <GroupPicker search results chosen full busy status on_toggle=Callback::new(|_| ())/> }
    };
    let shown = |search: &str, found: usize, chosen: usize, full: bool, status: String| {
        drawn(search, found, chosen, full, false, status)
    };
    vec![
        specimen("picker-closed", texts.closed, Room::Half, || shown("", 0, 0, false, String::new())),
        specimen("picker-loading", texts.loading, Room::Half, || {
            drawn("hem", 2, 0, false, true, all.common.loading.into())
        }),
        specimen("picker-chosen", texts.chosen, Room::Half, || {
            shown("hem", 3, 1, false, (all.wizard.matching)(3, "hem"))
        }),
        specimen("picker-full", texts.full, Room::Half, || {
            shown("", 3, 1, true, all.wizard.picker_full.into())
        }),
        specimen("picker-none", texts.no_match, Room::Half, || {
            shown("xyz", 0, 0, false, (all.wizard.no_match)("xyz"))
        }),
    ]
}
