//! The Overview's arrangement.

use super::{
    actions::Actions,
    commands::{Commands, obstacles},
    essentials::Essentials,
    receiving::{Receiving, ThisHour},
};
use crate::prelude::*;
use crate::{
    components::{
        icon::Icon,
        message_bar::{MessageBar, Tone},
        out_of_date::out_of_date,
        phone_preview::Screens,
        status::{Reachability, device_glyph},
    },
    context::use_texts,
    given::give,
    islands::{
        compose::Start,
        send_pane::{Device, SendPane, SendPaneGiven},
    },
    layout::{
        page::{Breadcrumb, Crumb, DocumentTitle},
        part::preload,
    },
    live::Kind,
    posted::{resumed, use_posted},
    routes,
};
use herald_domain::{action::ActionStatus, device::DeviceDetail};
use leptos_router::hooks::use_query_map;

/// `open`: with the pane.
#[component]
pub fn Overview(detail: DeviceDetail, open: bool) -> impl IntoView {
    let texts = use_texts();
    let row = detail.row.clone();
    let lede = [row.model.clone(), system(&detail), row.user.clone()];
    let lede = lede.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let trail = vec![Crumb::text(texts.frame.devices), Crumb::link(texts.devices.title, routes::DEVICES)];
    let obstacles = obstacles(&detail, texts);
    let sent = use_query_map().with_untracked(|query| query.get("sent").is_some());
    let obstacle = (!obstacles.is_empty()).then(|| obstacles.join(" "));
    // What came back with a form is shown, whatever has become of the device meanwhile.
    let start = open.then(|| Start::of(use_posted(), Screens::of(detail.row.platform)));
    let start = start.filter(|start| obstacle.is_none() || !start.is_blank());
    let refused = obstacle.clone().filter(|_| open && start.is_none()).map(|why_not| {
        view! {
            <MessageBar tone=Tone::Error live=true title=texts.to_devices.cannot_send>
                {why_not}
            </MessageBar>
        }
    });
    let pane = start.map(|start| {
        view! {
            {preload("send_pane")}
            {give(SendPaneGiven { device: Device::of(&detail), start, notice: resumed(), obstacle })}
            <SendPane/>
        }
    });
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
        <Commands detail=detail.clone() obstacles/>
        {sent
            .then(|| {
                view! {
                    <MessageBar tone=Tone::Success live=true title=texts.bell.sent>
                        {texts.devices.sent}
                    </MessageBar>
                }
            })}
        {refused}
        {out_of_date(texts.delivery.out_of_date)}
        <div
            class="split"
            id="overview"
            data-live-region
            data-follow=follow(&detail)
            data-changes-at=detail.quota.oldest_frees.map(|at| at.millis().to_string())
        >
            <div class="stack">
                <Essentials detail=detail.clone()/>
                <Actions actions=detail.actions.clone() device=row.name.clone()/>
            </div>
            <div class="stack">
                <Receiving detail=detail.clone()/>
                {row.reasons.reachable().then(|| view! { <ThisHour quota=detail.quota/> })}
            </div>
        </div>
        {pane}
    }
}

/// What others send to the device. How a message ends that never left is told as a send alone.
fn follow(detail: &DeviceDetail) -> String {
    let device = Kind::Device(detail.row.id.clone()).word();
    let pending = detail.actions.iter().any(|action| action.status == ActionStatus::Pending);
    if pending { format!("{device} {}", Kind::Sends.word()) } else { device }
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
