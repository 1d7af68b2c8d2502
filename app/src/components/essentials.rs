//! What something is, by name: pairs of a label and a value, side by side.

use crate::prelude::*;

/// One pair, inside a `dl` of the class `essentials`.
#[must_use]
pub fn item(label: &'static str, value: AnyView) -> AnyView {
    view! {
        <div class="essentials__item">
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
}
