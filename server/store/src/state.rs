//! Whether anything was written since somebody looked.

use crate::{Result, Store, dialect::Dialect};
use herald_domain::ids::TenantId;
use sqlx::{AnyPool, Row, any::AnyPoolOptions};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// SQLite tells each connection by a number whether others have written; so there is one that does nothing but ask.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    connection: AnyPool,
    /// How often it was opened: with each the number begins anew.
    opened: Arc<AtomicU64>,
}

impl Watch {
    pub async fn open(url: &str) -> Result<Self> {
        let options = AnyPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let opened = Arc::new(AtomicU64::new(0));
        let count = opened.clone();
        let options = options.test_before_acquire(false).after_connect(move |_, _| {
            count.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Ok(()) })
        });
        Ok(Self { connection: options.connect(url).await?, opened })
    }

    async fn state(&self) -> Result<String> {
        let row = sqlx::query("PRAGMA data_version").fetch_one(&self.connection).await?;
        Ok(format!("{}:{}", self.opened.load(Ordering::SeqCst), row.try_get::<i64, _>(0)?))
    }

    pub async fn close(&self) {
        self.connection.close().await;
    }
}

impl Store {
    /// A word for what the database holds. As long as it is the same, nobody has written anything in between.
    pub(crate) async fn state(&self, tenant: &TenantId) -> Result<String> {
        match &self.watch {
            Some(watch) => watch.state().await,
            None => {
                debug_assert_eq!(self.dialect, Dialect::Postgres);
                // The transactions whose writes can be seen.
                let row = sqlx::query("SELECT CAST(pg_current_snapshot() AS TEXT)");
                Ok(row.fetch_one(&self.of(tenant)).await?.try_get(0)?)
            }
        }
    }
}
