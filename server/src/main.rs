//! `herald`. Everything is in the library, so that tests reach it.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    herald_server::cli::run(herald_server::cli::Cli::parse())
}
