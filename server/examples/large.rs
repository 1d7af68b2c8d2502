//! Writes a made-up directory as JSON Lines to standard output, for `herald import` and the benchmark.
//! `cargo run --release --example large -- DEVICES GROUPS > directory.jsonl`

use herald_domain::time::Clock;
use herald_server::{clock::SystemClock, demo::large};
use std::io::{BufWriter, Write, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |name| arguments.next().ok_or(name)?.parse::<usize>().map_err(|_| name);
    let size =
        large::Size { devices: number("DEVICES is missing")?, groups: number("GROUPS is missing")?, seed: 1 };
    let mut out = BufWriter::new(stdout().lock());
    large::write(size, SystemClock.now(), &mut out)?;
    Ok(out.flush()?)
}
