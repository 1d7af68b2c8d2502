//! One file or folder per page: it loads, arranges components and answers their callbacks.

pub mod audit;
pub mod connectors;
pub mod custom_notifications;
pub mod deliveries;
pub mod delivery;
pub mod device;
pub mod device_actions;
pub mod devices;
pub mod group;
pub mod groups;
pub mod home;
pub mod kit;
pub mod not_found;
pub mod phones;
pub mod role;
pub mod roles;
pub mod search;
pub mod sign_in;
pub mod user;
pub mod users;
