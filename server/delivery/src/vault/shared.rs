//! Keys for nodes that share a database: each key is stored beside its text, wrapped for every node that is there.
//!
//! The database alone opens nothing. What does is the private half of a node's key pair, which is on that node's disk
//! and nowhere else; the [keeper](crate::keeper) replaces it soon after a message ended whose key was wrapped for it,
//! and with it go all copies of that key in the database's files, its write-ahead log and its backups.

use super::{
    VaultError, cipher,
    pairs::Pairs,
    wrap::{unwrap, wrap},
};
use herald_domain::{
    ids::{MessageId, NodeId},
    text::Notification,
};
use herald_store::{Node, Sealed, WrappedKey};
use std::{
    path::PathBuf,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

pub(crate) struct Shared {
    node: NodeId,
    state: RwLock<State>,
}

struct State {
    pairs: Pairs,
    /// The other nodes that were there lately, whom new keys are wrapped for besides this one.
    others: Vec<Node>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("node", &self.node).finish_non_exhaustive()
    }
}

impl Shared {
    /// `new` names a node whose folder is new.
    pub fn open(folder: PathBuf, new: NodeId) -> Result<Self, VaultError> {
        let pairs = Pairs::open(folder, new)?;
        let node = pairs.node.clone();
        Ok(Self { node, state: RwLock::new(State { pairs, others: Vec::new() }) })
    }

    pub fn node(&self) -> &NodeId {
        &self.node
    }

    /// The generation of the newest pair, 0 without any.
    pub fn newest(&self) -> i64 {
        self.read().pairs.newest().unwrap_or(0)
    }

    /// A new pair, which nobody uses before they are told.
    pub fn add_pair(&self, generation: i64) -> Result<(), VaultError> {
        self.write().pairs.add(generation)
    }

    /// Whom to wrap for from now on. Answers those that were not among them before.
    pub fn set_others(&self, mut nodes: Vec<Node>) -> Vec<NodeId> {
        nodes.retain(|node| node.id != self.node);
        let known = &mut self.write().others;
        let is_new = |id: &NodeId| known.iter().all(|known| known.id != *id);
        let new = nodes.iter().map(|node| &node.id).filter(|id| is_new(id)).cloned().collect();
        *known = nodes;
        new
    }

    /// From then on nothing that was wrapped for those pairs can be opened by anybody.
    pub fn destroy_pairs_before(&self, generation: i64) -> Result<bool, VaultError> {
        self.write().pairs.destroy_before(generation)
    }

    /// The same key for another node, or for another pair of this one.
    pub fn wrap_again(
        &self,
        message: &MessageId,
        key: &WrappedKey,
        node: &Node,
    ) -> Result<WrappedKey, VaultError> {
        let opened = self.unwrapped(message, key)?;
        wrapped(&opened, message, node)
    }

    /// This node with its newest pair.
    pub fn me(&self) -> Option<Node> {
        self.read().pairs.nodes().last()
    }

    /// For this node's every pair, since the others may not have been told of the newest, and for the other nodes.
    pub fn seal(&self, message: &MessageId, text: &Notification) -> Result<Sealed, VaultError> {
        let key = cipher::new_key().ok_or(VaultError::Crypto)?;
        let text = cipher::seal(&key, message, text).ok_or(VaultError::Crypto)?;
        let nodes: Vec<Node> = {
            let state = self.read();
            state.pairs.nodes().chain(state.others.iter().cloned()).collect()
        };
        let keys: Vec<_> = nodes.iter().filter_map(|node| wrapped(&key, message, node).ok()).collect();
        // Whoever put it there, a public key that is none must not keep the others from theirs.
        if keys.is_empty() { Err(VaultError::Crypto) } else { Ok(Sealed { text, keys }) }
    }

    pub fn open_sealed(&self, message: &MessageId, sealed: &Sealed) -> Result<Notification, VaultError> {
        let own = sealed.keys.iter().find(|key| key.node == self.node);
        let own = own.ok_or_else(|| VaultError::NoKey(message.clone()))?;
        let key = self.unwrapped(message, own)?;
        cipher::open(&key, message, &sealed.text).ok_or_else(|| VaultError::Unreadable(message.clone()))
    }

    fn unwrapped(&self, message: &MessageId, key: &WrappedKey) -> Result<cipher::Key, VaultError> {
        let state = self.read();
        let private =
            state.pairs.private(key.generation).ok_or_else(|| VaultError::NoKey(message.clone()))?;
        unwrap(&key.wrapped, message, private).ok_or_else(|| VaultError::Unreadable(message.clone()))
    }

    // No panic can happen while either is held, so a poisoned lock still guards whole data.
    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }
    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key for one node.
pub(super) fn wrapped(key: &cipher::Key, message: &MessageId, node: &Node) -> Result<WrappedKey, VaultError> {
    let wrapped = wrap(key, message, &node.public_key).ok_or(VaultError::Crypto)?;
    Ok(WrappedKey { node: node.id.clone(), generation: node.generation, wrapped })
}
