//! What an administrator sees, rendered on the server and hydrated in the browser, and the contract between the two.
//!
//! Knows nothing of databases, push services or axum's router: the pages reach the use-cases through
//! [`backend::Backend`], which the server provides.

#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
pub mod backend;
pub mod error;
pub mod view;
