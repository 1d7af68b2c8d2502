//! `herald serve`

use crate::{
    config::Config,
    lifecycle,
    wiring::{self, Role},
};
use anyhow::{Context, ensure};
use clap::Args;
use herald_app::{
    texts::{Language, Texts},
    view::OpenAccounts,
};
use std::net::SocketAddr;

#[derive(Args)]
pub struct Serve {
    /// Fill an empty data folder with a made-up organisation and send to simulated phones. Loopback only.
    #[arg(long)]
    demo: bool,
    /// Leave the queue to `herald worker`, on this machine or others. Needs PostgreSQL.
    #[arg(long, conflicts_with = "demo")]
    no_worker: bool,
    /// Address and port to listen on; wins over the configuration.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
}

impl Serve {
    pub async fn run(self, config: Config) -> anyhow::Result<()> {
        ensure!(
            !self.demo || config.http.listen.ip().is_loopback(),
            "demo mode signs people in with a published password, so it listens on loopback only; use --listen 127.0.0.1:3000"
        );
        let role = if self.no_worker { Role::Pages } else { Role::Whole };
        let listener = tokio::net::TcpListener::bind(config.http.listen)
            .await
            .with_context(|| format!("cannot listen on {}", config.http.listen))?;
        let address = listener.local_addr()?;
        if let Some(doubt) = config.doubt() {
            tracing::warn!("{doubt}");
        }
        let herald = wiring::start(&config, role, self.demo).await?;
        // Before anybody is told that it runs, who may then end it.
        let signals = lifecycle::Signals::listen()?;
        welcome(&config, address, self.demo);
        lifecycle::run(herald, Some(listener), signals, &config).await
    }
}

/// What a person who just typed the command wants to know.
fn welcome(config: &Config, address: SocketAddr, demo: bool) {
    let url = config.http.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let mut words = format!("Herald is running: {url}\n");
    if demo {
        let OpenAccounts { names, password } = crate::demo::OPEN;
        words += &format!("\nDemo mode. Sign in with the password {password} as\n");
        for (name, (who, may)) in names.iter().zip(Texts::of(Language::English).sign_in.demo_accounts) {
            words += &format!("  {name:<34} {who}: {may}\n");
        }
        words += &format!("\nThe simulated phones: {url}/demo/phones\nStop with Ctrl+C.\n");
    }
    super::announce(&words);
}
