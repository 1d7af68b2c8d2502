//! What this process used, from Linux's /proc, and the line that says so.

use serde_json::{Value, json};
use std::{error::Error, fs, time::Duration};

/// Processor time so far, user and system; the kernel counts in hundredths of a second.
pub fn processor() -> Result<Duration, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let (user, system): (u64, u64) = (fields[11].parse()?, fields[12].parse()?);
    Ok(Duration::from_millis((user + system) * 10))
}

/// `took` in microseconds.
pub fn line(mut took: Vec<u32>, elapsed: Duration, before: Duration) -> Result<Value, Box<dyn Error>> {
    let used = processor()?.saturating_sub(before);
    took.sort_unstable();
    let quantile = |share: f64| f64::from(took[(took.len() as f64 * share) as usize]) / 1000.0;
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let peak: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    Ok(json!({
        "name": "a2",
        "version": "0.10.0",
        "accepted": took.len(),
        "seconds": elapsed.as_secs_f64(),
        "cpu_us_per_push": used.as_secs_f64() * 1e6 / took.len() as f64,
        "peak_rss_mb": peak / 1024.0,
        "p50_ms": quantile(0.5),
        "p99_ms": quantile(0.99),
    }))
}
