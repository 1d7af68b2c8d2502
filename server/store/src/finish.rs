//! When work is due, and how messages end (B22).

use crate::{Result, Store, nodes::erase_keys, row::Fields};
use herald_domain::{
    Timestamp,
    delivery::MessageStatus,
    ids::{DeviceId, MessageId, TenantId},
};
use sqlx::{AnyConnection, AssertSqlSafe};

/// A message that has come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub tenant: TenantId,
    pub message: MessageId,
}

/// How much is waiting, for the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueDepth {
    /// Messages that are not expanded yet.
    pub queued: u64,
    /// Messages that are being handed over.
    pub sending: u64,
    pub batches: u64,
    /// Deliveries outstanding in those batches.
    pub recipients: u64,
}

impl Store {
    /// When something can be claimed or expires next; in the past if there is work already. None when nothing is
    /// outstanding.
    pub async fn next_due(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let row = sqlx::query(
            // A message whose time is up is work now, unless a worker has it in hand: then the lease's end is next.
            "SELECT MIN(t.at) FROM (SELECT MIN(available_at) AS at FROM batches WHERE service = 'apns' \
             UNION ALL SELECT MIN(available_at) FROM batches WHERE service = 'fcm' \
             UNION ALL SELECT MIN(available_at) FROM messages WHERE status = 'queued' AND status <> 'finished' \
             UNION ALL SELECT MIN(m.expires_at) FROM messages m WHERE m.status <> 'finished' AND (m.expires_at > $1 \
             OR NOT ((m.status = 'queued' AND m.lease_owner IS NOT NULL AND m.available_at > $1) OR EXISTS \
             (SELECT 1 FROM batches b WHERE b.tenant = m.tenant AND b.message_id = m.id \
             AND b.lease_owner IS NOT NULL AND b.available_at > $1)))) t",
        )
        .bind(now.millis())
        .fetch_one(&self.read)
        .await?;
        Fields::of(&row).time_if_any()
    }

    /// Ends the messages whose time is up: what is outstanding counts as expired, the sealed text is gone. Of a message
    /// that nobody began, that is everybody who could be reached now. What is being handed over at this moment is left
    /// to its worker, until its lease ends. Answers the messages that ended.
    pub async fn expire(&self, now: Timestamp) -> Result<Vec<Ended>> {
        let due =
            sqlx::query("SELECT tenant, id FROM messages WHERE status <> 'finished' AND expires_at <= $1")
                .bind(now.millis())
                .fetch_all(&self.read)
                .await?;
        let mut ended = Vec::new();
        for row in &due {
            let mut row = Fields::of(row);
            let (tenant, message): (TenantId, MessageId) = (row.id()?, row.id()?);
            if self.expire_one(&tenant, &message, now).await? {
                ended.push(Ended { tenant, message });
            }
        }
        Ok(ended)
    }

    async fn expire_one(&self, tenant: &TenantId, message: &MessageId, now: Timestamp) -> Result<bool> {
        let mut tx = self.begin_of(tenant).await?;
        // It waits until an audience was read elsewhere.
        self.at_leisure(&mut tx).await?;
        let select = format!(
            "SELECT status, device_id FROM messages WHERE tenant = $1 AND id = $2 AND status <> 'finished' \
             AND (status <> 'queued' OR lease_owner IS NULL OR available_at <= $3){}",
            self.dialect.for_update()
        );
        let open = sqlx::query(AssertSqlSafe(select))
            .bind(tenant.as_str())
            .bind(message.as_str())
            .bind(now.millis())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(open) = open else { return Ok(false) };
        let mut open = Fields::of(&open);
        let (status, device) = (open.code(MessageStatus::from_code)?, open.id_if_any::<DeviceId>()?);
        let removed = sqlx::query(
            "DELETE FROM batches WHERE tenant = $1 AND message_id = $2 AND (lease_owner IS NULL OR available_at <= $3) \
             RETURNING size",
        )
        .bind(tenant.as_str())
        .bind(message.as_str())
        .bind(now.millis())
        .fetch_all(&mut *tx)
        .await?;
        let mut outstanding = 0;
        for row in &removed {
            outstanding += Fields::of(row).int()?;
        }
        let untried = match status {
            MessageStatus::Queued => self.count_untried(&mut tx, tenant, message, device.as_ref()).await?,
            _ => 0,
        };
        sqlx::query(
            "UPDATE messages SET expired = expired + $3, trying = trying - $4 WHERE tenant = $1 AND id = $2",
        )
        .bind(tenant.as_str())
        .bind(message.as_str())
        .bind(outstanding + untried)
        .bind(outstanding)
        .execute(&mut *tx)
        .await?;
        let finished = finish_if_done(&mut tx, tenant, message, now).await?;
        tx.commit().await?;
        Ok(finished)
    }

    /// The messages whose text may still be needed. Keys of all others can be destroyed.
    pub async fn unfinished(&self) -> Result<Vec<MessageId>> {
        Ok(self.pending().await?.into_iter().map(|(_, message)| message).collect())
    }

    /// The same, with whose they are.
    pub async fn pending(&self) -> Result<Vec<(TenantId, MessageId)>> {
        let pending = "SELECT tenant, id FROM messages WHERE status <> 'finished'";
        let rows = sqlx::query(pending).fetch_all(&self.read).await?;
        let message = |row| {
            let mut row = Fields::of(row);
            Ok((row.id()?, row.id()?))
        };
        rows.iter().map(message).collect()
    }

    /// How much is waiting, over all tenants.
    pub async fn queue_depth(&self) -> Result<QueueDepth> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM messages WHERE status = 'queued' AND status <> 'finished'), \
             (SELECT COUNT(*) FROM messages WHERE status = 'sending' AND status <> 'finished'), \
             (SELECT COUNT(*) FROM batches), (SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM batches)",
        )
        .fetch_one(&self.read)
        .await?;
        let mut row = Fields::of(&row);
        Ok(QueueDepth {
            queued: row.count()?,
            sending: row.count()?,
            batches: row.count()?,
            recipients: row.count()?,
        })
    }
}

/// Ends a message that has no batch left, and with it the sealed text (B22). True when it is over.
pub(crate) async fn finish_if_done(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    message: &MessageId,
    now: Timestamp,
) -> Result<bool> {
    let finished = sqlx::query(
        "UPDATE messages SET status = 'finished', finished_at = $3, sealed = NULL, lease_owner = NULL \
         WHERE tenant = $1 AND id = $2 AND status <> 'finished' AND NOT EXISTS \
         (SELECT 1 FROM batches b WHERE b.tenant = $1 AND b.message_id = $2)",
    )
    .bind(tenant.as_str())
    .bind(message.as_str())
    .bind(now.millis())
    .execute(&mut *connection)
    .await?;
    let finished = finished.rows_affected() == 1;
    if finished {
        erase_keys(connection, tenant, message).await?;
    }
    Ok(finished)
}
