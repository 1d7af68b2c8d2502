//! Users and groups as the console shows them.

use crate::{
    Timestamp,
    device::DeviceRow,
    ids::{GroupId, UserId},
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
    pub devices: u64,
    pub reachable_devices: u64,
}

/// A page of a searched list. `page` counts from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    pub search: String,
    pub page: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: u64,
}

/// A group with the first of its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDetail {
    pub row: GroupRow,
    pub nested: Vec<GroupRow>,
    pub members: Vec<UserRow>,
    pub ignored_devices: Vec<DeviceRow>,
    pub reach: crate::audience::Reach,
}

/// A user with devices and groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDetail {
    pub row: UserRow,
    pub devices: Vec<DeviceRow>,
    pub groups: Vec<GroupRow>,
    pub last_sign_in: Option<Timestamp>,
}
