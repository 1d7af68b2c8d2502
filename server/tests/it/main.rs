//! Integration tests: the router with real use-cases, store and vault; some with the worker and the simulators.

mod crash;
mod demo;
mod doors;
mod forms;
mod headers;
mod process;
mod sealing;
mod sending;
mod sign_in;
mod support;
