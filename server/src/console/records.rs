//! What was sent, in numbers (B23).

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    bulk::SendOutcome,
    caller::Caller,
    delivery::{Counts, Send as SendRecord},
    directory::Page,
    ids::{BulkId, MessageId},
    overview::Recent,
    permission::ReadOrganization,
};

/// The bell follows no more sends than this at once.
const FOLLOWED_MAX: usize = 50;

pub async fn progress(console: &Console, caller: &Caller, ids: &[MessageId]) -> Answer<Vec<SendRecord>> {
    let ids = &ids[..ids.len().min(FOLLOWED_MAX)];
    let mut sends = console.store.sends_by_id(caller.tenant(), &caller.user, ids).await.map_err(internal)?;
    let acts: Vec<_> = ids.iter().filter(|id| sends.iter().all(|send| send.id != **id)).collect();
    for act in acts {
        sends.extend(progress_of_act(console, caller, act).await?);
    }
    Ok(sends)
}

/// What became of all messages of one act of the caller's own; none of any other id.
async fn progress_of_act(console: &Console, caller: &Caller, id: &MessageId) -> Answer<Option<SendRecord>> {
    let Ok(act) = id.as_str().parse::<BulkId>() else { return Ok(None) };
    let found = console.store.bulk_send(caller.tenant(), &caller.user, &act).await.map_err(internal)?;
    let messages: Vec<_> = found
        .iter()
        .flat_map(|act| &act.results)
        .filter_map(|result| match &result.outcome {
            SendOutcome::Sent { message } => Some(message.clone()),
            _ => None,
        })
        .collect();
    let sends =
        console.store.sends_by_id(caller.tenant(), &caller.user, &messages).await.map_err(internal)?;
    Ok(SendRecord::sum(id.clone(), sends))
}

pub async fn recent(console: &Console, caller: &Caller) -> Answer<Recent> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.recent(&permit, console.clock.now()).await.map_err(internal)
}

pub async fn recent_counts(console: &Console, caller: &Caller) -> Answer<Counts> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.recent_counts(&permit, console.clock.now()).await.map_err(internal)
}

pub async fn sends(console: &Console, caller: &Caller, page: u32) -> Answer<Page<SendRecord>> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.sends(&permit, page).await.map_err(internal)
}

pub async fn send(console: &Console, caller: &Caller, id: &MessageId) -> Answer<SendRecord> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.send(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)
}
