//! Custom notifications: loads what the wizard begins with (B6).
//!
//! The wizard is a plain form that posts to its own address; the server renders each step from what was posted.

use crate::prelude::*;
use crate::{
    api::notifications::group_quota,
    context::{may, use_texts},
    error::AppError,
    given::give,
    islands::wizard::{Drawings, MessageWizard, Opening, WizardGiven, chosen, state::Wizard},
    layout::{
        page::{Breadcrumb, Crumb, DocumentTitle, ErrorPage},
        part::preload,
    },
    posted::{resumed_notice, use_posted},
    tab,
};
use herald_domain::{directory::GroupRow, ids::GroupId, permission::Permission};
use leptos_router::hooks::use_query_map;

#[component]
pub fn CustomNotificationsPage() -> impl IntoView {
    let texts = use_texts();
    if !may(Permission::OrganizationUpdate) {
        let error = AppError::Forbidden { permission: Permission::OrganizationUpdate };
        return view! { <ErrorPage error/> };
    }
    let posted = use_posted();
    let error = posted.as_ref().and_then(|posted| posted.error.clone());
    let query = use_query_map().get_untracked();
    // A group's page leads here with the group in the address.
    let asked = query.get_all("group").unwrap_or_default();
    let asked: Vec<GroupId> = asked.iter().filter_map(|id| id.parse().ok()).collect();
    let start = posted.as_ref().map_or_else(|| Wizard::for_groups(asked), Wizard::from_posted);
    let sent = query.get("sent").and_then(|id| id.parse().ok());
    let is_answer = posted.is_some();
    let drawings = Drawings::of(&start.draft);
    // Groups that the address chose are known by their names in the first step already.
    let nothing_written = !is_answer && sent.is_none();
    let content = Suspend::new(async move {
        let chosen = chosen(&start).await;
        let name = |row: &GroupRow| (row.id.clone(), row.name.clone());
        let names = chosen.as_ref().map(|rows| rows.iter().map(name).collect());
        let opening = if nothing_written { None } else { Some(Opening::load(&start, chosen, sent).await) };
        let quota = group_quota().await.ok();
        let page_key = tab::fresh_key();
        view! {
            {opening.map(give)}
            {give(WizardGiven { start, error, is_answer, page_key, quota, chosen: names, drawings })}
            <MessageWizard/>
        }
    });
    view! {
        <div class="page page--fluid">
            <DocumentTitle title=texts.wizard.title/>
            <header class="page__header">
                <Breadcrumb
                    trail=vec![Crumb::text(texts.frame.tenant_administration)]
                    here=texts.frame.custom_notifications.to_owned()
                />
                <div class="page__heading">
                    <div class="page__titles">
                        <h1 class="page__title">{texts.wizard.title}</h1>
                        <p class="page__lede">{texts.wizard.lede}</p>
                    </div>
                </div>
            </header>
            {resumed_notice()}
            {preload("message_wizard")}
            {(!nothing_written).then(|| preload("wizard_rest"))}
            {content}
        </div>
    }
}
