//! Herald with sealing switched off, which the product cannot be told: the store is given texts in place of sealed ones,
//! and they go the way of every message.

use super::marks::{self, UNSEALED};
use crate::process::{EMAIL, device};
use herald_domain::{
    caller::Caller,
    delivery::DEFAULT_TTL_MS,
    device::Service,
    ids::MessageId,
    permission::{Grant, Grants, Permission, PermissionSet, Scope, SendToDevice},
    time::Clock,
};
use herald_server::clock::SystemClock;
use herald_store::{Authorised, BatchResult, NewMessage, Queued, Store, StoreConfig};
use std::path::Path;

pub async fn open(url: &str) -> Store {
    Store::open(&StoreConfig { url: url.to_owned(), read_connections: 1 }).await.unwrap()
}

pub async fn open_file(file: &Path) -> Store {
    open(&format!("sqlite:{}", file.display())).await
}

/// Queues every message, and begins with each: all of them are pending.
pub async fn send_all(store: &Store) {
    let tenant = store.tenant().await.unwrap().unwrap();
    let grant = Grant { permissions: PermissionSet::of(Permission::ALL), scope: Scope::All };
    let sender = Caller {
        user: store.user_by_upn(&tenant, EMAIL).await.unwrap().unwrap(),
        user_principal_name: EMAIL.into(),
        display_name: "Anna".into(),
        grants: Grants::new(tenant.clone(), vec![grant]),
        address: String::new(),
    };
    let permit = sender.permit::<SendToDevice>().unwrap();
    for n in marks::all() {
        let id: MessageId = format!("00000000-0000-7000-9000-{n:012}").parse().unwrap();
        let text = [UNSEALED.title(n), UNSEALED.body(n)].concat().into_bytes();
        let now = SystemClock.now();
        let message = NewMessage {
            id: id.clone(),
            sender: &sender,
            audience: Authorised::Device(&permit, &device(n)),
            sealed: text.into(),
            key: None,
            expires_at: now.plus_ms(DEFAULT_TTL_MS),
            now,
        };
        assert!(matches!(store.queue(message).await.unwrap(), Queued::Queued { .. }));
        store.expand(&tenant, &id, now).await.unwrap();
    }
}

/// Ends every message as a worker does.
pub async fn deliver_all(store: &Store) {
    let both = [Service::Apns, Service::Fcm];
    while let Some(batch) = store.claim_batch("unsealed", SystemClock.now(), 60_000, &both).await.unwrap() {
        let result = BatchResult { accepted: batch.recipients.len() as u64, ..BatchResult::default() };
        let ended = store.acknowledge(&batch, "unsealed", SystemClock.now(), result).await.unwrap();
        assert!(ended.unwrap().message_finished);
    }
    assert!(store.unfinished().await.unwrap().is_empty());
}
