//! `herald-bundle`: from compiled WebAssembly and style sheets to the files that the server embeds.
//!
//! Writes the scripts and the WebAssembly to `pkg/<hash>/`, `pkg/herald.<hash>.css` and `pkg/favicon.<hash>.svg`, each
//! also as `.br` and `.gz`, and `manifest.json` with their addresses. Does nothing when its inputs are those of the
//! last time.

mod freshness;
mod minify;
mod pack;
mod script;
mod site;
mod style;

use anyhow::{Context, Result};
use clap::Parser;
use std::{path::PathBuf, time::Instant};

/// Where the inputs are and where the site goes.
#[derive(Parser)]
#[command(about)]
struct Options {
    /// The WebAssembly as rustc made it.
    wasm: PathBuf,
    /// The entry of the style sheets; what it imports is bundled with it.
    #[arg(long, default_value = "style/herald.css")]
    css: PathBuf,
    #[arg(long, default_value = "style/favicon.svg")]
    favicon: PathBuf,
    /// The folder of the site. Files of earlier bundles are removed from its `pkg`.
    #[arg(long, default_value = "target/site")]
    out: PathBuf,
    /// Small before fast: runs wasm-opt and terser, and compresses as far as it goes.
    #[arg(long)]
    release: bool,
    /// Where those two are.
    #[arg(long, default_value = "frontend/bundle/node_modules/.bin")]
    tools: PathBuf,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let start = Instant::now();
    let styles = options.css.parent().context("the style sheet has no folder")?;
    let inputs = freshness::fingerprint(&[&options.wasm, styles, &options.favicon], options.release)?;
    if freshness::unchanged(&options.out, &inputs) {
        println!("The site is up to date.");
        return Ok(());
    }
    let css = style::bundle(&options.css)?;
    let demo = style::bundle(&styles.join("demo.css"))?;
    let optimiser = options.release.then(|| options.tools.join("wasm-opt"));
    let mut script = pack::pack(script::bind(&options.wasm, optimiser.as_deref())?)?;
    if options.release {
        for name in [script::ENTRY, script::LOADER] {
            let text = script.files.get_mut(name).with_context(|| format!("there is no {name}"))?;
            *text = minify::minify(&options.tools, text)?;
        }
    }
    let favicon = std::fs::read(&options.favicon).context("cannot read the icon")?;
    site::write(&options.out, script, [css, demo], favicon, options.release)?;
    freshness::remember(&options.out, &inputs)?;
    println!("The site is ready in {} ({:.1} s).", options.out.display(), start.elapsed().as_secs_f64());
    Ok(())
}
