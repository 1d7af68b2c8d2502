//! The address of a list of users, groups or members: everything that decides what it shows stands in it.

use crate::routes;
use herald_domain::{
    directory::{ListQuery, ListSort},
    paging::Rows,
};
use leptos_router::params::ParamsMap;

/// The field that says how many rows a page has.
pub const ROWS: &str = "rows";

/// What the field says; what it does not understand counts as not given.
#[must_use]
pub fn rows(text: &str) -> Rows {
    text.parse::<u32>().ok().and_then(|count| count.try_into().ok()).unwrap_or_default()
}

/// The fields for page and size that differ from what a list shows by itself.
pub fn window(page: u32, rows: Rows) -> impl Iterator<Item = (&'static str, String)> {
    let rows = (rows != Rows::default()).then(|| (ROWS, rows.count().to_string()));
    rows.into_iter().chain((page > 1).then(|| ("page", page.to_string())))
}

/// Reads the query string; what it does not understand counts as not given.
#[must_use]
pub fn parse(query: &ParamsMap) -> ListQuery {
    let get = |name: &str| query.get(name).unwrap_or_default();
    ListQuery {
        search: get("search").trim().to_owned(),
        reachable: match get("reachable").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        sort: ListSort::from_code(&get("sort")).unwrap_or_default(),
        descending: get("order") == "desc",
        page: get("page").parse().ok().filter(|page| *page > 0).unwrap_or(1),
        rows: rows(&get(ROWS)),
    }
}

/// The fields of the query string that differ from what the list shows by itself.
#[must_use]
pub fn fields(query: &ListQuery) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
    add("search", (!query.search.is_empty()).then(|| query.search.clone()));
    add("reachable", query.reachable.map(|yes| if yes { "yes" } else { "no" }.into()));
    add("sort", (query.sort != ListSort::Name).then(|| query.sort.code().into()));
    add("order", query.descending.then(|| "desc".into()));
    fields.extend(window(query.page, query.rows));
    fields
}

/// The address of the list at `path`, which may hold a query string of its own, that shows `query`.
#[must_use]
pub fn of(path: &str, query: &ListQuery) -> String {
    routes::address(path, fields(query))
}

/// The same list with a change, from its first page.
#[must_use]
pub fn with(path: &str, query: &ListQuery, change: impl FnOnce(&mut ListQuery)) -> String {
    let mut changed = ListQuery { page: 1, ..query.clone() };
    change(&mut changed);
    of(path, &changed)
}

/// Whether a search or a filter leaves something out.
#[must_use]
pub fn narrows(query: &ListQuery) -> bool {
    !query.search.is_empty() || query.reachable.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &ListQuery) -> ListQuery {
        let pairs: ParamsMap =
            fields(query).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        parse(&pairs)
    }

    #[test]
    fn search_filter_order_and_page_live_in_the_address() {
        for sort in ListSort::ALL {
            for reachable in [None, Some(true), Some(false)] {
                let query = ListQuery {
                    search: "å & b=1".into(),
                    reachable,
                    sort: *sort,
                    descending: reachable.is_some(),
                    page: 3,
                    rows: Rows::Twenty,
                };
                assert_eq!(read(&query), query);
            }
        }
    }

    #[test]
    fn an_address_with_a_query_string_of_its_own_keeps_it() {
        let query = ListQuery { search: "å".into(), page: 2, ..ListQuery::default() };
        assert_eq!(of("/groups/x?show=devices", &query), "/groups/x?show=devices&search=%C3%A5&page=2");
        assert_eq!(with("/users", &query, |query| query.search.clear()), "/users");
    }

    #[test]
    fn b35_nonsense_in_the_address_shows_the_plain_list() {
        let nonsense: ParamsMap =
            [("sort", "'--"), ("page", "-1"), (ROWS, "51"), ("reachable", "perhaps"), ("order", "up")]
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
        assert_eq!(parse(&nonsense), ListQuery { page: 1, ..ListQuery::default() });
    }
}
