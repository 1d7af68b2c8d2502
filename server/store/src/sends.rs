//! What was sent and what became of it, without text (B22, B23).

use crate::{Result, Store, StoreError, row::Fields, statement::Statement};
use herald_domain::{
    delivery::{Counts, MessageStatus, Send, Target},
    device::{Service, Unreachable},
    directory::Page,
    ids::{MessageId, TenantId, UserId},
    paging::Rows,
    permission::{Permit, ReadOrganization},
    push::Waiting,
};
use sqlx::any::AnyRow;
use std::collections::HashMap;

const ROW: &str = "m.id, m.status, m.created_at, m.finished_at, m.sender_name, m.kind, m.device_id, m.device_name, \
     m.accepted, m.expired, m.trying";

impl Store {
    /// Newest first. `page` counts from 1. Within a scope of groups: the sends to groups and devices inside it.
    pub async fn sends(&self, permit: &Permit<ReadOrganization>, page: u32) -> Result<Page<Send>> {
        let statement = Statement::within(self.dialect, permit);
        let matching = in_sight(&statement);
        let total = statement.ready(&format!("SELECT COUNT(*) {matching}"));
        let mut statement = Statement::within(self.dialect, permit);
        let (matching, offset) = (in_sight(&statement), statement.value(Rows::default().before(page)));
        let rows = statement.ready(&format!(
            "SELECT {ROW} {matching} ORDER BY m.created_at DESC, m.id DESC LIMIT {} OFFSET {offset}",
            Rows::default().count()
        ));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        Ok(Page { rows: self.complete(permit.tenant(), &rows).await?, total: Fields::of(&total).count()? })
    }

    /// None when it does not exist or is out of scope.
    pub async fn send(&self, permit: &Permit<ReadOrganization>, id: &MessageId) -> Result<Option<Send>> {
        let mut statement = Statement::within(self.dialect, permit);
        let (matching, id) = (in_sight(&statement), statement.value(id.as_str()));
        let rows = statement
            .ready(&format!("SELECT {ROW} {matching} AND m.id = {id}"))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        Ok(self.complete(permit.tenant(), &rows).await?.pop())
    }

    /// What waits for each push service, over the whole tenant; services for which nothing waits are left out.
    pub async fn waiting(&self, permit: &Permit<ReadOrganization>) -> Result<Vec<Waiting>> {
        let rows = sqlx::query(
            "SELECT b.service, CAST(SUM(b.size) AS BIGINT), \
             CAST(SUM(CASE WHEN b.attempt > 0 THEN b.size ELSE 0 END) AS BIGINT) \
             FROM batches b WHERE b.tenant = $1 GROUP BY b.service ORDER BY b.service",
        )
        .bind(permit.tenant().as_str())
        .fetch_all(&self.of(permit.tenant()))
        .await?;
        let waiting = |row| {
            let mut row = Fields::of(row);
            Ok(Waiting { service: row.code(Service::from_code)?, devices: row.count()?, again: row.count()? })
        };
        rows.iter().map(waiting).collect()
    }

    /// Those of `ids` that `sender` sent, in that order.
    pub async fn sends_by_id(
        &self,
        tenant: &TenantId,
        sender: &UserId,
        ids: &[MessageId],
    ) -> Result<Vec<Send>> {
        let mut statement = Statement::new(self.dialect, tenant);
        let chosen = statement.list(ids.iter().map(MessageId::as_str));
        let sender = statement.value(sender.as_str());
        let rows = statement
            .ready(&format!(
                "SELECT {ROW} FROM messages m WHERE m.tenant = $1 AND m.sender_id = {sender} AND m.id IN ({chosen})"
            ))
            .fetch_all(&self.of(tenant))
            .await?;
        let mut sends = self.complete(tenant, &rows).await?;
        sends.sort_by_key(|send| ids.iter().position(|id| *id == send.id));
        Ok(sends)
    }

    /// Adds the groups' names and the counts by reason.
    async fn complete(&self, tenant: &TenantId, rows: &[AnyRow]) -> Result<Vec<Send>> {
        let mut sends: Vec<Send> = rows.iter().map(|row| send(Fields::of(row))).collect::<Result<_>>()?;
        let at: HashMap<String, usize> =
            sends.iter().enumerate().map(|(at, send)| (send.id.as_str().to_owned(), at)).collect();
        let mut statement = Statement::new(self.dialect, tenant);
        let chosen = statement.list(at.keys().map(String::as_str));
        let groups = statement.ready(&format!(
            "SELECT t.message_id, t.name FROM message_groups t WHERE t.tenant = $1 AND t.message_id IN ({chosen}) \
             ORDER BY t.message_id, t.position"
        ));
        let mut statement = Statement::new(self.dialect, tenant);
        let chosen = statement.list(at.keys().map(String::as_str));
        let counts = statement.ready(&format!(
            "SELECT c.message_id, c.kind, c.reason, c.devices FROM message_counts c \
             WHERE c.tenant = $1 AND c.message_id IN ({chosen}) ORDER BY c.message_id, c.devices DESC, c.reason"
        ));
        let read = self.of(tenant);
        let (groups, counts) = tokio::try_join!(groups.fetch_all(&read), counts.fetch_all(&read))?;
        for row in &groups {
            let mut row = Fields::of(row);
            let at = at[&row.text()?];
            if let Target::Groups { names } = &mut sends[at].target {
                names.push(row.text()?);
            }
        }
        for row in &counts {
            let mut row = Fields::of(row);
            let at = at[&row.text()?];
            count_by_reason(&mut sends[at].counts, row)?;
        }
        Ok(sends)
    }
}

/// Adds a row that goes on with kind, reason and number of devices.
pub(crate) fn count_by_reason(counts: &mut Counts, mut row: Fields<'_>) -> Result<()> {
    match row.text()?.as_str() {
        "unreachable" => counts.unreachable.push((row.code(Unreachable::from_code)?, row.count()?)),
        "rejected" => counts.rejected.push((row.text()?, row.count()?)),
        other => return Err(StoreError::corrupt(format_args!("counts of the kind {other:?}"))),
    }
    Ok(())
}

/// FROM and WHERE of the messages that a permit lets see, called `m`.
pub(crate) fn in_sight(statement: &Statement) -> String {
    let mut matching = String::from("FROM messages m WHERE m.tenant = $1");
    if statement.is_scoped() {
        let device = statement.id_of_device_in_scope("m.device_id");
        matching += &format!(
            " AND CASE m.kind WHEN 'device' THEN {device} \
             ELSE NOT EXISTS (SELECT 1 FROM message_groups t WHERE t.tenant = $1 AND t.message_id = m.id \
             AND t.group_id NOT IN (SELECT id FROM scope_groups)) END"
        );
    }
    matching
}

/// Reads the columns of [`ROW`].
fn send(mut row: Fields<'_>) -> Result<Send> {
    let (id, status, at, finished_at) =
        (row.id()?, row.code(MessageStatus::from_code)?, row.time()?, row.time_if_any()?);
    let (by, kind) = (row.text()?, row.text()?);
    let (device, name) = (row.id_if_any()?, row.text()?);
    let target = match (kind.as_str(), device) {
        ("groups", None) => Target::Groups { names: Vec::new() },
        ("device", Some(id)) => Target::Device { id, name },
        _ => return Err(StoreError::corrupt(format_args!("a message of the kind {kind:?}"))),
    };
    let counts =
        Counts { accepted: row.count()?, expired: row.count()?, trying: row.count()?, ..Counts::default() };
    Ok(Send { id, status, at, finished_at, by, target, counts })
}
