//! Leases: a batch belongs to whoever claimed it until the lease ends, and then comes back by itself.

use super::{BatchRecipient, ClaimedBatch};
use crate::{
    Result, Store, StoreError, WrappedKey,
    new_id::new_id,
    row::{Fields, id},
};
use herald_domain::{
    Timestamp,
    device::Service,
    ids::{BatchId, MessageId, TenantId},
};
use sqlx::{AnyConnection, AssertSqlSafe};

/// A batch to write.
pub(crate) struct NewBatch<'a> {
    pub tenant: &'a TenantId,
    pub message: &'a MessageId,
    pub service: Service,
    pub attempt: u32,
    pub due_at: Timestamp,
    pub recipients: &'a Recipients,
}

/// Between 1 and 500 recipients of a batch, as they are stored: JSON, `[[device id, push token, time of its registration], …]`.
#[derive(Default)]
pub(crate) struct Recipients {
    rows: String,
    size: usize,
}

impl Recipients {
    /// Adds `size` of them, given as the text of their arrays with commas between them.
    pub fn add(&mut self, size: usize, rows: &str) {
        self.rows.push(if self.size == 0 { '[' } else { ',' });
        self.rows.push_str(rows);
        self.size += size;
    }

    pub fn len(&self) -> usize {
        self.size
    }
}

impl From<&[BatchRecipient]> for Recipients {
    fn from(recipients: &[BatchRecipient]) -> Self {
        let mut all = Self::default();
        for BatchRecipient { device, token, registered_at } in recipients {
            let row = (device.as_str(), token, registered_at.millis());
            all.add(1, &serde_json::to_string(&row).expect("strings and numbers are JSON"));
        }
        all
    }
}

