//! The senders against servers that enforce the services' rules.
#![expect(clippy::unwrap_used, reason = "these are tests, helpers included")]

mod apns;
mod connections;
mod fcm;
mod streams;
mod support;
mod tls;
