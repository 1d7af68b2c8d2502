//! One process among several that share a PostgreSQL database: its keys, its clock, and what the nodes tell each other.

mod wire;

pub use wire::Wire;

use crate::clock::DatabaseClock;
use anyhow::Context;
use herald_delivery::{
    keeper::{Keeper, KeeperError},
    vault::Vault,
};
use herald_domain::{ids::NodeId, time::Clock};
use herald_store::Store;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{sync::Notify, task::JoinHandle, time};
use tokio_util::sync::CancellationToken;

/// How often the database's clock is read.
const CLOCK_EVERY: Duration = Duration::from_secs(5);

/// This node, known to the others and able to open what is pending for them.
pub struct Node {
    /// Claims only what this node can open.
    pub store: Store,
    pub clock: Arc<DatabaseClock>,
    pub vault: Arc<Vault>,
    keeper: Keeper,
}

impl Node {
    /// None when the database is this process's alone. `keys` is the folder for the node's key pairs.
    pub async fn join(store: &Store, keys: PathBuf) -> anyhow::Result<Option<Self>> {
        if !store.is_shared() {
            return Ok(None);
        }
        let clock = DatabaseClock::of(store).await.context("cannot read the database's clock")?;
        let clock = Arc::new(clock.context("the database has no clock")?);
        let new: NodeId = uuid::Uuid::now_v7().to_string().try_into().expect("a UUID is an id");
        let keeper =
            Keeper::join(store, keys, new, clock.now()).await.context("cannot join the other nodes")?;
        tracing::info!(node = %keeper.node(), "joined the nodes of this database");
        let (store, vault) = (store.clone().of_node(keeper.node().clone()), keeper.vault());
        Ok(Some(Self { store, clock, vault, keeper }))
    }

    /// Keeps the node until `stop`, which comes when nothing needs a key any more. `wake` is rung for work that other
    /// nodes tell of.
    pub fn keep(
        self,
        wire: &Arc<Wire>,
        wake: Arc<Notify>,
        stop: CancellationToken,
    ) -> JoinHandle<Result<(), KeeperError>> {
        let Self { store, clock, keeper, .. } = self;
        let newcomer = Arc::new(Notify::new());
        tokio::spawn(wire.clone().tell(store.clone(), stop.clone()));
        tokio::spawn(wire.clone().hear(store.clone(), wake, newcomer.clone(), stop.clone()));
        let (setting, stopped) = (clock.clone(), stop.clone());
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = stopped.cancelled() => return,
                    () = time::sleep(CLOCK_EVERY) => {}
                }
                if let Err(error) = setting.set(&store).await {
                    tracing::debug!(%error, "the database's clock could not be read");
                }
            }
        });
        wire.newcomer();
        let telling = wire.clone();
        tokio::spawn(keeper.run(move || clock.now(), move || telling.newcomer(), newcomer, stop))
    }
}
