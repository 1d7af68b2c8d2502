//! What became of one message: counts by outcome and reason, never its text (B22, B23).

mod outcome;

use crate::prelude::*;
use crate::{
    api::records::get_send,
    components::{
        essentials::item,
        icon::{Glyph, Icon},
        moment::{Moment, Precision},
        out_of_date::out_of_date,
        outcome::reasons,
        send_state::{audience, is_running, send_state},
    },
    context::{may, use_texts},
    layout::{
        by_id::page_by_id,
        page::{Breadcrumb, Crumb, DocumentTitle},
    },
    listing,
    live::Kind,
    routes,
};
use herald_domain::{
    delivery::{Send as SendRecord, Target},
    directory::ListQuery,
    permission::Permission,
};
use outcome::outcome;

#[component]
pub fn DeliveryPage() -> impl IntoView {
    page_by_id(get_send, |send| content(&send))
}

fn content(send: &SendRecord) -> AnyView {
    let texts = use_texts();
    let title = audience(&send.target, texts);
    let trail = vec![
        Crumb::text(texts.frame.tenant_administration),
        Crumb::link(texts.delivery.title, routes::DELIVERY),
    ];
    view! {
        <DocumentTitle title=format!("{title} · {}", texts.delivery.title)/>
        <header class="page__header">
            <Breadcrumb trail here=title.clone()/>
            <div class="page__heading">
                <div class="page__titles">
                    <h1 class="page__title">{title}</h1>
                    <p class="page__lede">
                        {texts.delivery.sent_by} " " {send.by.clone()} " · " <Moment at=send.at/>
                    </p>
                </div>
            </div>
        </header>
        {out_of_date(texts.delivery.out_of_date)}
        <div class="split" id="delivery" data-live-region data-follow=is_running(send).then(|| Kind::Sends.word())>
            <div class="stack">{outcome(send)} {reasons(&send.counts)}</div>
            <div class="stack">{about(send)}</div>
        </div>
    }
}

/// A group by its name, and the way to it: who in it cannot be reached, and why, is told there.
fn group(name: &str) -> AnyView {
    if !may(Permission::GroupsRead) {
        return view! { <span class="tag">{name.to_owned()}</span> }.into_any();
    }
    let found = ListQuery { search: name.to_owned(), page: 1, ..ListQuery::default() };
    view! {
        <a class="tag" href=listing::of(routes::GROUPS, &found)>
            {name.to_owned()}
        </a>
    }
    .into_any()
}

/// Who sent it to whom, and when.
fn about(send: &SendRecord) -> AnyView {
    let texts = &use_texts().delivery;
    let target = match &send.target {
        Target::Device { id, name } => view! { <a href=routes::device(id)>{name.clone()}</a> },
        Target::Groups { names } => {
            let tags: Vec<_> = names.iter().map(|name| group(name)).collect();
            view! { <span class="tags">{tags}</span> }
        }
    };
    let finished = match send.finished_at {
        Some(at) => view! { <Moment at precision=Precision::Exact/> },
        None => texts.not_finished.into_any(),
    };
    let sent = view! { <Moment at=send.at precision=Precision::Exact/> };
    view! {
        <section class="card card--flush" aria-labelledby="about">
            <div class="card__header">
                <h2 class="card__title card__title--large" id="about">
                    {texts.about}
                </h2>
            </div>
            <dl class="essentials essentials--one card__body">
                {item(texts.status, send_state(send))}
                {item(texts.audience, target)}
                {item(texts.sent_at, sent)}
                {item(texts.sent_by, send.by.clone().into_any())}
                {item(texts.finished_at, finished)}
            </dl>
            <p class="card__note">
                <Icon glyph=Glyph::NoText16/>
                {texts.text_not_kept}
            </p>
        </section>
    }
}
