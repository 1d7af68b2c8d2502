//! Groups. What the list shows stands in the address, so that it works without script and can be shared.

use crate::prelude::*;
use crate::{
    api::directory::list_groups,
    components::{
        command_bar::ListCommands,
        data_grid::data_grid,
        empty_state::{no_match, none_yet, to_import},
        group_table::{group_head, message_cell, number_cell, people_cell},
        listed::listed,
        pagination::{Pagination, Place},
        search_box::SearchBox,
        sort_head::{plain_head, sort_head},
    },
    context::{may, use_texts},
    layout::page::{Crumb, ErrorPage, PageHeader},
    listing, routes,
};
use herald_domain::{
    directory::{GroupRow, ListQuery, ListSort, Page},
    permission::Permission,
};
use leptos_router::hooks::use_query_map;

#[component]
pub fn GroupsPage() -> impl IntoView {
    let query = use_query_map().with_untracked(listing::parse);
    let content = Suspend::new(async move {
        match list_groups(query.clone()).await {
            Ok(page) => view! { <Loaded page query/> },
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

#[component]
fn Loaded(page: Page<GroupRow>, query: ListQuery) -> impl IntoView {
    let texts = use_texts();
    let labels = &texts.directory;
    let totals = (labels.groups_total)(page.total);
    let kept = listing::fields(&ListQuery { search: String::new(), page: 1, ..query.clone() });
    let toolbar = view! {
        <SearchBox
            path=routes::GROUPS
            label=labels.search_groups
            search=query.search.clone()
            kept
        />
    };
    view! {
        <PageHeader
            title=texts.frame.groups
            trail=vec![Crumb::text(texts.frame.identity)]
            lede=labels.groups_lede
        />
        <ListCommands label=labels.group_commands file="groups.csv"/>
        {listed(toolbar, totals, None, list(page, &query))}
    }
}

fn list(page: Page<GroupRow>, query: &ListQuery) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    if page.total == 0 {
        return nothing(query);
    }
    let may_send = may(Permission::OrganizationUpdate);
    let head = |sort: ListSort, label: &'static str, class: &'static str| {
        let order = (query.sort == sort).then_some(query.descending);
        // Names begin with A, numbers with the largest.
        let descending = order.map_or(sort == ListSort::Members, |descending| !descending);
        let href = listing::with(routes::GROUPS, query, |q| (q.sort, q.descending) = (sort, descending));
        sort_head(label, class, order, href)
    };
    let place = Place { path: routes::GROUPS.to_owned(), fields: listing::fields(query) };
    let row = move |group: GroupRow| {
        view! {
            <tr role="row">
                {group_head(&group)}
                {people_cell(&group)} {number_cell(group.users, "col-medium")}
                <td role="cell">{(labels.in_it)(0, group.groups, group.devices)}</td>
                {may_send.then(|| message_cell(&group))}
            </tr>
        }
    };
    let heads = view! {
        {head(ListSort::Name, labels.name, "")} {plain_head(labels.people, "data-grid__num")}
        {head(ListSort::Members, labels.direct_members, "data-grid__num col-medium")}
        {plain_head(labels.also, "")}
        {may_send
            .then(|| {
                view! {
                    <th scope="col" role="columnheader" class="data-grid__actions">
                        <span class="visually-hidden">{labels.message}</span>
                    </th>
                }
            })}
    };
    let rows = page.rows.into_iter().map(row).collect();
    view! {
        {data_grid(texts.frame.groups, false, heads, rows)}
        <Pagination current=query.page total=page.total size=Some(query.rows) range=labels.groups_range place/>
    }
}

/// No group at all, or none that matches.
fn nothing(query: &ListQuery) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    if listing::narrows(query) {
        let all = (routes::GROUPS.to_owned(), texts.devices.clear_filters);
        no_match(labels.no_group_matches, texts.devices.no_match_help, all)
    } else {
        none_yet(labels.no_groups_yet, labels.no_groups_yet_help, to_import())
    }
}
