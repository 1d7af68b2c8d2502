//! Search box and filter pills of All devices.

use super::address;
use crate::prelude::*;
use crate::{
    components::{
        filter_pill::{Choice, FilterPill, filter_pills, reachable_pill},
        search_box::SearchBox,
    },
    context::use_texts,
    routes,
};
use herald_domain::device::{Compliance, DeviceQuery, Ownership, Platform};

#[component]
pub fn Search(query: DeviceQuery) -> impl IntoView {
    let kept = address::fields(&DeviceQuery { search: String::new(), page: 1, ..query.clone() });
    view! { <SearchBox path=routes::DEVICES label=use_texts().devices.search search=query.search kept/> }
}

#[component]
pub fn Filters(query: DeviceQuery) -> impl IntoView {
    let (common, texts) = (&use_texts().common, &use_texts().devices);
    let mobile = Choice {
        label: texts.mobile,
        href: address::with(&query, |q| (q.platform, q.mobile) = (None, true)),
        chosen: query.mobile,
    };
    let platforms = Platform::ALL.iter().map(|platform| Choice {
        label: common.platform(*platform),
        href: address::with(&query, |q| (q.platform, q.mobile) = (Some(*platform), false)),
        chosen: query.platform == Some(*platform),
    });
    let platforms: Vec<_> = std::iter::once(mobile).chain(platforms).collect();
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
    let reachable =
        reachable_pill(query.reachable, |reachable| address::with(&query, |q| q.reachable = reachable));
    filter_pills(view! {
        <FilterPill
            id="filter-platform"
            label=texts.platform
            choices=platforms
            any=address::with(&query, |q| (q.platform, q.mobile) = (None, false))
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
        {reachable}
    })
}
