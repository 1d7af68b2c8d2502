//! A time range by its first and its last day, in the reader's zone. Until the browser has told it they are days of UTC,
//! which the labels say.

use crate::prelude::*;
use crate::{
    audit_filter::{self, with},
    components::{
        icon::{Glyph, Icon},
        moment::{date, day},
    },
    context::{Zone, use_texts, use_zone},
    routes,
};
use herald_domain::{Timestamp, audit::AuditQuery};

const ID: &str = "filter-days";

/// A pill like the other filters, with a form in its pop-over.
#[component]
pub fn DateRange(query: AuditQuery) -> impl IntoView {
    let texts = use_texts();
    let labels = &texts.audit;
    let zone = use_zone();
    let (from, until) = (query.from, query.until);
    let set = from.is_some() || until.is_some();
    let any = with(&query, |q| (q.from, q.until) = (None, None));
    // The last day is meant as a whole, so the range ends with the beginning of the next one.
    let last = until.map(|until| until.plus_ms(-1));
    let named = |at| date(at, zone, &texts.common);
    let value = match (from.map(named), last.map(named)) {
        (None, None) => texts.common.any.to_owned(),
        (from, to) => format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_default()),
    };
    let in_zone = if zone == Zone::Utc { labels.in_utc } else { "" };
    let others = AuditQuery { last: None, from: None, until: None, page: 1, ..query.clone() };
    let kept: Vec<_> = audit_filter::fields(&others)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let input = |name: &'static str, label: &'static str, at: Option<Timestamp>| {
        view! {
            <div class="field">
                <label class="field__label" for=name>
                    {label}
                    {in_zone}
                </label>
                <input class="input" type="date" id=name name=name value=at.map(|at| day(at, zone))/>
            </div>
        }
    };
    view! {
        <span class="filter-pill" class:filter-pill--set=set>
            <button class="filter-pill__main" type="button" popovertarget=ID aria-haspopup="dialog">
                {labels.days}
                ": "
                <span class="filter-pill__value">{value}</span>
                {(!set).then(|| view! { <Icon glyph=Glyph::ChevronDown16/> })}
            </button>
            {set
                .then(|| {
                    view! {
                        <a class="filter-pill__clear" href=any aria-label=(texts.devices.remove_filter)(labels.days)>
                            <Icon glyph=Glyph::Dismiss16/>
                        </a>
                    }
                })}
        </span>
        <div class="popover popover--form" id=ID popover role="dialog" aria-label=labels.days>
            <form class="stack" method="get" action=routes::AUDIT>
                {kept}
                {input("from", labels.from, from)}
                {input("to", labels.to, last)}
                <button class="button button--primary">{texts.common.show}</button>
            </form>
        </div>
    }
}
