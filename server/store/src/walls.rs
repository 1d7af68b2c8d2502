//! A second wall between tenants, in PostgreSQL: row-level security.
//!
//! Every statement names its tenant anyway. Should one ever not, it still finds nothing of another's: each connection
//! belongs to one tenant, by a setting that the policies of all tables compare with. What is nobody's in particular, such
//! as claiming work, has connections of its own. SQLite knows no such thing.

use herald_domain::ids::TenantId;
use sqlx::{AnyPool, AssertSqlSafe, Executor, any::AnyPoolOptions};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Stands for all tenants.
pub(crate) const EVERYBODY: &str = "*";
/// How long a connection that nothing needs is kept: a server has few for all its clients.
const KEPT_IDLE: Duration = Duration::from_secs(300);
/// A node that vanished in the middle of a transaction holds up others for so long at most; half a minute is the most that
/// a request may take, so whoever waits for a lock gives up before that and says that trying again helps.
const LIMITS: [&str; 5] = [
    "SET idle_in_transaction_session_timeout = '60s'",
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
    "SET lock_timeout = '20s'",
];
/// Within a transaction: it may wait for others, and between two statements, as long as it must.
pub(crate) const AT_LEISURE: [&str; 2] =
    ["SET LOCAL lock_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0"];

/// Connections by tenant, made when they are needed first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walls {
    /// At most so many for each tenant.
    connections: u32,
    pools: Arc<Mutex<HashMap<TenantId, AnyPool>>>,
}

impl Walls {
    pub fn of_at_most(connections: u32) -> Self {
        Self { connections, ..Self::default() }
    }

    pub fn of(&self, tenant: &TenantId, url: &str) -> AnyPool {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = pools.entry(tenant.clone());
        let make = || {
            let lazy = Self::pool(self.connections, tenant.as_str()).connect_lazy(url);
            lazy.expect("the same address has been connected to before")
        };
        pool.or_insert_with(make).clone()
    }

    pub async fn close(&self) {
        let pools = std::mem::take(&mut *self.pools.lock().unwrap_or_else(PoisonError::into_inner));
        for pool in pools.into_values() {
            pool.close().await;
        }
    }

    /// Connections that are `whose` from the first statement on: an id, or [`EVERYBODY`].
    pub fn pool(connections: u32, whose: &str) -> AnyPoolOptions {
        let belong = format!("SET herald.tenant = '{whose}'");
        AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(30))
            .idle_timeout(KEPT_IDLE)
            .max_lifetime(None)
            .test_before_acquire(true)
            .after_connect(move |connection, _| {
                let belong = AssertSqlSafe(belong.clone());
                Box::pin(async move {
                    connection.execute(belong).await?;
                    for limit in LIMITS {
                        connection.execute(limit).await?;
                    }
                    Ok(())
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Row;

    #[tokio::test]
    async fn on_postgresql_nobody_waits_or_is_waited_for_without_end() {
        let Ok(server) = std::env::var("HERALD_TEST_POSTGRES") else { return };
        sqlx::any::install_default_drivers();
        let pool = Walls::pool(1, EVERYBODY).connect(&server).await.unwrap();
        for (limit, least) in [("lock_timeout", "20s"), ("idle_in_transaction_session_timeout", "1min")] {
            let shown = sqlx::query(AssertSqlSafe(format!("SHOW {limit}"))).fetch_one(&pool).await.unwrap();
            assert_eq!(shown.get::<String, _>(0), least, "{limit}");
        }
    }
}
