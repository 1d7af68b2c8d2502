//! The latest sends: to whom, by whom, when and what became of them, never the text (B22, B23).

use super::panel::panel;
use crate::prelude::*;
use crate::{
    components::{
        empty_state::{none_yet, to_message},
        icon::{Glyph, Icon},
        moment::Moment,
        send_state::{audience, others},
        sort_head::plain_head,
        stack_bar::Shares,
    },
    context::use_texts,
    routes,
};
use herald_domain::delivery::{Counts, Send as SendRecord, Target};

/// Sends that there is room for.
const SHOWN: usize = 7;

pub fn card(sends: Vec<SendRecord>) -> AnyView {
    let texts = use_texts();
    let labels = &texts.home;
    let few = (1..SHOWN / 2).contains(&sends.len());
    let rows: Vec<_> = sends.into_iter().take(SHOWN).map(row).collect();
    let content = if rows.is_empty() {
        none_yet(texts.delivery.none_yet, texts.delivery.none_yet_help, to_message())
    } else {
        view! {
            <div class="data-grid data-grid--inset data-grid--cards">
                <div class="data-grid__scroll">
                    <table class="data-grid__table" role="table" aria-labelledby="recent">
                        <thead role="rowgroup">
                            <tr role="row">
                                {plain_head(texts.delivery.to, "")} {plain_head(texts.delivery.sent_by, "")}
                                {plain_head(texts.delivery.sent_at, "")} {plain_head(labels.devices, "data-grid__num")}
                                {plain_head(labels.result, "")}
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{rows}</tbody>
                    </table>
                </div>
            </div>
        }
    };
    let content = view! {
        {content}
        <p class="card__note">
            <Icon glyph=Glyph::NoText16/>
            {texts.delivery.text_not_kept}
        </p>
    };
    // With few rows it ends below them, instead of leaving room for more.
    let class = if few { "card card--flush card--short" } else { "card card--flush" };
    panel("recent", labels.recent, labels.view_all, class, content)
}

fn row(send: SendRecord) -> AnyView {
    let texts = use_texts();
    let (labels, delivery) = (&texts.home, &texts.delivery);
    let to = match &send.target {
        Target::Groups { names } => (labels.groups)(names.len()),
        Target::Device { .. } => labels.one_device.to_owned(),
    };
    let devices = send.counts.tried() + send.counts.not_reached();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span>
                    <a class="data-grid__primary" href=routes::delivery(&send.id)>
                        {to}
                    </a>
                    <span class="data-grid__sub">{audience(&send.target, texts)}</span>
                </span>
            </th>
            <td role="cell" class="data-grid__nowrap" data-label=delivery.sent_by>
                {send.by.clone()}
            </td>
            <td role="cell" class="data-grid__nowrap" data-label=delivery.sent_at>
                <Moment at=send.at/>
            </td>
            <td role="cell" class="data-grid__num" data-label=labels.devices>
                {(texts.common.number)(devices)}
            </td>
            <td role="cell" data-label=labels.result>
                {result(&send.counts)}
            </td>
        </tr>
    }
}

/// Handed over, still trying, failed, and not reachable: as shares and in words.
fn result(counts: &Counts) -> AnyView {
    let texts = use_texts();
    let mut words = (texts.home.handed_over)(counts.accepted);
    let others = others(counts, &texts.delivery);
    if !others.is_empty() {
        words = format!("{words} · {others}");
    }
    let parts = vec![
        (counts.accepted, "series-1"),
        (counts.trying, "series-2"),
        (counts.refused() + counts.expired, "series-danger"),
        (counts.not_reached(), "series-3"),
    ];
    view! {
        <span class="result">
            <Shares label=words.clone() parts class="stack-bar"/>
            <span class="small muted" aria-hidden="true">
                {words}
            </span>
        </span>
    }
}
