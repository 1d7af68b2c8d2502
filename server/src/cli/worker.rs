//! `herald worker`

use crate::{
    config::Config,
    lifecycle,
    wiring::{self, Role},
};

/// Works on the queue until SIGTERM or Ctrl+C, without pages. Needs PostgreSQL.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let herald = wiring::start(config, Role::Worker, false).await?;
    // Before anybody is told that it runs, who may then end it.
    let signals = lifecycle::Signals::listen()?;
    super::announce("Herald is running: a worker without pages\n");
    lifecycle::run(herald, None, signals, config).await
}
