//! One user: who they are, their devices and whether messages reach them, and the groups that they are in.

use crate::prelude::*;
use crate::{
    api::directory::get_user,
    components::{
        avatar::Avatar, breaks::address, device_table::DeviceTable, essentials::item, group_table,
        moment::Moment, moment::Precision, sort_head::plain_head, status::PersonReachability,
    },
    context::{may, use_texts},
    layout::{
        by_id::page_by_id,
        page::{Breadcrumb, Crumb, DocumentTitle},
    },
    routes,
};
use herald_domain::{
    device::DeviceRow,
    directory::{Enrolled, GroupRow, UserDetail},
    permission::Permission,
};

#[component]
pub fn UserPage() -> impl IntoView {
    page_by_id(get_user, overview)
}

fn overview(detail: UserDetail) -> AnyView {
    let texts = use_texts();
    let trail = vec![Crumb::text(texts.frame.identity), Crumb::link(texts.frame.users, routes::USERS)];
    let row = detail.row.clone();
    view! {
        <DocumentTitle title=row.display_name.clone()/>
        <header class="page__header">
            <Breadcrumb trail here=row.display_name.clone()/>
            <div class="page__heading">
                <Avatar name=row.display_name.clone() large=true/>
                <div class="page__titles">
                    <h1 class="page__title">{row.display_name.clone()}</h1>
                    <p class="page__lede">{row.user_principal_name.clone()}</p>
                </div>
                {row
                    .enrolled
                    .map(|Enrolled { devices, reachable }| view! { <PersonReachability devices reachable/> })}
            </div>
        </header>
        <div class="split">
            <div class="stack">{devices(&row.display_name, detail.devices.clone())} {groups(&detail)}</div>
            <div class="stack">{reached(&detail)} {about(&detail)}</div>
        </div>
    }
}

/// A card with a table, or with a sentence in its place.
fn card(id: &'static str, title: &'static str, empty: Option<String>, table: AnyView) -> AnyView {
    view! {
        <section class="card card--flush" aria-labelledby=id>
            <div class="card__header">
                <h2 class="card__title card__title--large" id=id>
                    {title}
                </h2>
            </div>
            {match empty {
                Some(sentence) => view! { <p class="card__empty">{sentence}</p> },
                None => table,
            }}
        </section>
    }
}

/// What to say in place of what the reader may not see (B29).
fn missing(permission: Permission) -> Option<String> {
    let texts = use_texts();
    (!may(permission)).then(|| (texts.errors.forbidden)(&texts.permissions.name(permission)))
}

fn devices(name: &str, rows: Vec<DeviceRow>) -> AnyView {
    let labels = &use_texts().directory;
    let empty = missing(Permission::ManagedDevicesRead)
        .or_else(|| rows.is_empty().then(|| labels.no_devices.to_owned()));
    let table = view! { <DeviceTable rows label=(labels.devices_of)(name) inset=true/> };
    card("devices", labels.enrolled_devices, empty, table)
}

fn groups(detail: &UserDetail) -> AnyView {
    let labels = &use_texts().directory;
    let empty = missing(Permission::GroupsRead)
        .or_else(|| detail.groups.is_empty().then(|| labels.no_groups.to_owned()));
    let row = |group: GroupRow| {
        view! {
            <tr role="row">
                {group_table::group_head(&group)}
                {group_table::number_cell(group.users, "")} {group_table::number_cell(group.groups, "")}
            </tr>
        }
    };
    let table = view! {
        <div class="data-grid data-grid--inset data-grid--lines">
            <div class="data-grid__scroll">
                <table
                    class="data-grid__table"
                    role="table"
                    aria-label=(labels.groups_of)(&detail.row.display_name)
                >
                    <thead role="rowgroup">
                        <tr role="row">
                            {plain_head(labels.name, "")} {plain_head(labels.direct_members, "data-grid__num")}
                            {plain_head(labels.nested_groups, "data-grid__num")}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{detail.groups.iter().cloned().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
    };
    card("groups", labels.direct_groups, empty, table)
}

fn reached(detail: &UserDetail) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    let Some(Enrolled { devices, reachable }) = detail.row.enrolled else { return ().into_any() };
    view! {
        <section class="card" aria-labelledby="reached">
            <h2 class="card__title" id="reached">
                {labels.messages_reach}
            </h2>
            <p class="figure">
                <span class="figure__value">{(texts.common.number)(reachable)}</span>
                " "
                <span class="figure__unit">{(labels.of_devices)(devices)}</span>
            </p>
            <p class="card__foot">{labels.messages_reach_help}</p>
        </section>
    }
}

fn about(detail: &UserDetail) -> AnyView {
    let labels = &use_texts().directory;
    let row = detail.row.clone();
    let mail = if row.mail.is_empty() { "–" } else { &row.mail };
    let signed_in = detail
        .last_sign_in
        .map(|at| item(labels.last_sign_in, view! { <Moment at precision=Precision::Exact/> }));
    view! {
        <section class="card" aria-labelledby="about">
            <h2 class="card__title" id="about">
                {labels.about}
            </h2>
            <dl class="essentials essentials--one">
                {item(labels.user_principal_name, address(&row.user_principal_name))}
                {item(labels.mail, address(mail))}
                {item(
                    labels.account,
                    if row.enabled { labels.enabled } else { labels.disabled }.into_any(),
                )} {signed_in}
                {item(
                    labels.object_id,
                    view! { <span class="mono">{row.id.into_string()}</span> },
                )}
            </dl>
        </section>
    }
}
