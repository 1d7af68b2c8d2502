//! Opening and closing the database.

use crate::walls::{AT_LEISURE, EVERYBODY, Walls};
use crate::{
    Result,
    dialect::{Dialect, Use},
    migrations,
    pages::Found,
    shared::Shared,
    state::Watch,
};
use herald_domain::{
    audience::Forecast,
    device::DevicePage,
    ids::{NodeId, TenantId},
    overview::Fleet,
};
use sqlx::{Any, AnyConnection, AnyPool, Executor, Row, Transaction, any::AnyPoolOptions};
use std::{
    collections::HashMap, fs::OpenOptions, io, os::unix::fs::OpenOptionsExt, path::Path, sync::Arc,
    time::Duration,
};

/// Connections at most for what is no tenant's in particular, on PostgreSQL.
const COMMON: u32 = 4;

/// Where the database is.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// `sqlite:PATH` or `postgres://…`. May hold a password: never log it.
    pub url: String,
    /// Connections for reading besides the one that writes (SQLite), or at most for each tenant, besides 4 for all
    /// of them (PostgreSQL). At least 1.
    pub read_connections: u32,
}

/// The database. Cheap to clone; all clones share the same connections.
#[derive(Clone, Debug)]
pub struct Store {
    /// Over all tenants, for what is nobody's in particular: the queue, sign-in, upkeep. Use [`Store::of`] for the rest.
    pub(crate) read: AnyPool,
    pub(crate) write: AnyPool,
    /// Reads what may be very long from its beginning to its end, beside everybody else (SQLite).
    scan: AnyPool,
    /// On SQLite.
    pub(crate) watch: Option<Watch>,
    walls: Walls,
    pub(crate) dialect: Dialect,
    /// The node that this process is, where several share the database.
    pub(crate) node: Option<NodeId>,
    /// May hold a password.
    pub(crate) url: Secret,
    pub(crate) counts: Counts,
}

/// What takes a while, or is asked for by many at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub fleet: Shared<Fleet>,
    /// What everybody sees who comes to All devices, and its other pages without a search.
    pub device_pages: Shared<DevicePage>,
    /// Devices of a list, and people in a group.
    pub found: Shared<Found>,
    /// What was done to devices, of a list.
    pub actions: Shared<u64>,
    /// People in each of some groups, by the group's id.
    pub members: Shared<Arc<HashMap<String, u64>>>,
    /// Whom a message to groups would reach, also one by one.
    pub reach: Shared<Forecast>,
}

