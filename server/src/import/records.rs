//! Our own format, as JSON or as JSON Lines.
//!
//! A document is `{"users": […], "groups": […], "devices": […]}`; each line of JSON Lines is one
//! `{"user": {…}}`, `{"group": {…}}` or `{"device": {…}}`, in any order. Fields left out keep the value that is stored.
//! Times are ISO 8601. A person is named by user principal name (in a group also by id), a group by name or id, a
//! device by id.
//!
//! ```json
//! {"user": {"upn": "maja.oberg@nordhamn.example", "id": "…", "display_name": "Maja Öberg", "mail": "…", "enabled": true}}
//! {"group": {"name": "Hemtjänst Södra", "id": "…", "description": "…",
//!            "users": ["maja.oberg@nordhamn.example"],
//!            "groups": ["Nattpatrullen", {"name": "Vikarier", "users": []}],
//!            "devices": ["…"]}}
//! {"device": {"id": "…", "name": "NH-IPH-0421", "platform": "ios", "enrolled_by": "maja.oberg@nordhamn.example",
//!             "enrolled": true, "app_installed": true, "notifications_allowed": true, "play_services": false,
//!             "push_token": "…", "token_registered_at": "2026-10-02T08:14:55Z"}}
//! ```
//!
//! A group that names any of `users`, `groups` and `devices` has exactly those members afterwards. A field that does
//! not exist is noted, never passed over in silence.

use super::values;
use herald_domain::{
    Timestamp,
    device::{Compliance, Ownership, Platform},
    ids::{DeviceId, GroupId, UserId},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::IgnoredAny};
use std::collections::BTreeMap;

/// Fields that the format does not have.
pub type Unknown = BTreeMap<String, IgnoredAny>;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct User {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<UserId>,
    /// User principal name.
    pub upn: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// False for somebody who may no longer sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(flatten, skip_serializing)]
    pub unknown: Unknown,
}

/// Needs a name or an id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<GroupId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Nested>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<Vec<DeviceId>>,
    #[serde(flatten, skip_serializing)]
    pub unknown: Unknown,
}

/// A group inside a group: by name or id, or written out in place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Nested {
    Reference(String),
    Written(Box<Group>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    #[serde(flatten)]
    pub facts: DeviceFacts,
    #[serde(flatten, skip_serializing)]
    pub unknown: Unknown,
}

/// Everything about a device but its id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub management_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ownership: Option<Ownership>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance: Option<Compliance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub os_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imei: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// Principal name of the person whom the console shows beside the device; empty for nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_user: Option<String>,
    /// Principal name of the person whose messages the device gets (B9); empty for nobody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled_at: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_check_in: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_installed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notifications_allowed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play_services: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub push_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_registered_at: Option<When>,
    /// Since when the push service calls the token invalid (B26).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_invalid_since: Option<When>,
}

/// One line of JSON Lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    User(User),
    Group(Group),
    Device(Box<Device>),
}

/// A time that is written as ISO 8601 and read in every form that [`values::time`] knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When(pub Timestamp);

impl Serialize for When {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let time = jiff::Timestamp::from_millisecond(self.0.millis()).map_err(serde::ser::Error::custom)?;
        to.collect_str(&time)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let text = String::deserialize(from)?;
        let time = values::time(&text).map_err(D::Error::custom)?;
        time.map(Self).ok_or_else(|| D::Error::custom("a time is missing; leave the field out instead"))
    }
}
