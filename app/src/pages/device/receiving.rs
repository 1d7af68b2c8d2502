//! Beside the essentials: whether messages reach the device, and how many it may still get this hour.

use crate::prelude::*;
use crate::{
    components::{
        icon::{Glyph, Icon},
        quota::{QuotaMeter, next_place},
    },
    context::{use_now, use_texts},
};
use herald_domain::{
    device::{DeviceDetail, Platform},
    limits::Quota,
    time::DAY_MS,
};

/// A device that was away for longer than this is worth a warning; it is no reason not to send (B24).
const LONG_AWAY_DAYS: i64 = 30;

#[component]
pub fn Receiving(detail: DeviceDetail) -> impl IntoView {
    let texts = use_texts();
    let reasons = detail.row.reasons;
    let line = |glyph: Glyph, class: &'static str, said: &'static str, advice: Option<&'static str>| {
        view! {
            <li class="checks__item">
                <Icon glyph class/>
                <span>{said}</span>
                {advice.map(|advice| view! { <span class="small muted">{advice}</span> })}
            </li>
        }
    };
    let lines: Vec<_> = if reasons.reachable() {
        let android = detail.row.platform == Platform::Android;
        let [enrolled, app, allowed, token] = texts.devices.met;
        [
            Some(enrolled),
            Some(app),
            Some(allowed),
            android.then_some(texts.devices.play_services),
            Some(token),
        ]
        .into_iter()
        .flatten()
        .map(|said| line(Glyph::CheckCircle, "icon--success", said, None))
        .collect()
    } else {
        let missing = |reason| {
            line(
                Glyph::Error,
                "icon--danger",
                texts.common.reason(reason),
                Some((texts.wizard.advice)(reason)),
            )
        };
        reasons.iter().map(missing).collect()
    };
    let (now, seen) = (use_now(), detail.row.last_check_in);
    let days = now.zip(seen).map_or(0, |(now, seen)| now.since(seen) / DAY_MS);
    let away = (days > LONG_AWAY_DAYS).then(|| {
        view! {
            <p class="card__foot status">
                <Icon glyph=Glyph::Warning16 class="icon--warning"/>
                <span>{(texts.devices.not_seen)(days)}</span>
            </p>
        }
    });
    view! {
        <section class="card" aria-labelledby="receiving">
            <h2 class="card__title" id="receiving">
                {if reasons.reachable() { texts.devices.can_receive } else { texts.devices.cannot_receive }}
            </h2>
            <ul class="checks">{lines}</ul>
            {away}
        </section>
    }
}

#[component]
pub fn ThisHour(quota: Quota) -> impl IntoView {
    let texts = &use_texts().devices;
    let foot = next_place(quota).map(|said| view! { <p class="card__foot">{said}</p> });
    view! {
        <section class="card" aria-labelledby="this-hour">
            <h2 class="card__title" id="this-hour">
                {use_texts().to_devices.quota_title}
            </h2>
            <p class="figure">
                <span class="figure__value">{quota.used}</span>
                " "
                <span class="figure__unit">{(texts.quota_unit)(quota.max)}</span>
            </p>
            <QuotaMeter quota label=use_texts().to_devices.quota_title/>
            {foot}
        </section>
    }
}
