//! `herald import`

use crate::{clock::SystemClock, config::Config, import, wiring};
use anyhow::{Context, bail};
use clap::Args;
use herald_domain::time::Clock;
use herald_store::Store;
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
        // Held until the store is closed.
        let (config, _folder) = if self.dry_run { nowhere(config)? } else { (config.clone(), None) };
        let store = wiring::open_store(&config).await?;
        let now = SystemClock.now();
        let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
        let report = import::write(found, &store, &tenant, now, self.dry_run, super::ACTOR).await?;
        store.close().await;
        print!("{report}");
        Ok(())
    }
}

/// For a dry run where there is no database yet: one in a folder that goes with the answer, because showing what would
/// change must change nothing. A database that exists is looked at as it is.
fn nowhere(config: &Config) -> anyhow::Result<(Config, Option<TempDir>)> {
    let mut config = config.clone();
    let url = config.database_url();
    let absent = Store::sqlite_file(url.expose_secret()).is_some_and(|file| !file.exists());
    if !absent {
        return Ok((config, None));
    }
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    config.data_dir = folder.path().into();
    config.database.url = None;
    Ok((config, Some(folder)))
}
