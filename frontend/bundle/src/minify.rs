//! Scripts without what only people need, by terser.

use anyhow::{Context, Result, ensure};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// What an ES module exports keeps its name. `tools` is the folder of the npm packages' programs.
pub fn minify(tools: &Path, script: &[u8]) -> Result<Vec<u8>> {
    let tool = tools.join("terser");
    ensure!(tool.exists(), "terser is missing at {}: run `npm ci` in frontend/bundle", tool.display());
    let mut child = Command::new(tool)
        .args(["--module", "--compress", "passes=2", "--mangle"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("terser could not be started")?;
    // It reads everything before it writes anything.
    child.stdin.take().context("terser reads nothing")?.write_all(script)?;
    let done = child.wait_with_output()?;
    ensure!(done.status.success() && !done.stdout.is_empty(), "terser failed: {}", done.status);
    Ok(done.stdout)
}
