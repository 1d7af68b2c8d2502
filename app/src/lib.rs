//! What an administrator sees, and the contract between browser and server.
//!
//! Pages are rendered on the server alone. What has to be alive in the browser is an island, rendered on the server
//! and taken over by the WebAssembly; what plain markup gets there is in [`enhance`]. Knows nothing of databases, push
//! services or axum's router: the pages reach the use-cases through [`backend::Backend`], which the server provides.

#![recursion_limit = "512"]

pub mod api;
#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod audit_filter;
#[cfg(feature = "ssr")]
pub mod backend;
pub mod components;
pub mod context;
#[cfg(feature = "ssr")]
pub mod device_csv;
pub mod dom;
#[cfg(feature = "hydrate")]
pub mod enhance;
pub mod error;
#[cfg(feature = "ssr")]
pub mod fault;
pub mod given;
pub mod islands;
pub mod json;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod listing;
pub mod live;
pub mod notifications;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod phones;
#[cfg(feature = "ssr")]
pub mod posted;
mod prelude;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod tab;
pub mod texts;
pub mod view;
