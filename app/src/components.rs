//! The kit. Components take data and callbacks; they call no server function.

pub mod avatar;
pub mod empty_state;
pub mod error_view;
pub mod field;
pub mod icon;
pub mod message_bar;
pub mod text_area;
