//! Search box and filter pills of All devices.

use super::address;
use crate::{
    components::{
        filter_pill::{Choice, FilterPill},
        icon::{Glyph, Icon},
    },
    context::use_texts,
    routes,
};
use herald_domain::device::{Compliance, DeviceQuery, Ownership, Platform};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Form, hooks::use_navigate};
use std::time::Duration;

/// How long typing may pause before the list follows.
const PAUSE: Duration = Duration::from_millis(250);

/// Searches while one types; without script with Enter.
#[component]
pub fn SearchBox(query: DeviceQuery) -> impl IntoView {
    let texts = use_texts();
    let kept: Vec<_> = address::fields(&DeviceQuery { search: String::new(), page: 1, ..query.clone() })
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let navigate = use_navigate();
    let search = query.search.clone();
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let follow = move |typed: String| {
        let to = address::with(&query, |q| q.search = typed.trim().to_owned());
        let navigate = navigate.clone();
        let go = move || {
            navigate(&to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() })
        };
        if let Some(earlier) = pending.get_value() {
            earlier.clear();
        }
        pending.set_value(set_timeout_with_handle(go, PAUSE).ok());
    };
    view! {
        <Form method="GET" action=routes::DEVICES attr:class="line" attr:role="search">
            {kept}
            <div class="search-box grow">
                <Icon glyph=Glyph::Search16 class="search-box__icon"/>
                <input
                    class="input search-box__input"
                    type="search"
                    id="search"
                    name="search"
                    value=search
                    aria-label=texts.devices.search
                    placeholder=texts.devices.search
                    on:input:target=move |event| follow(event.target().value())
                />
            </div>
            <noscript>
                <button class="button">{texts.common.search}</button>
            </noscript>
        </Form>
    }
}

#[component]
pub fn Filters(query: DeviceQuery) -> impl IntoView {
    let (common, texts) = (&use_texts().common, &use_texts().devices);
    let platforms: Vec<_> = Platform::ALL
        .iter()
        .map(|platform| Choice {
            label: common.platform(*platform),
            href: address::with(&query, |q| q.platform = Some(*platform)),
            chosen: query.platform == Some(*platform),
        })
        .collect();
    let ownerships: Vec<_> = Ownership::ALL
        .iter()
        .map(|ownership| Choice {
            label: common.ownership(*ownership),
            href: address::with(&query, |q| q.ownership = Some(*ownership)),
            chosen: query.ownership == Some(*ownership),
        })
        .collect();
    let compliances: Vec<_> = Compliance::ALL
        .iter()
        .map(|compliance| Choice {
            label: common.compliance(*compliance),
            href: address::with(&query, |q| q.compliance = Some(*compliance)),
            chosen: query.compliance == Some(*compliance),
        })
        .collect();
    let reachables: Vec<_> = [(true, common.yes), (false, common.no)]
        .map(|(reachable, label)| Choice {
            label,
            href: address::with(&query, |q| q.reachable = Some(reachable)),
            chosen: query.reachable == Some(reachable),
        })
        .into();
    view! {
        <div class="filter-pills" role="group" aria-label=texts.filters>
            <FilterPill
                id="filter-platform"
                label=texts.platform
                choices=platforms
                any=address::with(&query, |q| q.platform = None)
            />
            <FilterPill
                id="filter-ownership"
                label=texts.ownership
                choices=ownerships
                any=address::with(&query, |q| q.ownership = None)
            />
            <FilterPill
                id="filter-compliance"
                label=texts.compliance
                choices=compliances
                any=address::with(&query, |q| q.compliance = None)
            />
            <FilterPill
                id="filter-reachable"
                label=texts.reachable
                choices=reachables
                any=address::with(&query, |q| q.reachable = None)
            />
        </div>
    }
}
