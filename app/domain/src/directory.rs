//! Users and groups as the console shows them.

use crate::{
    Timestamp,
    device::{DeviceRow, codes},
    ids::{GroupId, UserId},
    paging::Rows,
};
use serde::{Deserialize, Serialize};

/// A group in a list or in the picker.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GroupRow {
    pub id: GroupId,
    pub name: String,
    pub description: String,
    /// Direct members that are users.
    pub users: u64,
    /// Direct members that are groups.
    pub groups: u64,
    /// Direct members that are devices; messages ignore them (B9).
    pub devices: u64,
    /// Users in it or in a group nested in it, each once. Set in the picker and on the group's page.
    pub transitive_users: Option<u64>,
}

/// A user in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    pub id: UserId,
    pub display_name: String,
    pub user_principal_name: String,
    pub mail: String,
    /// Whether the directory lets them sign in anywhere.
    pub enabled: bool,
    /// None where nobody counted them, or for whom may read no devices (B28).
    pub enrolled: Option<Enrolled>,
}

/// Devices that somebody enrolled (B9), as far as the reader may see them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    pub devices: u64,
    /// Those of them that can be reached.
    pub reachable: u64,
}

codes! {
    /// What a list of users or groups is sorted by. One that a list does not have sorts by name.
    #[derive(Default)]
    ListSort {
        #[default]
        Name = "name",
        /// User principal name.
        Address = "address",
        /// Direct members that are users.
        Members = "members",
    }
}

/// What a list of users, groups or members asks for. `page` counts from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    pub search: String,
    /// People with or without a device that can be reached; devices that can or cannot.
    #[serde(default)]
    pub reachable: Option<bool>,
    #[serde(default)]
    pub sort: ListSort,
    /// Last or largest first.
    #[serde(default)]
    pub descending: bool,
    pub page: u32,
    #[serde(default)]
    pub rows: Rows,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: u64,
}

/// A group, without its members: those come in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDetail {
    pub row: GroupRow,
    /// Groups nested in it at any depth, each once.
    pub nested: u64,
    /// None for whom may not read the devices of its people (B28).
    pub reach: Option<crate::audience::Reach>,
    /// The caller may send to it (B7, B28).
    pub may_send: bool,
}

/// A group by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupName {
    pub id: GroupId,
    pub name: String,
}

/// Somebody in a group or in a group nested in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub user: UserRow,
    /// The first by name of the nested groups that hold them; none for a direct member.
    pub through: Option<GroupName>,
}

/// A group nested in another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NestedGroup {
    pub row: GroupRow,
    /// A member itself, and not only of a group in between.
    pub direct: bool,
}

/// A user with devices and direct groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDetail {
    pub row: UserRow,
    pub devices: Vec<DeviceRow>,
    pub groups: Vec<GroupRow>,
    pub last_sign_in: Option<Timestamp>,
}
