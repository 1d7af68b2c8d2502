//! `herald import`

use crate::{clock::SystemClock, config::Config, import, wiring};
use anyhow::{Context, bail};
use clap::Args;
use herald_domain::{Timestamp, ids::TenantId, time::Clock};
use herald_store::{Store, StoreConfig};
use secrecy::ExposeSecret;
use std::path::PathBuf;
use tempfile::TempDir;

#[derive(Args)]
pub struct Import {
    /// CSV exports of Intune or Entra, or Herald's own JSON or JSON Lines.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The group that an export of members is about; the file's name unless given.
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    /// Show what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    /// Fails when nothing at all could be read; rows that were left out are reported, and the rest is imported.
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let found = import::read(&self.files, self.group.as_deref());
        if found.files.is_empty() {
            for problem in &found.problems {
                eprintln!("{problem}");
            }
            bail!("none of the files could be read");
        }
        let now = SystemClock.now();
        // The folder is held until the store is closed.
        let (store, tenant, _folder) = if self.dry_run {
            look_only(config, now).await?
        } else {
            let store = wiring::open_store(config).await?;
            let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
            (store, tenant, None)
        };
        let report = import::write(found, &store, &tenant, now, self.dry_run, super::ACTOR).await?;
        store.close().await;
        print!("{report}");
        Ok(())
    }
}

/// For a dry run, which changes nothing, not even the schema: of an SQLite database a copy in a folder that goes with the
/// answer, of a database elsewhere itself as it is.
async fn look_only(config: &Config, now: Timestamp) -> anyhow::Result<(Store, TenantId, Option<TempDir>)> {
    let url = config.database_url();
    let Some(file) = Store::sqlite_file(url.expose_secret()) else {
        let url = url.expose_secret().to_owned();
        let store = Store::open(&StoreConfig { url, read_connections: 2 })
            .await
            .context("cannot open the database")?;
        let tenant = if store.is_current().await? { store.tenant().await? } else { None };
        let tenant = tenant.context(
            "this version of Herald has not run on the database yet: start it once, and a dry run can compare. Nothing was changed",
        )?;
        return Ok((store, tenant, None));
    };
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let mut there = config.clone();
    there.data_dir = folder.path().into();
    there.database.url = None;
    if file.exists() {
        let url = url.expose_secret().to_owned();
        let store = Store::open(&StoreConfig { url, read_connections: 1 })
            .await
            .context("cannot open the database")?;
        let copy = there.database_url();
        let copy = Store::sqlite_file(copy.expose_secret()).context("the copy has no file")?;
        store.copy_to(copy).await.context("cannot copy the database")?;
        store.close().await;
    }
    let store = wiring::open_store(&there).await?;
    let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
    Ok((store, tenant, Some(folder)))
}
