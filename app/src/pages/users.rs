//! Users. What the list shows stands in the address, so that it works without script and can be shared.

use crate::prelude::*;
use crate::{
    api::directory::list_users,
    components::{
        breaks::address,
        command_bar::ListCommands,
        data_grid::data_grid,
        empty_state::{no_match, none_yet, to_import},
        filter_pill::{filter_pills, reachable_pill},
        listed::listed,
        pagination::{Pagination, Place},
        person::{person_head, reach_cells, reach_heads},
        search_box::SearchBox,
        sort_head::{plain_head, sort_head},
    },
    context::{may, use_texts},
    layout::page::{Crumb, ErrorPage, PageHeader},
    listing, routes,
};
use herald_domain::{
    directory::{ListQuery, ListSort, Page, UserRow},
    permission::Permission,
};
use leptos_router::hooks::use_query_map;

#[component]
pub fn UsersPage() -> impl IntoView {
    let query = use_query_map().with_untracked(listing::parse);
    let content = Suspend::new(async move {
        match list_users(query.clone()).await {
            Ok(page) => view! { <Loaded page query/> },
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

#[component]
fn Loaded(page: Page<UserRow>, query: ListQuery) -> impl IntoView {
    let texts = use_texts();
    let labels = &texts.directory;
    let totals = (labels.users_total)(page.total);
    let kept = listing::fields(&ListQuery { search: String::new(), page: 1, ..query.clone() });
    let reachable = reachable_pill(query.reachable, |reachable| {
        listing::with(routes::USERS, &query, |q| q.reachable = reachable)
    });
    let toolbar = view! {
        <SearchBox
            path=routes::USERS
            label=labels.search_users
            search=query.search.clone()
            kept
        />
        {may(Permission::ManagedDevicesRead).then(|| filter_pills(reachable))}
    };
    view! {
        <PageHeader title=texts.frame.users trail=vec![Crumb::text(texts.frame.identity)]/>
        <ListCommands label=labels.user_commands file="users.csv"/>
        {listed(toolbar, totals, None, list(page, &query))}
    }
}

fn list(page: Page<UserRow>, query: &ListQuery) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    if page.total == 0 {
        return nothing(query);
    }
    let head = |sort: ListSort, label: &'static str, class: &'static str| {
        let order = (query.sort == sort).then_some(query.descending);
        let descending = order == Some(false);
        let href = listing::with(routes::USERS, query, |q| (q.sort, q.descending) = (sort, descending));
        sort_head(label, class, order, href)
    };
    let place = Place { path: routes::USERS.to_owned(), fields: listing::fields(query) };
    let heads = view! {
        {head(ListSort::Name, labels.name, "")}
        {head(ListSort::Address, labels.user_principal_name, "col-medium")}
        {reach_heads()} {plain_head(labels.account, "col-medium")}
    };
    let rows = page.rows.into_iter().map(row).collect();
    view! {
        {data_grid(texts.frame.users, false, heads, rows)}
        <Pagination current=query.page total=page.total size=Some(query.rows) range=labels.users_range place/>
    }
}

fn row(user: UserRow) -> AnyView {
    let labels = &use_texts().directory;
    view! {
        <tr role="row">
            {person_head(&user, true)}
            <td role="cell" class="col-medium">
                {address(&user.user_principal_name)}
            </td>
            {reach_cells(&user)}
            <td role="cell" class="col-medium">
                {if user.enabled { labels.enabled } else { labels.disabled }}
            </td>
        </tr>
    }
}

/// No user at all, or none that matches.
fn nothing(query: &ListQuery) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    if listing::narrows(query) {
        let all = (routes::USERS.to_owned(), texts.devices.clear_filters);
        no_match(labels.no_user_matches, texts.devices.no_match_help, all)
    } else {
        none_yet(labels.no_users_yet, labels.no_users_yet_help, to_import())
    }
}
