//! Whom a message is for, and whom it will reach (B8, B9, B13).

use crate::{
    device::{Platform, Unreachable},
    ids::{DeviceId, GroupId},
};
use serde::{Deserialize, Serialize};

/// Most groups that one message may name directly (B8).
pub const GROUPS_MAX: usize = 25;

/// Between 1 and 25 different groups, in the order in which they were chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct GroupSelection(Vec<GroupId>);

/// Why a choice of groups cannot be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SelectionProblem {
    Empty,
    /// `chosen` different groups, more than [`GROUPS_MAX`].
    TooMany {
        chosen: usize,
    },
}

impl GroupSelection {
    /// The same group twice counts once (B8).
    pub fn parse(chosen: impl IntoIterator<Item = GroupId>) -> Result<Self, SelectionProblem> {
        // A request has room for less than two thousand, so that comparing each with each is quick, and the browser
        // needs no tables of hashes.
        let mut groups: Vec<GroupId> = Vec::new();
        for group in chosen {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        match groups.len() {
            0 => Err(SelectionProblem::Empty),
            n if n > GROUPS_MAX => Err(SelectionProblem::TooMany { chosen: n }),
            _ => Ok(Self(groups)),
        }
    }
    #[must_use]
    pub fn groups(&self) -> &[GroupId] {
        &self.0
    }
}

/// Groups, or one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    Groups(GroupSelection),
    Device(DeviceId),
}

/// Whom a message to groups would reach now (B13).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// People in the groups and in groups nested in them, each once.
    pub members: u64,
    /// People with at least one device that can be reached.
    pub people: u64,
    /// Devices that can be reached.
    pub ios: u64,
    pub android: u64,
    /// Devices of those people that cannot be reached, by their first reason (B24).
    pub unreachable: Vec<(Unreachable, u64)>,
    /// Devices that are members of the groups themselves and therefore ignored (B9).
    pub ignored_devices: u64,
}

impl Reach {
    #[must_use]
    pub fn devices(&self) -> u64 {
        self.ios + self.android
    }
    #[must_use]
    pub fn not_reached(&self) -> u64 {
        self.unreachable.iter().map(|(_, n)| n).sum()
    }
    /// Counts `devices` of one platform with one set of reasons.
    pub fn add(&mut self, platform: Platform, first_reason: Option<Unreachable>, devices: u64) {
        match first_reason {
            Some(reason) => match self.unreachable.iter_mut().find(|(r, _)| *r == reason) {
                Some((_, n)) => *n += devices,
                None => {
                    self.unreachable.push((reason, devices));
                    self.unreachable.sort();
                }
            },
            None if platform == Platform::Android => self.android += devices,
            None => self.ios += devices,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(n: usize) -> GroupId {
        format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
    }

    #[test]
    fn b8_between_one_and_twenty_five_groups() {
        assert_eq!(GroupSelection::parse([]), Err(SelectionProblem::Empty));
        assert!(GroupSelection::parse((0..25).map(group)).is_ok());
        assert_eq!(GroupSelection::parse((0..26).map(group)), Err(SelectionProblem::TooMany { chosen: 26 }));
    }

    #[test]
    fn b8_the_same_group_twice_counts_once() {
        let twice = (0..25).chain(0..25).map(group);
        assert_eq!(GroupSelection::parse(twice).unwrap().groups().len(), 25);
    }

    #[test]
    fn b13_reach_adds_up_by_platform_and_first_reason() {
        let mut reach = Reach::default();
        reach.add(Platform::Ios, None, 2);
        reach.add(Platform::IpadOs, None, 1);
        reach.add(Platform::Android, None, 4);
        reach.add(Platform::Windows, Some(Unreachable::PlatformNotSupported), 3);
        reach.add(Platform::Ios, Some(Unreachable::NotEnrolled), 1);
        reach.add(Platform::MacOs, Some(Unreachable::PlatformNotSupported), 1);
        assert_eq!((reach.ios, reach.android, reach.devices(), reach.not_reached()), (3, 4, 7, 5));
        assert_eq!(
            reach.unreachable,
            [(Unreachable::NotEnrolled, 1), (Unreachable::PlatformNotSupported, 4)]
        );
    }
}
