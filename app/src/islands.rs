//! What is alive in the browser: rendered on the server, taken over by the WebAssembly.
//!
//! The bell is on every page; the others are lazy, so `herald-bundle` cuts a part for each out of the WebAssembly.
//! An island gets everything by props that can be serialised; the texts, the reader and the time come from
//! [`crate::context`]. Islands do not know of each other: what they share is in [`crate::notifications`].

pub mod bell;
pub mod bulk_pane;
pub mod compose;
pub mod send_pane;
pub mod wizard;
