//! Counts by outcome, and why devices did not get the message (B23, B24).

use crate::prelude::*;
use crate::{components::send_state::bar, context::use_texts};
use herald_domain::delivery::{MessageStatus, Send as SendRecord};

/// How many were handed over, and how many were not, by what became of them.
pub fn outcome(send: &SendRecord) -> AnyView {
    let texts = use_texts();
    let (labels, number) = (&texts.delivery, texts.common.number);
    let (counts, all) = (&send.counts, send.counts.tried());
    let note = match send.status {
        MessageStatus::Queued => labels.preparing,
        _ if all == 0 => labels.nobody,
        _ => labels.not_shown,
    };
    let rows = [
        (labels.outcome_accepted, counts.accepted),
        (labels.outcome_trying, counts.trying),
        (labels.outcome_unreachable, counts.not_reached()),
        (labels.outcome_refused, counts.refused()),
        (labels.outcome_expired, counts.expired),
    ];
    let row = |(label, count): (&'static str, u64)| {
        view! {
            <div class="rows__item">
                <dt class="grow">{label}</dt>
                <dd class="rows__number">{number(count)}</dd>
            </div>
        }
    };
    view! {
        <section class="card" aria-labelledby="outcome">
            <h2 class="card__title card__title--large" id="outcome">
                {labels.outcome}
            </h2>
            <p class="figure">
                <span class="figure__value">{number(counts.accepted)}</span>
                " "
                <span class="figure__unit">{(labels.figure_unit)(all)}</span>
            </p>
            {bar(send, "progress progress--thick")}
            <dl class="rows">{rows.map(row)}</dl>
            <p class="card__foot">{note}</p>
        </section>
    }
}

/// One line: what it was, what to know about it, how many.
struct Reason {
    label: &'static str,
    hint: Option<String>,
    devices: u64,
}

/// Why devices did not get it, the most frequent first.
pub fn reasons(send: &SendRecord) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
    let counts = &send.counts;
    let mut reasons: Vec<Reason> = Vec::new();
    for (reason, devices) in &counts.unreachable {
        reasons.push(Reason { label: texts.common.reason(*reason), hint: None, devices: *devices });
    }
    for (code, devices) in &counts.rejected {
        reasons.push(Reason {
            label: labels.refusal(code),
            hint: Some((labels.refused_hint)(code)),
            devices: *devices,
        });
    }
    if counts.expired > 0 {
        let hint = Some(labels.expired_hint.to_owned());
        reasons.push(Reason { label: labels.outcome_expired, hint, devices: counts.expired });
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.devices));
    let most = reasons.first().map_or(1, |reason| reason.devices.max(1));
    let content = if reasons.is_empty() {
        view! { <p class="muted">{labels.no_reasons}</p> }
    } else {
        let line = |Reason { label, hint, devices }| {
            view! {
                <li class="bars__item">
                    <span>{label}</span>
                    <span class="bars__value">{(texts.common.number)(devices)}</span>
                    {hint.map(|hint| view! { <span class="bars__hint">{hint}</span> })}
                    <progress class="progress" value=devices.to_string() max=most.to_string() aria-label=label></progress>
                </li>
            }
        };
        view! { <ul class="bars">{reasons.into_iter().map(line).collect_view()}</ul> }
    };
    view! {
        <section class="card" aria-labelledby="reasons">
            <h2 class="card__title card__title--large" id="reasons">
                {labels.reasons}
            </h2>
            {content}
        </section>
    }
}
