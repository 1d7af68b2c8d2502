//! Messages to single devices, as what was done to those devices: *Device actions* and *Device actions status* (B32).

use crate::{
    Result, Store, StoreError,
    devices::{self, device_row},
    fold::sought,
    row::Fields,
    shared::question,
    statement::Statement,
};
use herald_domain::{
    action::{ActionQuery, ActionRow, ActionStatus, DeviceAction, Hindrance},
    device::Unreachable,
    directory::Page,
    ids::{DeviceId, TenantId},
    paging::Rows,
    permission::{Permit, ReadDevices},
};

/// How far it has come, as the code of an [`ActionStatus`].
const STATUS: &str = "CASE WHEN m.status <> 'finished' THEN 'pending' WHEN m.accepted > 0 THEN 'accepted' \
     WHEN c.kind = 'rejected' THEN 'failed' WHEN m.expired > 0 THEN 'expired' ELSE 'unreachable' END";

/// What kept it from the device. A message to one device has one outcome, so at most one reason.
const REASONS: &str = "LEFT JOIN message_counts c ON c.tenant = $1 AND c.message_id = m.id";

const ROW: &str = "m.id, m.created_at, m.sender_name, c.kind, c.reason";

impl Store {
    /// What was done to the devices in scope, newest first.
    pub async fn device_actions(
        &self,
        permit: &Permit<ReadDevices>,
        query: &ActionQuery,
    ) -> Result<Page<ActionRow>> {
        let (mut statement, matching) = self.actions_matching(permit, query, REASONS);
        let (limit, offset) = (query.rows.count(), statement.value(query.rows.before(query.page)));
        let rows = statement.ready(&format!(
            "SELECT {STATUS}, {ROW}, {} {matching} ORDER BY m.created_at DESC, m.id DESC \
             LIMIT {limit} OFFSET {offset}",
            devices::ROW
        ));
        // Of every page the same.
        let list = ActionQuery { page: 1, rows: Rows::default(), ..query.clone() };
        let (question, state) = (question(permit, &list), self.state(permit.tenant()).await?);
        let total = self.counts.actions.ask(question, state, self.count_actions(permit, query));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total, async { Ok(rows.fetch_all(&read).await?) })?;
        let row = |row| {
            let mut row = Fields::of(row);
            Ok(ActionRow { action: action(&mut row)?, device: device_row(&mut row)? })
        };
        Ok(Page { rows: rows.iter().map(row).collect::<Result<_>>()?, total })
    }

    async fn count_actions(&self, permit: &Permit<ReadDevices>, query: &ActionQuery) -> Result<u64> {
        // Only a status has to do with reasons.
        let reasons = if query.status.is_some() { REASONS } else { "" };
        let (statement, matching) = self.actions_matching(permit, query, reasons);
        let total = statement
            .ready(&format!("SELECT COUNT(*) {matching}"))
            .fetch_one(&self.of(permit.tenant()))
            .await?;
        Fields::of(&total).count()
    }

    /// What was done to this one, newest first, at most 50.
    pub(crate) async fn actions_of(&self, tenant: &TenantId, device: &DeviceId) -> Result<Vec<DeviceAction>> {
        let mut statement = Statement::new(self.dialect, tenant);
        let device = statement.value(device.as_str());
        // By the index of devices, and not that of all messages, which would have them sorted.
        let id = self.dialect.unindexed("m.id");
        let rows = statement
            .ready(&format!(
                "SELECT {STATUS}, {ROW} FROM messages m {REASONS} WHERE m.tenant = $1 AND m.device_id = {device} \
                 ORDER BY m.created_at DESC, {id} DESC LIMIT 50"
            ))
            .fetch_all(&self.of(tenant))
            .await?;
        rows.iter().map(|row| action(&mut Fields::of(row))).collect()
    }

    /// FROM and WHERE, with the devices called `d`. Only messages to a single device have one.
    fn actions_matching(
        &self,
        permit: &Permit<ReadDevices>,
        query: &ActionQuery,
        reasons: &str,
    ) -> (Statement, String) {
        let mut statement = Statement::within(self.dialect, permit);
        let search = query.search.trim();
        // Devices are fewer than messages in the long run.
        let tables = if search.is_empty() {
            "messages m CROSS JOIN devices d"
        } else {
            "devices d CROSS JOIN messages m"
        };
        let mut matching = format!(
            "FROM {tables} {reasons} WHERE m.tenant = $1 AND d.tenant = $1 AND d.id = m.device_id{}",
            statement.device_in_scope()
        );
        if let Some(status) = query.status {
            matching += &format!(" AND {STATUS} = {}", statement.value(status.code()));
        }
        if !search.is_empty() {
            let search = statement.value(sought(search));
            matching += &format!(" AND {}", self.dialect.contains("d.search", &search));
        }
        (statement, matching)
    }
}

/// Reads the status and the columns of [`ROW`].
fn action(row: &mut Fields<'_>) -> Result<DeviceAction> {
    let status = row.code(ActionStatus::from_code)?;
    let (message, at, by) = (row.id()?, row.time()?, row.text()?);
    let hindrance = match (row.text_if_any()?.as_deref(), row.text_if_any()?) {
        (None, _) => None,
        (Some("rejected"), Some(reason)) => Some(Hindrance::Refused(reason)),
        (Some("unreachable"), Some(reason)) => {
            let known = Unreachable::from_code(&reason).map(Hindrance::Unreachable);
            Some(known.ok_or_else(|| StoreError::corrupt(format_args!("the code {reason:?}")))?)
        }
        (Some(other), _) => return Err(StoreError::corrupt(format_args!("counts of the kind {other:?}"))),
    };
    Ok(DeviceAction { message, status, hindrance, at, by })
}
