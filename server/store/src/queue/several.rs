//! Taking one text to several devices into the queue: each device's limit, the messages, the results and one audit record
//! in one transaction (B16, B18, B20, B30).

use super::{Authorised, NewMessage, REUSED, RepeatKey, Target, insert};
use crate::{
    Result, Store, StoreError,
    audit::{Act, record},
    places,
    row::Fields,
    sealed::{Sealed, keys},
    statement::Statement,
};
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome, Subject},
    bulk::{BulkSend, DeviceSend, DeviceTarget, SendOutcome},
    caller::Caller,
    device::Reasons,
    ids::{BulkId, DeviceId, MessageId, TenantId, UserId},
    permission::{Permit, ReadDevices, SendToDevice},
};
use sqlx::{AnyConnection, AssertSqlSafe};
use std::collections::{BTreeSet, HashMap};

/// One text that is to be sent to several devices.
pub struct NewMessages<'a> {
    pub id: BulkId,
    pub sender: &'a Caller,
    pub permit: &'a Permit<SendToDevice>,
    /// The devices, each once, with the message and the sealed text that are for it (B22).
    pub devices: Vec<(DeviceId, MessageId, Sealed)>,
    /// Tells a repeat from a new act (B20).
    pub key: Option<RepeatKey>,
    pub expires_at: Timestamp,
    pub now: Timestamp,
}

/// What became of [`Store::queue_several`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueuedSeveral {
    /// Each device has its result; those that were not sent to took no place.
    Done(BulkSend),
    /// The same key and devices came before: nothing is sent, and this is what became of it then. Where no digest tells
    /// whether the text is the same, `unjudged` is a message of then with its sealed text for as long as it exists.
    Replayed { first: BulkSend, unjudged: Option<(MessageId, Sealed)> },
    /// The same key came before with other devices or another text.
    Conflict,
}

impl Store {
    /// Takes a place of each device's limit where one is free, and stores the messages, the results and one audit record.
    pub async fn queue_several(&self, messages: NewMessages<'_>) -> Result<QueuedSeveral> {
        let mut tx = self.begin_of(messages.permit.tenant()).await?;
        let tenant = messages.permit.tenant();
        // Everybody who sends for this tenant waits here for their turn.
        let turn = format!("SELECT id FROM tenants WHERE id = $1{}", self.dialect.for_update());
        sqlx::query(AssertSqlSafe(turn)).bind(tenant.as_str()).fetch_optional(&mut *tx).await?;
        if let Some(earlier) = earlier(&mut tx, &messages).await? {
            if earlier == QueuedSeveral::Conflict {
                audit(&mut tx, &messages, &ids(&messages), AuditOutcome::Refused, REUSED).await?;
                tx.commit().await?;
            }
            return Ok(earlier);
        }
        let mut known = self.targets_of(&mut tx, &messages).await?;
        let mut results = Vec::with_capacity(messages.devices.len());
        for (device, message, sealed) in &messages.devices {
            let (name, outcome) = match known.remove(device.as_str()) {
                None => (String::new(), SendOutcome::NotFound),
                Some((name, reasons)) => {
                    let outcome =
                        one(&mut tx, self, &messages, (device, message, sealed), &name, reasons).await?;
                    (name, outcome)
                }
            };
            results.push(DeviceSend { device: device.clone(), name, outcome });
        }
        let done = BulkSend { id: messages.id.clone(), results };
        keep(&mut tx, &messages, &done).await?;
        let outcome = if done.sent() > 0 { AuditOutcome::Success } else { AuditOutcome::Refused };
        let named = |result: &DeviceSend| match result.name.as_str() {
            "" => result.device.to_string(),
            name => name.to_owned(),
        };
        let target = done.results.iter().map(named).collect::<Vec<_>>().join(", ");
        audit(&mut tx, &messages, &target, outcome, &detail(&done)).await?;
        tx.commit().await?;
        Ok(QueuedSeveral::Done(done))
    }

