//! What tells about one thing: pairs, lists of checks, shares and settings, and the permissions of a role.

use super::{
    samples,
    specimen::{NOW, Room, specimen},
};
use crate::prelude::*;
use crate::{
    components::{
        essentials::item,
        icon::{Glyph, Icon},
        matrix::matrix,
        moment::{Moment, Precision},
        status::{ComplianceStatus, Reachability},
    },
    context::use_texts,
    texts::kit::KitTexts,
};
use herald_domain::{
    device::{Compliance, Unreachable},
    permission::{Permission, PermissionSet},
};

pub fn details(texts: &'static KitTexts) -> Vec<AnyView> {
    vec![
        specimen("essentials-two", texts.essentials, Room::Whole, || {
            essentials("essentials essentials--two")
        }),
        specimen("essentials-one", texts.narrow, Room::Half, || essentials("essentials essentials--one")),
        specimen("checks", texts.checks, Room::Half, checks),
        specimen("bars", texts.shares, Room::Half, bars),
        specimen("settings", texts.settings, Room::Half, settings),
    ]
}

fn essentials(class: &'static str) -> AnyView {
    let labels = &use_texts().devices;
    let lost = samples::reasons(&[Unreachable::AppNotInstalled, Unreachable::NoPushToken]);
    let serial = view! { <span class="mono">"8G86RG57CM"</span> };
    view! {
        <div class="card">
            <dl class=class>
                {item(labels.name, "NHK-IPH-0412".into_any())}
                {item(labels.primary_user, view! { <a href="#details">"Håkan Åkerström-Lindqvist"</a> })}
                {item(labels.compliance, view! { <ComplianceStatus compliance=Compliance::Compliant/> })}
                {item(labels.serial_number, serial)}
                {item(labels.last_check_in, view! { <Moment at=NOW precision=Precision::Exact/> })}
                {item(labels.imei, "–".into_any())}
                {item(labels.reachable, view! { <Reachability reasons=lost/> })}
            </dl>
        </div>
    }
}

fn checks() -> AnyView {
    let (labels, common) = (&use_texts().devices, &use_texts().common);
    let line = |glyph: Glyph, class: &'static str, said: &'static str| {
        view! {
            <li class="checks__item">
                <Icon glyph class/>
                <span>{said}</span>
            </li>
        }
    };
    let met = labels.met.map(|said| line(Glyph::CheckCircle, "icon--success", said));
    view! {
        <ul class="checks">
            {met} {line(Glyph::Error, "icon--danger", common.reason(Unreachable::NotificationsNotAllowed))}
        </ul>
    }
}

fn bars() -> AnyView {
    let common = &use_texts().common;
    let lost = [
        (Unreachable::PlatformNotSupported, 148_u64),
        (Unreachable::AppNotInstalled, 57),
        (Unreachable::NotificationsNotAllowed, 41),
    ];
    let line = |(reason, devices): (Unreachable, u64)| {
        let label = common.reason(reason);
        view! {
            <li class="bars__item">
                <span>{label}</span>
                <span class="bars__value">{(common.number)(devices)}</span>
                <progress class="progress" value=devices.to_string() max="148" aria-label=label></progress>
            </li>
        }
    };
    view! { <ul class="bars">{lost.map(line)}</ul> }
}

fn settings() -> AnyView {
    let labels = &use_texts().delivery;
    let line = |key: &'static str, value: AnyView| {
        view! {
            <div class="diff__row">
                <dt class="mono">{key}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <dl class="diff">
            {line("push.apns.topic", view! { <span class="mono">"example.herald.portal"</span> })}
            {line("push.apns.key_file", view! { <span class="muted">{labels.secret}</span> })}
            {line("push.apns.team_id", view! { <span class="muted">{labels.not_set}</span> })}
        </dl>
    }
}

pub fn permissions(texts: &'static KitTexts) -> Vec<AnyView> {
    let some = PermissionSet::of(&[
        Permission::ManagedDevicesRead,
        Permission::UsersRead,
        Permission::GroupsRead,
        Permission::RemoteTasksSendCustomNotifications,
    ]);
    let shown = || {
        view! {
            <h3 id="permissions">{use_texts().roles.permissions}</h3>
            {matrix(some)}
        }
    };
    vec![specimen("matrix", texts.filled, Room::Whole, shown)]
}
