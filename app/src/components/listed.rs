//! A list below its search box and filters. It follows while one types, and what changes on the server.

use crate::prelude::*;
use crate::{components::out_of_date::out_of_date, context::use_texts};

/// `toolbar` narrows the list, `totals` say how long it is, and `follow` names what it is loaded again for.
#[must_use]
pub fn listed(toolbar: AnyView, totals: String, follow: Option<String>, list: AnyView) -> AnyView {
    view! {
        {out_of_date(use_texts().directory.out_of_date)}
        <div class="data-grid__toolbar">{toolbar}</div>
        <div class="stack" id="list" data-live-region data-follow=follow>
            <p class="data-grid__summary muted" role="status" id="totals">
                {totals}
            </p>
            {list}
        </div>
    }
}
