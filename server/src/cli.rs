//! The command line. Each subcommand is a few lines here and does its work elsewhere.

mod admin;
mod healthcheck;
mod import;
mod migrate;
mod serve;
mod worker;

use crate::config::{self, Config, LogFormat, Sources};
use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use std::{io::Write, net::SocketAddr, path::PathBuf, process::ExitCode};
use tracing_subscriber::EnvFilter;

/// Who the audit log says did what a command did.
const ACTOR: &str = "command line";

/// Short custom notifications to the phones and tablets of an organisation.
#[derive(Parser)]
#[command(name = "herald", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Common {
    /// Configuration file; see herald.example.toml.
    #[arg(long, global = true, env = "HERALD_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where Herald keeps its data; wins over the configuration.
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server.
    Serve(serve::Serve),
    /// Work on the queue of a PostgreSQL database, without pages; for `serve --no-worker`.
    Worker,
    /// Read users, groups and devices from CSV or JSON files.
    Import(import::Import),
    /// Administrators and their passwords.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Bring the database to this version's schema, as `serve` does too, or move an installation into another database.
    Migrate(migrate::Migrate),
    /// The configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Ask a running server whether it is ready; exit code 0 when it is.
    Healthcheck,
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Say whether the configuration can be used, and what is wrong with it.
    Check,
}

/// Runs the command; errors go to standard error in words, and the exit code is 1.
pub fn run(cli: Cli) -> ExitCode {
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")
        .and_then(|runtime| runtime.block_on(execute(cli)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("herald: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(cli: Cli) -> anyhow::Result<()> {
    let listen = match &cli.command {
        Command::Serve(serve) => serve.listen,
        _ => None,
    };
    let config = read_config(&cli.common, listen)?;
    log_to(&config)?;
    match cli.command {
        Command::Serve(serve) => serve.run(config).await,
        Command::Worker => worker::run(&config).await,
        Command::Import(import) => import.run(&config).await,
        Command::Admin(admin) => admin.run(&config).await,
        Command::Migrate(migrate) => migrate.run(&config).await,
        Command::Config(ConfigCommand::Check) => {
            crate::wiring::check_push(&config)?;
            if let Some(doubt) = config.doubt() {
                eprintln!("herald: {doubt}");
            }
            println!("The configuration is valid.");
            Ok(())
        }
        Command::Healthcheck => healthcheck::run(config.http.listen).await,
    }
}

/// To standard output. Where nobody reads it, as in a pipe that is closed, nothing is lost.
fn announce(words: &str) {
    let _unread = std::io::stdout().write_all(words.as_bytes());
}

fn read_config(common: &Common, listen: Option<SocketAddr>) -> anyhow::Result<Config> {
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let sources =
        Sources { file: common.config.clone(), environment, listen, data_dir: common.data_dir.clone() };
    Ok(config::load(&sources)?)
}

/// Logs go to standard error, so that the output of a command stays its own.
fn log_to(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log.level).context("log.level is not a filter such as `info`")?;
    // A line that cannot be written is lost. Complaining about it there, too, would end whoever wrote it.
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .log_internal_errors(false);
    let installed = match config.log.format {
        LogFormat::Text => logs.try_init(),
        LogFormat::Json => logs.json().try_init(),
    };
    installed.map_err(|error| anyhow::anyhow!("cannot start logging: {error}"))
}
