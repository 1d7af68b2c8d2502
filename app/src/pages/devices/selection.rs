//! Which devices are ticked. It outlives paging and sorting, and ends with the page.

use herald_domain::device::DeviceRow;
use leptos::prelude::*;

/// Most devices that can be ticked at a time (B31).
pub const SELECTED_MAX: usize = 100;

/// The ticked rows, in the order in which they were ticked.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<Vec<DeviceRow>>);

impl Selection {
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
    #[must_use]
    pub fn count(self) -> usize {
        self.0.with(Vec::len)
    }
    #[must_use]
    pub fn is_full(self) -> bool {
        self.count() >= SELECTED_MAX
    }
    #[must_use]
    pub fn has(self, row: &DeviceRow) -> bool {
        self.0.with(|rows| rows.iter().any(|r| r.id == row.id))
    }
    #[must_use]
    pub fn rows(self) -> Vec<DeviceRow> {
        self.0.get()
    }
    /// Ticks or unticks one; a tick beyond the most is ignored.
    pub fn set(self, row: &DeviceRow, ticked: bool) {
        self.0.update(|rows| {
            rows.retain(|r| r.id != row.id);
            if ticked && rows.len() < SELECTED_MAX {
                rows.push(row.clone());
            }
        });
    }
    /// Ticks or unticks a page, as far as there is room.
    pub fn set_all(self, page: &[DeviceRow], ticked: bool) {
        for row in page {
            if self.has(row) != ticked {
                self.set(row, ticked);
            }
        }
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}
