//! What was done to single devices, and what became of it: messages, never with their text (B32).

use crate::{
    Timestamp,
    device::{DeviceRow, Unreachable, codes},
    ids::MessageId,
    paging::Rows,
};
use serde::{Deserialize, Serialize};

codes! {
    /// How far an action on one device has come.
    ActionStatus { Pending = "pending", Accepted = "accepted", Failed = "failed", Expired = "expired", Unreachable = "unreachable" }
}

/// What kept a message from a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// It was not tried, by the first reason (B24).
    Unreachable(Unreachable),
    /// The push service refused it, in that service's own word.
    Refused(String),
}

/// A line of *Device actions status*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceAction {
    pub message: MessageId,
    pub status: ActionStatus,
    /// None while it is pending, after it was accepted, and when its time was up.
    pub hindrance: Option<Hindrance>,
    pub at: Timestamp,
    pub by: String,
}

/// A line of *Device actions*: the same, with the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRow {
    pub device: DeviceRow,
    pub action: DeviceAction,
}

/// What *Device actions* asks for. `page` counts from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionQuery {
    /// Finds what the search of All devices finds (B31).
    #[serde(default)]
    pub search: String,
    #[serde(default)]
    pub status: Option<ActionStatus>,
    pub page: u32,
    #[serde(default)]
    pub rows: Rows,
}
