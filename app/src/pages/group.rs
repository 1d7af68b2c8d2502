//! One group: who and what is in it, and whom a message to it would reach (B9, B13).

mod content;
mod side;

use crate::prelude::*;
use crate::{
    api::directory::get_group,
    components::icon::{Glyph, Icon},
    context::use_texts,
    error::AppError,
    layout::{
        by_id::page_by_id,
        page::{Breadcrumb, Crumb, DocumentTitle},
    },
    listing, routes,
};
use content::{Content, Show};
use herald_domain::{
    directory::{GroupDetail, ListQuery},
    ids::GroupId,
    permission::Permission,
};
use leptos_router::hooks::use_query_map;

#[component]
pub fn GroupPage() -> impl IntoView {
    let map = use_query_map().get_untracked();
    let (show, query) = (Show::parse(map.get("show").as_deref()), listing::parse(&map));
    let asked = query.clone();
    page_by_id(
        move |id| load(id, show, asked),
        move |(detail, members)| overview(detail, show, query, members),
    )
}

/// The group, and what stands under its tab, of which the reader may see less than of the group.
async fn load(
    id: GroupId,
    show: Show,
    query: ListQuery,
) -> Result<(GroupDetail, Result<Content, AppError>), AppError> {
    Ok((get_group(id.clone()).await?, Content::load(id, show, query).await))
}

fn overview(
    detail: GroupDetail,
    show: Show,
    query: ListQuery,
    members: Result<Content, AppError>,
) -> AnyView {
    let texts = use_texts();
    let trail = vec![Crumb::text(texts.frame.identity), Crumb::link(texts.frame.groups, routes::GROUPS)];
    let name = detail.row.name.clone();
    let description = detail.row.description.clone();
    view! {
        <DocumentTitle title=name.clone()/>
        <header class="page__header">
            <Breadcrumb trail here=name.clone()/>
            <div class="page__heading">
                <span class="page__icon">
                    <Icon glyph=Glyph::Groups/>
                </span>
                <div class="page__titles">
                    <h1 class="page__title">{name}</h1>
                    {(!description.is_empty()).then(|| view! { <p class="page__lede">{description}</p> })}
                </div>
                <div class="page__actions">{send(&detail)}</div>
            </div>
        </header>
        {tabs(&detail, show)}
        <div class="split">
            <div class="stack">{content::view(&detail.row.id, show, &query, members)}</div>
            <div class="stack">{side::view(&detail)}</div>
        </div>
    }
}

/// The way to a message to this group; for whom it is not to be had, why (B7).
fn send(detail: &GroupDetail) -> AnyView {
    let texts = use_texts();
    let label = texts.frame.send_custom_notification;
    if detail.may_send {
        return view! {
            <a class="button button--primary" href=routes::message_to_group(&detail.row.id)>
                <Icon glyph=Glyph::Megaphone/>
                {label}
            </a>
        };
    }
    let reason = (texts.errors.forbidden)(&texts.permissions.name(Permission::OrganizationUpdate));
    view! {
        <div class="page__unavailable">
            <span class="button" role="link" aria-disabled="true" aria-describedby="send-why">
                <Icon glyph=Glyph::Megaphone/>
                {label}
            </span>
            <p class="small muted" id="send-why">
                {reason}
            </p>
        </div>
    }
}

fn tabs(detail: &GroupDetail, show: Show) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    let (row, reach) = (&detail.row, detail.reach.as_ref());
    let tab = |to: Show, label: &'static str, count: Option<u64>| {
        view! {
            <a
                class="tab"
                href=to.address(&detail.row.id)
                aria-current=(to == show).then_some("page")
            >
                {label}
                {count.map(|count| view! { " " <span class="tab__count">{(texts.common.number)(count)}</span> })}
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label=labels.sections>
            {tab(Show::People, labels.people, row.transitive_users)}
            {tab(Show::Devices, labels.devices, reach.map(|reach| reach.devices() + reach.not_reached()))}
            {tab(Show::Nested, labels.nested_groups, Some(detail.nested))}
            {tab(Show::Ignored, labels.device_members, reach.map(|reach| reach.ignored_devices))}
        </nav>
    }
}
