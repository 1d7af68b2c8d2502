//! The kit. Components take data and callbacks; they call no server function.

pub mod alive;
pub mod avatar;
pub mod counter_field;
pub mod empty_state;
pub mod error_view;
pub mod field;
pub mod icon;
pub mod message_bar;
pub mod quota;
pub mod stepper;
pub mod text_area;
pub mod filter_pill;
pub mod moment;
pub mod pagination;
pub mod status;
