//! Sending to groups and to one device (B6–B20).

use super::{
    Console,
    refusal::{forbidden, internal},
    repeat::repeat_key,
};
use herald_app::{backend::Answer, error::AppError, view::Sent};
use herald_delivery::vault::{Vault, VaultError};
use herald_domain::{
    Timestamp,
    audience::{Forecast, GroupSelection},
    audit::{Activity, Subject},
    caller::Caller,
    directory::GroupRow,
    ids::{DeviceId, GroupId, MessageId},
    limits::Quota,
    live::Change,
    permission::{Act, Permit, SendToDevice, SendToGroups},
    text::{Draft, Notification},
};
use herald_store::{Authorised, NewMessage, Queued, REUSED, Sealed, StoreError};

/// Most groups that the picker shows at once.
const PICKER_MAX: u32 = 50;
/// Longest idempotency key, in bytes.
const KEY_MAX: usize = 100;
/// How often a text is sealed anew because nodes changed their key pairs meanwhile, which each does seldom.
const SEALED_AT_MOST: u32 = 3;

pub async fn search_groups(console: &Console, caller: &Caller, search: &str) -> Answer<Vec<GroupRow>> {
    let permit = caller.permit::<SendToGroups>().map_err(forbidden)?;
    console.store.search_groups(&permit, search, PICKER_MAX).await.map_err(internal)
}

pub async fn groups_by_id(console: &Console, caller: &Caller, ids: &[GroupId]) -> Answer<Vec<GroupRow>> {
    let permit = caller.permit::<SendToGroups>().map_err(forbidden)?;
    console.store.groups_by_id(&permit, &ids[..ids.len().min(PICKER_MAX as usize)]).await.map_err(internal)
}

pub async fn reach(console: &Console, caller: &Caller, groups: Vec<GroupId>) -> Answer<Forecast> {
    let permit = caller.permit::<SendToGroups>().map_err(forbidden)?;
    let selection = select(groups)?;
    console.store.reach(&permit, &selection).await.map_err(internal)?.ok_or(AppError::NotFound)
}

pub async fn group_quota(console: &Console, caller: &Caller) -> Answer<Quota> {
    let permit = caller.permit::<SendToGroups>().map_err(forbidden)?;
    console.store.group_places(permit.tenant(), console.clock.now()).await.map_err(internal)
}

pub async fn to_groups(
    console: &Console,
    caller: &Caller,
    draft: &Draft,
    groups: Vec<GroupId>,
    key: String,
) -> Answer<Sent> {
    let checked = || {
        let permit = permit::<SendToGroups>(caller)?;
        check_key(&key)?;
        Ok((permit, parse(draft)?, select(groups)?))
    };
    let about = ("groups", &[][..]);
    let (permit, text, groups) = audited(console, caller, Activity::SendToGroups, about, checked()).await?;
    queue(console, caller, Authorised::Groups(&permit, &groups), &text, key).await
}

pub async fn to_device(
    console: &Console,
    caller: &Caller,
    draft: &Draft,
    device: &DeviceId,
    key: String,
) -> Answer<Sent> {
    let checked = || {
        let permit = permit::<SendToDevice>(caller)?;
        check_key(&key)?;
        Ok((permit, parse(draft)?))
    };
    let about = (device.as_str(), &[Subject::Device(device)][..]);
    let (permit, text) = audited(console, caller, Activity::SendToDevice, about, checked()).await?;
    queue(console, caller, Authorised::Device(&permit, device), &text, key).await
}

pub(super) fn permit<A: Act>(caller: &Caller) -> Answer<Permit<A>> {
    caller.permit::<A>().map_err(forbidden)
}

pub(super) fn parse(draft: &Draft) -> Answer<Notification> {
    Notification::parse(draft).map_err(|problems| AppError::InvalidText { problems })
}

/// Longer than any form's or script's is no idempotency key.
pub(super) fn check_key(key: &str) -> Answer<()> {
    if key.len() > KEY_MAX { Err(AppError::BadRequest) } else { Ok(()) }
}

pub(super) fn select(groups: Vec<GroupId>) -> Answer<GroupSelection> {
    GroupSelection::parse(groups).map_err(|problem| AppError::InvalidSelection { problem })
}

