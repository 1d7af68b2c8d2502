//! Pages of a list, as plain links.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::{turn_to, use_texts},
    posted::use_posted,
};
use std::sync::Arc;

/// The pages to link to: the first, the last and those around the current one; `None` is a gap.
fn shown(current: u64, last: u64) -> Vec<Option<u64>> {
    let mut pages: Vec<Option<u64>> = Vec::new();
    let mut previous = 0;
    for page in 1..=last {
        if page == 1 || page == last || page.abs_diff(current) <= 1 {
            if page > previous + 1 {
                pages.push(None);
            }
            pages.push(Some(page));
            previous = page;
        }
    }
    pages
}

/// The number of pages that `total` rows fill; at least one.
#[must_use]
pub fn last_page(total: u64, size: u32) -> u64 {
    total.div_ceil(u64::from(size)).max(1)
}

/// `range` says which rows of how many are in sight. `href` leads to a page, which counts from 1. Whoever asks for a page
/// past the end, as after rows have gone, is led to the last one, unless they wait for the answer to a form.
#[component]
pub fn Pagination(
    current: u32,
    total: u64,
    size: u32,
    range: fn(u64, u64, u64) -> String,
    href: Arc<dyn Fn(u64) -> String + Send + Sync>,
) -> impl IntoView {
    let texts = &use_texts().devices;
    let last = last_page(total, size);
    if u64::from(current) > last && use_posted().is_none() {
        turn_to(last);
    }
    let current = u64::from(current).clamp(1, last);
    let first_row = (current - 1) * u64::from(size) + 1;
    let last_row = (current * u64::from(size)).min(total);
    let step = |to: u64, label: &'static str, glyph: Glyph| {
        let there = (1..=last).contains(&to);
        if there {
            view! {
                <a class="button button--subtle button--icon" href=href(to) aria-label=label>
                    <Icon glyph/>
                </a>
            }
        } else {
            view! {
                <span class="button button--subtle button--icon" role="link" aria-label=label aria-disabled="true">
                    <Icon glyph/>
                </span>
            }
        }
    };
    let number = |page: Option<u64>| match page {
        None => view! { <span class="pagination__gap" aria-hidden="true">"…"</span> },
        Some(page) => view! {
            <a
                class="button button--subtle pagination__page"
                href=href(page)
                aria-label=(texts.page)(page)
                aria-current=(page == current).then_some("page")
            >
                {page}
            </a>
        },
    };
    view! {
        <nav class="pagination" aria-label=texts.pages>
            <span>{(total > 0).then(|| range(first_row, last_row, total))}</span>
            <span class="pagination__pages">
                {step(current - 1, texts.previous_page, Glyph::ChevronLeft)}
                {shown(current, last).into_iter().map(number).collect_view()}
                {step(current + 1, texts.next_page, Glyph::ChevronRight)}
            </span>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_last_and_neighbours_are_linked() {
        assert_eq!(shown(1, 1), [Some(1)]);
        assert_eq!(shown(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
        assert_eq!(shown(2, 3), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn an_empty_list_has_one_page() {
        assert_eq!((last_page(0, 50), last_page(50, 50), last_page(51, 50)), (1, 1, 2));
    }
}
