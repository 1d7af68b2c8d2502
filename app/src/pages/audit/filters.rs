//! The search box and the filters of the audit log: links and plain forms.

use super::range::DateRange;
use crate::prelude::*;
use crate::{
    audit_filter::{self, with},
    components::{
        filter_pill::{Choice, FilterPill},
        icon::{Glyph, Icon},
    },
    context::use_texts,
    routes,
};
use herald_domain::audit::{Activity, AuditOutcome, AuditQuery, Span};

/// Finds who did it by any part of the name.
pub fn search(query: &AuditQuery) -> AnyView {
    let texts = use_texts();
    let others = AuditQuery { actor: None, page: 1, ..query.clone() };
    let kept: Vec<_> = audit_filter::fields(&others)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    view! {
        <form method="get" action=routes::AUDIT class="line" role="search">
            {kept}
            <div class="search-box grow">
                <Icon glyph=Glyph::Search16 class="search-box__icon"/>
                <input
                    class="input search-box__input"
                    type="search"
                    name="actor"
                    value=query.actor.clone()
                    aria-label=texts.audit.search
                    placeholder=texts.audit.search
                />
            </div>
            <button class="button">{texts.common.search}</button>
        </form>
    }
}

pub fn filters(query: &AuditQuery) -> AnyView {
    let (texts, labels) = (use_texts(), &use_texts().audit);
    let spans = Span::ALL.iter().map(|span| Choice {
        label: labels.span(*span),
        href: with(query, |q| (q.last, q.from, q.until) = (Some(*span), None, None)),
        chosen: query.last == Some(*span),
    });
    let activities = Activity::ALL.iter().map(|activity| Choice {
        label: labels.activity_name(*activity),
        href: with(query, |q| q.activity = Some(*activity)),
        chosen: query.activity == Some(*activity),
    });
    let outcomes = AuditOutcome::ALL.iter().map(|outcome| Choice {
        label: labels.outcome(*outcome),
        href: with(query, |q| q.outcome = Some(*outcome)),
        chosen: query.outcome == Some(*outcome),
    });
    view! {
        <div class="filter-pills" role="group" aria-label=texts.devices.filters>
            <FilterPill
                id="filter-time"
                label=labels.time
                choices=spans.collect()
                any=with(query, |q| q.last = None)
            />
            <DateRange query=query.clone()/>
            <FilterPill
                id="filter-activity"
                label=labels.activity
                choices=activities.collect()
                any=with(query, |q| q.activity = None)
            />
            <FilterPill
                id="filter-outcome"
                label=labels.result
                choices=outcomes.collect()
                any=with(query, |q| q.outcome = None)
            />
        </div>
    }
}
