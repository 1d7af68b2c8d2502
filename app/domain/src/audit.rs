//! What an administrator did, without the text of any message (B30).

use crate::{Timestamp, device::codes, ids::AuditId};
use serde::{Deserialize, Serialize};

codes! {
    Activity {
        SignIn = "sign_in",
        SignInFailed = "sign_in_failed",
        SignOut = "sign_out",
        SendToGroups = "send_to_groups",
        SendToDevice = "send_to_device",
        PasswordReset = "password_reset",
        AdministratorCreated = "administrator_created",
        Import = "import",
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

/// What the audit page asks for. `page` counts from 1; times are half-open: `from <= at < until`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AuditQuery {
    pub actor: Option<String>,
    pub activity: Option<Activity>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub page: u32,
}
