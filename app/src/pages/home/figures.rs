//! Home's figures, one card each.

use crate::prelude::*;
use crate::{
    components::{
        quota::{QuotaMeter, next_place},
        sparkline::Sparkline,
        stack_bar::StackBar,
    },
    context::use_texts,
    live::Kind,
    routes,
    view::PushServices,
};
use herald_domain::{
    Timestamp,
    limits::Quota,
    overview::{Fleet, Recent},
};

/// What changes a card: what happens, and a moment at which it changes by itself.
#[derive(Default)]
struct Changes {
    with: Option<Kind>,
    at: Option<Timestamp>,
}

impl Changes {
    const fn with(kind: Kind) -> Self {
        Self { with: Some(kind), at: None }
    }
}

/// A card with a number that matters, what it is a part of, and more about it. It follows what changes it.
fn card(
    (id, changes): (&'static str, Changes),
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
            data-follow=changes.with.map(|kind| kind.word())
            data-changes-at=changes.at.map(|at| at.millis().to_string())
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
    let foot = next_place(quota).unwrap_or_else(|| (labels.left_this_hour)(quota.left(), quota.max));
    let more = view! {
        <QuotaMeter quota label=labels.used_this_hour/>
        <p class="card__foot">{foot}</p>
    };
    let unit = (texts.devices.quota_unit)(quota.max);
    card(
        ("group-messages", Changes { at: quota.oldest_frees, ..Changes::with(Kind::Quota) }),
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
    card(
        ("reachable", Changes::default()),
        labels.reachable,
        value,
        (labels.of)(fleet.total()),
        more.into_any(),
    )
}

/// What the push services took over, of what they answered for (B23).
pub fn accepted(recent: Recent) -> AnyView {
    let labels = &use_texts().home;
    let Some(permille) = recent.accepted_permille() else {
        let more = view! { <p class="card__foot">{labels.nothing_sent}</p> };
        return card(
            ("accepted", Changes::with(Kind::Sends)),
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
    card(
        ("accepted", Changes::with(Kind::Sends)),
        labels.accepted,
        (labels.percent)(permille),
        unit,
        more.into_any(),
    )
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
    card(
        ("queue", Changes::with(Kind::Sends)),
        labels.queue,
        value,
        (labels.queue_unit)(waiting),
        more.into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b19_the_card_says_when_the_next_place_is_free_and_follows_when_it_is() {
        let at = Timestamp(14 * 3_600_000 + 37 * 60_000);
        let quota = Quota { max: 25, used: 12, next_free: None, oldest_frees: Some(at) };
        let html = Owner::new().with(|| group_messages(quota).to_html());
        assert!(html.contains("13 left. The next one frees up at 14:37 UTC."), "{html}");
        assert!(html.contains("data-follow=\"quota\" data-changes-at=\"52620000\""), "{html}");
    }
}
