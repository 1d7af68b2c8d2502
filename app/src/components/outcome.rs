//! What became of the devices that messages were meant for: counts by outcome, and why they did not get it (B23, B24).

use crate::context::use_texts;
use crate::prelude::*;
use herald_domain::delivery::Counts;

/// How many were handed over, and how many were not, by what became of them.
#[must_use]
pub fn by_outcome(counts: &Counts) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
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
                <dd class="rows__number">{(texts.common.number)(count)}</dd>
            </div>
        }
    };
    view! { <dl class="rows">{rows.map(row)}</dl> }
}

/// One line: what it was, what to know about it, how many.
struct Reason {
    label: &'static str,
    hint: Option<String>,
    devices: u64,
}

/// A card that says why devices did not get it, the most frequent reason first. Codes of push services that mean the same
/// share a line.
#[must_use]
pub fn reasons(counts: &Counts) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
    let mut reasons: Vec<Reason> = Vec::new();
    for (reason, devices) in &counts.unreachable {
        reasons.push(Reason { label: texts.common.reason(*reason), hint: None, devices: *devices });
    }
    let mut refused: Vec<(&'static str, Vec<&str>, u64)> = Vec::new();
    for (code, devices) in &counts.rejected {
        let label = labels.refusal(code);
        // What has no name of its own has nothing in common.
        match refused.iter_mut().find(|(known, ..)| *known == label && label != labels.refused_by_service) {
            Some((_, codes, all)) => {
                codes.push(code);
                *all += devices;
            }
            None => refused.push((label, vec![code], *devices)),
        }
    }
    for (label, codes, devices) in refused {
        reasons.push(Reason { label, hint: Some((labels.refused_hint)(&codes.join(", "))), devices });
    }
    if counts.expired > 0 {
        let hint = Some(labels.expired_hint.to_owned());
        reasons.push(Reason { label: labels.outcome_expired, hint, devices: counts.expired });
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.devices));
    let most = reasons.iter().map(|reason| reason.devices).max().unwrap_or(1).max(1);
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

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::device::Unreachable;

    #[test]
    fn b23_every_reason_has_a_line_the_most_frequent_first() {
        let unreachable = vec![(Unreachable::PlatformNotSupported, 30), (Unreachable::AppNotInstalled, 4)];
        let rejected = [("BadTopic", 20), ("Forbidden", 1), ("Unregistered", 3), ("UNREGISTERED", 2)];
        let rejected = rejected.map(|(code, devices)| (code.to_owned(), devices)).to_vec();
        let counts = Counts { unreachable, rejected, expired: 3, ..Counts::default() };
        let html = Owner::new().with(|| reasons(&counts).to_html());
        let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words} in {html}"));
        assert!(at("Platform not supported") < at("BadTopic") && at("BadTopic") < at("App not installed"));
        // Apple and Google say the same in their own words.
        assert!(at("BadTopic") < at("Unregistered, UNREGISTERED") && html.contains(">5<"), "{html}");
        assert!(at("Unregistered, UNREGISTERED") < at("Forbidden"));
        assert_eq!(html.matches("bars__item").count(), 6);
    }
}
