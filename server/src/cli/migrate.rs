//! `herald migrate`

use crate::{
    clock::DatabaseClock,
    config::Config,
    wiring::{self, lock},
};
use anyhow::{Context, ensure};
use clap::Args;
use herald_delivery::{keeper::Keeper, vault::Vault};
use herald_domain::{
    ids::{MessageId, NodeId, TenantId},
    time::{Clock, MINUTE_MS},
};
use herald_store::{Store, StoreConfig};
use secrecy::ExposeSecret;
use std::{
    collections::BTreeSet,
    fs::File,
    path::{Path, PathBuf},
};

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

/// How long ago a node may have been seen that is surely gone, in milliseconds.
const NODE_IS_GONE_MS: i64 = MINUTE_MS;

/// The source stays as it is, but for the keys of texts: those must not be in two places (B22).
async fn move_all(config: &Config, from: &str, to: Option<String>) -> anyhow::Result<()> {
    let to = to.unwrap_or_else(|| config.database_url().expose_secret().to_owned());
    ensure!(from != to, "both databases are the same");
    let from_file = Store::sqlite_file(from);
    ensure!(from_file.is_none_or(|file| file.exists()), "there is no database to move");
    let folders = Folders::of(from_file, &config.data_dir)?;
    let source = open(from).await?;
    nobody_is_there(&source).await?;
    let target = open(&to).await?;
    for store in [&source, &target] {
        store.migrate().await.context("cannot bring a database to this version's schema")?;
    }
    ensure!(target.is_empty().await?, "the database to move into is not empty");
    let pending = source.pending().await?;
    ensure!(
        pending.is_empty() || (from_file.is_some() && target.is_shared()),
        "{} messages are being delivered; their keys can be moved only from SQLite to PostgreSQL. Wait until they have ended",
        pending.len()
    );
    let keys = config.data_dir.join("keys");
    let local = match from_file.is_some() && (folders.are_one || !pending.is_empty()) {
        true => Some(Vault::open(keys.clone()).context("cannot open the messages' keys")?),
        false => None,
    };
    if let Some(local) = &local {
        let messages: Vec<MessageId> = pending.iter().map(|(_, message)| message.clone()).collect();
        let without = local.without_key(&messages)?;
        ensure!(
            without == 0,
            "{without} of {} messages that are being delivered have no key in {}; name the source's own data folder with \
             --data-dir, or wait until they have ended",
            pending.len(),
            keys.display()
        );
    }
    // Before anything is moved: what can go wrong with a folder does so here.
    let keeper = match pending.is_empty() {
        true => None,
        false => Some(first_node(&target, keys).await.context("nothing was moved")?),
    };
    let moved = source.transfer(&target).await.context("nothing was moved")?;
    let mut adopted = 0;
    if let Some(local) = &local {
        adopted = move_keys(keeper.as_ref(), local, &pending).await.context(
            "everything was moved but the keys of what is being delivered; nothing is lost where it was. Empty the database \
             that it was moved into (DROP DATABASE, CREATE DATABASE) before the next try",
        )?;
    }
    for moved in &moved {
        println!("{:<20} {:>9}", moved.table, moved.rows);
    }
    println!(
        "Everything was moved, and the keys of {adopted} messages in delivery. Name the new database in database.url."
    );
    source.close().await;
    target.close().await;
    Ok(())
}

async fn open(url: &str) -> anyhow::Result<Store> {
    let config = StoreConfig { url: url.to_owned(), read_connections: 2 };
    Store::open(&config).await.context("cannot open a database")
}

/// The folders that a server which uses the source would hold. It would change what is being read.
struct Folders {
    /// The file of the database lies in the data folder, so the keys there are those of its messages.
    are_one: bool,
    _locks: Vec<File>,
}

impl Folders {
    fn of(from: Option<&Path>, data: &Path) -> anyhow::Result<Self> {
        let of_file = |file: &Path| match file.parent() {
            Some(folder) if folder != Path::new("") => folder.canonicalize(),
            _ => Path::new(".").canonicalize(),
        };
        let file = from.map(of_file).transpose().context("cannot find the database's folder")?;
        let data = data.exists().then(|| data.canonicalize()).transpose()?;
        let are_one = file.is_some() && file == data;
        let folders: BTreeSet<PathBuf> = file.into_iter().chain(data).collect();
        let locks = folders.iter().map(|folder| lock(folder)).collect::<anyhow::Result<_>>()?;
        Ok(Self { are_one, _locks: locks })
    }
}

/// Other machines' folders cannot be held, but their nodes tell that they are there.
async fn nobody_is_there(source: &Store) -> anyhow::Result<()> {
    let Some(now) = source.clock().await? else { return Ok(()) };
    let nodes = source.nodes(now.plus_ms(-NODE_IS_GONE_MS)).await;
    let nodes = nodes.context("cannot ask who uses the database to move")?;
    ensure!(
        nodes.is_empty(),
        "{} nodes used the database less than a minute ago; end them, and wait a minute",
        nodes.len()
    );
    Ok(())
}

/// The folder of local keys becomes that of the first node.
async fn first_node(target: &Store, folder: PathBuf) -> anyhow::Result<Keeper> {
    let clock = DatabaseClock::of(target).await?.context("the database has no clock")?;
    let new: NodeId = uuid::Uuid::now_v7().to_string().try_into().expect("a UUID is an id");
    Ok(Keeper::join(target, folder, new, clock.now()).await?)
}

/// Each key is in one place only: here as soon as it is there. What is left of messages that have ended goes.
async fn move_keys(
    keeper: Option<&Keeper>,
    local: &Vault,
    pending: &[(TenantId, MessageId)],
) -> anyhow::Result<u64> {
    let adopted = match keeper {
        Some(keeper) => keeper.adopt(local, pending).await?,
        None => 0,
    };
    ensure!(adopted == pending.len() as u64, "{adopted} of {} could be read", pending.len());
    local.clear(&[])?;
    Ok(adopted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_s_folder_is_held_wherever_the_data_folder_is() {
        let (source, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = source.path().join("herald.db");
        let folders = Folders::of(Some(&file), data.path()).unwrap();
        assert!(!folders.are_one);
        for folder in [&source, &data] {
            assert!(lock(folder.path()).is_err());
        }
        drop(folders);
        assert!(Folders::of(Some(&file), source.path()).unwrap().are_one);
        assert!(!Folders::of(None, data.path()).unwrap().are_one);
    }
}
