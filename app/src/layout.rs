//! The frame around the pages.

mod account;
pub mod by_id;
pub mod finder;
pub mod frame;
mod navigation;
pub mod page;
pub mod part;
