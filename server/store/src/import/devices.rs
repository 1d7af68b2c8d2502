//! Devices, found again by id.

use super::{
    Change, Context, ImportReport, NewDevice,
    record::{COLUMNS, Record, SELECT},
    users::Users,
};
use crate::{
    Result,
    bulk::{CHUNK, upsert},
    row::Fields,
    statement::Statement,
};
use herald_domain::ids::{DeviceId, UserId};
use sqlx::AnyConnection;
use std::collections::{HashMap, HashSet};

/// Stores devices, and finds anew what the devices of `renamed` people are called and found by.
pub(super) async fn import(
    connection: &mut AnyConnection,
    context: Context<'_>,
    devices: Vec<NewDevice>,
    renamed: &HashSet<UserId>,
    users: &Users,
    report: &mut ImportReport,
) -> Result<()> {
    let mut devices = devices.into_iter().peekable();
    while devices.peek().is_some() {
        let chunk: Vec<_> = devices.by_ref().take(CHUNK).collect();
        import_chunk(connection, context, chunk, users, report).await?;
    }
    let renamed: Vec<&UserId> = renamed.iter().collect();
    for people in renamed.chunks(CHUNK) {
        let mut statement = Statement::new(context.dialect, context.tenant);
        let chosen = statement.list(people.iter().map(|user| user.as_str()));
        let rows = statement
            .ready(&format!(
                "SELECT d.id FROM devices d WHERE d.tenant = $1 AND d.primary_user_id IN ({chosen})"
            ))
            .fetch_all(&mut *connection)
            .await?;
        let theirs: Vec<_> =
            rows.iter().map(|row| Ok(NewDevice::new(Fields::of(row).id()?))).collect::<Result<_>>()?;
        for chunk in theirs.chunks(CHUNK) {
            import_chunk(connection, context, chunk.to_vec(), users, &mut ImportReport::default()).await?;
        }
    }
    Ok(())
}

async fn import_chunk(
    connection: &mut AnyConnection,
    context: Context<'_>,
    devices: Vec<NewDevice>,
    users: &Users,
    report: &mut ImportReport,
) -> Result<()> {
    let ids: Vec<&str> = devices.iter().map(|device| device.id.as_str()).collect();
    let mut records = stored(connection, context, &ids).await?;
    let mut changed: Vec<DeviceId> = Vec::new();
    let mut seen = HashSet::new();
    for device in devices {
        let id = device.id.clone();
        let stored = records.get(&id);
        let merged = Record::merge(stored, device, users, context.now, report);
        let change = match stored {
            None => Change::Added,
            Some(stored) if *stored == merged => Change::Unchanged,
            Some(_) => Change::Updated,
        };
        report.devices.note(change);
        if change != Change::Unchanged {
            records.insert(id.clone(), merged);
            if seen.insert(id.clone()) {
                changed.push(id);
            }
        }
    }
    let rows: Vec<_> = changed.iter().map(|id| records[id].row(id)).collect();
    upsert(connection, context.dialect, context.tenant, "devices", COLUMNS, 1, &rows).await
}

async fn stored(
    connection: &mut AnyConnection,
    context: Context<'_>,
    ids: &[&str],
) -> Result<HashMap<DeviceId, Record>> {
    let mut statement = Statement::new(context.dialect, context.tenant);
    let chosen = statement.list(ids.iter().copied());
    let rows = statement
        .ready(&format!("SELECT {SELECT} FROM devices d WHERE d.tenant = $1 AND d.id IN ({chosen})"))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let mut row = Fields::of(row);
            Ok((row.id()?, Record::read(&mut row)?))
        })
        .collect()
}
