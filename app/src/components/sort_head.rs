//! The head of a column that sorts its list: a plain link.

use crate::components::icon::{Glyph, Icon};
use crate::prelude::*;

/// `order` is how the list is sorted by this column now, if it is: `true` for last or largest first.
#[must_use]
pub fn sort_head(label: &'static str, class: &'static str, order: Option<bool>, href: String) -> AnyView {
    let (state, glyph) = match order {
        None => ("none", None),
        Some(false) => ("ascending", Some(Glyph::ArrowUp16)),
        Some(true) => ("descending", Some(Glyph::ArrowDown16)),
    };
    view! {
        <th scope="col" role="columnheader" class=class aria-sort=state>
            <a class="data-grid__sort" href=href>
                {label}
                {glyph.map(|glyph| view! { <Icon glyph/> })}
            </a>
        </th>
    }
}

/// The head of a column that does not sort.
#[must_use]
pub fn plain_head(label: &'static str, class: &'static str) -> AnyView {
    view! {
        <th scope="col" role="columnheader" class=class>
            {label}
        </th>
    }
}
