//! How many devices a message was handed over to, and what became of the others (B23).

use crate::prelude::*;
use crate::{
    components::{outcome::by_outcome, send_state::bar},
    context::use_texts,
};
use herald_domain::delivery::{MessageStatus, Send as SendRecord};

pub fn outcome(send: &SendRecord) -> AnyView {
    let texts = use_texts();
    let (labels, number) = (&texts.delivery, texts.common.number);
    let (counts, all) = (&send.counts, send.counts.tried());
    let note = match send.status {
        MessageStatus::Queued => labels.preparing,
        _ if all == 0 => labels.nobody,
        _ => labels.not_shown,
    };
    view! {
        <section class="card" aria-labelledby="outcome">
            <h2 class="card__title card__title--large" id="outcome">
                {labels.outcome}
            </h2>
            <p class="figure">
                <span class="figure__value">{number(counts.accepted)}</span>
                " "
                <span class="figure__unit">{(labels.figure_unit)(all)}</span>
            </p>
            {bar(send, "progress progress--thick")}
            {by_outcome(counts)}
            <p class="card__foot">{note}</p>
        </section>
    }
}
