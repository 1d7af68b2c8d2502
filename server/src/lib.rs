//! The binary `herald`: configuration, use-cases, HTTP and the wiring between them.

#![recursion_limit = "512"]

pub mod cli;
pub mod clock;
pub mod config;
pub mod console;
pub mod demo;
pub mod http;
pub mod import;
pub mod lifecycle;
pub mod live;
pub mod node;
pub mod password;
pub mod wiring;
