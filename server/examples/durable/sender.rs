//! Store, vault and worker as in the server, without its pages.

use crate::{Failure, options::Options, organisation, timed::Timed};
use herald_delivery::{
    vault::Vault,
    worker::{Worker, WorkerConfig},
};
use herald_domain::{
    audience::GroupSelection,
    caller::Caller,
    delivery::{DEFAULT_TTL_MS, MessageStatus},
    ids::{DeviceId, MessageId, TenantId},
    permission::{SendToDevice, SendToGroups},
    text::{Draft, Notification},
    time::Clock,
};
use herald_push::{Apns, ApnsConfig, gateway::Gateway};
use herald_server::clock::SystemClock;
use herald_store::{Authorised, NewMessage, Queued, Store, StoreConfig};
use serde::Deserialize;
use std::{path::Path, sync::Arc, time::Duration};
use tokio::{sync::Notify, task::JoinHandle, time::sleep};
use tokio_util::sync::CancellationToken;

/// What `answers` wrote.
#[derive(Deserialize)]
struct Settings {
    key_id: String,
    team_id: String,
    topic: String,
    title: String,
    body: String,
}

pub struct Sender {
    pub gateway: Arc<Timed<Apns>>,
    store: Store,
    vault: Arc<Vault>,
    tenant: TenantId,
    caller: Caller,
    text: Notification,
    wake: Arc<Notify>,
    stop: CancellationToken,
    working: JoinHandle<()>,
    queued: u32,
}

impl Sender {
    pub async fn start(options: &Options, data: &Path) -> Result<Self, Failure> {
        let settings = std::fs::read(options.folder.join("settings.json"))?;
        let settings: Settings = serde_json::from_slice(&settings)?;
        let config = ApnsConfig {
            endpoint: format!("https://127.0.0.1:{}", options.apns_port),
            ca_file: Some(options.folder.join("ca.pem")),
            key_file: options.folder.join("apns-key.p8"),
            key_id: settings.key_id,
            team_id: settings.team_id,
            topic: settings.topic,
        };
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let gateway = Arc::new(Timed::new(Apns::new(&config, clock.clone())?));
        let store = Store::open(&StoreConfig { url: organisation::url(data), read_connections: 4 }).await?;
        let tenant = store.ensure_tenant(organisation::NAME, clock.now()).await?;
        let vault = Arc::new(Vault::open(data.join("keys"))?);
        let gateways: Vec<Arc<dyn Gateway>> = vec![gateway.clone()];
        let worker = Worker::new(WorkerConfig::default(), store.clone(), vault.clone(), gateways, clock);
        let (wake, stop) = (worker.wake(), CancellationToken::new());
        let working = tokio::spawn(worker.run(stop.clone()));
        let draft = Draft { title: settings.title, body: settings.body };
        let text = Notification::parse(&draft).map_err(|_| "the text is not legal")?;
        let caller = organisation::caller(&tenant);
        Ok(Self { gateway, store, vault, tenant, caller, text, wake, stop, working, queued: 0 })
    }

    pub async fn queue_for_groups(&mut self, groups: &GroupSelection) -> Result<MessageId, Failure> {
        let permit = self.caller.permit::<SendToGroups>().map_err(|_| "may not send")?;
        self.queued += 1;
        self.queue(Authorised::Groups(&permit, groups)).await
    }

    pub async fn queue_for_device(&mut self, device: &DeviceId) -> Result<MessageId, Failure> {
        let permit = self.caller.permit::<SendToDevice>().map_err(|_| "may not send")?;
        self.queued += 1;
        self.queue(Authorised::Device(&permit, device)).await
    }

    async fn queue(&self, audience: Authorised<'_>) -> Result<MessageId, Failure> {
        let id: MessageId = format!("00000000-0000-7000-8000-{:012x}", 0xa_0000 + self.queued).parse()?;
        let now = SystemClock.now();
        let message = NewMessage {
            id: id.clone(),
            sender: &self.caller,
            audience,
            sealed: self.vault.seal(&id, &self.text)?,
            key: None,
            expires_at: now.plus_ms(DEFAULT_TTL_MS),
            now,
        };
        match self.store.queue(message).await? {
            Queued::Queued { .. } => {
                self.wake.notify_one();
                Ok(id)
            }
            refused => Err(format!("{refused:?}").into()),
        }
    }

    /// Waits for the end of a message, and says how many were accepted.
    pub async fn finished(&self, id: &MessageId) -> Result<u64, Failure> {
        let ids = std::slice::from_ref(id);
        loop {
            let sends = self.store.sends_by_id(&self.tenant, &self.caller.user, ids).await?;
            let send = sends.into_iter().next().ok_or("the message is gone")?;
            if send.status == MessageStatus::Finished {
                return Ok(send.counts.accepted);
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    pub async fn stop(self) -> Result<(), Failure> {
        self.stop.cancel();
        self.working.await?;
        self.store.close().await;
        Ok(())
    }
}
