//! What can go wrong between Herald and its database.

/// An error of the store. None of them holds a message's text, a password or a token.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database refused, could not be reached or gave up.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought to this version's.
    #[error("the database's schema could not be changed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// `database.url` is of no kind that Herald knows.
    #[error("the database's address must begin with sqlite: or postgres://")]
    UnknownDatabase,
    /// The database holds something that Herald never writes.
    #[error("the database holds a value that Herald does not write: {0}")]
    Corrupt(String),
    /// A worker's account of a batch leaves recipients out or counts some twice. Nothing was written.
    #[error("a batch of {recipients} recipients was accounted for as {accounted}")]
    Miscounted { recipients: usize, accounted: u64 },
    /// The node has changed its key pair since it sealed the message. Nothing was written: seal it anew.
    #[error("the message was sealed for a key pair that its node has replaced")]
    KeysOutdated,
    /// What was to be changed does not exist.
    #[error("there is no such {0}")]
    Absent(&'static str),
}

impl StoreError {
    /// True when trying again soon may help: the database is locked, out of connections or not there.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed) => true,
            Self::Database(sqlx::Error::Database(error)) => match error.code().as_deref() {
                // SQLite: SQLITE_BUSY and SQLITE_LOCKED with their extended codes.
                Some("5" | "6" | "261" | "517" | "262" | "773") => true,
                // PostgreSQL: serialization failure, deadlock, lock not available, shutting down, starting up.
                Some("40001" | "40P01" | "55P03" | "57P01" | "57P03") => true,
                _ => false,
            },
            _ => false,
        }
    }

    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Corrupt(what.to_string())
    }
}
