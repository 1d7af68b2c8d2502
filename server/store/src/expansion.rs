//! From a message to its recipients: membership is resolved when processing starts (B9, B11, B12).

use crate::{
    ClaimedMessage, Result, Store,
    batches::{NewBatch, Recipients, insert_batch},
    finish::finish_if_done,
    row::Fields,
    statement::{Ready, Statement},
};
use futures::TryStreamExt;
use herald_domain::{
    Timestamp,
    delivery::{BATCH_MAX, MessageStatus},
    device::{Platform, Reasons, Service, Unreachable},
    ids::{DeviceId, MessageId, TenantId},
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};
use std::collections::BTreeMap;

/// Devices in a row of the audience at the most. Batches take rows as they are, so this divides their size.
const PART_MAX: usize = 100;
const _: () = assert!(BATCH_MAX.is_multiple_of(PART_MAX));

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
        // It waits until the audience was read elsewhere.
        self.at_leisure(&mut tx).await?;
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
        let mut writer =
            Writer { tenant, message, now, open: BTreeMap::new(), expanded: Expanded::default() };
        let mut unreachable = BTreeMap::new();
        // Read beside the transaction that writes, part by part: a million need no more memory than a hundred.
        let readers = self.scan_of(tenant);
        let mut audience = self.audience(tenant, message, device.as_ref()).fetch(&readers);
        while let Some(row) = audience.try_next().await? {
            let part = Part::read(&row)?;
            if let Some((service, size, recipients)) = part.reachable {
                writer.add(&mut tx, service, size, &recipients).await?;
            }
            *unreachable.entry(part.reason).or_default() += part.unreachable;
        }
        drop(audience);
        let mut expanded = writer.finish(&mut tx).await?;
        for (reason, devices) in unreachable.into_iter().filter(|(_, devices)| *devices > 0) {
            count(&mut tx, tenant, message, "unreachable", reason.code(), devices).await?;
        }
        sqlx::query(
            "UPDATE messages SET status = 'sending', trying = $3, lease_owner = NULL WHERE tenant = $1 AND id = $2",
        )
        .bind(tenant.as_str())
        .bind(message.as_str())
        .bind(expanded.recipients as i64)
        .execute(&mut *tx)
        .await?;
        expanded.finished = finish_if_done(&mut tx, tenant, message, now).await?;
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
        let (mut reachable, mut unreachable) = (0, BTreeMap::new());
        let readers = self.scan_of(tenant);
        let mut audience = self.audience(tenant, message, device).fetch(&readers);
        while let Some(row) = audience.try_next().await? {
            let part = Part::read(&row)?;
            reachable += part.reachable.map_or(0, |(_, size, _)| size as i64);
            *unreachable.entry(part.reason).or_default() += part.unreachable;
        }
        for (reason, devices) in unreachable.into_iter().filter(|(_, devices)| *devices > 0) {
            count(tx, tenant, message, "unreachable", reason.code(), devices).await?;
        }
        Ok(reachable)
    }

    /// Everybody whom the message is for at this moment, in rows of [`Part`]s: a row for each device would take most of the
    /// time on its way out of the database.
    fn audience(&self, tenant: &TenantId, message: &MessageId, device: Option<&DeviceId>) -> Ready {
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
                // CROSS JOIN: SQLite begins with the users, each of whom has few devices.
                "to_users u CROSS JOIN devices d WHERE d.tenant = $1 AND d.enrolled_by_id = u.id".to_owned()
            }
        };
        let recipient = self.dialect.array("d.id, d.push_token, d.token_registered_at");
        let recipients = self.dialect.joined("recipient");
        statement.ready(&format!(
            "SELECT platform, reasons, COUNT(*), COUNT(recipient), {recipients} FROM (SELECT d.platform, d.reasons, \
             CASE WHEN d.reasons = 0 AND d.push_token IS NOT NULL AND d.token_registered_at IS NOT NULL \
             THEN {recipient} END AS recipient, (ROW_NUMBER() OVER () - 1) / {PART_MAX} AS part FROM {from}) parts \
             GROUP BY part, platform, reasons"
        ))
    }
}

/// Devices of a message that are alike.
struct Part {
    /// Through which service, how many, and what is kept of them.
    reachable: Option<(Service, usize, String)>,
    /// How many others, and why.
    unreachable: u64,
    reason: Unreachable,
}

impl Part {
    fn read(row: &AnyRow) -> Result<Self> {
        let mut row = Fields::of(row);
        let platform = row.code(Platform::from_code)?;
        let reasons = Reasons::from_bits(row.small()?);
        let (devices, reachable) = (row.count()?, row.small::<usize>()?);
        let reason = match (reasons.first(), platform.service()) {
            (Some(reason), _) => reason,
            (None, None) => Unreachable::PlatformNotSupported,
            (None, Some(_)) => Unreachable::NoPushToken,
        };
        let reachable = match (platform.service(), row.text_if_any()?) {
            (Some(service), Some(recipients)) if reasons.reachable() => {
                Some((service, reachable, recipients))
            }
            _ => None,
        };
        let handled = reachable.as_ref().map_or(0, |(_, size, _)| *size as u64);
        Ok(Self { reachable, unreachable: devices - handled, reason })
    }
}

/// Writes recipients in batches.
struct Writer<'a> {
    tenant: &'a TenantId,
    message: &'a MessageId,
    now: Timestamp,
    /// Those who do not fill a batch yet.
    open: BTreeMap<Service, Recipients>,
    expanded: Expanded,
}

impl Writer<'_> {
    async fn add(
        &mut self,
        tx: &mut AnyConnection,
        service: Service,
        size: usize,
        recipients: &str,
    ) -> Result<()> {
        let open = self.open.entry(service).or_default();
        if open.len() + size > BATCH_MAX {
            let full = std::mem::take(open);
            self.write(tx, service, &full).await?;
        }
        self.open.entry(service).or_default().add(size, recipients);
        Ok(())
    }

    async fn finish(mut self, tx: &mut AnyConnection) -> Result<Expanded> {
        for (service, rest) in std::mem::take(&mut self.open) {
            if rest.len() > 0 {
                self.write(tx, service, &rest).await?;
            }
        }
        Ok(self.expanded)
    }

    async fn write(
        &mut self,
        tx: &mut AnyConnection,
        service: Service,
        recipients: &Recipients,
    ) -> Result<()> {
        let Self { tenant, message, now, .. } = *self;
        let batch = NewBatch { tenant, message, service, attempt: 0, due_at: now, recipients };
        insert_batch(tx, now, batch).await?;
        self.expanded.batches += 1;
        self.expanded.recipients += recipients.len() as u64;
        Ok(())
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
