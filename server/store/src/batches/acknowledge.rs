//! What became of a batch: counts, retired tokens, what is tried again, and whether the message is finished.

use super::{Acknowledged, BatchResult, ClaimedBatch, NewBatch, Retired, insert_batch};
use crate::{
    Result, Store, StoreError, dialect::Dialect, expansion::count, finish::finish_if_done, row::Fields,
};
use herald_domain::{
    Timestamp,
    delivery::BATCH_MAX,
    device::{Facts, Platform, TokenState},
    ids::TenantId,
};
use sqlx::{AnyConnection, AssertSqlSafe};

impl Store {
    /// Stores the result and removes the batch. None when the lease was lost, to another worker or to the message's end:
    /// then nothing is written. A lease that ran out is not lost before somebody else has claimed the batch: what was
    /// sent under it would be sent again. Fails when the numbers do not add up to the batch's recipients.
    pub async fn acknowledge(
        &self,
        batch: &ClaimedBatch,
        owner: &str,
        now: Timestamp,
        result: BatchResult,
    ) -> Result<Option<Acknowledged>> {
        let rejected: u64 = result.rejected.iter().map(|(_, devices)| devices).sum();
        let ended = result.accepted + rejected + result.expired;
        let retried: usize = result.retry.iter().map(|retry| retry.recipients.len()).sum();
        if ended + retried as u64 != batch.recipients.len() as u64 {
            return Err(StoreError::Miscounted {
                recipients: batch.recipients.len(),
                accounted: ended + retried as u64,
            });
        }
        let mut tx = self.begin_of(&batch.tenant).await?;
        // The message's row first, here and wherever a message ends: so nobody waits for each other.
        let turn =
            format!("SELECT id FROM messages WHERE tenant = $1 AND id = $2{}", self.dialect.for_update());
        sqlx::query(AssertSqlSafe(turn))
            .bind(batch.tenant.as_str())
            .bind(batch.message.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        let removed = sqlx::query("DELETE FROM batches WHERE id = $1 AND lease_owner = $2")
            .bind(batch.batch.as_str())
            .bind(owner)
            .execute(&mut *tx)
            .await?;
        if removed.rows_affected() != 1 {
            return Ok(None);
        }
        sqlx::query(
            "UPDATE messages SET accepted = accepted + $3, expired = expired + $4, trying = trying - $5 \
             WHERE tenant = $1 AND id = $2",
        )
        .bind(batch.tenant.as_str())
        .bind(batch.message.as_str())
        .bind(result.accepted as i64)
        .bind(result.expired as i64)
        .bind(ended as i64)
        .execute(&mut *tx)
        .await?;
        for (reason, devices) in &result.rejected {
            count(&mut tx, &batch.tenant, &batch.message, "rejected", reason, *devices).await?;
        }
        for retired in &result.retired {
            retire(&mut tx, self.dialect, &batch.tenant, retired).await?;
        }
        for retry in &result.retry {
            for recipients in retry.recipients.chunks(BATCH_MAX) {
                let again = NewBatch {
                    tenant: &batch.tenant,
                    message: &batch.message,
                    service: batch.service,
                    attempt: retry.attempt,
                    due_at: retry.due_at,
                    recipients: &recipients.into(),
                };
                insert_batch(&mut tx, now, again).await?;
            }
        }
        let message_finished = finish_if_done(&mut tx, &batch.tenant, &batch.message, now).await?;
        tx.commit().await?;
        Ok(Some(Acknowledged { message_finished }))
    }
}

/// Marks a device's token as invalid, unless the app has registered another one or again since the verdict (B26).
async fn retire(
    tx: &mut AnyConnection,
    dialect: Dialect,
    tenant: &TenantId,
    retired: &Retired,
) -> Result<()> {
    let select = format!(
        "SELECT platform, enrolled, app_installed, notifications_allowed, play_services, token_registered_at \
         FROM devices WHERE tenant = $1 AND id = $2 AND push_token = $3 AND token_registered_at <= $4{}",
        dialect.for_update()
    );
    let found = sqlx::query(AssertSqlSafe(select))
        .bind(tenant.as_str())
        .bind(retired.device.as_str())
        .bind(&retired.token)
        .bind(retired.since.millis())
        .fetch_optional(&mut *tx)
        .await?;
    let Some(row) = found else { return Ok(()) };
    let mut row = Fields::of(&row);
    let facts = Facts {
        platform: row.code(Platform::from_code)?,
        enrolled: row.flag()?,
        app_installed: row.flag()?,
        notifications_allowed: row.flag()?,
        play_services: row.flag()?,
        token: TokenState { registered_at: row.time_if_any()?, invalid_since: Some(retired.since) },
    };
    sqlx::query("UPDATE devices SET token_invalid_since = $3, reasons = $4 WHERE tenant = $1 AND id = $2")
        .bind(tenant.as_str())
        .bind(retired.device.as_str())
        .bind(retired.since.millis())
        .bind(i64::from(facts.reasons().bits()))
        .execute(tx)
        .await?;
    Ok(())
}
