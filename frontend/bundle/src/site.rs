//! The folder that the server serves: names with hashes, compressed twins, the manifest.

use crate::{
    freshness::hex,
    script::{ENTRY, LOADER, MAIN, Script},
};
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// The addresses that a page names in its head.
#[derive(Serialize)]
struct Manifest {
    css: String,
    js: String,
    loader: String,
    wasm: String,
    favicon: String,
    /// What else a page with this part loads.
    parts: BTreeMap<String, Vec<String>>,
}

/// The part of the demo's pages.
const DEMO: &str = "demo";

/// Writes the files with their compressed twins, then the manifest, then removes what no longer belongs: a server
/// that reads the folder meanwhile finds whole files only. Prints each file's sizes. The style sheets are that of all pages
/// and that of the demo's.
pub fn write(
    site: &Path,
    script: Script,
    [css, demo]: [String; 2],
    favicon: Vec<u8>,
    release: bool,
) -> Result<()> {
    let build = hash(script.files.iter().flat_map(|(name, content)| [name.as_bytes(), content]));
    let address = |name: &str| format!("/pkg/{build}/{name}");
    let (css, demo) = (css.into_bytes(), demo.into_bytes());
    let named = [("herald", "css", css), ("favicon", "svg", favicon), (DEMO, "css", demo)]
        .map(|(stem, end, content)| (format!("{stem}.{}.{end}", hash([&content[..]])), content));
    let [css, favicon, demo] = named.each_ref().map(|(name, _)| format!("/pkg/{name}"));
    let manifest = Manifest {
        css,
        favicon,
        js: address(ENTRY),
        loader: address(LOADER),
        wasm: address(MAIN),
        parts: script
            .parts
            .iter()
            .map(|(part, files)| (part.clone(), files.iter().map(|file| address(file)).collect()))
            .chain([(DEMO.to_owned(), vec![demo])])
            .collect(),
    };
    let files = script.files.into_iter().map(|(name, content)| (format!("{build}/{name}"), content));
    let pkg = site.join("pkg");
    fs::create_dir_all(pkg.join(&build)).with_context(|| format!("cannot make {}", pkg.display()))?;
    let mut keep = Vec::new();
    for (name, content) in files.chain(named) {
        let brotli = brotli(&content, release)?;
        println!("{name:45} {:>9} bytes, {:>8} with brotli", content.len(), brotli.len());
        let gzip = gzip(&content, release)?;
        for (suffix, bytes) in [("", content), (".br", brotli), (".gz", gzip)] {
            let path = pkg.join(format!("{name}{suffix}"));
            fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            keep.push(path);
        }
    }
    let pending = site.join("manifest.json.new");
    fs::write(&pending, serde_json::to_vec_pretty(&manifest)?)?;
    fs::rename(&pending, site.join("manifest.json"))?;
    remove_others(&pkg, &keep)
}

/// 16 hexadecimal digits.
fn hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for content in contents {
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    hex(&hash.finalize()[..8])
}

fn remove_others(folder: &Path, keep: &[PathBuf]) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            if !keep.contains(&path) {
                fs::remove_file(&path)?;
            }
        } else if keep.iter().any(|file| file.starts_with(&path)) {
            remove_others(&path, keep)?;
        } else {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

fn brotli(content: &[u8], release: bool) -> Result<Vec<u8>> {
    let quality = if release { 11 } else { 5 };
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut out, &params)?;
    Ok(out)
}

fn gzip(content: &[u8], release: bool) -> Result<Vec<u8>> {
    let level = if release { Compression::best() } else { Compression::fast() };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_files_that_exist_and_old_ones_go() {
        let dir = tempfile::tempdir().unwrap();
        for content in ["a", "b"] {
            let files = [ENTRY, LOADER, MAIN, "split_pane.wasm"].map(|name| (name.into(), content.into()));
            let script = Script {
                files: files.into(),
                parts: [("pane".into(), vec!["split_pane.wasm".into()])].into(),
            };
            write(dir.path(), script, [content.into(), content.into()], "<svg/>".into(), false).unwrap();
        }
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(dir.path().join("manifest.json")).unwrap()).unwrap();
        let addresses = ["css", "js", "loader", "wasm"].map(|key| &manifest[key]);
        for address in addresses.into_iter().chain(["pane", DEMO].map(|part| &manifest["parts"][part][0])) {
            let path = dir.path().join(&address.as_str().unwrap()[1..]);
            assert_eq!(fs::read_to_string(path).unwrap(), "b");
        }
        assert!(manifest["favicon"].as_str().unwrap().starts_with("/pkg/favicon."));
        let count = |folder: &Path| fs::read_dir(folder).unwrap().count();
        assert_eq!(
            count(&dir.path().join("pkg")),
            10,
            "three files in three forms, and the folder of one build"
        );
        let entry = dir.path().join(&manifest["js"].as_str().unwrap()[1..]);
        assert_eq!(count(entry.parent().unwrap()), 12, "four files in three forms");
    }

    #[test]
    fn compressed_twins_hold_the_same_bytes() {
        let content = b"Herald ".repeat(1000);
        for release in [false, true] {
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut &brotli(&content, release).unwrap()[..], &mut plain).unwrap();
            assert_eq!(plain, content);
            let mut plain = Vec::new();
            std::io::copy(
                &mut flate2::read::GzDecoder::new(&gzip(&content, release).unwrap()[..]),
                &mut plain,
            )
            .unwrap();
            assert_eq!(plain, content);
        }
    }
}
