//! What nodes tell each other by way of the database: PostgreSQL's NOTIFY and LISTEN. Nothing that must not be lost.

use crate::{Result, Store, StoreError, dialect::Dialect};
use sqlx::postgres::PgListener;

const CHANNEL: &str = "herald";
/// Longest word, in bytes; PostgreSQL refuses 8,000.
pub const WORD_MAX: usize = 7_500;

/// Hears what all nodes tell, this one too.
#[derive(Debug)]
pub struct Ear(PgListener);

impl Store {
    /// Tells every node. Does nothing on SQLite. `word` has at most [`WORD_MAX`] bytes.
    pub async fn tell(&self, word: &str) -> Result<()> {
        if self.dialect == Dialect::Postgres {
            sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(word).execute(&self.write).await?;
        }
        Ok(())
    }

    /// From now on what is told is heard. Takes a connection of its own. Fails on SQLite.
    pub async fn listen(&self) -> Result<Ear> {
        if self.dialect == Dialect::Sqlite {
            return Err(StoreError::UnknownDatabase);
        }
        let mut listener = PgListener::connect(&self.url).await?;
        listener.listen(CHANNEL).await?;
        Ok(Ear(listener))
    }
}

impl Ear {
    /// The next word; none when the connection was lost and is made anew, so that some may have been missed.
    pub async fn next(&mut self) -> Result<Option<String>> {
        Ok(self.0.try_recv().await?.map(|word| word.payload().to_owned()))
    }
}
