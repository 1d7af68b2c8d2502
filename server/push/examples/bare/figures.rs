//! What this process used, and the line that says so. Linux tells it in /proc.

use serde_json::{Value, json};
use std::{error::Error, fs, time::Duration};

/// The kernel's unit of processor time in /proc.
const TICKS_A_SECOND: u64 = 100;

/// Processor time of all threads so far, user and system.
pub struct Usage(Duration);

impl Usage {
    pub fn now() -> Result<Self, Box<dyn Error>> {
        let stat = fs::read_to_string("/proc/self/stat")?;
        // The name of the program, in parentheses, may hold blanks; the 12th and 13th field after it are the times.
        let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| {
            fields
                .get(at)
                .ok_or("/proc/self/stat is too short")?
                .parse::<u64>()
                .map_err(Box::<dyn Error>::from)
        };
        Ok(Self(Duration::from_millis((ticks(11)? + ticks(12)?) * 1000 / TICKS_A_SECOND)))
    }
}

pub struct Figures;

impl Figures {
    /// As all drivers of the bench print them; `took` in microseconds.
    pub fn of(
        name: &str,
        mut took: Vec<u32>,
        elapsed: Duration,
        before: &Usage,
    ) -> Result<Value, Box<dyn Error>> {
        let used = Usage::now()?.0.saturating_sub(before.0);
        took.sort_unstable();
        let quantile = |share: f64| {
            let at = ((took.len() as f64 * share) as usize).min(took.len().saturating_sub(1));
            f64::from(took.get(at).copied().unwrap_or_default()) / 1000.0
        };
        Ok(json!({
            "name": name,
            "version": env!("CARGO_PKG_VERSION"),
            "accepted": took.len(),
            "seconds": elapsed.as_secs_f64(),
            "cpu_us_per_push": used.as_secs_f64() * 1e6 / took.len() as f64,
            "peak_rss_mb": peak_mb()?,
            "p50_ms": quantile(0.5),
            "p99_ms": quantile(0.99),
        }))
    }
}

fn peak_mb() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes / 1024.0)
}
