//! What became of the messages of the last 24 hours, in numbers (B23).

use crate::prelude::*;
use crate::{
    components::{
        outcome::{by_outcome, reasons},
        sparkline::Sparkline,
    },
    context::use_texts,
};
use herald_domain::{delivery::Counts, overview::Recent};

/// How many were handed over, hour by hour, and why the others were not. Nothing when there was no message.
pub fn lately(recent: &Recent, counts: &Counts) -> AnyView {
    let all = counts.tried();
    if all + counts.not_reached() == 0 {
        return ().into_any();
    }
    let texts = use_texts();
    let (labels, home) = (&texts.delivery, &texts.home);
    let most = recent.hours.iter().copied().max().unwrap_or_default();
    view! {
        <div class="split split--half">
            <section class="card" aria-labelledby="lately">
                <h2 class="card__title card__title--large" id="lately">
                    {home.accepted}
                </h2>
                <p class="figure">
                    <span class="figure__value">{(texts.common.number)(counts.accepted)}</span>
                    " "
                    <span class="figure__unit">{(labels.figure_unit)(all)}</span>
                </p>
                <Sparkline values=recent.hours.to_vec() label=(home.chart)(recent.accepted, most)/>
                {by_outcome(counts)}
            </section>
            {reasons(counts)}
        </div>
    }
}
