//! From the compiler's WebAssembly to what a browser loads.

use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    path::Path,
    process::{Command, id},
};
use wasm_bindgen_cli_support::Bindgen;

/// The module that starts the WebAssembly, and the WebAssembly. The page tells the module where the other one is.
pub struct Script {
    pub js: String,
    pub wasm: Vec<u8>,
}

/// What rustc emits and every browser with `light-dark()` runs. Everything else stays off: `wasm-opt --all-features`
/// writes imports that browsers refuse.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Makes the bindings, and the WebAssembly smaller if an optimiser is named.
pub fn bind(compiled: &Path, optimiser: Option<&Path>) -> Result<Script> {
    ensure!(compiled.is_file(), "{} is missing: build herald-frontend for wasm32 first", compiled.display());
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("herald").web(true)?.typescript(false);
    // The optimiser drops the names itself; without it they make stack traces readable.
    bindgen.keep_debug(false).remove_producers_section(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
    if output.snippets().values().any(|files| !files.is_empty()) || !output.local_modules().is_empty() {
        bail!("a dependency brings script files of its own; herald-bundle has no place for them");
    }
    let js = output.js().to_owned();
    let wasm = output.wasm_mut().emit_wasm();
    Ok(Script { js, wasm: optimiser.map_or(Ok(wasm.clone()), |tool| optimise(tool, &wasm))? })
}

fn optimise(tool: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    ensure!(tool.exists(), "wasm-opt is missing at {}: run `npm ci` in frontend/bundle", tool.display());
    println!("Optimising {} kB of WebAssembly; this takes one or two minutes.", wasm.len() / 1000);
    let folder = std::env::temp_dir().join(format!("herald-bundle-{}", id()));
    fs::create_dir(&folder).context("cannot make a temporary folder")?;
    let (input, output) = (folder.join("in.wasm"), folder.join("out.wasm"));
    let run = || -> Result<Vec<u8>> {
        fs::write(&input, wasm)?;
        let status = Command::new(tool)
            .args(FEATURES)
            .args([
                "--merge-similar-functions",
                "-Oz",
                "--merge-similar-functions",
                "-Oz",
                "--strip-debug",
                "--strip-producers",
                "--strip-target-features",
                "-o",
            ])
            .arg(&output)
            .arg(&input)
            .status()
            .context("wasm-opt could not be started")?;
        ensure!(status.success(), "wasm-opt failed: {status}");
        Ok(fs::read(&output)?)
    };
    let result = run();
    fs::remove_dir_all(&folder).context("cannot remove the temporary folder")?;
    result
}
