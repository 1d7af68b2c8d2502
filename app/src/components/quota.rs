//! How much of an hourly limit is used: one tick per message (B10, B16, B19).

use crate::components::moment::time_of_day;
use crate::context::{use_texts, use_zone};
use crate::prelude::*;
use herald_domain::limits::Quota;

/// When the next place is free, where none is left; and how many are left and when there is one more, where some are used.
/// None while all are left.
#[must_use]
pub fn next_place(quota: Quota) -> Option<String> {
    let (texts, zone) = (&use_texts().wizard, use_zone());
    let left = |at| (texts.left_until)(quota.left(), &time_of_day(at, zone));
    let full = quota.next_free.map(|at| (texts.next_free)(&time_of_day(at, zone)));
    full.or_else(|| quota.oldest_frees.map(left))
}

/// `next` outlines the place that the message at hand would take.
#[component]
pub fn QuotaMeter(
    quota: Quota,
    #[prop(into)] label: String,
    #[prop(optional)] small: bool,
    #[prop(optional)] next: bool,
) -> impl IntoView {
    let texts = &use_texts().wizard;
    let Quota { max, used, .. } = quota;
    let used = used.min(max);
    let mut class = String::from("quota");
    if small {
        class.push_str(" quota--small");
    }
    if used >= max {
        class.push_str(" quota--full");
    } else if used * 5 >= max * 4 {
        class.push_str(" quota--near");
    }
    let tick = move |at: u32| {
        let class = if at < used {
            "quota__tick quota__tick--used"
        } else if next && at == used {
            "quota__tick quota__tick--next"
        } else {
            "quota__tick"
        };
        view! { <span class=class></span> }
    };
    view! {
        <div
            class=class
            role="meter"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=max.to_string()
            aria-valuenow=used.to_string()
            aria-valuetext=(texts.used_of)(used, max)
        >
            {(0..max).map(tick).collect_view()}
        </div>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use herald_domain::{
        Timestamp,
        time::{HOUR_MS, MINUTE_MS},
    };

    fn rendered(used: u32) -> String {
        Owner::new().with(|| {
            let quota = Quota { max: 25, used, next_free: None, oldest_frees: None };
            view! { <QuotaMeter quota label="Used" next=true/> }.to_html()
        })
    }

    #[test]
    fn b19_what_is_left_comes_with_the_time_of_the_next_place() {
        let at = Some(Timestamp(14 * HOUR_MS + 37 * MINUTE_MS));
        let said =
            |used, next_free, oldest_frees| next_place(Quota { max: 25, used, next_free, oldest_frees });
        Owner::new().with(|| {
            assert_eq!(said(12, None, at).unwrap(), "13 left. The next one frees up at 14:37 UTC.");
            assert_eq!(said(25, at, at).unwrap(), "The next message can be sent at 14:37 UTC.");
            assert_eq!(said(0, None, None), None);
        });
    }

    #[test]
    fn b19_the_meter_says_in_words_what_it_shows() {
        let html = rendered(12);
        assert!(html.contains("aria-valuetext=\"12 of 25\""), "{html}");
        assert_eq!(html.matches("quota__tick--used").count(), 12);
        assert_eq!(html.matches("quota__tick--next").count(), 1);
    }

    #[test]
    fn b19_the_meter_turns_when_little_is_left_and_when_nothing_is() {
        assert!(!rendered(19).contains("quota--near"));
        assert!(rendered(20).contains("quota--near"));
        assert!(rendered(25).contains("quota--full"));
    }
}
