//! The address of Device actions: everything that decides what the list shows stands in it.

use crate::{listing, routes};
use herald_domain::action::{ActionQuery, ActionStatus};
use leptos_router::params::ParamsMap;

/// Reads the query string; what it does not understand counts as not given.
pub fn parse(query: &ParamsMap) -> ActionQuery {
    let get = |name: &str| query.get(name).unwrap_or_default();
    ActionQuery {
        search: get("search").trim().to_owned(),
        status: ActionStatus::from_code(&get("status")),
        page: get("page").parse().ok().filter(|page| *page > 0).unwrap_or(1),
        rows: listing::rows(&get(listing::ROWS)),
    }
}

/// The fields of the query string that narrow the list, and its page.
pub fn fields(query: &ActionQuery) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
    add("search", (!query.search.is_empty()).then(|| query.search.clone()));
    add("status", query.status.map(|status| status.code().into()));
    fields.extend(listing::window(query.page, query.rows));
    fields
}

/// The address that shows `query`.
pub fn of(query: &ActionQuery) -> String {
    routes::address(routes::DEVICE_ACTIONS, fields(query))
}

/// The same list with a change, from its first page.
pub fn with(query: &ActionQuery, change: impl FnOnce(&mut ActionQuery)) -> String {
    let mut changed = ActionQuery { page: 1, ..query.clone() };
    change(&mut changed);
    of(&changed)
}

/// Whether the search or the filter leaves something out.
pub fn narrows(query: &ActionQuery) -> bool {
    !query.search.is_empty() || query.status.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::paging::Rows;

    fn read(fields: Vec<(&'static str, String)>) -> ActionQuery {
        parse(&fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    #[test]
    fn search_status_and_page_live_in_the_address() {
        for status in ActionStatus::ALL.iter().copied().map(Some).chain([None]) {
            let query = ActionQuery { search: "å & b=1".into(), status, page: 3, rows: Rows::Twenty };
            assert_eq!(read(fields(&query)), query);
        }
        let query = ActionQuery {
            search: "å".into(),
            status: Some(ActionStatus::Failed),
            page: 2,
            ..ActionQuery::default()
        };
        assert_eq!(of(&query), "/device-actions?search=%C3%A5&status=failed&page=2");
        assert_eq!(with(&query, |query| query.search.clear()), "/device-actions?status=failed");
    }

    #[test]
    fn b35_nonsense_in_the_address_shows_the_plain_list() {
        let nonsense = [("status", "'--"), ("page", "-1")].map(|(name, value)| (name, value.to_owned()));
        assert_eq!(read(nonsense.into()), ActionQuery { page: 1, ..ActionQuery::default() });
    }
}
