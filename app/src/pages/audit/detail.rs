//! Everything that is recorded of one act, in a pane. The server renders it open; script makes it
//! modal, and Esc does what its link does.

use super::list::outcome;
use crate::prelude::*;
use crate::{
    components::{
        breaks::address,
        essentials::item,
        icon::{Glyph, Icon},
        moment::{Moment, Precision},
    },
    context::{may, use_texts},
    routes,
};
use herald_domain::{audit::AuditRecord, ids::MessageId, permission::Permission};

/// How the store records what the command line did.
const COMMAND_LINE: &str = "cli";

/// `close` is the address of the list alone.
#[component]
pub fn Detail(record: AuditRecord, close: String) -> impl IntoView {
    let texts = use_texts();
    let labels = &texts.audit;
    let from = if record.address == COMMAND_LINE {
        labels.command_line.into_any()
    } else {
        view! { <span class="mono">{record.address.clone()}</span> }
    };
    // A send records which message it became.
    let message = record.detail.strip_prefix("message ").and_then(|id| id.parse::<MessageId>().ok());
    let status = message
        .filter(|_| may(Permission::OrganizationRead))
        .map(|message| view! { <p><a href=routes::delivery(&message)>{labels.see_status}</a></p> });
    let detail = (!record.detail.is_empty()).then(|| item(labels.detail, record.detail.clone().into_any()));
    view! {
        <div class="scrim" aria-hidden="true"></div>
        <dialog class="flyout" open aria-labelledby="record-title" data-modal>
            <div class="flyout__header">
                <div>
                    <h2 class="flyout__title" id="record-title">
                        {labels.activity_name(record.activity)}
                    </h2>
                    <p class="flyout__subtitle">
                        <Moment at=record.at precision=Precision::Second/>
                    </p>
                </div>
                <a
                    class="button button--subtle button--icon"
                    href=close
                    aria-label=texts.common.close
                    data-close
                >
                    <Icon glyph=Glyph::Dismiss/>
                </a>
            </div>
            <div class="flyout__body">
                <dl class="essentials essentials--one">
                    {item(labels.result, outcome(record.outcome))}
                    {item(labels.initiated_by, address(&record.actor))}
                    {item(labels.address, from)}
                    {item(labels.target, address(labels.target_of(&record)))}
                    {detail}
                    {item(labels.record, view! { <span class="mono">{record.id.to_string()}</span> })}
                </dl>
                {status}
                <p class="small muted">{labels.no_text}</p>
            </div>
        </dialog>
    }
}
