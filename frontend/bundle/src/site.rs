//! The folder that the server serves: names with hashes, compressed twins, the manifest.

use crate::freshness::hex;
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{fs, io::Write, path::Path};

/// A file of the site under its final name, `stem.<16 hexadecimal digits>.extension`.
pub struct File {
    key: &'static str,
    name: String,
    content: Vec<u8>,
}

impl File {
    pub fn new(stem: &'static str, extension: &'static str, content: Vec<u8>) -> Self {
        let hash = hex(&Sha256::digest(&content)[..8]);
        let key = if stem == "favicon" { stem } else { extension };
        Self { key, name: format!("{stem}.{hash}.{extension}"), content }
    }
}

/// Writes the files with their compressed twins, then the manifest, then removes what no longer belongs: a server
/// that reads the folder meanwhile finds whole files only. Prints each file's sizes.
pub fn write(site: &Path, files: &[File], release: bool) -> Result<()> {
    let pkg = site.join("pkg");
    fs::create_dir_all(&pkg).with_context(|| format!("cannot make {}", pkg.display()))?;
    let mut manifest = serde_json::Map::new();
    let mut keep = Vec::new();
    for file in files {
        let brotli = brotli(&file.content, release)?;
        let gzip = gzip(&file.content, release)?;
        for (suffix, bytes) in [("", &file.content), (".br", &brotli), (".gz", &gzip)] {
            let name = format!("{}{suffix}", file.name);
            fs::write(pkg.join(&name), bytes).with_context(|| format!("cannot write {name}"))?;
            keep.push(name);
        }
        println!("{:32} {:>9} bytes, {:>8} with brotli", file.name, file.content.len(), brotli.len());
        manifest.insert(file.key.into(), format!("/pkg/{}", file.name).into());
    }
    let pending = site.join("manifest.json.new");
    fs::write(&pending, serde_json::to_vec_pretty(&manifest)?)?;
    fs::rename(&pending, site.join("manifest.json"))?;
    remove_others(&pkg, &keep)
}

fn remove_others(pkg: &Path, keep: &[String]) -> Result<()> {
    for entry in fs::read_dir(pkg)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && !keep.iter().any(|name| entry.file_name() == name.as_str()) {
            fs::remove_file(entry.path())?;
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
        for content in ["a{}", "b{}"] {
            let files =
                [File::new("herald", "css", content.into()), File::new("favicon", "svg", "<svg/>".into())];
            write(dir.path(), &files, false).unwrap();
        }
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(dir.path().join("manifest.json")).unwrap()).unwrap();
        let css = manifest["css"].as_str().unwrap();
        assert_eq!(fs::read_to_string(dir.path().join(&css[1..])).unwrap(), "b{}");
        assert!(manifest["favicon"].as_str().unwrap().starts_with("/pkg/favicon."));
        assert_eq!(
            fs::read_dir(dir.path().join("pkg")).unwrap().count(),
            6,
            "two files, each in three forms"
        );
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
