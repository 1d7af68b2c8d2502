//! What the further steps know of groups.

use herald_domain::{directory::GroupRow, ids::GroupId};

/// Every group that was found or chosen so far; a few dozen.
#[derive(Clone)]
pub struct Known(Vec<GroupRow>);

impl Known {
    #[must_use]
    pub const fn new(rows: Vec<GroupRow>) -> Self {
        Self(rows)
    }
    #[must_use]
    pub fn get(&self, id: &GroupId) -> Option<&GroupRow> {
        self.0.iter().find(|row| row.id == *id)
    }
    pub fn learn(&mut self, row: GroupRow) {
        self.0.retain(|known| known.id != row.id);
        self.0.push(row);
    }
}
