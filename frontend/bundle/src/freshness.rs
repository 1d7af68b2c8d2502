//! Whether anything has to be done at all: a hash of every input lies beside the site.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

const NAME: &str = ".inputs";

/// A hash of these files, of every file in these folders, of the mode and of this program.
pub fn fingerprint(inputs: &[&Path], release: bool) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update([u8::from(release)]);
    let program = std::env::current_exe().context("cannot find this program")?;
    for path in inputs.iter().map(|path| path.to_path_buf()).chain([program]) {
        for file in files(&path)? {
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            hash.update(file.as_os_str().as_encoded_bytes());
            hash.update((content.len() as u64).to_le_bytes());
            hash.update(&content);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// The file itself, or all files below the folder, in a fixed order.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    let nested = entries.iter().map(|entry| files(entry)).collect::<Result<Vec<_>>>()?;
    Ok(nested.concat())
}

pub fn unchanged(site: &Path, inputs: &str) -> bool {
    site.join("manifest.json").is_file()
        && fs::read_to_string(site.join(NAME)).is_ok_and(|known| known == inputs)
}

pub fn remember(site: &Path, inputs: &str) -> Result<()> {
    fs::write(site.join(NAME), inputs).context("cannot write to the site's folder")
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_style_sheet_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let nested = dir.path().join("components");
        fs::create_dir(&nested).unwrap();
        fs::write(nested.join("a.css"), "a{}").unwrap();
        let before = fingerprint(&[dir.path()], true).unwrap();
        assert_eq!(fingerprint(&[dir.path()], true).unwrap(), before);
        assert_ne!(fingerprint(&[dir.path()], false).unwrap(), before);
        fs::write(nested.join("a.css"), "b{}").unwrap();
        assert_ne!(fingerprint(&[dir.path()], true).unwrap(), before);
    }

    #[test]
    fn a_site_without_its_manifest_is_built_again() {
        let dir = tempfile::tempdir().unwrap();
        remember(dir.path(), "x").unwrap();
        assert!(!unchanged(dir.path(), "x"));
        fs::write(dir.path().join("manifest.json"), "{}").unwrap();
        assert!(unchanged(dir.path(), "x") && !unchanged(dir.path(), "y"));
    }
}
