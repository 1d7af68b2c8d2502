//! Puts the parts together. Nothing here decides anything.

use crate::{
    clock::SystemClock,
    config::Config,
    console::{Console, push::Push},
    demo,
    http::Web,
    live::Hub,
    node::{Node, Wire},
};
use anyhow::{Context, bail};
use herald_app::view::Setup;
use herald_delivery::{
    pace::Rates,
    vault::Vault,
    worker::{Worker, WorkerConfig},
};
use herald_domain::time::Clock;
use herald_push::{
    apns::{Apns, ApnsConfig},
    fcm::{Fcm, FcmConfig, FcmIdentity},
    gateway::Gateway,
};
use herald_store::{Store, StoreConfig};
use secrecy::ExposeSecret;
use std::{
    fs::{self, File},
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
    sync::Arc,
};

/// The tenant of an installation that was not given another name.
pub const TENANT: &str = "My organisation";

/// A Herald that is ready to serve.
pub struct Herald {
    pub store: Store,
    pub web: Arc<Web>,
    /// None where others do the work.
    pub worker: Option<Worker>,
    /// None where the database is this process's alone.
    pub node: Option<Node>,
    pub wire: Arc<Wire>,
    /// Keeps the simulators of the demo alive.
    pub demo: Option<demo::Demo>,
    /// Keeps a second server away from this data folder.
    _lock: File,
}

/// What a process does for the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    Whole,
    /// Pages and their functions; the queue is others'.
    Pages,
    /// The queue.
    Worker,
}

/// Opens and migrates the database, makes the keys' folder, recovers what a crash left, connects the senders.
pub async fn start(config: &Config, role: Role, with_demo: bool) -> anyhow::Result<Herald> {
    make_private_dir(&config.data_dir)?;
    let lock = lock(&config.data_dir)?;
    let store = open_store(config).await?;
    if role != Role::Whole && !store.is_shared() {
        bail!(
            "pages and worker can be separate processes on PostgreSQL only (database.url): several processes cannot share \
             an SQLite database"
        );
    }
    if store.is_above_walls().await? {
        tracing::warn!(
            "database.url names a role that row-level security does not bind (a superuser); give Herald a role of its own"
        );
    }
    let keys = config.data_dir.join("keys");
    let node = Node::join(&store, keys.clone()).await?;
    let (store, clock, vault): (_, Arc<dyn Clock>, _) = match &node {
        Some(node) => (node.store.clone(), node.clock.clone(), node.vault.clone()),
        None => {
            let vault = Vault::open(keys).context("cannot open the messages' keys")?;
            // The folder's lock says that nobody else is here: what a crash left in hand is in nobody's hand, and a key
            // without a message is no message's.
            vault.clear(&store.unfinished().await?).context("cannot clear away unused keys")?;
            let left = store.release_all().await?;
            if left > 0 {
                tracing::info!(left, "goes on with what was in hand when the last server ended");
            }
            (store, Arc::new(SystemClock), Arc::new(vault))
        }
    };

    let demo = match with_demo {
        true => Some(
            demo::prepare(
                &store,
                &config.data_dir,
                clock.clone(),
                &crate::password::hash(demo::OPEN.password),
            )
            .await?,
        ),
        false => None,
    };
    let tenant = store.ensure_tenant(TENANT, clock.now()).await?;
    let tenant_name: Arc<str> = store.tenant_name(&tenant).await?.into();
    if !with_demo && demo::is_demo(&tenant_name) {
        bail!(
            "the data folder {} belongs to the demo, whose passwords are published; serve it with --demo, or give this \
             server a folder of its own with --data-dir",
            config.data_dir.display()
        );
    }
    let Senders { gateways, setups } = senders(config, demo.as_ref(), &clock)?;
    if gateways.is_empty() && role != Role::Pages {
        tracing::warn!(
            "no push service is configured: messages will wait until one is, or until they expire"
        );
    }

    let live = Hub::default();
    let wire = Arc::new(Wire::new(live.clone(), vault.node().cloned()));
    let worker = (role != Role::Pages).then(|| {
        let worker = WorkerConfig { rates: rates(config), ..WorkerConfig::default() };
        Worker::new(worker, store.clone(), vault.clone(), gateways, clock.clone()).announcing(wire.clone())
    });
    let health = worker.as_ref().map(Worker::health).unwrap_or_default();
    let console = Arc::new(Console {
        store: store.clone(),
        vault,
        push: Push { since: clock.now(), simulated: demo.is_some(), setups, health },
        live: wire.clone(),
        clock,
        wake: worker.as_ref().map(Worker::wake).unwrap_or_default(),
        ttl_ms: config.message.ttl.0,
    });
    let mut web = Web::new(console, live, tenant_name, config);
    web.phones = demo.as_ref().map(|demo| demo.phones.clone());
    Ok(Herald { store, web: Arc::new(web), worker, node, wire, demo, _lock: lock })
}

