//! From the queue to the push services: claim, expand, send, retry, finish, and destroy the text with the last delivery.
//!
//! Knows the store and the gateways; knows nothing of HTTP, pages or administrators.

pub mod health;
pub mod keeper;
mod measure;
pub mod pace;
pub mod retry;
mod settle;
#[cfg(test)]
mod simulation;
pub mod vault;
pub mod worker;
