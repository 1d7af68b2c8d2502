//! Everything that is SQL: one implementation over SQLite (the default) and PostgreSQL.
//!
//! Every read takes a [`Permit`](herald_domain::permission::Permit): tenant and scope come from it, and what lies
//! outside answers like something that does not exist (B28, B29). What must be atomic is one method with its
//! transaction inside. No driver type leaves this crate, no clock is read here, and no message text is understood
//! here: the store sees sealed bytes only (B22).

mod actions;
mod administrators;
mod audit;
mod batches;
mod bulk;
mod credentials;
mod devices;
mod dialect;
mod error;
mod expansion;
mod find;
mod finish;
mod fold;
mod grants;
mod groups;
mod import;
mod members;
mod migrations;
mod new_id;
mod nodes;
mod open;
mod overview;
mod paces;
mod pages;
mod places;
mod queue;
mod reach;
mod roles;
mod row;
mod sealed;
mod sends;
mod sessions;
mod shared;
mod state;
mod statement;
mod telling;
mod tenants;
mod transfer;
mod users;
mod visible;
mod walls;

pub use administrators::NewAdministrator;
pub use batches::{Acknowledged, BatchRecipient, BatchResult, ClaimedBatch, ClaimedMessage, Retired, Retry};
pub use credentials::Credential;
pub use devices::StoredDevice;
pub use error::StoreError;
pub use expansion::Expanded;
pub use finish::{Ended, QueueDepth};
pub use fold::fold;
pub use groups::StoredGroup;
pub use import::{
    Changes, GroupRef, Import, ImportReport, MemberRef, Membership, NewDevice, NewGroup, NewUser, Skipped,
};
pub use members::{GroupDevices, Unreached};
pub use nodes::{HeldKey, KeyChores, Node, UNSHARED_AT_ONCE};
pub use open::{Store, StoreConfig};
pub use queue::{Authorised, NewMessage, NewMessages, Queued, QueuedSeveral, REUSED, RepeatKey};
pub use roles::{Assignment, AssignmentMembers};
pub use sealed::{Sealed, WrappedKey};
pub use sessions::{NewSession, SessionLimits, SessionUser};
pub use telling::{Ear, WORD_MAX};
pub use transfer::Moved;

/// What every method of [`Store`] answers.
pub type Result<T> = std::result::Result<T, StoreError>;