/// A send that is refused before it reaches the store leaves its audit record here (B30); what the store refuses,
/// the store records.
pub(super) async fn audited<T>(
    console: &Console,
    caller: &Caller,
    activity: Activity,
    about: (&str, &[Subject<'_>]),
    checked: Answer<T>,
) -> Answer<T> {
    if let Err(error) = &checked {
        let detail = match error {
            AppError::Forbidden { permission } => format!("missing permission {permission}"),
            AppError::InvalidText { .. } => "title or body not allowed".into(),
            AppError::InvalidSelection { .. } => "choice of groups or devices not allowed".into(),
            AppError::BadRequest => "idempotency key too long".into(),
            _ => "refused".into(),
        };
        let now = console.clock.now();
        console.store.audit_refusal(caller, activity, about, &detail, now).await.map_err(internal)?;
    }
    checked
}

/// Seals the text, then takes the place, stores the sealed message, the audit record and the job in one transaction.
async fn queue(
    console: &Console,
    caller: &Caller,
    audience: Authorised<'_>,
    text: &Notification,
    key: String,
) -> Answer<Sent> {
    let (id, now, queued) = seal_and_queue(console, caller, audience, text, &key).await?;
    if !matches!(queued, Queued::Queued { .. }) {
        in_vault(console, &id, text, |vault, id, _| vault.destroy(id)).await?.map_err(internal)?;
    }
    match queued {
        Queued::Queued { quota } => {
            console.wake.notify_one();
            console.live.work();
            let place = match audience {
                Authorised::Groups(..) => Change::Quota,
                Authorised::Device(_, device) => Change::Device(device.clone()),
            };
            console.live.announce(caller.tenant(), place);
            console.live.announce(caller.tenant(), Change::Send(id.clone()));
            Ok(Sent { id, quota })
        }
        Queued::Replayed { id, quota, unjudged } => {
            let another = match unjudged {
                Some(sealed) => is_another(console, &id, sealed, text).await?,
                None => false,
            };
            if another {
                let target = match audience {
                    Authorised::Groups(..) => "groups",
                    Authorised::Device(_, device) => device.as_str(),
                };
                let about = (target, &audience.subjects()[..]);
                console
                    .store
                    .audit_refusal(caller, audience.activity(), about, REUSED, now)
                    .await
                    .map_err(internal)?;
                return Err(AppError::Conflict);
            }
            Ok(Sent { id, quota })
        }
        Queued::Conflict => Err(AppError::Conflict),
        Queued::NotFound => Err(AppError::NotFound),
        Queued::Unreachable(reasons) => Err(AppError::Unreachable { reasons }),
        Queued::LimitReached(quota) => {
            Err(AppError::LimitReached { max: quota.max, next_free: quota.next_free.unwrap_or(now) })
        }
    }
}

async fn seal_and_queue(
    console: &Console,
    caller: &Caller,
    audience: Authorised<'_>,
    text: &Notification,
    key: &str,
) -> Answer<(MessageId, Timestamp, Queued)> {
    sealed_in_time(|| async {
        let id: MessageId = uuid::Uuid::now_v7().to_string().try_into().expect("a UUID is an id");
        let sealed = in_vault(console, &id, text, |vault, id, text| vault.seal(id, text)).await?;
        let now = console.clock.now();
        let message = NewMessage {
            id: id.clone(),
            sender: caller,
            audience,
            sealed: sealed.map_err(internal)?,
            key: repeat_key(key, text),
            expires_at: now.plus_ms(console.ttl_ms),
            now,
        };
        Ok(console.store.queue(message).await.map(|queued| (id, now, queued)))
    })
    .await
}

/// Seals and queues, again when the nodes changed their key pairs between the one and the other.
///
/// On an error the transaction may have been committed all the same: the keys stay, and the sweep at the next start removes
/// those that no message needs.
pub(super) async fn sealed_in_time<T, F>(seal_and_queue: impl Fn() -> F) -> Answer<T>
where
    F: Future<Output = Answer<Result<T, StoreError>>>,
{
    for _ in 1..SEALED_AT_MOST {
        match seal_and_queue().await? {
            Err(StoreError::KeysOutdated) => {}
            queued => return queued.map_err(internal),
        }
    }
    seal_and_queue().await?.map_err(internal)
}

/// Whether the first message under this idempotency key had another text. When its key is gone by now, nobody knows.
pub(super) async fn is_another(
    console: &Console,
    first: &MessageId,
    sealed: Sealed,
    text: &Notification,
) -> Answer<bool> {
    let judge = move |vault: &Vault, first: &MessageId, text: &Notification| {
        vault.open_sealed(first, &sealed).map(|before| before != *text)
    };
    match in_vault(console, first, text, judge).await? {
        Err(VaultError::NoKey(_)) => Ok(false),
        judged => judged.map_err(internal),
    }
}

/// Works with the vault off the server's threads: it waits for the disk.
async fn in_vault<T: Send + 'static>(
    console: &Console,
    id: &MessageId,
    text: &Notification,
    act: impl FnOnce(&Vault, &MessageId, &Notification) -> T + Send + 'static,
) -> Answer<T> {
    let (vault, id, text) = (console.vault.clone(), id.clone(), text.clone());
    tokio::task::spawn_blocking(move || act(&vault, &id, &text)).await.map_err(internal)
}
