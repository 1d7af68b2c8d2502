//! What an administrator did, without the text of any message (B30).

use crate::{
    Timestamp,
    device::codes,
    ids::{AuditId, DeviceId, GroupId, UserId},
    paging::Rows,
    time::{DAY_MS, HOUR_MS},
};
use serde::{Deserialize, Serialize};

codes! {
    Activity {
        SignIn = "sign_in",
        SignInFailed = "sign_in_failed",
        SignOut = "sign_out",
        SendToGroups = "send_to_groups",
        SendToDevice = "send_to_device",
        /// One text to several devices: one act, one record.
        SendToDevices = "send_to_devices",
        PasswordReset = "password_reset",
        AdministratorCreated = "administrator_created",
        Import = "import",
        AuditExport = "audit_export",
        /// Of devices that a message would not reach.
        DeviceExport = "device_export",
    }
}
codes! {
    AuditOutcome { Success = "success", Refused = "refused", Failure = "failure" }
}

/// One act. `target` names what it was done to; `detail` is a sentence for people, without message text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRecord {
    pub id: AuditId,
    pub at: Timestamp,
    /// User principal name, or the name that the command line gives.
    pub actor: String,
    /// Network address, or `cli`.
    pub address: String,
    pub activity: Activity,
    pub target: String,
    pub outcome: AuditOutcome,
    pub detail: String,
}

/// What an act was done to, where that is a user, a group or a device. Who may see such things only within a scope sees
/// the record when all of its subjects are inside (B28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    User(&'a UserId),
    Group(&'a GroupId),
    Device(&'a DeviceId),
}

codes! {
    /// A period that ends with the present.
    Span { Hour = "1h", Day = "24h", Week = "7d", Month = "30d" }
}

impl Span {
    #[must_use]
    pub const fn ms(self) -> i64 {
        match self {
            Self::Hour => HOUR_MS,
            Self::Day => DAY_MS,
            Self::Week => 7 * DAY_MS,
            Self::Month => 30 * DAY_MS,
        }
    }
}

/// What the audit page asks for. `page` counts from 1; times are half-open: `from <= at < until`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AuditQuery {
    pub actor: Option<String>,
    pub activity: Option<Activity>,
    pub outcome: Option<AuditOutcome>,
    /// No older than this, beside `from`.
    pub last: Option<Span>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub page: u32,
    #[serde(default)]
    pub rows: Rows,
}

impl AuditQuery {
    /// The same query with `last` turned into a moment.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        if let Some(span) = self.last.take() {
            let from = now.plus_ms(-span.ms());
            self.from = Some(self.from.map_or(from, |given| given.max(from)));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hour_ends_with_the_present_and_a_later_start_stays() {
        let query = AuditQuery { last: Some(Span::Hour), ..AuditQuery::default() };
        assert_eq!(query.clone().at(Timestamp(HOUR_MS + 5)).from, Some(Timestamp(5)));
        let later = AuditQuery { from: Some(Timestamp(9)), ..query };
        assert_eq!(later.at(Timestamp(HOUR_MS + 5)).from, Some(Timestamp(9)));
    }
}
