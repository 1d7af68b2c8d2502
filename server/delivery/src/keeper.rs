//! Keeps one node among others that share the database: says that it is there, learns who else is, hands keys of texts
//! to newcomers, and changes its key pair after messages have ended (B22).
//!
//! From the end of a message to the end of every copy of its key it takes at most [`TURN`] until this is noticed,
//! [`PAIR_FOR_AT_LEAST`] since the change before, [`GRACE`] for whoever holds a key of the old pair in hand, and a turn
//! again. A node that is down changes its pair when it starts again.

use crate::vault::{Shared, Vault, VaultError, opens};
use herald_domain::{
    Timestamp,
    ids::{MessageId, NodeId, TenantId},
    time::{DAY_MS, MINUTE_MS, SECOND_MS},
};
use herald_store::{KeyChores, Store, StoreError, UNSHARED_AT_ONCE};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{sync::Notify, task, time};
use tokio_util::sync::CancellationToken;

/// How often the node looks after its affairs.
pub const TURN: Duration = Duration::from_secs(2);
/// New keys are wrapped for nodes that were seen within this time, in milliseconds.
const SEEN_MS: i64 = MINUTE_MS;
/// What nobody saw for so long will not come back, in milliseconds.
const GONE_MS: i64 = 30 * DAY_MS;
/// How often messages that nobody can open are looked for, in milliseconds.
const LOOK_EVERY: i64 = MINUTE_MS;
/// Shortest life of a key pair, in milliseconds: under load messages end all the time.
const PAIR_FOR_AT_LEAST: i64 = 15 * SECOND_MS;
/// How long an old pair is kept for what was claimed with it, in milliseconds.
const GRACE: i64 = 5 * SECOND_MS;

/// Why a node cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum KeeperError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The data folder is a copy of another node's, or older than the database knows it.
    #[error("another process is node {0}: every node needs a data folder of its own, which is no copy")]
    Taken(NodeId),
    #[error("the runtime is shutting down")]
    Ending,
}

/// Whether the private half of a key pair, as it lies on the disk of a node, opens a wrapped key: for tests that look for
/// what is left over.
#[must_use]
pub fn wrapped_open_with(wrapped: &[u8], message: &MessageId, private: &[u8]) -> bool {
    opens(wrapped, message, private)
}

/// This node among the others.
pub struct Keeper {
    store: Store,
    shared: Arc<Shared>,
    /// When the newest pair came to be.
    since: Timestamp,
    /// When it was last looked for what nobody can open.
    looked: Timestamp,
}

impl Keeper {
    /// Reads the key pairs in `folder`, makes a new one, and tells the other nodes. `new` names a node whose folder is
    /// new. From then on the node must be [kept](Self::run).
    pub async fn join(
        store: &Store,
        folder: PathBuf,
        new: NodeId,
        now: Timestamp,
    ) -> Result<Self, KeeperError> {
        let shared = task::spawn_blocking(move || Shared::open(folder, new).map(Arc::new));
        let shared = shared.await.map_err(|_| KeeperError::Ending)??;
        let mut keeper = Self { store: store.clone(), shared, since: now, looked: now };
        let (known, newest) = (store.generation(keeper.node()).await?, keeper.shared.newest());
        // What was wrapped for the pairs since then cannot be opened with this folder, but with the one it was copied from.
        // A crash before the others were told leaves the folder ahead, not behind.
        if newest > 0 && known > newest {
            return Err(KeeperError::Taken(keeper.node().clone()));
        }
        keeper.change_pair(known.max(newest) + 1, now).await?;
        keeper.meet(now).await?;
        keeper.settle(now).await?;
        Ok(keeper)
    }

    #[must_use]
    pub fn node(&self) -> &NodeId {
        self.shared.node()
    }

    /// Makes what was sealed with keys of a folder of files openable by this node: for an installation that moves to a
    /// database that nodes share. Says how many.
    pub async fn adopt(&self, local: &Vault, pending: &[(TenantId, MessageId)]) -> Result<u64, KeeperError> {
        let Some(me) = self.shared.me() else { return Ok(0) };
        let messages: Vec<MessageId> = pending.iter().map(|(_, message)| message.clone()).collect();
        let wrapped = local.wrap_local(&messages, &me)?;
        for (message, key) in &wrapped {
            if let Some((tenant, _)) = pending.iter().find(|(_, pending)| pending == message) {
                self.store.share_key(tenant, message, key).await?;
            }
        }
        Ok(wrapped.len() as u64)
    }

    /// Seals for all nodes, opens with this node's key pairs.
    #[must_use]
    pub fn vault(&self) -> Arc<Vault> {
        Arc::new(Vault::shared(self.shared.clone()))
    }

