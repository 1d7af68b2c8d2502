//! Home's figures. A card whose figure cannot be had is left out; the page it leads to says why.

use crate::{
    api::{devices::list_devices, notifications::group_quota},
    components::{moment::time_of_day, quota::QuotaMeter},
    context::{use_texts, use_zone},
    live::Kind,
    pages::devices::address,
};
use herald_domain::{
    device::{DevicePage, DeviceQuery},
    limits::Quota,
};
use leptos::prelude::*;

/// Messages to groups in the last hour (B10, B19).
#[component]
pub fn GroupMessages() -> impl IntoView {
    Suspend::new(async { group_quota().await.ok().map(|quota| view! { <QuotaCard quota/> }) })
}

#[component]
fn QuotaCard(quota: Quota) -> impl IntoView {
    let texts = &use_texts().wizard;
    let zone = use_zone();
    let foot = match quota.next_free {
        Some(at) => (texts.next_free)(&time_of_day(at, zone)),
        None => (texts.left_this_hour)(quota.left(), quota.max),
    };
    view! {
        <section
            class="card"
            id="group-messages-card"
            aria-labelledby="group-messages"
            data-live-region
            data-follow=Kind::Quota.word()
        >
            <h2 class="card__title" id="group-messages">
                {texts.this_hour}
            </h2>
            <p class="figure">
                <span class="figure__value">{quota.used}</span>
                " "
                <span class="figure__unit">{(use_texts().devices.quota_unit)(quota.max)}</span>
            </p>
            <QuotaMeter quota label=texts.used_this_hour/>
            <p class="card__foot">{foot}</p>
        </section>
    }
}

#[component]
pub fn ReachableDevices() -> impl IntoView {
    Suspend::new(async {
        list_devices(DeviceQuery::default()).await.ok().map(|page| view! { <ReachCard page/> })
    })
}

#[component]
fn ReachCard(page: DevicePage) -> impl IntoView {
    let texts = use_texts();
    let missing = page.total.saturating_sub(page.reachable);
    let unreachable = address::with(&DeviceQuery::default(), |query| query.reachable = Some(false));
    let foot = if missing == 0 {
        texts.frame.all_reachable.into_any()
    } else {
        view! { <a href=unreachable>{(texts.frame.see_unreachable)(missing)}</a> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="reachable-devices">
            <h2 class="card__title" id="reachable-devices">
                {texts.frame.reachable_devices}
            </h2>
            <p class="figure">
                <span class="figure__value">{(texts.common.number)(page.reachable)}</span>
                " "
                <span class="figure__unit">{(texts.frame.of_devices)(page.total)}</span>
            </p>
            <progress
                class="progress progress--thick"
                aria-labelledby="reachable-devices"
                max=page.total.max(1).to_string()
                value=page.reachable.to_string()
            ></progress>
            <p class="card__foot">{foot}</p>
        </section>
    }
}
