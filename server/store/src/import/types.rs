//! What an import consists of, and what it reports.

use herald_domain::{
    Timestamp,
    device::{Compliance, Ownership, Platform},
    ids::{DeviceId, GroupId, UserId},
};

/// One import: everything in it is stored together or not at all.
#[derive(Clone, Debug, Default)]
pub struct Import {
    pub users: Vec<NewUser>,
    pub groups: Vec<NewGroup>,
    pub memberships: Vec<Membership>,
    pub devices: Vec<NewDevice>,
    /// These groups have exactly the members that `memberships` names; others only gain.
    pub replace_members_of: Vec<GroupRef>,
}

/// A user, found again by id, else by principal name in any case. `None` keeps what is stored.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// Made up for a new user when absent.
    pub id: Option<UserId>,
    pub upn: String,
    /// A new user is called by the part of the principal name before the @ when absent.
    pub display_name: Option<String>,
    pub mail: Option<String>,
    /// False for somebody who may not sign in. True for a new user when absent.
    pub enabled: Option<bool>,
}

impl NewUser {
    /// An enabled user whose e-mail address is the principal name.
    #[must_use]
    pub fn new(upn: &str, display_name: &str) -> Self {
        Self {
            id: None,
            upn: upn.to_owned(),
            display_name: Some(display_name.to_owned()),
            mail: Some(upn.to_owned()),
            enabled: Some(true),
        }
    }
}

/// A group, found again by id, else by name if exactly one group has it. `None` keeps what is stored.
#[derive(Clone, Debug, Default)]
pub struct NewGroup {
    /// Made up for a new group when absent.
    pub id: Option<GroupId>,
    /// A group needs a name or the id of a stored one.
    pub name: Option<String>,
    pub description: Option<String>,
}

/// A group that is named in an import or stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupRef {
    Id(GroupId),
    /// In any case; must be the name of exactly one group.
    Name(String),
}

/// A member of a group (B9).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MemberRef {
    User(UserId),
    /// User principal name, in any case.
    Upn(String),
    Group(GroupRef),
    Device(DeviceId),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Membership {
    pub group: GroupRef,
    pub member: MemberRef,
}

/// A device, found again by id. `None` keeps what is stored; what a new device then has is said at each field.
#[derive(Clone, Debug)]
pub struct NewDevice {
    pub id: DeviceId,
    /// The id for a new device.
    pub name: Option<String>,
    pub management_name: Option<String>,
    pub managed_by: Option<String>,
    pub ownership: Option<Ownership>,
    pub compliance: Option<Compliance>,
    /// [`Platform::Other`] for a new device.
    pub platform: Option<Platform>,
    pub os_version: Option<String>,
    pub manufacturer: Option<String>,
    pub model: Option<String>,
    pub serial_number: Option<String>,
    pub imei: Option<String>,
    /// Unmasked; shown masked only (B32).
    pub phone_number: Option<String>,
    pub last_check_in: Option<Timestamp>,
    pub enrolled_at: Option<Timestamp>,
    /// Whom the console shows beside the device; empty for nobody.
    pub primary_user_upn: Option<String>,
    /// Whose messages the device gets (B9); empty for nobody's. The primary user for a new device.
    pub enrolled_by_upn: Option<String>,
    /// True for a new device: what the management system lists is enrolled.
    pub enrolled: Option<bool>,
    /// False for a new device.
    pub app_installed: Option<bool>,
    /// False for a new device.
    pub notifications_allowed: Option<bool>,
    /// False for a new device. Matters on Android only.
    pub play_services: Option<bool>,
    /// Empty takes the token away. Another token than the stored one makes the device reachable again (B26).
    pub push_token: Option<String>,
    /// The time of the import for another token than the stored one.
    pub token_registered_at: Option<Timestamp>,
    /// When the push service said that the token is no longer valid (B26).
    pub token_invalid_since: Option<Timestamp>,
}

impl NewDevice {
    /// A device of which nothing else is known.
    #[must_use]
    pub fn new(id: DeviceId) -> Self {
        Self {
            id,
            name: None,
            management_name: None,
            managed_by: None,
            ownership: None,
            compliance: None,
            platform: None,
            os_version: None,
            manufacturer: None,
            model: None,
            serial_number: None,
            imei: None,
            phone_number: None,
            last_check_in: None,
            enrolled_at: None,
            primary_user_upn: None,
            enrolled_by_upn: None,
            enrolled: None,
            app_installed: None,
            notifications_allowed: None,
            play_services: None,
            push_token: None,
            token_registered_at: None,
            token_invalid_since: None,
        }
    }
}

/// How many rows an import added, changed and found as they were. Removed memberships count as updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub added: u64,
    pub updated: u64,
    pub unchanged: u64,
}

/// Something in an import that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Names the row for a person: `user anna@example.org`.
    pub what: String,
    pub reason: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub users: Changes,
    pub groups: Changes,
    pub devices: Changes,
    pub memberships: Changes,
    pub skipped: Vec<Skipped>,
}
