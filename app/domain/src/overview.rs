//! The figures of Home.

use crate::device::{Platform, Reasons};
use serde::{Deserialize, Serialize};

/// How far back [`Recent`] looks, in hours.
pub const RECENT_HOURS: usize = 24;

/// Phones and tablets, by whether a message can reach them (B24). Computers are not counted: messages are not for them
/// (B17).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fleet {
    pub ios: u64,
    pub android: u64,
    pub unreachable: u64,
}

impl Fleet {
    /// Counts `devices` of one platform with one set of reasons.
    pub fn add(&mut self, platform: Platform, reasons: Reasons, devices: u64) {
        let place = match platform {
            _ if platform.service().is_none() => return,
            _ if !reasons.reachable() => &mut self.unreachable,
            Platform::Ios | Platform::IpadOs => &mut self.ios,
            _ => &mut self.android,
        };
        *place += devices;
    }
    #[must_use]
    pub fn reachable(&self) -> u64 {
        self.ios + self.android
    }
    #[must_use]
    pub fn total(&self) -> u64 {
        self.reachable() + self.unreachable
    }
}

/// What became of the messages of the last 24 hours, in devices (B23).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    pub accepted: u64,
    /// Refused by the push services.
    pub refused: u64,
    pub expired: u64,
    pub trying: u64,
    /// Accepted, by the hour in which the message was sent; the present hour is the last.
    pub hours: [u64; RECENT_HOURS],
}

impl Recent {
    /// Devices that were tried and whose outcome is known.
    #[must_use]
    pub fn settled(&self) -> u64 {
        self.accepted + self.failed()
    }
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.refused + self.expired
    }
    /// Accepted among those, in tenths of a percent, rounded down so that "100 %" is never claimed of less. None when
    /// nothing was tried.
    #[must_use]
    pub fn accepted_permille(&self) -> Option<u64> {
        (self.settled() > 0).then(|| self.accepted * 1_000 / self.settled())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::Unreachable;

    #[test]
    fn b24_phones_and_tablets_are_counted_and_computers_are_not() {
        let mut fleet = Fleet::default();
        let mut missing = Reasons::default();
        missing.insert(Unreachable::AppNotInstalled);
        fleet.add(Platform::Ios, Reasons::default(), 3);
        fleet.add(Platform::IpadOs, Reasons::default(), 2);
        fleet.add(Platform::Android, missing, 4);
        fleet.add(Platform::Windows, missing, 50);
        assert_eq!((fleet.ios, fleet.reachable(), fleet.total()), (5, 5, 9));
    }

    #[test]
    fn b23_no_share_is_rounded_up_to_all() {
        let recent = Recent { accepted: 99_999, refused: 1, ..Recent::default() };
        assert_eq!(recent.accepted_permille(), Some(999));
        assert_eq!(Recent { trying: 5, ..Recent::default() }.accepted_permille(), None);
    }
}
