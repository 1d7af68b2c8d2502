//! The table of a list, with the roles that keep it a table where narrow screens show its rows as cards.

use crate::prelude::*;

/// `heads` and `rows` are what stands in the head's row and in the body; `inset` inside a card.
#[must_use]
pub fn data_grid(label: &str, inset: bool, heads: impl IntoView, rows: Vec<AnyView>) -> AnyView {
    let heads = heads.into_any();
    view! {
        <div class="data-grid data-grid--lines" class=("data-grid--inset", inset)>
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-label=label.to_owned()>
                    <thead role="rowgroup">
                        <tr role="row">{heads}</tr>
                    </thead>
                    <tbody role="rowgroup" inner_html=written(rows)></tbody>
                </table>
            </div>
        </div>
    }
}
