//! Opening and closing the database.

use crate::{Result, dialect::Dialect};
use sqlx::AnyPool;

/// Where the database is.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// `sqlite:PATH` or `postgres://…`. May hold a password: never log it.
    pub url: String,
    /// Connections for reading besides the one that writes (SQLite), or connections in all (PostgreSQL). At least 1.
    pub read_connections: u32,
}

/// The database. Cheap to clone; all clones share the same connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) read: AnyPool,
    pub(crate) write: AnyPool,
    pub(crate) dialect: Dialect,
}

impl Store {
    /// Opens the database, creating an SQLite file that does not exist. Changes no schema: see [`Store::migrate`].
    pub async fn open(config: &StoreConfig) -> Result<Self> {
        todo!("{config:?}")
    }
    /// Brings the schema to this version's. Safe to call on every start and by several nodes at once.
    pub async fn migrate(&self) -> Result<()> {
        todo!()
    }
    /// Succeeds when the database answers.
    pub async fn ping(&self) -> Result<()> {
        todo!()
    }
    /// Waits for what is under way, then closes every connection.
    pub async fn close(&self) {
        todo!()
    }
    /// Moves everything from SQLite's write-ahead log into the database and empties the log, so that nothing that was
    /// overwritten or deleted remains in it. Does nothing on PostgreSQL.
    pub async fn checkpoint(&self) -> Result<()> {
        todo!()
    }
}
