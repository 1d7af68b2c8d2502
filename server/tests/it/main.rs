//! Integration tests: the router with real use-cases, store and vault; some with the worker and the simulators.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bulk;
mod command_line;
mod connections;
mod crash;
mod demo;
mod directory;
mod doors;
mod events;
mod forms;
mod headers;
mod held;
mod home;
mod host;
mod nodes;
mod postgres;
mod private;
mod process;
mod records;
mod sealing;
mod sending;
mod sign_in;
mod support;
mod titles;
mod unreached;
