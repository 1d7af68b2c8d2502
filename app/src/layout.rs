//! The frame around the pages.

mod account;
pub mod by_id;
pub mod finder;
pub mod found;
pub mod frame;
pub mod navigation;
pub mod page;
pub mod part;
