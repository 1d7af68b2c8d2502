//! How much of an hourly limit is used: one tick per message (B10, B16, B19).

use crate::context::use_texts;
use crate::prelude::*;
use herald_domain::limits::Quota;

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

    fn rendered(used: u32) -> String {
        Owner::new().with(|| {
            let quota = Quota { max: 25, used, next_free: None, oldest_frees: None };
            view! { <QuotaMeter quota label="Used" next=true/> }.to_html()
        })
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
