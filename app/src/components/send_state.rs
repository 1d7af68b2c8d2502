//! What became of a message, in words and numbers. "Handed over" is the push service's word, never the phone's (B23).

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
    texts::{Texts, delivery::DeliveryTexts},
};
use herald_domain::delivery::{Counts, MessageStatus, Send as SendRecord, Target};

/// Whether its numbers may still change.
#[must_use]
pub fn is_running(send: &SendRecord) -> bool {
    send.status != MessageStatus::Finished
}

/// Group names that a line shows before it counts the rest.
const NAMED: usize = 2;

/// Where the message stands: an icon and words.
#[must_use]
pub fn send_state(send: &SendRecord) -> AnyView {
    let texts = &use_texts().delivery;
    let (glyph, class, label) = match send.status {
        MessageStatus::Queued => (Glyph::Clock16, "icon--muted", texts.queued),
        MessageStatus::Sending => (Glyph::Send16, "icon--brand", texts.sending),
        MessageStatus::Finished if send.counts.accepted == 0 => {
            (Glyph::Error16, "icon--danger", texts.nothing_handed_over)
        }
        MessageStatus::Finished => (Glyph::CheckCircle16, "icon--success", texts.finished),
    };
    view! {
        <span class="status">
            <Icon glyph class/>
            <span>{label}</span>
        </span>
    }
}

/// How far it has come: a bar and *612 of 868*. Nothing before its audience is known.
#[must_use]
pub fn send_progress(send: &SendRecord) -> AnyView {
    let texts = use_texts();
    let (counts, all) = (&send.counts, send.counts.tried());
    if all == 0 {
        return view! { <span class="muted">"–"</span> };
    }
    view! {
        <span class="result">
            {bar(send, "progress")}
            <span class="small">{(texts.delivery.of)(counts.accepted, all)}</span>
        </span>
    }
}

/// What the push services have answered for while it runs; in the end what they accepted.
#[must_use]
pub fn bar(send: &SendRecord, class: &'static str) -> AnyView {
    let (counts, all) = (&send.counts, send.counts.tried());
    let (done, colour) = match send.status {
        MessageStatus::Finished => (counts.accepted, " progress--success"),
        MessageStatus::Queued | MessageStatus::Sending => (all - counts.trying, ""),
    };
    view! {
        <progress
            class=format!("{class}{colour}")
            value=done.to_string()
            max=all.max(1).to_string()
            aria-label=use_texts().bell.progress
        ></progress>
    }
}

/// Devices that did not get it, by what kept them: *7 not reachable · 2 refused*.
#[must_use]
pub fn others(counts: &Counts, texts: &DeliveryTexts) -> String {
    let named = [
        (counts.trying, texts.trying),
        (counts.not_reached(), texts.not_reached),
        (counts.refused(), texts.refused),
        (counts.expired, texts.expired),
    ];
    let named = named.iter().filter(|(count, _)| *count > 0).map(|(count, words)| words(*count));
    named.collect::<Vec<_>>().join(" · ")
}

/// To whom, in one line.
#[must_use]
pub fn audience(target: &Target, texts: &Texts) -> String {
    match target {
        Target::Device { name, .. } => name.clone(),
        Target::Groups { names } if names.len() > NAMED + 1 => {
            let shown = names[..NAMED].join(", ");
            format!("{shown} {}", (texts.delivery.more)(names.len() - NAMED))
        }
        Target::Groups { names } => names.join(", "),
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use crate::texts::Language;
    use herald_domain::{Timestamp, device::Unreachable};

    fn send(status: MessageStatus, accepted: u64, trying: u64) -> SendRecord {
        SendRecord {
            id: "00000000-0000-7000-8000-000000000002".parse().unwrap(),
            status,
            at: Timestamp(0),
            finished_at: None,
            by: "Astrid".into(),
            target: Target::Groups { names: vec!["A".into()] },
            counts: Counts {
                accepted,
                trying,
                unreachable: vec![(Unreachable::AppNotInstalled, 7)],
                rejected: vec![("Unregistered".into(), 2)],
                expired: 0,
            },
        }
    }
    fn rendered(view: impl FnOnce() -> AnyView) -> String {
        Owner::new().with(|| view().to_html())
    }

    #[test]
    fn b23_each_state_has_words_of_its_own_and_none_says_delivered() {
        let said = |send: &SendRecord| rendered(|| send_state(send));
        assert!(said(&send(MessageStatus::Queued, 0, 0)).contains("Queued"));
        assert!(said(&send(MessageStatus::Sending, 1, 9)).contains("Sending"));
        assert!(said(&send(MessageStatus::Finished, 0, 0)).contains("Nothing handed over"));
        assert!(said(&send(MessageStatus::Finished, 8, 0)).contains("Finished"));
    }

    #[test]
    fn b23_progress_counts_the_answers_and_the_words_count_what_was_handed_over() {
        let html = rendered(|| send_progress(&send(MessageStatus::Sending, 612, 256)));
        assert!(html.contains("value=\"614\"") && html.contains("max=\"870\""), "{html}");
        assert!(html.contains("612 of 870"), "{html}");
    }

    #[test]
    fn b23_what_was_refused_never_fills_the_bar() {
        let html = rendered(|| send_progress(&send(MessageStatus::Finished, 612, 0)));
        assert!(html.contains("value=\"612\"") && html.contains("max=\"614\""), "{html}");
    }

    #[test]
    fn what_kept_devices_from_it_is_counted_by_kind() {
        let texts = Texts::of(Language::English);
        assert_eq!(
            others(&send(MessageStatus::Sending, 1, 3).counts, &texts.delivery),
            "3 still trying · 7 not reachable · 2 refused"
        );
        assert_eq!(others(&Counts::default(), &texts.delivery), "");
    }

    #[test]
    fn a_long_audience_is_counted() {
        let texts = Texts::of(Language::English);
        let groups = |n: usize| Target::Groups { names: (1..=n).map(|n| format!("G{n}")).collect() };
        assert_eq!(audience(&groups(3), texts), "G1, G2, G3");
        assert_eq!(audience(&groups(5), texts), "G1, G2 and 3 more groups");
    }
}
