//! Who and what is in a group, at any depth, a page at a time (B9).
//!
//! The group must lie in the scope of the right to read groups; what of its members is shown, in the scope of the right
//! to read those (B28).
//!
//! The members of a small group are gathered and sorted. Of a large one they are looked for along the column that sorts
//! them, and each is asked whether it is in the group, until the page is full: so the first page of a group that holds
//! everybody reads fifty members and not all.

mod devices;
mod nested;
mod people;
mod unreached;

pub use devices::GroupDevices;
pub use unreached::Unreached;

use crate::{fold::sought, statement::Statement};
use herald_domain::ids::GroupId;

/// Adds the tables `to_groups` and `to_users` of the group, and answers the parameter that holds its id.
fn closure(statement: &mut Statement, group: &GroupId) -> String {
    let id = statement.value(group.as_str());
    statement.closure("to", &id);
    id
}

/// A condition, with AND before it, if something is searched for.
fn found(statement: &mut Statement, column: &str, search: &str) -> String {
    let search = search.trim();
    if search.is_empty() {
        return String::new();
    }
    let search = statement.value(sought(search));
    format!(" AND {}", statement.dialect.contains(column, &search))
}
