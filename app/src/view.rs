//! Small answers that only the console needs; everything else is a type of `herald-domain`.

use herald_domain::{
    Timestamp,
    device::Service,
    ids::MessageId,
    limits::Quota,
    permission::PermissionSet,
    push::{ServiceHealth, Waiting},
    role::Role,
};
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
    /// Those that hold for some groups only, so that what is seen by them is not everything (B28).
    pub limited: PermissionSet,
    pub demo: bool,
}

/// Whom anybody may be where everything is played: the sign-in page offers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenAccounts {
    /// The user principal names, in the order of [`crate::texts::sign_in::SignInTexts::demo_accounts`].
    pub names: &'static [&'static str],
    pub password: &'static str,
}

/// A role and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    pub role: Role,
    pub assignments: Vec<AssignmentView>,
}

/// An assignment, by the names of what its reader may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentView {
    pub name: String,
    pub users: Vec<String>,
    pub groups: Vec<String>,
    /// It holds in the whole tenant; `scope` is empty then.
    pub everywhere: bool,
    pub scope: Vec<String>,
}

/// The push services, as this server knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushServices {
    /// When the server started: what it has seen of them began then.
    pub since: Timestamp,
    /// Simulators stand in for Apple and Google.
    pub simulated: bool,
    /// One for each service that Herald speaks to.
    pub services: Vec<PushService>,
    /// When users, groups and devices were imported last.
    pub last_import: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushService {
    pub service: Service,
    /// None when it is not configured.
    pub setup: Option<Setup>,
    pub health: ServiceHealth,
    pub waiting: Waiting,
}

/// The settings of a push service that are no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "service")]
pub enum Setup {
    Apns { endpoint: String, topic: String, key_id: String, team_id: String },
    Fcm { endpoint: String, project_id: String, client_email: String },
}

impl Setup {
    #[must_use]
    pub fn service(&self) -> Service {
        match self {
            Self::Apns { .. } => Service::Apns,
            Self::Fcm { .. } => Service::Fcm,
        }
    }
}
