//! The search over everything.

use crate::{
    device::DeviceRow,
    directory::{GroupRow, UserRow},
};
use serde::{Deserialize, Serialize};

/// Most hits of each kind.
pub const HITS_MAX: usize = 5;
/// Longest text that is searched for, in characters; what is longer is cut.
pub const SEARCH_MAX: usize = 200;

/// The few that fit best of each kind, best first. None of a kind that the caller may not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub devices: Option<Vec<DeviceRow>>,
    pub users: Option<Vec<UserRow>>,
    pub groups: Option<Vec<GroupRow>>,
}

impl Found {
    /// How many there are of all kinds.
    #[must_use]
    pub fn hits(&self) -> usize {
        let devices = self.devices.as_ref().map_or(0, Vec::len);
        let users = self.users.as_ref().map_or(0, Vec::len);
        devices + users + self.groups.as_ref().map_or(0, Vec::len)
    }
}
