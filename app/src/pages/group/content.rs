//! What of a group is shown: people, their devices, nested groups, or devices that are members themselves.

use crate::prelude::*;
use crate::{
    api::directory::{list_devices_of_group, list_nested_groups, list_people_in_group},
    components::{
        data_grid::data_grid,
        device_table::DeviceTable,
        empty_state::{Art, EmptyState, no_match},
        filter_pill::{filter_pills, reachable_pill},
        group_table::{group_head, number_cell, people_cell},
        listed::listed,
        message_bar::{MessageBar, Tone},
        pagination::{Pagination, Place},
        person::{person_head, reach_cells, reach_heads},
        refusal::{To, refusal},
        search_box::SearchBox,
        sort_head::{plain_head, sort_head},
    },
    context::{may, use_texts, use_zone},
    error::AppError,
    listing, routes,
};
use herald_domain::{
    device::DevicePage,
    directory::{ListQuery, Member, NestedGroup, Page},
    ids::GroupId,
    permission::Permission,
};
use serde::{Deserialize, Serialize};

/// The section in sight; in the address as `show`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Show {
    #[default]
    People,
    /// Devices of the people.
    Devices,
    Nested,
    /// Devices that are members themselves (B9).
    Ignored,
}

impl Show {
    const CODES: [(Self, &'static str); 3] =
        [(Self::Devices, "devices"), (Self::Nested, "groups"), (Self::Ignored, "device-members")];

    pub fn parse(code: Option<&str>) -> Self {
        Self::CODES.into_iter().find(|(_, known)| Some(*known) == code).map_or(Self::People, |(show, _)| show)
    }
    fn code(self) -> Option<&'static str> {
        Self::CODES.into_iter().find(|(show, _)| *show == self).map(|(_, code)| code)
    }
    pub fn address(self, group: &GroupId) -> String {
        let group = routes::group(group);
        match self.code() {
            Some(code) => format!("{group}?show={code}"),
            None => group,
        }
    }
}

/// A page of a section.
#[derive(Clone, Serialize, Deserialize)]
pub enum Content {
    People(Page<Member>),
    Devices(DevicePage),
    Nested(Page<NestedGroup>),
}

impl Content {
    pub async fn load(id: GroupId, show: Show, query: ListQuery) -> Result<Self, AppError> {
        match show {
            Show::People => list_people_in_group(id, query).await.map(Self::People),
            Show::Nested => list_nested_groups(id, query).await.map(Self::Nested),
            Show::Devices => list_devices_of_group(id, false, query).await.map(Self::Devices),
            Show::Ignored => list_devices_of_group(id, true, query).await.map(Self::Devices),
        }
    }
    /// How many there are, in words.
    fn totals(&self) -> String {
        let texts = use_texts();
        match self {
            Self::People(page) => (texts.directory.users_total)(page.total),
            Self::Devices(page) => (texts.devices.totals)(page.total, page.reachable),
            Self::Nested(page) => (texts.directory.groups_total)(page.total),
        }
    }
    fn total(&self) -> u64 {
        match self {
            Self::People(page) => page.total,
            Self::Devices(page) => page.total,
            Self::Nested(page) => page.total,
        }
    }
}

/// The section with its search; what the reader may not see is named (B29).
pub fn view(id: &GroupId, show: Show, query: &ListQuery, content: Result<Content, AppError>) -> AnyView {
    let texts = use_texts();
    let content = match content {
        Ok(content) => content,
        Err(error) => {
            let zone = use_zone();
            return view! {
                <MessageBar tone=Tone::Info>{refusal(&error, To::Groups, zone, texts)}</MessageBar>
            };
        }
    };
    let labels = &texts.directory;
    let note = (show == Show::Ignored)
        .then(|| view! { <MessageBar tone=Tone::Info>{labels.device_members_help}</MessageBar> });
    let totals = content.totals();
    let list = if content.total() == 0 { nothing(id, show, query) } else { list(id, show, query, content) };
    view! {
        {note}
        {listed(toolbar(id, show, query), totals, None, list)}
    }
}

fn toolbar(id: &GroupId, show: Show, query: &ListQuery) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    let base = show.address(id);
    let label = match show {
        Show::People => labels.search_people,
        Show::Devices | Show::Ignored => labels.search_devices,
        Show::Nested => labels.search_nested,
    };
    let mut kept = listing::fields(&ListQuery { search: String::new(), page: 1, ..query.clone() });
    kept.extend(show.code().map(|code| ("show", code.to_owned())));
    let filtered = show != Show::Nested && may(Permission::ManagedDevicesRead);
    let reachable = filtered.then(|| {
        let address = |reachable| listing::with(&base, query, |q| q.reachable = reachable);
        filter_pills(reachable_pill(query.reachable, address))
    });
    view! {
        <SearchBox
            path=routes::group(id)
            label
            search=query.search.clone()
            kept
        />
        {reachable}
    }
}

