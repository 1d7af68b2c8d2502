//! What was sent, in numbers (B23).

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    caller::Caller, delivery::Send as SendRecord, directory::Page, ids::MessageId, overview::Recent,
    permission::ReadOrganization,
};

/// The bell follows no more sends than this at once.
const FOLLOWED_MAX: usize = 50;

pub async fn progress(console: &Console, caller: &Caller, ids: &[MessageId]) -> Answer<Vec<SendRecord>> {
    let ids = &ids[..ids.len().min(FOLLOWED_MAX)];
    console.store.sends_by_id(caller.tenant(), &caller.user, ids).await.map_err(internal)
}

pub async fn recent(console: &Console, caller: &Caller) -> Answer<Recent> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.recent(&permit, console.clock.now()).await.map_err(internal)
}

pub async fn sends(console: &Console, caller: &Caller, page: u32) -> Answer<Page<SendRecord>> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.sends(&permit, page).await.map_err(internal)
}

pub async fn send(console: &Console, caller: &Caller, id: &MessageId) -> Answer<SendRecord> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.send(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)
}
