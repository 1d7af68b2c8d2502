//! The senders against servers that enforce the services' rules.
#![expect(clippy::unwrap_used, reason = "these are tests, helpers included")]

mod apns;
mod chaos;
mod connections;
mod fcm;
mod proxy;
mod raw;
mod rules;
mod streams;
mod support;
mod tls;
