//! How the push services answer, as one server has seen since its start, and how much waits for them.

use crate::{
    Timestamp,
    device::{Service, codes},
};
use serde::{Deserialize, Serialize};

codes! {
    /// Why a push service did not take messages over, where no device is to blame.
    TroubleKind {
        /// It asked to slow down.
        Throttled = "throttled",
        /// It did not answer, or answered with an error of its own.
        Unavailable = "unavailable",
        /// It refuses our credentials or settings.
        Misconfigured = "misconfigured",
    }
}

/// The latest answer that was no fault of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    pub at: Timestamp,
    pub kind: TroubleKind,
    /// The service's own code for it; empty when it gave none.
    pub reason: String,
}

/// What became of the sends to one push service since the server started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceHealth {
    pub accepted: u64,
    /// Refused for a reason of the device's own, such as a token that is no longer valid.
    pub refused: u64,
    pub last_accepted: Option<Timestamp>,
    pub last_trouble: Option<Trouble>,
}

/// What to tell about a push service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing was sent to it since the server started.
    Unused,
    Well,
    Troubled(TroubleKind),
}

impl ServiceHealth {
    /// What the latest answers say.
    #[must_use]
    pub fn condition(&self) -> Condition {
        match (&self.last_trouble, self.last_accepted) {
            (Some(trouble), accepted) if accepted.is_none_or(|at| at < trouble.at) => {
                Condition::Troubled(trouble.kind)
            }
            (_, Some(_)) => Condition::Well,
            (_, None) if self.refused > 0 => Condition::Well,
            (_, None) => Condition::Unused,
        }
    }
}

/// Devices that wait for their push.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub service: Service,
    /// All of them.
    pub devices: u64,
    /// Those among them that were tried before and are to be tried again.
    pub again: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_answer_decides() {
        let condition = |accepted: Option<i64>, troubled: Option<i64>| {
            let kind = TroubleKind::Unavailable;
            let trouble = |at| Trouble { at: Timestamp(at), kind, reason: String::new() };
            let (last_accepted, last_trouble) = (accepted.map(Timestamp), troubled.map(trouble));
            ServiceHealth { last_accepted, last_trouble, ..ServiceHealth::default() }.condition()
        };
        let down = Condition::Troubled(TroubleKind::Unavailable);
        assert_eq!(condition(None, None), Condition::Unused);
        assert_eq!(condition(None, Some(1)), down);
        assert_eq!(condition(Some(1), Some(2)), down);
        assert_eq!(condition(Some(2), Some(2)), Condition::Well);
        assert_eq!(condition(Some(3), Some(2)), Condition::Well);
    }

    #[test]
    fn a_service_that_refuses_devices_works() {
        let health = ServiceHealth { refused: 1, ..ServiceHealth::default() };
        assert_eq!(health.condition(), Condition::Well);
    }
}
