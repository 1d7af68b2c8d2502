//! What the console says: messages, states, numbers.

use super::{
    samples,
    specimen::{Room, specimen},
};
use crate::prelude::*;
use crate::{
    components::{
        avatar::Avatar,
        group_picker::GroupAvatar,
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        quota::QuotaMeter,
        reach::{EstimatedReach, NotReached, ReachSummary},
        sparkline::Sparkline,
        stack_bar::StackBar,
        status::{ActionState, ComplianceStatus, Reachability},
    },
    context::use_texts,
    texts::kit::KitTexts,
};
use herald_domain::{
    action::{ActionStatus, Hindrance},
    audience::Reach,
    device::{Compliance, Unreachable},
};

pub fn messages(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let bar = |tone: Tone, words: &'static str| view! { <MessageBar tone>{words}</MessageBar> };
    let titled = |tone: Tone, title: &'static str, words: &'static str| {
        view! {
            <MessageBar tone title>
                {words}
            </MessageBar>
        }
    };
    let summary = || {
        let errors = &all.errors;
        view! {
            <MessageBar tone=Tone::Error title=(all.wizard.summary)(2)>
                <ul class="message-bar__list">
                    <li>
                        <a href="#fields">{errors.title_empty}</a>
                    </li>
                    <li>
                        <a href="#fields">{errors.body_empty}</a>
                    </li>
                </ul>
            </MessageBar>
        }
    };
    vec![
        specimen("info", texts.info, Room::Half, || bar(Tone::Info, all.wizard.warning)),
        specimen("success", texts.success, Room::Half, || {
            titled(Tone::Success, all.bell.sent, all.devices.sent)
        }),
        specimen("warning", texts.warning, Room::Half, || bar(Tone::Warning, all.delivery.out_of_date)),
        specimen("error", texts.error, Room::Half, || {
            titled(Tone::Error, all.to_devices.not_sent, all.errors.offline)
        }),
        specimen("summary", texts.with_problems, Room::Half, summary),
    ]
}

pub fn labels(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let tags = || {
        view! {
            <span class="tag">{all.common.corporate}</span>
            <span class="tag tag--brand">{all.roles.built_in}</span>
            <span class="tag tag--brand tag--large">
                <Icon glyph=Glyph::PersonKey16/>
                "Organization / Update"
            </span>
        }
    };
    let dismissible = || {
        let name = "Hemtjänst Norra";
        view! {
            <span class="tag">
                {name}
                <button class="tag__dismiss" type="button" aria-label=(all.wizard.remove)(name)>
                    <Icon glyph=Glyph::Dismiss16/>
                </button>
            </span>
        }
    };
    let badge = |class: &'static str, glyph: Glyph, words: &'static str| {
        view! {
            <span class=class>
                <Icon glyph/>
                {words}
            </span>
        }
    };
    let badges = || {
        view! {
            <span class="badge">{all.frame.demo}</span>
            <span class="badge badge--brand">{all.roles.custom}</span>
            {badge("badge badge--success", Glyph::CheckCircle16, texts.success)}
            {badge("badge badge--warning", Glyph::Warning16, texts.warning)}
            {badge("badge badge--danger", Glyph::Error16, texts.error)}
        }
    };
    let lost = samples::reasons(&[Unreachable::AppNotInstalled, Unreachable::NoPushToken]);
    let reachable = || {
        view! {
            <Reachability reasons=samples::reasons(&[])/>
            <Reachability reasons=lost/>
        }
    };
    let compliance = || {
        let one = |compliance: &Compliance| view! { <ComplianceStatus compliance=*compliance/> };
        Compliance::ALL.iter().map(one).collect_view().into_any()
    };
    let actions = || {
        let one = |status: &ActionStatus| {
            let hindrance = match status {
                ActionStatus::Failed => Some(Hindrance::Refused("TopicDisallowed".into())),
                ActionStatus::Unreachable => Some(Hindrance::Unreachable(Unreachable::AppNotInstalled)),
                _ => None,
            };
            view! { <ActionState status=*status hindrance/> }
        };
        ActionStatus::ALL.iter().map(one).collect_view().into_any()
    };
    let names = ["Astrid Lindqvist", "Maja Öberg", "Skolportalen", "Åke Ek", "Bo Ström"];
    let people = || {
        let groups = samples::groups().into_iter().map(|group| view! { <GroupAvatar name=group.name/> });
        view! {
            {names.map(|name| view! { <Avatar name=name.to_owned()/> })}
            <Avatar name="Maja Öberg".to_owned() large=true/>
            {groups.collect_view()}
        }
    };
    vec![
        specimen("tags", texts.tags, Room::Own, tags),
        specimen("tag-dismiss", texts.dismissible, Room::Own, dismissible),
        specimen("badges", texts.badges, Room::Own, badges),
        specimen("people", texts.people, Room::Own, people),
        specimen("reachable", all.common.reachable, Room::Own, reachable),
        specimen("compliance", all.devices.compliance, Room::Own, compliance),
        specimen("actions", all.devices.actions, Room::Own, actions),
    ]
}

