//! The Overview's arrangement.

use super::{
    actions::Actions,
    commands::{Commands, obstacles},
    essentials::Essentials,
    receiving::{Receiving, ThisHour},
    send_pane::SendPane,
};
use crate::{
    components::{
        icon::Icon,
        message_bar::{MessageBar, Tone},
        status::{Reachability, device_glyph},
    },
    context::use_texts,
    dom,
    layout::page::{Breadcrumb, Crumb, DocumentTitle},
    routes,
};
use herald_domain::device::DeviceDetail;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// `open` tells whether the pane is open.
#[component]
pub fn Overview(detail: DeviceDetail, open: RwSignal<bool>, refresh: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let row = detail.row.clone();
    let address = routes::device(&row.id);
    let lede = [row.model.clone(), system(&detail), row.user.clone()];
    let lede = lede.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let trail = vec![Crumb::text(texts.frame.devices), Crumb::link(texts.devices.title, routes::DEVICES)];
    let obstacles = obstacles(&detail, texts);
    let query = use_query_map();
    let sent = move || query.with(|query| query.get("sent").is_some());
    let navigate = use_navigate();
    let close = Callback::new(move |()| {
        open.set(false);
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        // Once the pane is gone, back to what opened it.
        request_animation_frame(|| dom::focus_id("more-button"));
    });
    let pane = {
        let (detail, blocked) = (detail.clone(), !obstacles.is_empty());
        move || {
            let detail = detail.clone();
            (open.get() && !blocked).then(|| view! { <SendPane detail close on_sent=refresh/> })
        }
    };
    let refused = {
        let obstacles = obstacles.clone();
        move || {
            let said = obstacles.join(" ");
            (open.get() && !said.is_empty()).then(|| {
                view! {
                    <MessageBar tone=Tone::Error live=true title=texts.devices.cannot_send>
                        {said}
                    </MessageBar>
                }
            })
        }
    };
    view! {
        <DocumentTitle title=row.name.clone()/>
        <header class="page__header">
            <Breadcrumb trail here=row.name.clone()/>
            <div class="page__heading">
                <span class="page__icon">
                    <Icon glyph=device_glyph(row.platform)/>
                </span>
                <div class="page__titles">
                    <h1 class="page__title">{row.name.clone()}</h1>
                    <p class="page__lede">{lede}</p>
                </div>
                <Reachability reasons=row.reasons/>
            </div>
        </header>
        <Commands detail=detail.clone() obstacles refresh/>
        {move || {
            sent().then(|| {
                view! {
                    <MessageBar tone=Tone::Success live=true title=texts.bell.sent>
                        {texts.devices.sent}
                    </MessageBar>
                }
            })
        }}
        {refused}
        <div class="split">
            <div class="stack">
                <Essentials detail=detail.clone()/>
                <Actions actions=detail.actions.clone()/>
            </div>
            <div class="stack">
                <Receiving detail=detail.clone()/>
                {row.reasons.reachable().then(|| view! { <ThisHour quota=detail.quota/> })}
            </div>
        </div>
        {pane}
    }
    .into_any()
}

/// `iOS 26.1`.
pub fn system(detail: &DeviceDetail) -> String {
    let name = use_texts().common.platform(detail.row.platform);
    if detail.row.os_version.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {}", detail.row.os_version)
    }
}
