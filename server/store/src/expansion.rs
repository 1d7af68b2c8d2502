//! From a message to its recipients: membership is resolved when processing starts (B9, B11, B12).

use crate::{
    BatchRecipient, ClaimedMessage, Result, Store,
    batches::{NewBatch, insert_batch},
    finish::finish_if_done,
    row::Fields,
    statement::Statement,
};
use herald_domain::{
    Timestamp,
    delivery::{BATCH_MAX, MessageStatus},
    device::{Platform, Reasons, Service, Unreachable},
    ids::{DeviceId, MessageId, TenantId},
};
use sqlx::{AnyConnection, AssertSqlSafe};
use std::collections::BTreeMap;

/// What an expansion wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    pub batches: u64,
    pub recipients: u64,
    /// True when nobody can be reached: the message is finished and its text must be destroyed.
    pub finished: bool,
}

impl Store {
    /// The oldest message whose audience is not resolved, for `lease_ms`.
    pub async fn claim_message(
        &self,
        owner: &str,
        now: Timestamp,
        lease_ms: i64,
    ) -> Result<Option<ClaimedMessage>> {
        let claim = format!(
            "UPDATE messages SET lease_owner = $1, available_at = $3 WHERE (tenant, id) = (SELECT m.tenant, m.id \
             FROM messages m WHERE m.status = 'queued' AND m.status <> 'finished' AND m.available_at <= $2 \
             ORDER BY m.available_at, m.id LIMIT 1{}) RETURNING tenant, id",
            self.dialect.skip_locked()
        );
        let row = sqlx::query(AssertSqlSafe(claim))
            .bind(owner)
            .bind(now.millis())
            .bind(now.plus_ms(lease_ms).millis())
            .fetch_optional(&self.write)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let mut row = Fields::of(&row);
        Ok(Some(ClaimedMessage { tenant: row.id()?, id: row.id()? }))
    }

