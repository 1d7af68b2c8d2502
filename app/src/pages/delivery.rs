//! What became of one message: counts by outcome and reason, never its text (B22, B23).

mod live;
mod outcome;

use crate::{
    api::records::get_send,
    components::{error_view::ErrorView, moment::Moment, send_state::audience},
    context::use_texts,
    error::AppError,
    layout::page::{Breadcrumb, Crumb, DocumentTitle},
    routes,
};
use herald_domain::{delivery::Send as SendRecord, ids::MessageId};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use live::LiveDelivery;

#[component]
pub fn DeliveryPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).and_then(|id| id.parse::<MessageId>().ok());
    let send = Resource::new(id, |id| async move {
        match id {
            Some(id) => get_send(id).await,
            None => Err(AppError::NotFound),
        }
    });
    let texts = use_texts();
    let content = move || {
        Suspend::new(async move {
            match send.await {
                Ok(send) => content(send),
                Err(error) => view! {
                    <DocumentTitle title=texts.delivery.title/>
                    <ErrorView error/>
                }
                .into_any(),
            }
        })
    };
    view! {
        <div class="page">
            <Transition fallback=move || view! { <p role="status">{texts.common.loading}</p> }>{content}</Transition>
        </div>
    }
    .into_any()
}

fn content(send: SendRecord) -> AnyView {
    let texts = use_texts();
    let title = audience(&send.target, texts);
    let trail = vec![
        Crumb::text(texts.frame.tenant_administration),
        Crumb::link(texts.delivery.title, routes::DELIVERY),
    ];
    view! {
        <DocumentTitle title=format!("{title} · {}", texts.delivery.title)/>
        <header class="page__header">
            <Breadcrumb trail here=title.clone()/>
            <div class="page__heading">
                <div class="page__titles">
                    <h1 class="page__title">{title}</h1>
                    <p class="page__lede">
                        {texts.delivery.sent_at} " " <Moment at=send.at/> " · " {send.by.clone()}
                    </p>
                </div>
            </div>
        </header>
        <LiveDelivery first=send/>
    }
    .into_any()
}
