//! Somebody in a list, and how messages reach them.

use crate::prelude::*;
use crate::{
    components::{avatar::Avatar, breaks::address, sort_head::plain_head, status::PersonReachability},
    context::{may, use_texts},
    routes,
};
use herald_domain::{
    directory::{Enrolled, UserRow},
    permission::Permission,
};

/// The first cell of a row: picture, name, and who exactly it is. `instead` says the latter only where there is no room
/// for a column that does.
#[must_use]
pub fn person_head(user: &UserRow, instead: bool) -> AnyView {
    let UserRow { id, display_name, user_principal_name, .. } = user.clone();
    let class = if instead { "data-grid__sub data-grid__instead" } else { "data-grid__sub" };
    let value = display_name.clone();
    view! {
        <th scope="row" role="rowheader">
            <span class="data-grid__media">
                <Avatar name=display_name.clone()/>
                <span>
                    <a class="data-grid__primary" href=routes::user(&id) data-value=value>
                        {display_name}
                    </a>
                    <span class=class>{address(&user_principal_name)}</span>
                </span>
            </span>
        </th>
    }
}

/// The heads of [`reach_cells`]; none for a reader who may read no devices (B28).
#[must_use]
pub fn reach_heads() -> Option<AnyView> {
    let texts = &use_texts().directory;
    may(Permission::ManagedDevicesRead).then(|| {
        view! { {plain_head(texts.reachable_devices, "")} {plain_head(texts.notifications, "")} }
    })
}

/// The cells that say on how many devices messages reach somebody.
#[must_use]
pub fn reach_cells(user: &UserRow) -> Option<AnyView> {
    let texts = &use_texts().directory;
    user.enrolled.map(|Enrolled { devices, reachable }| {
        view! {
            <td role="cell" class="data-grid__nowrap data-grid__when">
                {(texts.of)(reachable, devices)}
            </td>
            <td role="cell" class="data-grid__state data-grid__nowrap">
                <PersonReachability devices reachable/>
            </td>
        }
    })
}
