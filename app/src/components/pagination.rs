//! Pages of a list, as plain links.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::{turn_to, use_texts},
    listing::ROWS,
    posted::use_posted,
    routes,
};
use herald_domain::paging::Rows;

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
pub fn last_page(total: u64, size: Rows) -> u64 {
    total.div_ceil(u64::from(size.count())).max(1)
}

/// The list whose pages these are, by its address: a path, and everything that decides what the list shows.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: String,
    pub fields: Vec<(&'static str, String)>,
}

impl Place {
    fn without(&self, left_out: &[&str]) -> impl Iterator<Item = (&'static str, String)> {
        self.fields.iter().filter(|(name, _)| !left_out.contains(name)).cloned()
    }
    fn page(&self, page: u64) -> String {
        let number = (page > 1).then(|| ("page", page.to_string()));
        routes::address(&self.path, self.without(&["page"]).chain(number))
    }
}

/// `range` says which rows of how many are in sight; pages count from 1. Whoever asks for a page past the end, as after
/// rows have gone, is led to the last one, unless they wait for the answer to a form. `size` is none for a list whose pages
/// have one size only.
#[component]
pub fn Pagination(
    current: u32,
    total: u64,
    size: Option<Rows>,
    range: fn(u64, u64, u64) -> String,
    place: Place,
) -> impl IntoView {
    let texts = &use_texts().devices;
    let rows = size.unwrap_or_default();
    let last = last_page(total, rows);
    if u64::from(current) > last && use_posted().is_none() {
        turn_to(last);
    }
    let current = u64::from(current).clamp(1, last);
    let first_row = u64::try_from(rows.before(u32::try_from(current).unwrap_or(u32::MAX))).unwrap_or(0) + 1;
    let last_row = (current * u64::from(rows.count())).min(total);
    // Where all rows are in sight whatever the size, there is nothing to choose.
    let choice = size.filter(|_| total > u64::from(Rows::ALL[0].count())).map(|size| sizes(size, &place));
    let step = |to: u64, label: &'static str, glyph: Glyph| {
        let there = (1..=last).contains(&to);
        if there {
            view! {
                <a class="button button--subtle button--icon" href=place.page(to) aria-label=label>
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
                href=place.page(page)
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
            {choice}
            <span class="pagination__pages">
                {step(current - 1, texts.previous_page, Glyph::ChevronLeft)}
                {shown(current, last).into_iter().map(number).collect_view()}
                {step(current + 1, texts.next_page, Glyph::ChevronRight)}
            </span>
        </nav>
    }
}

/// How many rows a page shall have: a plain form, which follows at once where there is script.
fn sizes(size: Rows, place: &Place) -> AnyView {
    let texts = use_texts();
    let kept = place
        .without(&["page", ROWS])
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let option = |rows: Rows| view! { <option selected=rows == size>{rows.count()}</option> };
    view! {
        <form class="pagination__sizes" method="get" action=place.path.clone() data-list>
            {kept.collect_view()}
            <label class="pagination__size">
                {texts.devices.rows_per_page}
                <span class="select select--small">
                    <select class="input select__control" name=ROWS autocomplete="off">
                        {Rows::ALL.map(option)}
                    </select>
                    <Icon glyph=Glyph::ChevronDown16 class="select__icon"/>
                </span>
            </label>
            <noscript>
                <button class="button button--small">{texts.common.show}</button>
            </noscript>
        </form>
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
        assert_eq!([0, 20, 21].map(|total| last_page(total, Rows::Twenty)), [1, 1, 2]);
    }

    fn rendered(total: u64) -> String {
        let fields = vec![
            ("show", "devices".to_owned()),
            ("search", "å".into()),
            (ROWS, "20".into()),
            ("page", "2".into()),
        ];
        let place = Place { path: "/groups/x".into(), fields };
        let range = use_texts().devices.range;
        Owner::new()
            .with(|| view! { <Pagination current=2 total size=Some(Rows::Twenty) range place/> }.to_html())
    }

    #[test]
    fn b31_another_page_and_another_size_keep_the_rest_of_the_address() {
        let html = rendered(61);
        for part in [
            "href=\"/groups/x?show=devices&amp;search=%C3%A5&amp;rows=20\"",
            "href=\"/groups/x?show=devices&amp;search=%C3%A5&amp;rows=20&amp;page=3\"",
            "action=\"/groups/x\"",
            "name=\"show\" value=\"devices\"",
            "name=\"search\" value=\"å\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("name=\"page\"") && html.contains("21–40 of 61"), "{html}");
    }

    #[test]
    fn where_all_rows_are_in_sight_there_is_no_size_to_choose() {
        assert!(rendered(21).contains("<select") && !rendered(20).contains("<select"));
    }
}
