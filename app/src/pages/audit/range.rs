//! A time range by its first and its last day. Without script the days are those of UTC, which the labels say; with
//! script they are the reader's.

use crate::{
    audit_filter::{self, with},
    components::{
        alive::use_alive,
        icon::{Glyph, Icon},
        moment::{begin_of_day, date, day},
    },
    context::{Zone, use_texts, use_zone},
    dom, routes,
};
use herald_domain::{audit::AuditQuery, time::DAY_MS};
use leptos::{html, prelude::*};

const ID: &str = "filter-days";

/// A pill like the other filters, with a form in its pop-over.
#[component]
pub fn DateRange(query: AuditQuery) -> impl IntoView {
    let texts = use_texts();
    let labels = &texts.audit;
    let (alive, zone) = (use_alive(), use_zone());
    let (from, until) = (query.from, query.until);
    let set = from.is_some() || until.is_some();
    let any = with(&query, |q| (q.from, q.until) = (None, None));
    // The last day is meant as a whole, so the range ends with the beginning of the next one.
    let last = move || until.map(|until| until.plus_ms(-1));
    let value = move || {
        let named = |at| date(at, zone.get(), &texts.common);
        match (from.map(named), last().map(named)) {
            (None, None) => texts.common.any.to_owned(),
            (from, to) => format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_default()),
        }
    };
    let label = move |name: &'static str| {
        let zone = if alive.get() { "" } else { labels.in_utc };
        format!("{name}{zone}")
    };
    let others = AuditQuery { last: None, from: None, until: None, page: 1, ..query.clone() };
    let kept: Vec<_> = audit_filter::fields(&others)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let (first_day, last_day) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = |input: NodeRef<html::Input>| {
            input.get_untracked().and_then(|input| audit_filter::day(&input.value()))
        };
        let begins = |midnight| begin_of_day(midnight, Zone::Reader);
        let from = typed(first_day).map(begins);
        let until = typed(last_day).map(|midnight| begins(midnight.plus_ms(DAY_MS)));
        dom::go(&with(&others, |q| (q.from, q.until) = (from, until)));
    };
    let input = move |name: &'static str, text: &'static str, node, at: Option<_>| {
        view! {
            <div class="field">
                <label class="field__label" for=name>
                    {move || label(text)}
                </label>
                <input
                    node_ref=node
                    class="input"
                    type="date"
                    id=name
                    name=name
                    value=move || at.map(|at| day(at, zone.get()))
                />
            </div>
        }
    };
    view! {
        <span class="filter-pill" class:filter-pill--set=set>
            <button class="filter-pill__main" type="button" popovertarget=ID>
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
        <div class="popover popover--form" id=ID popover>
            <form class="stack" method="get" action=routes::AUDIT on:submit=submit>
                {kept}
                {input("from", labels.from, first_day, from)}
                {input("to", labels.to, last_day, last())}
                <button class="button button--primary">{texts.common.show}</button>
            </form>
        </div>
    }
    .into_any()
}
