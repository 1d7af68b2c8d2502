//! One text to several selected devices: each device's own limit holds, and each has its result (B16, B17, B20).

use super::{
    Console,
    refusal::{forbidden, internal},
    repeat::repeat_key,
    sending::{audited, check_key, is_another, parse, permit, sealed_in_time},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    audit::{Activity, Subject},
    bulk::{BulkSend, DEVICES_MAX, DeviceSelection, DeviceTarget, SendOutcome},
    caller::Caller,
    ids::{BulkId, DeviceId, MessageId},
    live::Change,
    permission::{ReadDevices, SendToDevice},
    text::{Draft, Notification},
};
use herald_store::{NewMessages, QueuedSeveral, REUSED, Sealed};

/// Those of the devices that the caller may send to, with what is left of their limits; the rest are left out.
pub async fn targets(console: &Console, caller: &Caller, ids: &[DeviceId]) -> Answer<Vec<DeviceTarget>> {
    let send = caller.permit::<SendToDevice>().map_err(forbidden)?;
    let read = caller.permit::<ReadDevices>().map_err(forbidden)?;
    let ids = &ids[..ids.len().min(DEVICES_MAX)];
    console.store.device_targets(&read, &send, ids, console.clock.now()).await.map_err(internal)
}

pub async fn to_devices(
    console: &Console,
    caller: &Caller,
    draft: &Draft,
    devices: Vec<DeviceId>,
    key: String,
) -> Answer<BulkSend> {
    let subjects: Vec<_> = devices.iter().take(DEVICES_MAX).map(Subject::Device).collect();
    let about = ("devices", &subjects[..]);
    let checked = || {
        let selection = DeviceSelection::parse(devices.iter().cloned());
        let selection = selection.map_err(|problem| AppError::InvalidSelection { problem });
        let permit = permit::<SendToDevice>(caller)?;
        check_key(&key)?;
        Ok((permit, parse(draft)?, selection?))
    };
    let (permit, text, selection) =
        audited(console, caller, Activity::SendToDevices, about, checked()).await?;
    let (devices, now, queued) = sealed_in_time(|| async {
        let devices = seal(console, selection.devices(), &text).await?;
        let now = console.clock.now();
        let messages = NewMessages {
            id: uuid::Uuid::now_v7().to_string().try_into().expect("a UUID is an id"),
            sender: caller,
            permit: &permit,
            devices: devices.clone(),
            key: repeat_key(&key, &text),
            expires_at: now.plus_ms(console.ttl_ms),
            now,
        };
        Ok(console.store.queue_several(messages).await.map(|queued| (devices, now, queued)))
    })
    .await?;
    let sent: Vec<&MessageId> = match &queued {
        QueuedSeveral::Done(done) => {
            done.results.iter().filter_map(|result| message(&result.outcome)).collect()
        }
        QueuedSeveral::Replayed { .. } | QueuedSeveral::Conflict => Vec::new(),
    };
    let unused = devices.into_iter().map(|(_, id, _)| id).filter(|id| !sent.contains(&id)).collect();
    destroy(console, unused).await?;
    match queued {
        QueuedSeveral::Done(done) => {
            console.wake.notify_one();
            console.live.work();
            for result in &done.results {
                if let Some(message) = message(&result.outcome) {
                    console.live.announce(caller.tenant(), Change::Device(result.device.clone()));
                    console.live.announce(caller.tenant(), Change::Send(message.clone()));
                }
            }
            Ok(done)
        }
        QueuedSeveral::Replayed { first, unjudged } => {
            if let Some((message, sealed)) = unjudged
                && is_another(console, &message, sealed, &text).await?
            {
                let refused =
                    console.store.audit_refusal(caller, Activity::SendToDevices, about, REUSED, now);
                refused.await.map_err(internal)?;
                return Err(AppError::Conflict);
            }
            Ok(first)
        }
        QueuedSeveral::Conflict => Err(AppError::Conflict),
    }
}

/// What became of an act of the caller's own.
pub async fn result(console: &Console, caller: &Caller, id: &BulkId) -> Answer<Option<BulkSend>> {
    console.store.bulk_send(caller.tenant(), &caller.user, id).await.map_err(internal)
}

fn message(outcome: &SendOutcome) -> Option<&MessageId> {
    match outcome {
        SendOutcome::Sent { message } => Some(message),
        _ => None,
    }
}

/// A message of its own for each device, so that each text ends with its own delivery (B22).
async fn seal(
    console: &Console,
    devices: &[DeviceId],
    text: &Notification,
) -> Answer<Vec<(DeviceId, MessageId, Sealed)>> {
    let (vault, text, devices) = (console.vault.clone(), text.clone(), devices.to_vec());
    let sealed = tokio::task::spawn_blocking(move || {
        let one = |device: DeviceId| {
            let id: MessageId = uuid::Uuid::now_v7().to_string().try_into().expect("a UUID is an id");
            vault.seal(&id, &text).map(|sealed| (device, id, sealed))
        };
        devices.into_iter().map(one).collect::<Result<Vec<_>, _>>()
    });
    sealed.await.map_err(internal)?.map_err(internal)
}

async fn destroy(console: &Console, unused: Vec<MessageId>) -> Answer<()> {
    let vault = console.vault.clone();
    let destroyed = tokio::task::spawn_blocking(move || unused.iter().try_for_each(|id| vault.destroy(id)));
    destroyed.await.map_err(internal)?.map_err(internal)
}
