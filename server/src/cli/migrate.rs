//! `herald migrate`

use crate::{
    config::Config,
    wiring::{self, lock},
};
use anyhow::{Context, ensure};
use clap::Args;
use herald_delivery::{keeper::Keeper, vault::Vault};
use herald_domain::{ids::NodeId, time::Clock};
use herald_store::{Store, StoreConfig};
use secrecy::ExposeSecret;

#[derive(Args)]
pub struct Migrate {
    /// Move a whole installation out of this database, `sqlite:PATH` or `postgres://…`. Nothing may use it meanwhile.
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// Into this one, which must be empty; the configured one unless given.
    #[arg(long, value_name = "URL", requires = "from")]
    to: Option<String>,
}

impl Migrate {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        match self.from {
            Some(from) => move_all(config, &from, self.to).await,
            None => {
                wiring::open_store(config).await?.close().await;
                println!("The database is up to date.");
                Ok(())
            }
        }
    }
}

/// The source stays as it is, but for the keys of texts: those must not be in two places (B22).
async fn move_all(config: &Config, from: &str, to: Option<String>) -> anyhow::Result<()> {
    let to = to.unwrap_or_else(|| config.database_url().expose_secret().to_owned());
    ensure!(from != to, "both databases are the same");
    let from_file = Store::sqlite_file(from);
    ensure!(from_file.is_none_or(|file| file.exists()), "there is no database to move");
    // A server would have it, and change what is being read.
    let _lock = if config.data_dir.exists() { Some(lock(&config.data_dir)?) } else { None };
    let (source, target) = (open(from).await?, open(&to).await?);
    ensure!(target.is_empty().await?, "the database to move into is not empty");
    let pending = source.pending().await?;
    ensure!(
        pending.is_empty() || (from_file.is_some() && target.is_shared()),
        "{} messages are being delivered; their keys can be moved only from SQLite to PostgreSQL. Wait until they have ended",
        pending.len()
    );
    let moved = source.transfer(&target).await.context("nothing was moved")?;
    let keys = match pending.is_empty() {
        true => 0,
        false => move_keys(config, &target, &pending)
            .await
            .context("the keys of what is pending were not moved")?,
    };
    for moved in &moved {
        println!("{:<20} {:>9}", moved.table, moved.rows);
    }
    println!(
        "Everything was moved, and the keys of {keys} messages in delivery. Name the new database in database.url."
    );
    source.close().await;
    target.close().await;
    Ok(())
}

async fn open(url: &str) -> anyhow::Result<Store> {
    let config = StoreConfig { url: url.to_owned(), read_connections: 2 };
    let store = Store::open(&config).await.context("cannot open a database")?;
    store.migrate().await.context("cannot bring a database to this version's schema")?;
    Ok(store)
}

/// This data folder becomes that of the first node.
async fn move_keys(
    config: &Config,
    target: &Store,
    pending: &[(herald_domain::ids::TenantId, herald_domain::ids::MessageId)],
) -> anyhow::Result<u64> {
    let folder = config.data_dir.join("keys");
    let local = Vault::open(folder.clone())?;
    let clock = crate::clock::DatabaseClock::of(target).await?.context("the database has no clock")?;
    let new: NodeId = uuid::Uuid::now_v7().to_string().try_into().expect("a UUID is an id");
    let keeper = Keeper::join(target, folder, new, clock.now()).await?;
    let adopted = keeper.adopt(&local, pending).await?;
    for (_, message) in pending {
        local.destroy(message)?;
    }
    Ok(adopted)
}