    /// Until it is told to stop; at once when `nudge` is rung, and else by turns. Before it ends, whoever is there has
    /// every key that this node has. `now` is asked for each time; `changed` is called when the others should look who
    /// is there.
    pub async fn run(
        mut self,
        now: impl Fn() -> Timestamp + Send,
        changed: impl Fn() + Send,
        nudge: Arc<Notify>,
        stop: CancellationToken,
    ) -> Result<(), KeeperError> {
        loop {
            let (stopping, pair) = (stop.is_cancelled(), self.shared.newest());
            let turned = self.turn(now()).await;
            if self.shared.newest() != pair {
                changed();
            }
            match turned {
                Err(error @ KeeperError::Taken(_)) => return Err(error),
                Err(error) => tracing::warn!(%error, "the node could not look after its keys; trying again"),
                Ok(()) => {}
            }
            if stopping {
                return Ok(());
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = nudge.notified() => {}
                () = time::sleep(TURN) => {}
            }
        }
    }

    async fn turn(&mut self, now: Timestamp) -> Result<(), KeeperError> {
        // The others must know the newest pair before anything is done about older ones.
        if !self.store.see_node(self.node(), self.shared.newest(), now).await? {
            self.tell(now).await?;
        }
        self.meet(now).await?;
        self.settle(now).await?;
        self.warn(now).await
    }

    /// Says now and then that something waits for a node that is down.
    async fn warn(&mut self, now: Timestamp) -> Result<(), KeeperError> {
        if (0..LOOK_EVERY).contains(&now.since(self.looked)) {
            return Ok(());
        }
        self.looked = now;
        let messages = self.store.unopenable(now.plus_ms(-SEEN_MS)).await?;
        if messages > 0 {
            tracing::warn!(
                messages,
                "messages wait for a node that is down: it alone has their keys; start it again"
            );
        }
        Ok(())
    }

    /// Learns who is there, and gives them what this node can open.
    async fn meet(&self, now: Timestamp) -> Result<(), KeeperError> {
        let since = now.plus_ms(-SEEN_MS);
        for node in self.shared.set_others(self.store.nodes(since).await?) {
            // Whoever can write to the database can be one: somebody may want to know.
            tracing::info!(%node, "met a node: it gets the keys of what is pending and of what is sent from now on");
        }
        loop {
            // They come by the hundred; what cannot be handed over stays among them.
            let unshared = self.store.unshared_keys(self.node(), since).await?;
            let (mut shared, mut missed) = (0, false);
            for (held, node) in unshared {
                match self.shared.wrap_again(&held.message, &held.key, &node) {
                    Ok(key) => {
                        missed |= !self.store.share_key(&held.tenant, &held.message, &key).await?;
                        shared += 1;
                    }
                    Err(error) => {
                        tracing::warn!(message = %held.message, node = %node.id, %error, "a key could not be handed over");
                    }
                }
            }
            // Whoever changed their pair meanwhile is among them again, and this may be the last turn.
            if shared < UNSHARED_AT_ONCE && !missed {
                return Ok(());
            }
        }
    }

    /// Wraps what is needed for the newest pair, and destroys the pairs that are needed no more.
    async fn settle(&mut self, now: Timestamp) -> Result<(), KeeperError> {
        let KeyChores { outdated, ended, debts } =
            self.store.key_chores(self.node(), self.shared.newest()).await?;
        let Some(me) = self.shared.me() else { return Ok(()) };
        for held in &outdated {
            match self.shared.wrap_again(&held.message, &held.key, &me) {
                Ok(key) => self.store.replace_key(held, &key).await?,
                Err(error) => {
                    tracing::error!(message = %held.message, %error, "a key of this node cannot be opened by it");
                    // It never can be: nobody is helped by the pair that it was wrapped for.
                    self.store.drop_key(held).await?;
                }
            }
        }
        let age = now.since(self.since);
        if outdated.is_empty() && !(0..GRACE).contains(&age) {
            let (shared, generation) = (self.shared.clone(), me.generation);
            let destroyed = task::spawn_blocking(move || shared.destroy_pairs_before(generation));
            let destroyed = destroyed.await.map_err(|_| KeeperError::Ending)??;
            if debts > 0 {
                let forgotten = self.store.forget_ended_keys(self.node(), me.generation).await?;
                tracing::debug!(forgotten, "the keys of messages that ended are gone");
            }
            if destroyed {
                self.store.forget_nodes(now.plus_ms(-GONE_MS)).await?;
            }
        }
        if ended && !(0..PAIR_FOR_AT_LEAST).contains(&age) {
            self.change_pair(me.generation + 1, now).await?;
        }
        Ok(())
    }

    async fn change_pair(&mut self, generation: i64, now: Timestamp) -> Result<(), KeeperError> {
        let shared = self.shared.clone();
        let added = task::spawn_blocking(move || shared.add_pair(generation));
        added.await.map_err(|_| KeeperError::Ending)??;
        self.tell(now).await
    }

    /// Tells the others the newest pair. Should it fail, the next turn does it: until then they use the one before, which
    /// is kept as long.
    async fn tell(&mut self, now: Timestamp) -> Result<(), KeeperError> {
        let Some(me) = self.shared.me() else { return Ok(()) };
        if !self.store.register_node(&me, now).await? {
            // Stored, but the answer was lost; or not by this process.
            let known = self.store.nodes(Timestamp(0)).await?;
            if !known.contains(&me) {
                return Err(KeeperError::Taken(me.id));
            }
        }
        self.since = now;
        Ok(())
    }
}
