//! `herald`. Everything is in the library, so that tests reach it.

use clap::Parser;
use std::process::ExitCode;

/// A page is thousands of short strings, and pages are made on all threads at once; the C library's allocator took
/// more than a third of the time that they took.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    herald_server::cli::run(herald_server::cli::Cli::parse())
}