/// Not to be shown.
#[derive(Clone)]
pub(crate) struct Secret(Arc<str>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl std::ops::Deref for Secret {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Store {
    /// The file of an SQLite database; none for another kind.
    #[must_use]
    pub fn sqlite_file(url: &str) -> Option<&Path> {
        url.starts_with("sqlite:").then(|| Path::new(sqlite_path(url)))
    }

    /// Opens the database, creating an SQLite file that does not exist. Changes no schema: see [`Store::migrate`].
    pub async fn open(config: &StoreConfig) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let dialect = Dialect::of(&config.url)?;
        let (node, secret) = (None, Secret(config.url.as_str().into()));
        let readers = config.read_connections.max(1);
        match dialect {
            Dialect::Sqlite => {
                create_private(sqlite_path(&config.url)).map_err(sqlx::Error::Io)?;
                let url = sqlite_url(&config.url);
                let write = pool(dialect, Use::Write, 1).connect(&url).await?;
                let read = pool(dialect, Use::Read, readers).connect(&url).await?;
                let scan = pool(dialect, Use::Scan, 1).connect(&url).await?;
                let watch = Some(Watch::open(&url).await?);
                Ok(Self {
                    read,
                    write,
                    scan,
                    watch,
                    walls: Walls::default(),
                    dialect,
                    node,
                    url: secret,
                    counts: Counts::default(),
                })
            }
            Dialect::Postgres => {
                let both = Walls::pool(COMMON, EVERYBODY).connect(&config.url).await?;
                let walls = Walls::of_at_most(readers.max(2));
                Ok(Self {
                    read: both.clone(),
                    write: both.clone(),
                    scan: both,
                    watch: None,
                    walls,
                    dialect,
                    node,
                    url: secret,
                    counts: Counts::default(),
                })
            }
        }
    }

    /// Brings the schema to this version's. Safe to call on every start and by several nodes at once.
    pub async fn migrate(&self) -> Result<()> {
        let mut connection = self.write.acquire().await?;
        if self.dialect == Dialect::Postgres {
            // Another node may be at it, however long that takes.
            connection.execute("SET lock_timeout = 0").await?;
        }
        self.cut_before_step_8(&mut connection).await?;
        let migrated = migrations::all(self.dialect).run(&mut *connection).await;
        if self.dialect == Dialect::Postgres {
            // The next who needs it gets a new one, with the limits of all others.
            connection.close().await?;
        }
        Ok(migrated?)
    }

    /// Step 8 has PostgreSQL index what step 10 cuts to a length that its indexes hold. A database that stands between
    /// the two is cut first, or one long name would keep it there.
    async fn cut_before_step_8(&self, connection: &mut AnyConnection) -> Result<()> {
        const STANDS_AT: &str = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";
        if self.dialect == Dialect::Sqlite {
            return Ok(());
        }
        // There is no such table before the first migration.
        let known = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'";
        if sqlx::query(known).fetch_one(&mut *connection).await?.try_get::<i64, _>(0)? == 0 {
            return Ok(());
        }
        let step: i64 = sqlx::query(STANDS_AT).fetch_one(&mut *connection).await?.try_get(0)?;
        if step == 7 {
            connection
                .execute("UPDATE users SET search = substr(search, 1, 500) WHERE octet_length(search) > 2000")
                .await?;
        }
        Ok(())
    }

    /// For a transaction that may take long, and wait long for others: lifts the limits of its connection.
    pub(crate) async fn at_leisure(&self, tx: &mut AnyConnection) -> Result<()> {
        if self.dialect == Dialect::Postgres {
            for limit in AT_LEISURE {
                tx.execute(limit).await?;
            }
        }
        Ok(())
    }

    /// Whether the schema is this version's. Changes nothing.
    pub async fn is_current(&self) -> Result<bool> {
        match sqlx::query("SELECT COUNT(*) FROM _sqlx_migrations").fetch_one(&self.read).await {
            Ok(row) => Ok(row.try_get::<i64, _>(0)? == migrations::count()),
            // There is no such table before the first migration.
            Err(sqlx::Error::Database(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Copies everything in an SQLite database into a new file, readable for its owner alone.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        let path = file.display().to_string();
        create_private(&path).map_err(sqlx::Error::Io)?;
        sqlx::query("VACUUM INTO $1").bind(path).execute(&self.write).await?;
        Ok(())
    }

    /// Succeeds when the database answers.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&self.read).await?;
        Ok(())
    }

    /// Waits for what is under way, then closes every connection.
    pub async fn close(&self) {
        self.walls.close().await;
        if let Some(watch) = &self.watch {
            watch.close().await;
        }
        self.read.close().await;
        self.scan.close().await;
        self.write.close().await;
    }

    /// Moves everything from SQLite's write-ahead log into the database and empties the log, so that nothing that was
    /// overwritten or deleted remains in it. False when a reader was in the way for too long: call again later.
    /// Always true on PostgreSQL, where there is nothing to do.
    pub async fn checkpoint(&self) -> Result<bool> {
        match self.dialect {
            Dialect::Postgres => Ok(true),
            Dialect::Sqlite => {
                let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.write).await?;
                Ok(row.try_get::<i64, _>(0)? == 0)
            }
        }
    }

    /// A transaction that will write, over all tenants.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>> {
        Ok(self.write.begin_with(self.dialect.begin()).await?)
    }

    /// A transaction that will write what is this tenant's.
    pub(crate) async fn begin_of(&self, tenant: &TenantId) -> Result<Transaction<'static, Any>> {
        let write = match self.dialect {
            Dialect::Sqlite => self.write.clone(),
            Dialect::Postgres => self.of(tenant),
        };
        Ok(write.begin_with(self.dialect.begin()).await?)
    }

    /// Where to read very much of what is this tenant's, row by row: what the database has to remember for it goes to a
    /// temporary file instead of memory.
    pub(crate) fn scan_of(&self, tenant: &TenantId) -> AnyPool {
        match self.dialect {
            Dialect::Sqlite => self.scan.clone(),
            Dialect::Postgres => self.of(tenant),
        }
    }

    /// Connections that read what is this tenant's: in PostgreSQL they see and change nothing else, whatever a statement
    /// asks for.
    pub(crate) fn of(&self, tenant: &TenantId) -> AnyPool {
        match self.dialect {
            Dialect::Sqlite => self.read.clone(),
            Dialect::Postgres => self.walls.of(tenant, &self.url),
        }
    }
}

fn pool(dialect: Dialect, use_: Use, connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .min_connections(if dialect == Dialect::Sqlite { connections } else { 1 })
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(dialect == Dialect::Postgres)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                for statement in dialect.on_connect(use_) {
                    connection.execute(*statement).await?;
                }
                Ok(())
            })
        })
}

/// A new database is for this account alone, whatever its folder is: it holds hashes of passwords, push tokens and
/// phone numbers. SQLite gives its other files the same mode. One that exists keeps what its owner gave it.
fn create_private(path: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path).map(drop)
}

fn sqlite_path(url: &str) -> &str {
    let path = url.trim_start_matches("sqlite:");
    let path = path.strip_prefix("//").unwrap_or(path);
    path.strip_suffix("?mode=rwc").unwrap_or(path)
}

/// The path as it is, whatever characters it holds, in the form that the driver wants.
fn sqlite_url(url: &str) -> String {
    let path = sqlite_path(url).replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite:{path}?mode=rwc")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_path_may_hold_any_character() {
        assert_eq!(sqlite_url("sqlite:data/herald.db"), "sqlite:data/herald.db?mode=rwc");
        assert_eq!(sqlite_url("sqlite:///srv/100% #1?.db"), "sqlite:/srv/100%25 %231%3F.db?mode=rwc");
    }

    #[tokio::test]
    async fn a_database_in_a_folder_with_odd_characters_opens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("å 100% #1?.db");
        let config = StoreConfig { url: format!("sqlite:{}", path.display()), read_connections: 1 };
        let store = Store::open(&config).await.unwrap();
        store.migrate().await.unwrap();
        store.migrate().await.unwrap();
        store.ping().await.unwrap();
        store.close().await;
        assert!(path.exists());
    }

    #[tokio::test]
    async fn nobody_else_on_the_machine_can_read_a_new_database() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("herald.db").display());
        let store = Store::open(&StoreConfig { url, read_connections: 1 }).await.unwrap();
        store.migrate().await.unwrap();
        let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap()).collect();
        assert!(files.len() >= 2, "the write-ahead log is one of them");
        for file in files {
            let mode = file.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.path().display());
        }
        store.close().await;
    }

    #[tokio::test]
    async fn another_kind_of_database_is_refused() {
        let config = StoreConfig { url: "mysql://localhost/herald".into(), read_connections: 1 };
        assert!(matches!(Store::open(&config).await, Err(crate::StoreError::UnknownDatabase)));
    }
}
