//! Small answers that only the console needs; everything else is a type of `herald-domain`.

use herald_domain::{ids::MessageId, limits::Quota, permission::PermissionSet, role::Role};
use serde::{Deserialize, Serialize};

/// A message was queued. `quota` is what is left after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub id: MessageId,
    pub quota: Quota,
}

/// Who is signed in, for the frame of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub display_name: String,
    pub user_principal_name: String,
    pub tenant: String,
    /// For showing and hiding; the server decides anew on every call.
    pub permissions: PermissionSet,
    pub demo: bool,
}

/// A role and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    pub role: Role,
    pub assignments: Vec<AssignmentView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentView {
    pub name: String,
    /// Names of users and groups.
    pub members: Vec<String>,
    /// Names of groups; empty means everything.
    pub scope: Vec<String>,
}
