//! What an administrator sees, rendered on the server and hydrated in the browser, and the contract between the two.
//!
//! Knows nothing of databases, push services or axum's router: the pages reach the use-cases through
//! [`backend::Backend`], which the server provides.

#![recursion_limit = "512"]

pub mod api;
pub mod app;
pub mod audit_filter;
#[cfg(feature = "ssr")]
pub mod backend;
pub mod components;
pub mod context;
pub mod dom;
pub mod error;
#[cfg(feature = "ssr")]
pub mod fault;
pub mod layout;
pub mod listing;
pub mod live;
pub mod notifications;
pub mod pages;
pub mod phones;
pub mod posted;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod tab;
pub mod texts;
pub mod view;