    /// What became of an act of this sender. None when it is not theirs or does not exist.
    pub async fn bulk_send(
        &self,
        tenant: &TenantId,
        sender: &UserId,
        id: &BulkId,
    ) -> Result<Option<BulkSend>> {
        let row =
            sqlx::query("SELECT results FROM bulk_sends WHERE tenant = $1 AND sender_id = $2 AND id = $3")
                .bind(tenant.as_str())
                .bind(sender.as_str())
                .bind(id.as_str())
                .fetch_optional(&self.of(tenant))
                .await?;
        let Some(row) = row else { return Ok(None) };
        let results = results(&Fields::of(&row).text()?)?;
        Ok(Some(BulkSend { id: id.clone(), results }))
    }

    /// The devices among `ids` that may be seen and sent to, in that order, with what is left of their limits.
    pub async fn device_targets(
        &self,
        read: &Permit<ReadDevices>,
        send: &Permit<SendToDevice>,
        ids: &[DeviceId],
        now: Timestamp,
    ) -> Result<Vec<DeviceTarget>> {
        let mut rows = self.devices_by_id(read, ids).await?;
        rows = self.devices_in_scope(send, rows).await?;
        let mut targets = Vec::with_capacity(rows.len());
        for row in rows {
            let quota = self.device_places(send.tenant(), &row.id, now).await?;
            targets.push(DeviceTarget { row, quota });
        }
        targets.sort_by_key(|target| ids.iter().position(|id| *id == target.row.id));
        Ok(targets)
    }

    /// Names and reasons of the devices in scope, by id.
    async fn targets_of(
        &self,
        tx: &mut AnyConnection,
        messages: &NewMessages<'_>,
    ) -> Result<HashMap<String, (String, Reasons)>> {
        let mut statement = Statement::within(self.dialect, messages.permit);
        let chosen = statement.list(messages.devices.iter().map(|(device, ..)| device.as_str()));
        let in_scope = statement.device_in_scope();
        let rows = statement
            .ready(&format!(
                "SELECT d.id, d.name, d.reasons FROM devices d WHERE d.tenant = $1 AND d.id IN ({chosen}){in_scope}"
            ))
            .fetch_all(tx)
            .await?;
        let mut known = HashMap::new();
        for row in &rows {
            let mut row = Fields::of(row);
            known.insert(row.text()?, (row.text()?, Reasons::from_bits(row.small()?)));
        }
        Ok(known)
    }
}

/// What follows when an act came with this idempotency key before.
async fn earlier(tx: &mut AnyConnection, messages: &NewMessages<'_>) -> Result<Option<QueuedSeveral>> {
    let Some(RepeatKey { key, text }) = &messages.key else { return Ok(None) };
    let tenant = messages.permit.tenant();
    let found = sqlx::query(
        "SELECT id, text_digest, results FROM bulk_sends WHERE tenant = $1 AND sender_id = $2 AND idempotency_key = $3",
    )
    .bind(tenant.as_str())
    .bind(messages.sender.user.as_str())
    .bind(key)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let mut row = Fields::of(&row);
    let (id, digest) = (row.id()?, row.text_if_any()?);
    let first = BulkSend { id, results: results(&row.text()?)? };
    let same_text = digest.zip(text.as_ref()).map(|(before, now)| before == *now);
    let before: BTreeSet<_> = first.results.iter().map(|result| result.device.as_str()).collect();
    let now: BTreeSet<_> = messages.devices.iter().map(|(device, ..)| device.as_str()).collect();
    if before != now || same_text == Some(false) {
        return Ok(Some(QueuedSeveral::Conflict));
    }
    let unjudged = if same_text.is_none() { sealed(tx, tenant, &first).await? } else { None };
    Ok(Some(QueuedSeveral::Replayed { first, unjudged }))
}

