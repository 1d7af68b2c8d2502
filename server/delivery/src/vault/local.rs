//! Keys for one node that has the database to itself: one small file for each message in a folder of its own.

use super::{
    VaultError,
    cipher::{self, Key},
    files::{Entry, KeyFiles},
};
use herald_domain::{ids::MessageId, text::Notification};
use std::{
    collections::{HashMap, HashSet},
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A sweep spares files younger than this: another process may be about to commit their message.
const SPARED_YOUNG: Duration = Duration::from_secs(60);
/// A sweep spares keys that this process sealed more recently than this, however long their transaction takes.
const SPARED_OWN: Duration = Duration::from_secs(600);

/// The folder of keys, one file per message that has deliveries outstanding.
pub(super) struct Local {
    files: KeyFiles,
    /// What this process sealed lately, for [`Local::sweep`].
    fresh: Mutex<HashMap<MessageId, Instant>>,
}

impl std::fmt::Debug for Local {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Local").field("folder", &self.files.folder()).finish()
    }
}

impl Local {
    /// Makes the folder if need be, and closes it to other accounts (mode 0700).
    pub fn open(dir: PathBuf) -> Result<Self, VaultError> {
        Ok(Self { files: KeyFiles::open(dir)?, fresh: Mutex::default() })
    }

    /// Encrypts the text with a new key, which is on disk for good when this returns. Call it before the transaction
    /// that queues the message, and [`destroy`](Self::destroy) when that queues nothing.
    pub fn seal(&self, message: &MessageId, text: &Notification) -> Result<Vec<u8>, VaultError> {
        let key = cipher::new_key().ok_or(VaultError::Crypto)?;
        let sealed = cipher::seal(&key, message, text).ok_or(VaultError::Crypto)?;
        self.fresh(|fresh| {
            fresh.retain(|_, at| at.elapsed() < SPARED_OWN);
            fresh.insert(message.clone(), Instant::now());
        });
        match self.files.create(message, &key) {
            Ok(()) => Ok(sealed),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(VaultError::AlreadySealed(message.clone()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The message's key, as long as it exists.
    pub fn key(&self, message: &MessageId) -> Result<Option<Key>, VaultError> {
        match self.files.read(message) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                Err(VaultError::Unreadable(message.clone()))
            }
            key => Ok(key?),
        }
    }

    /// The text, as long as its key exists.
    pub fn open_sealed(&self, message: &MessageId, sealed: &[u8]) -> Result<Notification, VaultError> {
        let key = self.key(message)?.ok_or_else(|| VaultError::NoKey(message.clone()))?;
        cipher::open(&key, message, sealed).ok_or_else(|| VaultError::Unreadable(message.clone()))
    }

    /// Overwrites and removes the key; what was sealed with it can never be opened again. Without a key it does
    /// nothing. File systems that never write in place (copy-on-write, flash) may keep the old block for a while.
    pub fn destroy(&self, message: &MessageId) -> Result<(), VaultError> {
        self.files.destroy(message)?;
        self.fresh(|fresh| fresh.remove(message));
        Ok(())
    }

    /// Destroys every key whose message is not in `live`, and says how many. Spares what may belong to a message that
    /// is being queued right now, so it may run at any time; a later sweep catches what was spared.
    pub fn sweep(&self, live: &[MessageId]) -> Result<u64, VaultError> {
        self.destroy_others(live, SPARED_YOUNG)
    }

    /// The same, but spares nothing: for a process that has the folder to itself and has sealed nothing yet.
    pub fn clear(&self, live: &[MessageId]) -> Result<u64, VaultError> {
        self.destroy_others(live, Duration::ZERO)
    }

    fn destroy_others(&self, live: &[MessageId], spared: Duration) -> Result<u64, VaultError> {
        let live: HashSet<&MessageId> = live.iter().collect();
        let own: HashSet<MessageId> = self.fresh(|fresh| {
            fresh.iter().filter(|(_, at)| at.elapsed() < SPARED_OWN).map(|(id, _)| id.clone()).collect()
        });
        let mut destroyed = 0;
        for Entry { path, message, age } in self.files.list()? {
            let spared =
                age < spared || message.as_ref().is_some_and(|id| live.contains(id) || own.contains(id));
            if !spared {
                self.files.destroy_at(&path)?;
                destroyed += 1;
            }
        }
        Ok(destroyed)
    }

    /// No panic can happen while the lock is held, so a poisoned lock still guards whole data.
    fn fresh<T>(&self, act: impl FnOnce(&mut HashMap<MessageId, Instant>) -> T) -> T {
        act(&mut self.fresh.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
