//! One small file per key, written and destroyed so that the disk has really done it when a call returns.

use super::cipher::{KEY_LEN, Key};
use herald_domain::ids::MessageId;
use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Ends the name of a file that is not wholly written.
const UNFINISHED: &str = ".new";
/// Asks the file system for its own idea of the present.
const PROBE: &str = ".probe";

/// Writes a new file that is on the disk for good when this returns; on any error nothing of it stays behind. For this
/// account alone.
pub(super) fn write_secret(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let (unfinished, path) = (folder.join(format!("{name}{UNFINISHED}")), folder.join(name));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&unfinished, &path))
        .and_then(|()| sync(folder));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = destroy(&unfinished, bytes.len());
    }
    written
}

/// Overwrites in place before unlinking. Unlinks even where overwriting fails, and then tells that error.
pub(super) fn destroy(path: &Path, length: usize) -> io::Result<()> {
    let overwritten = match OpenOptions::new().write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
        Ok(mut file) => file.write_all(&vec![0; length]).and_then(|()| file.sync_all()),
    };
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => path.parent().map_or(Ok(()), sync)?,
    }
    overwritten
}

/// Makes the folder if need be, and closes it to other accounts.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

pub(super) struct KeyFiles(PathBuf);

/// A file in the folder; `message` is none for an unfinished one.
pub(super) struct Entry {
    pub path: PathBuf,
    pub message: Option<MessageId>,
    /// By the file system's clock; zero for a file from the future.
    pub age: Duration,
}

impl KeyFiles {
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        private_folder(&folder)?;
        Ok(Self(folder))
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// `AlreadyExists` when the message has a key. On any error no key stays behind.
    pub fn create(&self, message: &MessageId, key: &Key) -> io::Result<()> {
        let unfinished = self.0.join(format!("{message}{UNFINISHED}"));
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        let written = file
            .write_all(key.as_ref())
            .and_then(|()| file.sync_all())
            .and_then(|()| self.name(&unfinished, &self.path(message)));
        // The first error is the one to tell; what cannot be removed now goes with a sweep.
        if written.is_err() {
            let _ = self.destroy_at(&unfinished);
            return written;
        }
        let settled = self.sync();
        if settled.is_err() {
            let _ = self.destroy(message);
        }
        settled
    }

    /// Renames, but never over a key that is there. Whoever holds the unfinished name is alone with the message.
    fn name(&self, unfinished: &Path, path: &Path) -> io::Result<()> {
        if path.try_exists()? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(unfinished, path)
    }

    /// None when there is no key. A file of the wrong length reads as `InvalidData`.
    pub fn read(&self, message: &MessageId) -> io::Result<Option<Key>> {
        let mut file = match File::open(self.path(message)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let mut key = Key::default();
        if file.metadata()?.len() != KEY_LEN as u64 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a key file of the wrong length"));
        }
        file.read_exact(key.as_mut())?;
        Ok(Some(key))
    }

    pub fn destroy(&self, message: &MessageId) -> io::Result<()> {
        self.destroy_at(&self.path(message))
    }

    pub fn destroy_at(&self, path: &Path) -> io::Result<()> {
        destroy(path, KEY_LEN)
    }

    /// Every file that a key may be in. Foreign files are left alone.
    pub fn list(&self) -> io::Result<Vec<Entry>> {
        let now = self.present()?;
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let (stem, unfinished) = match name.strip_suffix(UNFINISHED) {
                Some(stem) => (stem, true),
                None => (name, false),
            };
            let Ok(message) = stem.parse::<MessageId>() else { continue };
            let modified = match entry.metadata().and_then(|data| data.modified()) {
                // Destroyed since the folder was read.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                modified => modified?,
            };
            entries.push(Entry {
                path: entry.path(),
                message: (!unfinished).then_some(message),
                age: now.duration_since(modified).unwrap_or_default(),
            });
        }
        Ok(entries)
    }

    /// The same clock that stamps the keys, so that ages mean something whatever the process believes.
    fn present(&self) -> io::Result<SystemTime> {
        let path = self.0.join(PROBE);
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        (&file).write_all(b"\n")?;
        let present = file.metadata()?.modified()?;
        match fs::remove_file(&path) {
            // Another process sweeps the same folder.
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(present),
        }
    }

    fn path(&self, message: &MessageId) -> PathBuf {
        self.0.join(message.as_str())
    }

    fn sync(&self) -> io::Result<()> {
        sync(&self.0)
    }
}
