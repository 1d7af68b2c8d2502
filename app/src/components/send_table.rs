//! A list of messages by what became of them, never by their text (B22, B23).

use crate::prelude::*;
use crate::{
    components::{
        moment::Moment,
        send_state::{audience, others, send_progress, send_state},
    },
    context::use_texts,
    routes,
};
use herald_domain::delivery::Send as SendRecord;

/// `labelled_by` is the id of the list's heading.
#[must_use]
pub fn send_table(rows: Vec<SendRecord>, labelled_by: &'static str) -> AnyView {
    let texts = &use_texts().delivery;
    let heads = [
        (texts.to, ""),
        (texts.sent_at, "data-grid__nowrap"),
        (texts.sent_by, "col-medium"),
        (texts.status, ""),
        (texts.handed_over, ""),
        (texts.others, ""),
    ];
    view! {
        <div class="data-grid data-grid--cards">
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-labelledby=labelled_by>
                    <thead role="rowgroup">
                        <tr role="row">
                            {heads
                                .map(|(head, class)| {
                                    view! { <th scope="col" role="columnheader" class=class>{head}</th> }
                                })}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(send: SendRecord) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
    let others = others(&send.counts, labels);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <a class="data-grid__primary" href=routes::delivery(&send.id)>
                    {audience(&send.target, texts)}
                </a>
            </th>
            <td role="cell" class="data-grid__nowrap" data-label=labels.sent_at>
                <Moment at=send.at/>
            </td>
            <td role="cell" class="col-medium data-grid__nowrap" data-label=labels.sent_by>
                {send.by.clone()}
            </td>
            <td role="cell" class="data-grid__nowrap" data-label=labels.status>
                {send_state(&send)}
            </td>
            <td role="cell" data-label=labels.handed_over>
                {send_progress(&send)}
            </td>
            <td role="cell" class="muted" data-label=labels.others>
                {if others.is_empty() { "–".to_owned() } else { others }}
            </td>
        </tr>
    }
}
