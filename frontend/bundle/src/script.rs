//! From the compiler's WebAssembly to what a browser loads: what every page needs, a part for each lazy island, and
//! the two scripts that fetch them.

use anyhow::{Context, Result, anyhow, bail, ensure};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command},
};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support as split;

/// The scripts and the WebAssembly call each other by these names, so all lie in one folder.
pub struct Script {
    /// By file name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The files of each part, by the name of the function that the code was cut at.
    pub parts: BTreeMap<String, Vec<String>>,
}

pub const ENTRY: &str = "herald.js";
pub const MAIN: &str = "herald.wasm";
pub const LOADER: &str = "parts.js";

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

/// Cuts the WebAssembly at its lazy functions, makes the bindings, and makes everything smaller if an optimiser is
/// named.
pub fn bind(compiled: &Path, optimiser: Option<&Path>) -> Result<Script> {
    ensure!(compiled.is_file(), "{} is missing: build herald-frontend for wasm32 first", compiled.display());
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let main = folder.path().join(MAIN);
    let parts = cut(compiled, folder.path(), &main)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&main).out_name("herald").web(true)?.typescript(false);
    // The optimiser drops the names itself; without it they make stack traces readable.
    bindgen.keep_debug(false).remove_producers_section(true);
    // The parts share the function table and the stack with the main file.
    bindgen.keep_lld_exports(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
    if output.snippets().values().any(|files| !files.is_empty()) || !output.local_modules().is_empty() {
        bail!("a dependency brings script files of its own; herald-bundle has no place for them");
    }
    fs::write(folder.path().join(ENTRY), output.js())?;
    let exports = &mut output.wasm_mut().exports;
    let unused: Vec<_> =
        exports.iter().filter(|export| is_unused(&export.name)).map(|export| export.id()).collect();
    unused.into_iter().for_each(|export| exports.delete(export));
    fs::write(&main, output.wasm_mut().emit_wasm())?;
    if let Some(tool) = optimiser {
        optimise(tool, &wasm_files(folder.path())?)?;
    }
    Ok(Script { files: read(folder.path())?, parts })
}

/// Writes every part into `folder`, and tells which files belong to which.
fn cut(compiled: &Path, folder: &Path, main: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let input = fs::read(compiled)?;
    let (loader, entry) = (format!("./{LOADER}"), format!("./{ENTRY}"));
    let mut options = split::Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = &loader;
    options.main_module = &entry;
    let done = split::transform(options).map_err(|error| anyhow!("cannot cut the WebAssembly: {error:#}"))?;
    let files = |stems: Vec<String>| stems.into_iter().map(|stem| format!("{stem}.wasm")).collect();
    Ok(done.prefetch_map.into_iter().map(|(part, stems)| (part, files(stems))).collect())
}

/// What a library exports for streams that are made in Rust; Herald makes none, and an export keeps its function.
fn is_unused(export: &str) -> bool {
    export.trim_start_matches("__wbg_").starts_with("intounderlying")
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "wasm")).collect())
}

fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    fs::read_dir(folder)?
        .map(|entry| {
            let entry = entry?;
            let name = entry.file_name().into_string().ok().context("a file name is not UTF-8")?;
            Ok((name, fs::read(entry.path())?))
        })
        .collect()
}

/// Each file in place. The largest takes longer than all others together, so they need no queue.
fn optimise(tool: &Path, files: &[PathBuf]) -> Result<()> {
    ensure!(tool.exists(), "wasm-opt is missing at {}: run `npm ci` in frontend/bundle", tool.display());
    println!("Optimising {} files of WebAssembly; this takes about a minute.", files.len());
    let running = files.iter().map(|file| start(tool, file)).collect::<Result<Vec<_>>>()?;
    for mut child in running {
        let status = child.wait()?;
        ensure!(status.success(), "wasm-opt failed: {status}");
    }
    Ok(())
}

fn start(tool: &Path, file: &Path) -> Result<Child> {
    Command::new(tool)
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
        .args([file, file])
        .spawn()
        .context("wasm-opt could not be started")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_streams_are_unused() {
        let unused = ["intounderlyingsource_pull", "__wbg_intounderlyingsink_free"];
        assert!(unused.into_iter().all(is_unused));
        assert!(!["start", "MessageWizard_1", "__wbindgen_malloc"].into_iter().any(is_unused));
    }
}
