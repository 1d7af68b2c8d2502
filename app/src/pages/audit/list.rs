//! The table of the audit log.

use crate::prelude::*;
use crate::{
    audit_filter,
    components::{
        breaks::address,
        empty_state::no_match,
        icon::{Glyph, Icon},
        moment::{Moment, Precision},
        sort_head::{plain_head, sorted_head},
    },
    context::use_texts,
    routes,
};
use herald_domain::audit::{AuditOutcome, AuditQuery, AuditRecord};

/// Characters of a target that a line shows; all of it stands in the details.
const TARGET_SHOWN: usize = 80;

/// The element of a record, to come back to from its details.
fn anchor(record: &AuditRecord) -> String {
    format!("record-{}", record.id)
}

/// The list without any details, at the place of `record`.
pub fn address_of_list(query: &AuditQuery, record: &AuditRecord) -> String {
    format!("{}#{}", audit_filter::address(routes::AUDIT, query), anchor(record))
}

/// The list with the details of `record` open.
fn address_of_detail(query: &AuditQuery, record: &AuditRecord) -> String {
    let list = audit_filter::address(routes::AUDIT, query);
    routes::address(&list, [("record", record.id.to_string())])
}

pub fn list(query: &AuditQuery, rows: Vec<AuditRecord>) -> AnyView {
    let labels = &use_texts().audit;
    if rows.is_empty() {
        return no_match(labels.no_match, labels.no_match_help, (routes::AUDIT.to_owned(), labels.clear));
    }
    let heads = [labels.activity, labels.initiated_by, labels.target, labels.result];
    view! {
        <div class="data-grid data-grid--cards data-grid--compact">
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-label=labels.table>
                    <thead role="rowgroup">
                        <tr role="row">
                            {sorted_head(labels.time, true)} {heads.map(|head| plain_head(head, ""))}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows.iter().map(|record| row(query, record)).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(query: &AuditQuery, record: &AuditRecord) -> AnyView {
    let labels = &use_texts().audit;
    let target = labels.target_of(record);
    let shortened = match target.char_indices().nth(TARGET_SHOWN) {
        Some((end, _)) => format!("{}…", &target[..end]),
        None => target.to_owned(),
    };
    view! {
        <tr role="row" id=anchor(record)>
            <td role="cell" class="data-grid__nowrap" data-label=labels.time>
                <Moment at=record.at precision=Precision::Second/>
            </td>
            <th scope="row" role="rowheader" class="data-grid__nowrap">
                <a class="data-grid__primary" href=address_of_detail(query, record)>
                    {labels.activity_name(record.activity)}
                </a>
            </th>
            <td role="cell" class="data-grid__address" data-label=labels.initiated_by>
                {address(&record.actor)}
            </td>
            <td role="cell" data-label=labels.target>
                {address(&shortened)}
            </td>
            <td role="cell" class="data-grid__nowrap" data-label=labels.result>
                {outcome(record.outcome)}
            </td>
        </tr>
    }
}

/// An icon and a word.
pub fn outcome(outcome: AuditOutcome) -> AnyView {
    let (glyph, class) = match outcome {
        AuditOutcome::Success => (Glyph::CheckCircle16, "icon--success"),
        AuditOutcome::Refused => (Glyph::Warning16, "icon--warning"),
        AuditOutcome::Failure => (Glyph::Error16, "icon--danger"),
    };
    view! {
        <span class="status">
            <Icon glyph class/>
            <span>{use_texts().audit.outcome(outcome)}</span>
        </span>
    }
}
