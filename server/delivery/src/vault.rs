//! The keys of message texts (B22): each message is sealed with a key of its own, and destroying it destroys the text,
//! wherever copies of the sealed bytes may still lie (a write-ahead log, dead rows, a backup).
//!
//! One node keeps them in [files](local), apart from the database. Several nodes that share a database have no other
//! place in common, so there a key lies beside its text, [wrapped](shared) for each node; what destroys it is that
//! every node changes its key pair soon after a message's end.
//!
//! Knows nothing of SQL: sealed bytes go in and out by parameter. Everything here may block on the disk for a few
//! milliseconds; asynchronous callers use `spawn_blocking`.

mod cipher;
mod files;
mod local;
mod pairs;
mod shared;
#[cfg(test)]
mod tests;
mod wrap;

use herald_domain::{
    ids::{MessageId, NodeId},
    text::Notification,
};
use herald_store::{Node, Sealed, WrappedKey};
use local::Local;
pub(crate) use shared::Shared;
use std::{io, path::PathBuf, sync::Arc};
pub(crate) use wrap::opens;

/// Why a text could not be sealed, opened or destroyed. Never holds text or key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The folder or the file system refused; trying again later may help.
    #[error("the key folder: {0}")]
    Io(#[from] io::Error),
    /// There is no key (any more): the text was destroyed, or the folder is not the one it was sealed with.
    #[error("there is no key for message {0}")]
    NoKey(MessageId),
    /// The message was sealed before; a second key would make the first text unreadable.
    #[error("message {0} is sealed already")]
    AlreadySealed(MessageId),
    /// The bytes are not what was sealed for this message, or the key is damaged.
    #[error("the sealed text of message {0} does not fit its key")]
    Unreadable(MessageId),
    /// The cryptographic library gave up (no randomness).
    #[error("sealing failed")]
    Crypto,
}

/// Seals texts, and opens them as long as they may be needed.
#[derive(Debug)]
pub struct Vault(Kind);

#[derive(Debug)]
enum Kind {
    Local(Local),
    Shared(Arc<Shared>),
}

impl Vault {
    /// Keys in files of this folder. Makes it if need be, and closes it to other accounts (mode 0700).
    pub fn open(dir: PathBuf) -> Result<Self, VaultError> {
        Ok(Self(Kind::Local(Local::open(dir)?)))
    }

    /// Keys that travel with their texts, for a node that shares its database; see [`Keeper`](crate::keeper::Keeper).
    pub(crate) fn shared(shared: Arc<Shared>) -> Self {
        Self(Kind::Shared(shared))
    }

    /// The node whose key pairs open what is sealed here, where there are several.
    #[must_use]
    pub fn node(&self) -> Option<&NodeId> {
        match &self.0 {
            Kind::Local(_) => None,
            Kind::Shared(shared) => Some(shared.node()),
        }
    }

    /// Encrypts the text with a new key, which is safe for good when this returns or with the sealed bytes. Call it
    /// before the transaction that queues the message, and [`destroy`](Self::destroy) when that queues nothing.
    pub fn seal(&self, message: &MessageId, text: &Notification) -> Result<Sealed, VaultError> {
        match &self.0 {
            Kind::Local(local) => Ok(local.seal(message, text)?.into()),
            Kind::Shared(shared) => shared.seal(message, text),
        }
    }

    /// The text, as long as its key exists.
    pub fn open_sealed(&self, message: &MessageId, sealed: &Sealed) -> Result<Notification, VaultError> {
        match &self.0 {
            Kind::Local(local) => local.open_sealed(message, &sealed.text),
            Kind::Shared(shared) => shared.open_sealed(message, sealed),
        }
    }

    /// The keys of these messages, which were local to this folder, wrapped for a node; those that are gone are left out.
    pub(crate) fn wrap_local(
        &self,
        messages: &[MessageId],
        node: &Node,
    ) -> Result<Vec<(MessageId, WrappedKey)>, VaultError> {
        let Kind::Local(local) = &self.0 else { return Ok(Vec::new()) };
        let mut wrapped = Vec::new();
        for message in messages {
            if let Some(key) = local.key(message)? {
                wrapped.push((message.clone(), shared::wrapped(&key, message, node)?));
            }
        }
        Ok(wrapped)
    }

    /// How many of these messages have no local key in this folder.
    pub fn without_key(&self, messages: &[MessageId]) -> Result<usize, VaultError> {
        let Kind::Local(local) = &self.0 else { return Ok(0) };
        let mut without = 0;
        for message in messages {
            without += usize::from(local.key(message)?.is_none());
        }
        Ok(without)
    }

    /// The text is not needed any more. Of a local key nothing is left when this returns; a shared one was never more
    /// than what the store erases.
    pub fn destroy(&self, message: &MessageId) -> Result<(), VaultError> {
        match &self.0 {
            Kind::Local(local) => local.destroy(message),
            Kind::Shared(_) => Ok(()),
        }
    }

    /// Destroys every local key whose message is not in `live`, and says how many: for the start of a process that has the
    /// folder to itself and has sealed nothing yet.
    pub fn clear(&self, live: &[MessageId]) -> Result<u64, VaultError> {
        match &self.0 {
            Kind::Local(local) => local.clear(live),
            Kind::Shared(_) => Ok(0),
        }
    }

    /// Destroys every local key whose message is not in `live`, and says how many. Spares what may belong to a message
    /// that is being queued right now, so it may run at any time; a later sweep catches what was spared.
    pub fn sweep(&self, live: &[MessageId]) -> Result<u64, VaultError> {
        match &self.0 {
            Kind::Local(local) => local.sweep(live),
            Kind::Shared(_) => Ok(0),
        }
    }
}