pub(crate) async fn insert_batch(
    connection: &mut AnyConnection,
    now: Timestamp,
    batch: NewBatch<'_>,
) -> Result<()> {
    let id: BatchId = new_id(now);
    sqlx::query(
        "INSERT INTO batches (id, tenant, message_id, service, attempt, due_at, available_at, size) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(id.as_str())
    .bind(batch.tenant.as_str())
    .bind(batch.message.as_str())
    .bind(batch.service.code())
    .bind(i64::from(batch.attempt))
    .bind(batch.due_at.millis())
    .bind(batch.recipients.size as i64)
    .execute(&mut *connection)
    .await?;
    sqlx::query("INSERT INTO batch_recipients (batch_id, recipients) VALUES ($1, $2)")
        .bind(id.as_str())
        .bind(format!("{}]", batch.recipients.rows))
        .execute(connection)
        .await?;
    Ok(())
}

fn read(recipients: &str) -> Result<Vec<BatchRecipient>> {
    let rows: Vec<(String, String, i64)> =
        serde_json::from_str(recipients).map_err(|_| StoreError::corrupt("recipients of a batch"))?;
    rows.into_iter()
        .map(|(device, token, registered_at)| {
            Ok(BatchRecipient { device: id(device)?, token, registered_at: Timestamp(registered_at) })
        })
        .collect()
}

impl Store {
    /// The batch that has been due longest for one of `services`, for `lease_ms`. Batches whose lease ran out come
    /// back here by themselves.
    pub async fn claim_batch(
        &self,
        owner: &str,
        now: Timestamp,
        lease_ms: i64,
        services: &[Service],
    ) -> Result<Option<ClaimedBatch>> {
        if services.is_empty() {
            return Ok(None);
        }
        // Another node may have to hand its key over first.
        let openable = match &self.node {
            None => "",
            Some(_) => {
                " AND EXISTS (SELECT 1 FROM message_keys k WHERE k.tenant = b.tenant \
                 AND k.message_id = b.message_id AND k.node_id = $4 AND k.wrapped IS NOT NULL)"
            }
        };
        let key = |column: &str| match &self.node {
            None => String::new(),
            Some(_) => format!(
                ", (SELECT k.{column} FROM message_keys k WHERE k.tenant = batches.tenant \
                 AND k.message_id = batches.message_id AND k.node_id = $4)"
            ),
        };
        // Codes of ours, so they can stand in the SQL.
        let services: Vec<_> = services.iter().map(|service| format!("'{}'", service.code())).collect();
        let claim = format!(
            "UPDATE batches SET lease_owner = $1, available_at = $3 WHERE id = (SELECT b.id FROM batches b \
             WHERE b.service IN ({}) AND b.available_at <= $2{openable} ORDER BY b.available_at, b.id LIMIT 1{}) \
             RETURNING tenant, message_id, id, service, attempt, \
             (SELECT r.recipients FROM batch_recipients r WHERE r.batch_id = batches.id), \
             (SELECT m.expires_at FROM messages m WHERE m.tenant = batches.tenant AND m.id = batches.message_id), \
             (SELECT m.sealed FROM messages m WHERE m.tenant = batches.tenant AND m.id = batches.message_id){}{}",
            services.join(", "),
            self.dialect.skip_locked(),
            key("generation"),
            key("wrapped"),
        );
        let claim = sqlx::query(AssertSqlSafe(claim))
            .bind(owner)
            .bind(now.millis())
            .bind(now.plus_ms(lease_ms).millis());
        let claim = match &self.node {
            None => claim,
            Some(node) => claim.bind(node.as_str()),
        };
        let row = claim.fetch_optional(&self.write).await?;
        let Some(row) = row else { return Ok(None) };
        let mut row = Fields::of(&row);
        let mut batch = ClaimedBatch {
            tenant: row.id()?,
            message: row.id()?,
            batch: row.id()?,
            service: row.code(Service::from_code)?,
            attempt: row.small()?,
            recipients: read(&row.text()?)?,
            expires_at: row.time()?,
            sealed: row
                .bytes_if_any()?
                .ok_or_else(|| StoreError::corrupt("a batch of a finished message"))?
                .into(),
        };
        if let Some(node) = self.node.clone() {
            let (generation, wrapped) = (row.int()?, row.bytes_if_any()?.unwrap_or_default());
            batch.sealed.keys = vec![WrappedKey { node, generation, wrapped }];
        }
        Ok(Some(batch))
    }

    /// False when the lease was lost: somebody else has claimed the batch, or it has ended. One that ran out meanwhile
    /// is the owner's again.
    pub async fn extend_lease(
        &self,
        batch: &BatchId,
        owner: &str,
        now: Timestamp,
        lease_ms: i64,
    ) -> Result<bool> {
        let extended = sqlx::query("UPDATE batches SET available_at = $3 WHERE id = $1 AND lease_owner = $2")
            .bind(batch.as_str())
            .bind(owner)
            .bind(now.plus_ms(lease_ms).millis())
            .execute(&self.write)
            .await?;
        Ok(extended.rows_affected() == 1)
    }

    /// Gives every lease of this owner back and says how many.
    pub async fn release(&self, owner: &str) -> Result<u64> {
        self.release_of(Some(owner)).await
    }

    /// Gives every lease back, for whoever knows that no worker is there: after a crash nobody need wait for leases to
    /// run out.
    pub async fn release_all(&self) -> Result<u64> {
        self.release_of(None).await
    }

    async fn release_of(&self, owner: Option<&str>) -> Result<u64> {
        let mut tx = self.begin().await?;
        let released = release(&mut tx, owner).await?;
        tx.commit().await?;
        Ok(released)
    }
}

/// Gives back what this owner has claimed, or everybody.
pub(crate) async fn release(tx: &mut AnyConnection, owner: Option<&str>) -> Result<u64> {
    let batches = sqlx::query(
        "UPDATE batches SET lease_owner = NULL, available_at = due_at \
         WHERE lease_owner = COALESCE($1, lease_owner)",
    )
    .bind(owner)
    .execute(&mut *tx)
    .await?;
    let messages = sqlx::query(
        "UPDATE messages SET lease_owner = NULL, available_at = created_at \
         WHERE lease_owner = COALESCE($1, lease_owner) AND status = 'queued' AND status <> 'finished'",
    )
    .bind(owner)
    .execute(tx)
    .await?;
    Ok(batches.rows_affected() + messages.rows_affected())
}
