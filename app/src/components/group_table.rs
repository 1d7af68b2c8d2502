//! Groups in a table: the list of all, those nested in another, those of somebody.

use crate::prelude::*;
use crate::{
    components::{
        avatar::Avatar,
        icon::{Glyph, Icon},
    },
    context::use_texts,
    routes,
};
use herald_domain::directory::GroupRow;

/// The first cell of a row: picture, name and what the group is for; on narrow screens also how many people are in it.
#[must_use]
pub fn group_head(group: &GroupRow) -> AnyView {
    let GroupRow { id, name, description, transitive_users, .. } = group.clone();
    let between = (!description.is_empty()).then(|| view! { <span class="data-grid__narrow">" · "</span> });
    let people = transitive_users
        .map(|people| view! { <span class="data-grid__narrow">{(use_texts().wizard.people)(people)}</span> {between} });
    let value = name.clone();
    view! {
        <th scope="row" role="rowheader">
            <span class="data-grid__media">
                <Avatar name=name.clone() square=true/>
                <span>
                    <a class="data-grid__primary" href=routes::group(&id) data-value=value>
                        {name}
                    </a>
                    <span class="data-grid__sub">{people} {description}</span>
                </span>
            </span>
        </th>
    }
}

/// How many people are in the group at any depth.
#[must_use]
pub fn people_cell(group: &GroupRow) -> AnyView {
    number_cell(group.transitive_users.unwrap_or_default(), "")
}

#[must_use]
pub fn number_cell(count: u64, class: &'static str) -> AnyView {
    view! {
        <td role="cell" class=format!("data-grid__num {class}")>
            {number(count)}
        </td>
    }
}

/// A dash for none, so that what there is stands out.
fn number(count: u64) -> String {
    if count == 0 { "–".into() } else { (use_texts().common.number)(count) }
}

/// The last cell of a row: a message to this group.
#[must_use]
pub fn message_cell(group: &GroupRow) -> AnyView {
    let label = (use_texts().directory.send_to)(&group.name);
    view! {
        <td role="cell" class="data-grid__actions">
            <a
                class="button button--subtle button--icon"
                href=routes::message_to_group(&group.id)
                aria-label=label.clone()
                title=label
            >
                <Icon glyph=Glyph::Megaphone/>
            </a>
        </td>
    }
}