/// Opens the database that the configuration names and brings it to this version's schema.
pub async fn open_store(config: &Config) -> anyhow::Result<Store> {
    let url = config.database_url().expose_secret().to_owned();
    let on_disk = Store::sqlite_file(&url).is_some();
    if on_disk && !config.data_dir.exists() {
        make_private_dir(&config.data_dir)?;
    }
    // SQLite answers at once; with PostgreSQL each statement under way keeps a connection for a round trip.
    let read_connections = if on_disk { 4 } else { 8 };
    let store =
        Store::open(&StoreConfig { url, read_connections }).await.context("cannot open the database")?;
    store.migrate().await.context("cannot bring the database to this version's schema")?;
    Ok(store)
}

/// Whether the senders could start with this configuration.
pub fn check_push(config: &Config) -> anyhow::Result<()> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    senders(config, None, &clock).map(drop)
}

/// One for each push service that is configured, and its settings that are no secret.
#[derive(Default)]
struct Senders {
    gateways: Vec<Arc<dyn Gateway>>,
    setups: Vec<Setup>,
}

fn senders(config: &Config, demo: Option<&demo::Demo>, clock: &Arc<dyn Clock>) -> anyhow::Result<Senders> {
    let apns = demo.map(|d| d.apns.clone()).or_else(|| config.push.apns.clone().map(ApnsConfig::from));
    let fcm = demo.map(|d| d.fcm.clone()).or_else(|| config.push.fcm.clone().map(FcmConfig::from));
    let Senders { mut gateways, mut setups } = Senders::default();
    if let Some(apns) = apns {
        gateways.push(Arc::new(Apns::new(&apns, clock.clone()).context("push.apns cannot be used")?));
        let ApnsConfig { endpoint, topic, key_id, team_id, .. } = apns;
        setups.push(Setup::Apns { endpoint, topic, key_id, team_id });
    }
    if let Some(fcm) = fcm {
        let gateway = Fcm::new(&fcm, clock.clone()).context("push.fcm cannot be used")?;
        let FcmIdentity { project_id, client_email } = gateway.identity().clone();
        gateways.push(Arc::new(gateway));
        setups.push(Setup::Fcm { endpoint: fcm.endpoint, project_id, client_email });
    }
    Ok(Senders { gateways, setups })
}

fn rates(config: &Config) -> Rates {
    let default = Rates::default();
    Rates {
        apns: config.push.apns.as_ref().and_then(|apns| apns.rate).map_or(default.apns, |rate| Some(rate.0)),
        fcm: config.push.fcm.as_ref().map_or(default.fcm, |fcm| Some(fcm.rate.0)),
    }
}

impl From<crate::config::Apns> for ApnsConfig {
    fn from(c: crate::config::Apns) -> Self {
        Self {
            endpoint: c.endpoint,
            ca_file: c.ca_file,
            key_file: c.key_file,
            key_id: c.key_id,
            team_id: c.team_id,
            topic: c.topic,
        }
    }
}

impl From<crate::config::Fcm> for FcmConfig {
    fn from(c: crate::config::Fcm) -> Self {
        Self { endpoint: c.endpoint, ca_file: c.ca_file, service_account_file: c.service_account_file }
    }
}

fn make_private_dir(dir: &Path) -> anyhow::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .with_context(|| format!("cannot make the data folder {}", dir.display()))?;
    let others = fs::metadata(dir)?.permissions().mode() & 0o007;
    if others != 0 {
        tracing::warn!(dir = %dir.display(), "the data folder can be read by everybody on this machine; chmod 700 it");
    }
    Ok(())
}

/// The right to use a data folder, for as long as the answer lives.
pub fn lock(dir: &Path) -> anyhow::Result<File> {
    let file = File::create(dir.join("lock"))?;
    if file.try_lock().is_err() {
        bail!(
            "another Herald is using the data folder {}; every process needs one of its own",
            dir.display()
        );
    }
    Ok(file)
}