fn nothing(id: &GroupId, show: Show, query: &ListQuery) -> AnyView {
    let labels = &use_texts().directory;
    if listing::narrows(query) {
        return no_match(labels.nothing_matches, labels.change_search, (show.address(id), labels.show_all));
    }
    let title = match show {
        Show::People => labels.nobody,
        Show::Devices | Show::Ignored => labels.no_device_here,
        Show::Nested => labels.no_nested,
    };
    let help =
        (show == Show::People).then(|| view! { <p class="empty-state__body">{labels.nobody_help}</p> });
    view! { <EmptyState art=Art::Silent title>{help}</EmptyState> }
}

fn list(id: &GroupId, show: Show, query: &ListQuery, content: Content) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    let base = show.address(id);
    let total = content.total();
    let by_name = sort_head(
        if matches!(content, Content::Devices(_)) { texts.devices.name } else { labels.name },
        "",
        Some(query.descending),
        listing::with(&base, query, |q| q.descending = !q.descending),
    );
    let (table, range) = match content {
        Content::People(page) => (people(page, by_name), labels.users_range),
        Content::Nested(page) => (nested(page, by_name), labels.groups_range),
        Content::Devices(page) => {
            let label = if show == Show::Ignored { labels.device_members } else { labels.devices };
            let rows = page.rows;
            let table = view! { <DeviceTable rows label=label.to_owned() first=by_name owners=true/> };
            (table, texts.devices.range)
        }
    };
    let mut fields = listing::fields(query);
    fields.extend(show.code().map(|code| ("show", code.to_owned())));
    let place = Place { path: routes::group(id), fields };
    view! {
        {table}
        <Pagination current=query.page total size=Some(query.rows) range place/>
    }
}

fn people(page: Page<Member>, by_name: AnyView) -> AnyView {
    let labels = &use_texts().directory;
    let row = |member: Member| {
        let through = match member.through {
            Some(group) => view! { <a href=routes::group(&group.id)>{group.name}</a> },
            None => labels.direct.into_any(),
        };
        view! {
            <tr role="row">
                {person_head(&member.user, false)} {reach_cells(&member.user)}
                <td role="cell">
                    {through}
                </td>
            </tr>
        }
    };
    let heads = view! {
        {by_name} {reach_heads()} {plain_head(labels.through, "")}
    };
    let rows = page.rows.into_iter().map(row).collect();
    data_grid(labels.people, false, heads, rows)
}

fn nested(page: Page<NestedGroup>, by_name: AnyView) -> AnyView {
    let texts = use_texts();
    let labels = &texts.directory;
    let row = |nested: NestedGroup| {
        view! {
            <tr role="row">
                {group_head(&nested.row)}
                {people_cell(&nested.row)} {number_cell(nested.row.groups, "")}
                <td role="cell">
                    {if nested.direct { texts.common.yes } else { texts.common.no }}
                </td>
            </tr>
        }
    };
    let heads = view! {
        {by_name} {plain_head(labels.people, "data-grid__num")}
        {plain_head(labels.nested_groups, "data-grid__num")} {plain_head(labels.direct, "")}
    };
    let rows = page.rows.into_iter().map(row).collect();
    data_grid(labels.nested_groups, false, heads, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_has_an_address_of_its_own() {
        let id: GroupId = "00000000-0000-7000-8000-000000000101".parse().unwrap();
        for show in [Show::People, Show::Devices, Show::Nested, Show::Ignored] {
            let address = show.address(&id);
            let code = address.split_once("show=").map(|(_, code)| code);
            assert_eq!(Show::parse(code), show, "{address}");
        }
        assert_eq!(Show::parse(Some("nonsense")), Show::People);
    }
}
