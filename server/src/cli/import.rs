//! `herald import`

use crate::{clock::SystemClock, config::Config, import, wiring};
use anyhow::bail;
use clap::Args;
use herald_domain::time::Clock;
use std::path::PathBuf;

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
        let store = wiring::open_store(config).await?;
        let now = SystemClock.now();
        let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
        let report = import::write(found, &store, &tenant, now, self.dry_run, super::ACTOR).await?;
        store.close().await;
        print!("{report}");
        Ok(())
    }
}
