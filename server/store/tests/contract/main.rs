//! The store's contract, on SQLite, or on PostgreSQL when `HERALD_TEST_POSTGRES` holds the address of a server on
//! which the tests may create databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod actions;
mod administrators;
mod audience;
mod audit;
mod bulk;
mod device_list;
mod find;
mod import;
mod leases;
mod limits;
mod locked;
mod members;
mod nodes;
mod outcomes;
mod overview;
mod paces;
mod races;
mod records;
mod records_in_scope;
mod scope;
mod support;
mod transfer;
mod unreached;
mod versions;
mod volume;
mod walls;
