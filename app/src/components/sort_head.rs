//! The head of a column that sorts its list: a plain link.

use crate::components::icon::{Glyph, Icon};
use crate::prelude::*;

/// `order` is how the list is sorted by this column now, if it is: `true` for last or largest first.
#[must_use]
pub fn sort_head(label: &'static str, class: &'static str, order: Option<bool>, href: String) -> AnyView {
    let (state, glyph) = order.map_or(("none", None), |descending| {
        let (state, glyph) = mark(descending);
        (state, Some(glyph))
    });
    view! {
        <th scope="col" role="columnheader" class=class aria-sort=state>
            <a class="data-grid__sort" href=href>
                {label}
                {glyph.map(|glyph| view! { <Icon glyph/> })}
            </a>
        </th>
    }
}

fn mark(descending: bool) -> (&'static str, Glyph) {
    if descending { ("descending", Glyph::ArrowDown16) } else { ("ascending", Glyph::ArrowUp16) }
}

/// The head of the column by which the list is always sorted.
#[must_use]
pub fn sorted_head(label: &'static str, descending: bool) -> AnyView {
    let (state, glyph) = mark(descending);
    view! {
        <th scope="col" role="columnheader" aria-sort=state>
            <span class="data-grid__sort">{label} <Icon glyph/></span>
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
