//! The kit. Components take data and callbacks; they call no server function.

pub mod alive;
pub mod avatar;
pub mod bell;
pub mod command_bar;
pub mod counter_field;
pub mod dialog;
pub mod empty_state;
pub mod error_view;
pub mod field;
pub mod filter_pill;
pub mod group_picker;
pub mod icon;
pub mod menu;
pub mod message_bar;
pub mod moment;
pub mod pagination;
pub mod phone_preview;
pub mod quota;
pub mod reach;
pub mod refusal;
pub mod status;
pub mod stepper;
pub mod text_area;
pub mod toast;