pub fn progress(texts: &'static KitTexts) -> Vec<AnyView> {
    let bar = |class: &'static str, value: &'static str| {
        let label = use_texts().bell.progress;
        view! { <progress class=class value=value max="870" aria-label=label></progress> }
    };
    let spinner = || {
        view! {
            <span class="spinner" aria-hidden="true"></span>
            <span>{use_texts().common.loading}</span>
        }
    };
    vec![
        specimen("progress-begun", texts.sending, Room::Half, || bar("progress", "614")),
        specimen("progress-done", texts.sent, Room::Half, || bar("progress progress--success", "861")),
        specimen("progress-thick", texts.large, Room::Half, || bar("progress progress--thick", "330")),
        specimen("spinner", texts.busy, Room::Own, spinner),
    ]
}

pub fn quota(texts: &'static KitTexts) -> Vec<AnyView> {
    let meter = |used: u32, next: bool| {
        let (quota, label) = (samples::quota(used), use_texts().wizard.used_this_hour);
        view! { <QuotaMeter quota label next/> }
    };
    vec![
        specimen("quota-empty", texts.empty, Room::Half, || meter(0, false)),
        specimen("quota-calm", texts.next, Room::Half, || meter(7, true)),
        specimen("quota-near", texts.near, Room::Half, || meter(21, true)),
        specimen("quota-full", texts.full, Room::Half, || meter(25, false)),
    ]
}

pub fn reach(texts: &'static KitTexts) -> Vec<AnyView> {
    vec![
        specimen("estimate", texts.estimate, Room::Half, || {
            view! { <EstimatedReach reach=samples::reach()/> }
        }),
        specimen("estimate-none", texts.none_reached, Room::Half, || {
            view! { <EstimatedReach reach=Reach::default()/> }
        }),
        specimen("reach-summary", texts.summary, Room::Half, || {
            view! { <ReachSummary reach=samples::reach()/> }
        }),
        specimen("not-reached", texts.not_reached, Room::Half, || {
            view! { <NotReached reach=samples::reach()/> }
        }),
    ]
}

pub fn charts(texts: &'static KitTexts) -> Vec<AnyView> {
    let line = || {
        let label = texts.handed_over_by_day.to_owned();
        view! { <Sparkline values=vec![120, 480, 310, 900, 640, 80, 0] label/> }
    };
    let shares = || {
        let wizard = &use_texts().wizard;
        let parts = vec![
            (812, (wizard.ios_devices)(812), "series-1"),
            (565, (wizard.android_devices)(565), "series-2"),
            (246, (wizard.not_reached)(246), "series-3"),
        ];
        view! { <StackBar label=texts.shares.to_owned() parts/> }
    };
    vec![
        specimen("sparkline", texts.sparkline, Room::Half, line),
        specimen("shares", texts.shares, Room::Half, shares),
    ]
}