    /// Resolves who is in the groups now and writes the batches, in one transaction. Does nothing to a message that
    /// was expanded before, so that calling it twice is harmless.
    pub async fn expand(&self, tenant: &TenantId, message: &MessageId, now: Timestamp) -> Result<Expanded> {
        let mut tx = self.begin_of(tenant).await?;
        let select = format!(
            "SELECT status, device_id FROM messages WHERE tenant = $1 AND id = $2{}",
            self.dialect.for_update()
        );
        let found = sqlx::query(AssertSqlSafe(select))
            .bind(tenant.as_str())
            .bind(message.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(found) = found else { return Ok(Expanded { finished: true, ..Expanded::default() }) };
        let mut found = Fields::of(&found);
        let (status, device) = (found.code(MessageStatus::from_code)?, found.id_if_any::<DeviceId>()?);
        if status != MessageStatus::Queued {
            return Ok(Expanded { finished: status == MessageStatus::Finished, ..Expanded::default() });
        }
        let audience = self.audience(&mut tx, tenant, message, device.as_ref()).await?;
        let expanded = self.write_batches(&mut tx, tenant, message, now, audience).await?;
        tx.commit().await?;
        Ok(expanded)
    }

    /// Of a message that ends before anybody began it: how many could be reached now. The others are counted by their
    /// reason.
    pub(crate) async fn count_untried(
        &self,
        tx: &mut AnyConnection,
        tenant: &TenantId,
        message: &MessageId,
        device: Option<&DeviceId>,
    ) -> Result<i64> {
        let audience = self.audience(tx, tenant, message, device).await?;
        for (reason, devices) in audience.unreachable {
            count(tx, tenant, message, "unreachable", reason.code(), devices).await?;
        }
        Ok(audience.reachable.values().map(|recipients| recipients.len() as i64).sum())
    }

    /// Everybody whom the message is for at this moment.
    async fn audience(
        &self,
        tx: &mut AnyConnection,
        tenant: &TenantId,
        message: &MessageId,
        device: Option<&DeviceId>,
    ) -> Result<Audience> {
        let mut statement = Statement::new(self.dialect, tenant);
        let from = match device {
            Some(device) => {
                format!("devices d WHERE d.tenant = $1 AND d.id = {}", statement.value(device.as_str()))
            }
            None => {
                let message = statement.value(message.as_str());
                statement.closure(
                    "to",
                    &format!("SELECT t.group_id FROM message_groups t WHERE t.tenant = $1 AND t.message_id = {message}"),
                );
                "devices d WHERE d.tenant = $1 AND d.enrolled_by_id IN (SELECT id FROM to_users)".to_owned()
            }
        };
        let rows = statement
            .ready(&format!(
                "SELECT d.platform, d.reasons, d.id, d.push_token, d.token_registered_at FROM {from}"
            ))
            .fetch_all(tx)
            .await?;
        let mut audience = Audience::default();
        for row in &rows {
            let mut row = Fields::of(row);
            let platform = row.code(Platform::from_code)?;
            let reasons = Reasons::from_bits(row.small()?);
            audience.add(platform, reasons, row.id()?, row.text_if_any()?, row.time_if_any()?);
        }
        Ok(audience)
    }

    async fn write_batches(
        &self,
        tx: &mut AnyConnection,
        tenant: &TenantId,
        message: &MessageId,
        now: Timestamp,
        audience: Audience,
    ) -> Result<Expanded> {
        let mut expanded = Expanded::default();
        for (service, recipients) in &audience.reachable {
            for recipients in recipients.chunks(BATCH_MAX) {
                let batch =
                    NewBatch { tenant, message, service: *service, attempt: 0, due_at: now, recipients };
                insert_batch(tx, now, batch).await?;
                expanded.batches += 1;
                expanded.recipients += recipients.len() as u64;
            }
        }
        for (reason, devices) in audience.unreachable {
            count(tx, tenant, message, "unreachable", reason.code(), devices).await?;
        }
        sqlx::query(
            "UPDATE messages SET status = 'sending', trying = $3, lease_owner = NULL WHERE tenant = $1 AND id = $2",
        )
        .bind(tenant.as_str())
        .bind(message.as_str())
        .bind(expanded.recipients as i64)
        .execute(&mut *tx)
        .await?;
        expanded.finished = finish_if_done(tx, tenant, message, now).await?;
        Ok(expanded)
    }
}

/// The devices that a message is for.
#[derive(Default)]
struct Audience {
    reachable: BTreeMap<Service, Vec<BatchRecipient>>,
    unreachable: BTreeMap<Unreachable, u64>,
}

impl Audience {
    fn add(
        &mut self,
        platform: Platform,
        reasons: Reasons,
        device: DeviceId,
        token: Option<String>,
        registered_at: Option<Timestamp>,
    ) {
        let reason = match (reasons.first(), platform.service(), token, registered_at) {
            (None, Some(service), Some(token), Some(registered_at)) => {
                self.reachable.entry(service).or_default().push(BatchRecipient {
                    device,
                    token,
                    registered_at,
                });
                return;
            }
            (Some(reason), ..) => reason,
            (None, None, ..) => Unreachable::PlatformNotSupported,
            (None, Some(_), ..) => Unreachable::NoPushToken,
        };
        *self.unreachable.entry(reason).or_default() += 1;
    }
}

/// Adds to a message's count of one reason.
pub(crate) async fn count(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    message: &MessageId,
    kind: &'static str,
    reason: &str,
    devices: u64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO message_counts (tenant, message_id, kind, reason, devices) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (tenant, message_id, kind, reason) DO UPDATE SET devices = message_counts.devices + excluded.devices",
    )
    .bind(tenant.as_str())
    .bind(message.as_str())
    .bind(kind)
    .bind(reason)
    .bind(devices as i64)
    .execute(connection)
    .await?;
    Ok(())
}
