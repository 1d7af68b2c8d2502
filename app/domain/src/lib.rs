//! The rules of Herald, compiled into the browser and into the server.
//!
//! Nothing here does I/O, reads a clock or knows of a database, a push service or a user interface. Everything
//! that needs the time takes a [`Timestamp`].

pub mod action;
pub mod audience;
pub mod audit;
pub mod bulk;
pub mod caller;
pub mod csv;
pub mod delivery;
pub mod device;
pub mod directory;
pub mod ids;
pub mod limits;
pub mod live;
pub mod overview;
pub mod paging;
pub mod permission;
pub mod push;
pub mod role;
pub mod search;
pub mod text;
pub mod time;

pub use time::Timestamp;
