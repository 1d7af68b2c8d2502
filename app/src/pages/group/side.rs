//! Beside the members: whom a message to the group would reach, whom not and why, and what the group is.

use super::content::Show;
use crate::prelude::*;
use crate::{
    components::{
        essentials::item,
        icon::{Glyph, Icon},
        reach::GroupReach,
    },
    context::use_texts,
    listing,
};
use herald_domain::{
    directory::{GroupDetail, ListQuery},
    permission::Permission,
};

pub fn view(detail: &GroupDetail) -> AnyView {
    view! {
        {reach(detail)}
        {details(detail)}
    }
}

fn card(reach: AnyView) -> AnyView {
    view! {
        <section class="card" aria-labelledby="reach">
            <h2 class="card__title" id="reach">
                {use_texts().directory.reach}
            </h2>
            {reach}
        </section>
    }
}

fn reach(detail: &GroupDetail) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    let Some(reach) = &detail.reach else {
        let needed = texts.permissions.name(Permission::ManagedDevicesRead);
        return card(view! { <p class="muted">{(labels.reach_hidden)(&needed)}</p> });
    };
    let reasons = reach.unreachable.iter().map(|(reason, count)| {
        view! {
            <li class="rows__item">
                <Icon glyph=Glyph::NotReachable16 class="icon--muted"/>
                <span class="grow">{texts.common.reason(*reason)}</span>
                <span class="rows__number">{(texts.common.number)(*count)}</span>
            </li>
        }
    });
    let unreachable = ListQuery { reachable: Some(false), ..ListQuery::default() };
    let why_not = (reach.not_reached() > 0).then(|| {
        view! {
            <section class="card" aria-labelledby="why-not">
                <h2 class="card__title" id="why-not">
                    {(labels.why_not)(reach.not_reached())}
                </h2>
                <ul class="rows">{reasons.collect_view()}</ul>
                <p class="card__foot">
                    <a href=listing::of(&Show::Devices.address(&detail.row.id), &unreachable)>{labels.see_which}</a>
                </p>
            </section>
        }
    });
    view! {
        {card(view! { <GroupReach reach=reach.clone()/> })}
        {why_not}
    }
}

fn details(detail: &GroupDetail) -> AnyView {
    let labels = &use_texts().directory;
    let row = &detail.row;
    let members = match (labels.in_it)(row.users, row.groups, row.devices) {
        none if none.is_empty() => "–".to_owned(),
        members => members,
    };
    view! {
        <section class="card" aria-labelledby="details">
            <h2 class="card__title" id="details">
                {labels.details}
            </h2>
            <dl class="essentials essentials--one">
                {item(labels.members, members.into_any())}
                {item(labels.object_id, view! { <span class="mono">{row.id.to_string()}</span> })}
            </dl>
        </section>
    }
}
