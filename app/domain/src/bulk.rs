//! One text to several devices at once: each device's own limit holds, and each has a result of its own (B16, B24).

use crate::{
    Timestamp,
    audience::SelectionProblem,
    device::{DeviceRow, Reasons},
    ids::{BulkId, DeviceId, MessageId},
    limits::Quota,
};
use serde::{Deserialize, Serialize};

/// Most devices that can be selected, and sent to, at a time (B31).
pub const DEVICES_MAX: usize = 100;

/// Between 1 and 100 different devices, in the order in which they were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceSelection(Vec<DeviceId>);

impl DeviceSelection {
    /// The same device twice counts once.
    pub fn parse(chosen: impl IntoIterator<Item = DeviceId>) -> Result<Self, SelectionProblem> {
        let mut seen = std::collections::HashSet::new();
        let devices: Vec<_> = chosen.into_iter().filter(|device| seen.insert(device.clone())).collect();
        match devices.len() {
            0 => Err(SelectionProblem::Empty),
            n if n > DEVICES_MAX => Err(SelectionProblem::TooMany { chosen: n }),
            _ => Ok(Self(devices)),
        }
    }
    #[must_use]
    pub fn devices(&self) -> &[DeviceId] {
        &self.0
    }
}

/// A device that somebody is about to send to, with what is left of its hourly limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceTarget {
    pub row: DeviceRow,
    pub quota: Quota,
}

impl DeviceTarget {
    /// Whether a message would go to it now.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.row.reasons.reachable() && self.quota.left() > 0
    }
}

/// What became of a message to several devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkSend {
    pub id: BulkId,
    /// In the order in which the devices were chosen.
    pub results: Vec<DeviceSend>,
}

impl BulkSend {
    /// Devices to which it was sent.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.results.iter().filter(|result| matches!(result.outcome, SendOutcome::Sent { .. })).count()
    }
}

/// What became of it at one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceSend {
    pub device: DeviceId,
    /// Empty when the device was not found.
    pub name: String,
    pub outcome: SendOutcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendOutcome {
    /// Queued.
    Sent { message: MessageId },
    /// No place of the device's limit is free (B19).
    LimitReached { max: u32, next_free: Timestamp },
    /// It cannot be reached (B24).
    Unreachable { reasons: Reasons },
    /// It does not exist or is out of scope (B29).
    NotFound,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: usize) -> DeviceId {
        format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
    }

    #[test]
    fn b31_between_one_and_a_hundred_devices_each_once() {
        assert_eq!(DeviceSelection::parse([]), Err(SelectionProblem::Empty));
        let twice = (0..100).chain(0..100).map(device);
        assert_eq!(DeviceSelection::parse(twice).unwrap().devices().len(), 100);
        assert_eq!(
            DeviceSelection::parse((0..101).map(device)),
            Err(SelectionProblem::TooMany { chosen: 101 })
        );
    }
}
