//! The address of All devices: everything that decides what the list shows stands in it.

use crate::{listing, routes};
use herald_domain::device::{Compliance, DeviceQuery, DeviceSort, Ownership, Platform};
use leptos_router::params::ParamsMap;

const SORTS: [(DeviceSort, &str); 9] = [
    (DeviceSort::Name, "name"),
    (DeviceSort::ManagedBy, "managed_by"),
    (DeviceSort::Ownership, "ownership"),
    (DeviceSort::Compliance, "compliance"),
    (DeviceSort::Os, "os"),
    (DeviceSort::OsVersion, "os_version"),
    (DeviceSort::User, "user"),
    (DeviceSort::LastCheckIn, "last_check_in"),
    (DeviceSort::Reachable, "reachable"),
];

/// Stands for every platform of phones and tablets.
const MOBILE: &str = "mobile";

/// The name of a column in addresses.
pub fn sort_code(sort: DeviceSort) -> &'static str {
    SORTS.iter().find(|(s, _)| *s == sort).map_or("last_check_in", |(_, code)| code)
}

/// The column of that name.
pub fn sort_named(name: &str) -> Option<DeviceSort> {
    SORTS.iter().find(|(_, code)| *code == name).map(|(sort, _)| *sort)
}

/// Reads the query string; what it does not understand counts as not given.
#[must_use]
pub fn parse(query: &ParamsMap) -> DeviceQuery {
    let get = |name: &str| query.get(name).unwrap_or_default();
    let default = DeviceQuery::default();
    let sort = sort_named(&get("sort"));
    DeviceQuery {
        search: get("search").trim().to_owned(),
        platform: Platform::from_code(&get("platform")),
        mobile: get("platform") == MOBILE,
        ownership: Ownership::from_code(&get("ownership")),
        compliance: Compliance::from_code(&get("compliance")),
        reachable: match get("reachable").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        sort: sort.unwrap_or(default.sort),
        descending: match (get("order").as_str(), sort) {
            ("asc", _) => false,
            ("desc", _) => true,
            (_, Some(_)) => false,
            _ => default.descending,
        },
        page: get("page").parse().ok().filter(|page| *page > 0).unwrap_or(1),
        rows: listing::rows(&get(listing::ROWS)),
    }
}

/// The fields of the query string that differ from what the list shows by itself.
#[must_use]
pub fn fields(query: &DeviceQuery) -> Vec<(&'static str, String)> {
    let default = DeviceQuery::default();
    let mut fields = Vec::new();
    let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
    add("search", (!query.search.is_empty()).then(|| query.search.clone()));
    let mobile = query.mobile.then_some(MOBILE);
    add("platform", query.platform.map(Platform::code).or(mobile).map(Into::into));
    add("ownership", query.ownership.map(|o| o.code().into()));
    add("compliance", query.compliance.map(|c| c.code().into()));
    add("reachable", query.reachable.map(|yes| if yes { "yes" } else { "no" }.into()));
    if (query.sort, query.descending) != (default.sort, default.descending) {
        add("sort", Some(sort_code(query.sort).into()));
        add("order", Some(if query.descending { "desc" } else { "asc" }.into()));
    }
    fields.extend(listing::window(query.page, query.rows));
    fields
}

/// The address that shows `query`.
#[must_use]
pub fn of(query: &DeviceQuery) -> String {
    routes::address(routes::DEVICES, fields(query))
}

/// The same list with a change, from its first page.
#[must_use]
pub fn with(query: &DeviceQuery, change: impl FnOnce(&mut DeviceQuery)) -> String {
    let mut changed = DeviceQuery { page: 1, ..query.clone() };
    change(&mut changed);
    of(&changed)
}

/// Whether a search or a filter leaves devices out.
#[must_use]
pub fn narrows(query: &DeviceQuery) -> bool {
    let DeviceQuery { search, platform, mobile, ownership, compliance, reachable, .. } = query;
    !search.is_empty()
        || *mobile
        || platform.is_some()
        || ownership.is_some()
        || compliance.is_some()
        || reachable.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::paging::Rows;

    fn map(pairs: &[(&'static str, &str)]) -> ParamsMap {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn b31_filters_sorting_and_page_live_in_the_address() {
        let query = DeviceQuery {
            search: "å & b=1".into(),
            platform: Some(Platform::IpadOs),
            mobile: false,
            ownership: Some(Ownership::Personal),
            compliance: Some(Compliance::NonCompliant),
            reachable: Some(false),
            sort: DeviceSort::User,
            descending: true,
            page: 3,
            rows: Rows::Hundred,
        };
        let fields = fields(&query);
        let pairs: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(parse(&map(&pairs)), query);
        assert_eq!(
            of(&query),
            "/devices?search=%C3%A5%20%26%20b%3D1&platform=ipados&ownership=personal&compliance=noncompliant\
             &reachable=no&sort=user&order=desc&rows=100&page=3"
        );
    }

    #[test]
    fn b31_every_sort_order_survives_the_address() {
        for (sort, _) in SORTS {
            for descending in [false, true] {
                let query = DeviceQuery { sort, descending, ..DeviceQuery::default() };
                let fields = fields(&query);
                let pairs: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                assert_eq!(parse(&map(&pairs)), query);
            }
        }
    }

    #[test]
    fn phones_and_tablets_are_a_platform_of_their_own_in_the_address() {
        let query = DeviceQuery { mobile: true, ..DeviceQuery::default() };
        assert_eq!((of(&query), narrows(&query)), ("/devices?platform=mobile".into(), true));
        assert_eq!(parse(&map(&[("platform", "mobile")])), query);
    }

    #[test]
    fn b35_nonsense_in_the_address_shows_the_plain_list() {
        let nonsense =
            map(&[("platform", "toaster"), ("sort", "'--"), ("page", "-1"), ("reachable", "perhaps")]);
        assert_eq!(parse(&nonsense), DeviceQuery::default());
        assert_eq!(of(&DeviceQuery::default()), "/devices");
    }

    #[test]
    fn a_change_goes_back_to_the_first_page() {
        let query = DeviceQuery { page: 7, ..DeviceQuery::default() };
        assert_eq!(with(&query, |q| q.platform = Some(Platform::Ios)), "/devices?platform=ios");
    }
}
