//! Audit logs: who did what, and when (B30). What the page shows stands in its address.

mod detail;
mod filters;
mod list;
mod range;

use crate::prelude::*;
use crate::{
    api::records::{get_audit_record, list_audit},
    audit_filter,
    components::{
        command_bar::{Act, CommandBar, Minor, refresh},
        icon::Glyph,
        menu::Menu,
        message_bar::{MessageBar, Tone},
        pagination::{Pagination, Place},
    },
    context::{limited, use_texts, use_zone},
    layout::page::{Crumb, ErrorPage, PageHeader},
    routes,
};
use detail::Detail;
use filters::{filters, search};
use herald_domain::{
    audit::{AuditQuery, AuditRecord},
    directory::Page,
    permission::Permission,
};
use leptos_router::hooks::use_query_map;

#[component]
pub fn AuditPage() -> impl IntoView {
    let map = use_query_map().get_untracked();
    let query = audit_filter::parse(|name| map.get(name), use_zone());
    let content = Suspend::new(async move {
        match list_audit(query.clone()).await {
            Ok(page) => {
                // It may have moved to another page since, or be one that the filters leave out.
                let record = match map.get("record").and_then(|id| id.parse().ok()) {
                    Some(id) => get_audit_record(id).await.ok(),
                    None => None,
                };
                let detail = record.map(|record| {
                    let close = list::address_of_list(&query, &record);
                    view! { <Detail record close/> }
                });
                view! {
                    {content(&query, page)}
                    {detail}
                }
            }
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

fn content(query: &AuditQuery, page: Page<AuditRecord>) -> AnyView {
    let texts = use_texts();
    let labels = &texts.audit;
    let within = limited(Permission::AuditRead)
        .then(|| view! { <MessageBar tone=Tone::Info>{labels.limited}</MessageBar> });
    let total = page.total;
    let pages = (total > 0).then(|| {
        let place = Place { path: routes::AUDIT.to_owned(), fields: audit_filter::fields(query) };
        view! { <Pagination current=query.page total size=Some(query.rows) range=labels.range place/> }
    });
    view! {
        <PageHeader title=labels.title trail=vec![Crumb::text(texts.frame.tenant_administration)]/>
        {commands(query)}
        {within}
        <div class="data-grid__toolbar">{search(query)} {filters(query)}</div>
        {list::list(query, page.rows)}
        {pages}
    }
}

/// The exports are plain links: the browser saves what they answer.
fn commands(query: &AuditQuery) -> AnyView {
    let texts = use_texts();
    let export = |path: &str, label: &'static str| {
        let href = audit_filter::address(path, &AuditQuery { page: 1, ..query.clone() });
        Minor { glyph: Glyph::Export, label, act: Act::Save(href) }
    };
    let csv = export(routes::AUDIT_CSV, texts.audit.export_csv);
    let lines = export(routes::AUDIT_JSONL, texts.audit.export_jsonl);
    view! {
        <CommandBar label=texts.audit.commands>
            {refresh()} {csv.in_row()} {lines.in_row()}
            <Menu id="more" label=texts.common.more_actions overflow=true>
                {csv.in_menu()}
                {lines.in_menu()}
            </Menu>
        </CommandBar>
    }
}
