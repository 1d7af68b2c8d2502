//! Home's figures, one card each.

use crate::prelude::*;
use crate::{
    components::{moment::time_of_day, quota::QuotaMeter, sparkline::Sparkline, stack_bar::StackBar},
    context::{use_texts, use_zone},
    live::Kind,
    routes,
    view::PushServices,
};
use herald_domain::{
    limits::Quota,
    overview::{Fleet, Recent},
};

/// A card with a number that matters, what it is a part of, and more about it. It follows what changes it.
fn card(
    (id, follow): (&'static str, Option<Kind>),
    title: &'static str,
    value: String,
    unit: String,
    more: AnyView,
) -> AnyView {
    view! {
        <section
            class="card"
            id=format!("{id}-card")
            aria-labelledby=id
            data-live-region
            data-follow=follow.map(|kind| kind.word())
        >
            <h2 class="card__title" id=id>
                {title}
            </h2>
            <p class="figure">
                <span class="figure__value">{value}</span>
                " "
                <span class="figure__unit">{unit}</span>
            </p>
            {more}
        </section>
    }
}

/// Messages to groups in the last hour (B10, B19).
pub fn group_messages(quota: Quota) -> AnyView {
    let texts = use_texts();
    let labels = &texts.wizard;
    let foot = match quota.next_free {
        Some(at) => (labels.next_free)(&time_of_day(at, use_zone())),
        None => (labels.left_this_hour)(quota.left(), quota.max),
    };
    let more = view! {
        <QuotaMeter quota label=labels.used_this_hour/>
        <p class="card__foot">{foot}</p>
    };
    let unit = (texts.devices.quota_unit)(quota.max);
    card(
        ("group-messages", Some(Kind::Quota)),
        labels.this_hour,
        quota.used.to_string(),
        unit,
        more.into_any(),
    )
}

/// Phones and tablets that a message can reach (B24).
pub fn reachable(fleet: Fleet) -> AnyView {
    let texts = use_texts();
    let labels = &texts.home;
    let parts = vec![
        (fleet.ios, (labels.ios)(fleet.ios), "series-1"),
        (fleet.android, (labels.android)(fleet.android), "series-2"),
        (fleet.unreachable, (labels.unreachable)(fleet.unreachable), "series-3"),
    ];
    let label = parts.iter().map(|(_, words, _)| words.as_str()).collect::<Vec<_>>().join(", ");
    let foot = if fleet.unreachable == 0 {
        labels.all_reachable.into_any()
    } else {
        view! { <a href=routes::UNREACHABLE_DEVICES>{labels.who_cannot}</a> }
    };
    let more = view! {
        <StackBar label parts/>
        <p class="card__foot">{foot}</p>
    };
    let value = (texts.common.number)(fleet.reachable());
    card(("reachable", None), labels.reachable, value, (labels.of)(fleet.total()), more.into_any())
}

/// What the push services took over, of what they answered for (B23).
pub fn accepted(recent: Recent) -> AnyView {
    let labels = &use_texts().home;
    let Some(permille) = recent.accepted_permille() else {
        let more = view! { <p class="card__foot">{labels.nothing_sent}</p> };
        return card(
            ("accepted", Some(Kind::Sends)),
            labels.accepted,
            "–".into(),
            String::new(),
            more.into_any(),
        );
    };
    let most = recent.hours.iter().copied().max().unwrap_or_default();
    let failed = if recent.failed() == 0 {
        labels.none_failed.into_any()
    } else {
        view! {
            {(labels.failed)(recent.failed())}
            " "
            <a href=routes::DELIVERY>{labels.see_why}</a>
        }
    };
    let more = view! {
        <Sparkline values=recent.hours.to_vec() label=(labels.chart)(recent.accepted, most)/>
        <p class="card__foot">{failed}</p>
    };
    let unit = (labels.of_pushes)(recent.settled());
    card(("accepted", Some(Kind::Sends)), labels.accepted, (labels.percent)(permille), unit, more.into_any())
}

/// What waits for the push services.
pub fn queue(services: &PushServices) -> AnyView {
    let texts = use_texts();
    let labels = &texts.home;
    let (mut waiting, mut again) = (0, 0);
    for service in &services.services {
        waiting += service.waiting.devices;
        again += service.waiting.again;
    }
    let foot = if waiting == 0 {
        labels.queue_empty.to_owned()
    } else if again > 0 {
        (labels.queue_again)(again)
    } else {
        String::new()
    };
    let more = view! { <p class="card__foot">{foot}</p> };
    let value = (texts.common.number)(waiting);
    card(("queue", Some(Kind::Sends)), labels.queue, value, (labels.queue_unit)(waiting), more.into_any())
}