/// A message of the act whose sealed text still exists.
async fn sealed(
    tx: &mut AnyConnection,
    tenant: &TenantId,
    first: &BulkSend,
) -> Result<Option<(MessageId, Sealed)>> {
    for result in &first.results {
        let SendOutcome::Sent { message } = &result.outcome else { continue };
        let found = sqlx::query("SELECT sealed FROM messages WHERE tenant = $1 AND id = $2")
            .bind(tenant.as_str())
            .bind(message.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(row) = found else { continue };
        if let Some(text) = Fields::of(&row).bytes_if_any()? {
            let keys = keys(tx, tenant, message).await?;
            return Ok(Some((message.clone(), Sealed { text, keys })));
        }
    }
    Ok(None)
}

/// Whether the message to one device may go, and its row if it may.
async fn one(
    tx: &mut AnyConnection,
    store: &Store,
    messages: &NewMessages<'_>,
    (device, message, sealed): (&DeviceId, &MessageId, &Sealed),
    name: &str,
    reasons: Reasons,
) -> Result<SendOutcome> {
    let NewMessages { sender, permit, now, expires_at, .. } = messages;
    if !reasons.reachable() {
        return Ok(SendOutcome::Unreachable { reasons });
    }
    let quota = places::of_device(&mut *tx, permit.tenant(), device, *now).await?;
    if quota.left() == 0 {
        let next_free = quota.next_free.unwrap_or(*now);
        return Ok(SendOutcome::LimitReached { max: quota.max, next_free });
    }
    let new = NewMessage {
        id: message.clone(),
        sender,
        audience: Authorised::Device(permit, device),
        sealed: sealed.clone(),
        // The key of the whole act is with its results.
        key: None,
        expires_at: *expires_at,
        now: *now,
    };
    insert(tx, store, &new, &Target { names: vec![name.to_owned()], reasons }).await?;
    Ok(SendOutcome::Sent { message: message.clone() })
}

async fn keep(tx: &mut AnyConnection, messages: &NewMessages<'_>, done: &BulkSend) -> Result<()> {
    let key = messages.key.as_ref().filter(|_| done.sent() > 0);
    let results = serde_json::to_string(&done.results).expect("results are JSON");
    sqlx::query(
        "INSERT INTO bulk_sends (tenant, id, sender_id, idempotency_key, text_digest, created_at, results) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(messages.permit.tenant().as_str())
    .bind(done.id.as_str())
    .bind(messages.sender.user.as_str())
    .bind(key.map(|key| &key.key))
    .bind(key.and_then(|key| key.text.as_ref()))
    .bind(messages.now.millis())
    .bind(results)
    .execute(tx)
    .await?;
    Ok(())
}

fn results(json: &str) -> Result<Vec<DeviceSend>> {
    serde_json::from_str(json).map_err(|_| StoreError::corrupt("results of a bulk send that are not JSON"))
}

fn ids(messages: &NewMessages<'_>) -> String {
    messages.devices.iter().map(|(device, ..)| device.as_str()).collect::<Vec<_>>().join(", ")
}

/// How many it went to, and of the others why not.
fn detail(done: &BulkSend) -> String {
    let mut parts = vec![format!("sent to {} of {}", done.sent(), done.results.len())];
    for DeviceSend { device, name, outcome } in &done.results {
        parts.push(match outcome {
            SendOutcome::Sent { .. } => continue,
            SendOutcome::LimitReached { max, .. } => {
                format!("{name}: limit of {max} messages per hour reached")
            }
            SendOutcome::Unreachable { reasons } => {
                let reasons: Vec<_> = reasons.iter().map(|reason| reason.code()).collect();
                format!("{name}: cannot be reached: {}", reasons.join(", "))
            }
            SendOutcome::NotFound => format!("{device}: not found"),
        });
    }
    parts.join("; ")
}

async fn audit(
    tx: &mut AnyConnection,
    messages: &NewMessages<'_>,
    target: &str,
    outcome: AuditOutcome,
    detail: &str,
) -> Result<()> {
    let subjects: Vec<_> = messages.devices.iter().map(|(device, ..)| Subject::Device(device)).collect();
    let act = Act {
        tenant: messages.permit.tenant(),
        at: messages.now,
        actor: &messages.sender.user_principal_name,
        address: &messages.sender.address,
        activity: Activity::SendToDevices,
        target,
        subjects: &subjects,
        outcome,
        detail,
    };
    record(tx, act).await
}
