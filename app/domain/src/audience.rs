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

/// Whom a message to several groups would reach, and what each of them has to do with it (B13).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// Each person and each device once.
    pub reach: Reach,
    /// In the order in which the groups were chosen. Who is in several counts in each of them.
    pub groups: Vec<Share>,
    /// People in more than one of the groups, or in what is nested in them.
    pub in_several: u64,
}

/// Whom a message to one of the groups would reach if it were the only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub group: GroupId,
    /// As in [`Reach`].
    pub members: u64,
    pub people: u64,
    /// Devices that can be reached.
    pub devices: u64,
}

impl Forecast {
    /// Of groups in which nobody is.
    #[must_use]
    pub fn of_nobody(groups: &[GroupId]) -> Self {
        let share = |group: &GroupId| Share { group: group.clone(), members: 0, people: 0, devices: 0 };
        Self { groups: groups.iter().map(share).collect(), ..Self::default() }
    }

    /// Counts `people` who are in the same ones of the groups (bit n of `groups` stands for the group at n) and of whom
    /// each can be reached on as many `devices`, which [`Reach::add`] counts by platform.
    pub fn add(&mut self, groups: u64, devices: u64, people: u64) {
        let reached = if devices > 0 { people } else { 0 };
        self.reach.members += people;
        self.reach.people += reached;
        if groups.count_ones() > 1 {
            self.in_several += people;
        }
        for (at, share) in self.groups.iter_mut().enumerate() {
            if groups >> at & 1 == 1 {
                share.members += people;
                share.people += reached;
                share.devices += devices * people;
            }
        }
    }
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

    #[test]
    fn b13_who_is_in_several_groups_counts_in_each_of_them_and_once_in_all() {
        let mut forecast = Forecast::of_nobody(&[group(1), group(2), group(3)]);
        for (groups, devices, people) in [(0b001, 0, 1), (0b001, 2, 4), (0b110, 1, 3), (0b111, 0, 1)] {
            forecast.add(groups, devices, people);
        }
        let shares: Vec<_> = forecast.groups.iter().map(|s| (s.members, s.people, s.devices)).collect();
        assert_eq!(shares, [(6, 4, 8), (4, 3, 3), (4, 3, 3)]);
        assert_eq!((forecast.reach.members, forecast.reach.people, forecast.in_several), (9, 7, 4));
    }
}
