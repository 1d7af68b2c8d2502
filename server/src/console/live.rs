//! Who may hear of a change: whoever may ask for what changed (B28, B29).

use super::{Console, refusal::internal};
use herald_app::backend::Answer;
use herald_domain::{
    caller::Caller,
    live::Change,
    permission::{Permit, ReadDevices, ReadOrganization, Scope, SendToGroups},
};

/// Whether the caller may know that this has changed.
pub async fn may_hear(console: &Console, caller: &Caller, change: &Change) -> Answer<bool> {
    let store = &console.store;
    match change {
        Change::Quota => Ok(caller.permit::<SendToGroups>().is_ok()),
        Change::Device(device) => match caller.permit::<ReadDevices>() {
            Err(_) => Ok(false),
            Ok(permit) if is_everywhere(&permit) => Ok(true),
            Ok(permit) => store.device_in_scope(&permit, device).await.map_err(internal),
        },
        Change::Send(message) => {
            let permit = caller.permit::<ReadOrganization>().ok();
            if permit.as_ref().is_some_and(is_everywhere) {
                return Ok(true);
            }
            let own = store.sends_by_id(caller.tenant(), &caller.user, std::slice::from_ref(message));
            if !own.await.map_err(internal)?.is_empty() {
                return Ok(true);
            }
            match permit {
                None => Ok(false),
                Some(permit) => Ok(store.send(&permit, message).await.map_err(internal)?.is_some()),
            }
        }
    }
}

fn is_everywhere<A>(permit: &Permit<A>) -> bool {
    *permit.scope() == Scope::All
}
