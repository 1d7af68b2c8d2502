//! Whom a message to groups would reach (B9, B13).

use crate::{Result, Store};
use herald_domain::{
    audience::{GroupSelection, Reach},
    permission::{Permit, SendToGroups},
};

impl Store {
    /// Whom a message to these groups would reach now. None if any of them does not exist or is out of scope.
    pub async fn reach(&self, permit: &Permit<SendToGroups>, groups: &GroupSelection) -> Result<Option<Reach>> {
        todo!("{permit:?} {groups:?}")
    }
}
