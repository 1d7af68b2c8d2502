//! Delivery status: the push services, and what became of every message (B23).

mod live;

use crate::{
    api::records::{list_push_services, list_sends},
    components::{
        empty_state::{Art, EmptyState},
        error_view::ErrorView,
        message_bar::{MessageBar, Tone},
        pagination::Pagination,
    },
    context::{limited, use_texts},
    error::AppError,
    layout::page::{Crumb, PageHeader},
    routes,
    view::PushServices,
};
use herald_domain::{
    delivery::Send as SendRecord, device::PAGE_SIZE, directory::Page, permission::Permission,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use live::LiveDeliveries;
use std::sync::Arc;

type Loaded = Result<(Page<SendRecord>, PushServices), AppError>;

async fn load(page: u32) -> Loaded {
    Ok((list_sends(page).await?, list_push_services().await?))
}

#[component]
pub fn DeliveriesPage() -> impl IntoView {
    let query = use_query_map();
    let page = move || query.with(|query| query.get("page")).and_then(|page| page.parse().ok()).unwrap_or(1);
    let loaded = Resource::new(page, load);
    let content = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok((sends, services)) => content(page().max(1), sends, services),
                Err(error) => view! { <ErrorView error/> }.into_any(),
            }
        })
    };
    let texts = use_texts();
    view! {
        <div class="page">
            <Transition fallback=move || {
                view! { <p role="status">{texts.common.loading}</p> }
            }>{content}</Transition>
        </div>
    }
    .into_any()
}

fn content(page: u32, sends: Page<SendRecord>, services: PushServices) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
    let total = sends.total;
    let within = limited(Permission::OrganizationRead)
        .then(|| view! { <MessageBar tone=Tone::Info>{labels.limited}</MessageBar> });
    let none = (total == 0).then(|| {
        view! {
            <EmptyState art=Art::Silent title=labels.none_yet>
                <p class="empty-state__body">{labels.none_yet_help}</p>
            </EmptyState>
        }
    });
    let pages = (total > 0).then(|| {
        let href = Arc::new(routes::deliveries);
        view! { <Pagination current=page total size=PAGE_SIZE range=labels.range href/> }
    });
    view! {
        <PageHeader
            title=labels.title
            trail=vec![Crumb::text(texts.frame.tenant_administration)]
            lede=labels.lede
        />
        {within}
        <LiveDeliveries page first=sends services/>
        {none}
        {pages}
    }
    .into_any()
}
