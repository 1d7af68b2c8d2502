//! The search over everything, by each kind's own permission and scope (B28).

use super::{Console, refusal::internal};
use herald_app::backend::Answer;
use herald_domain::{
    caller::Caller,
    permission::{ReadDevices, ReadGroups, ReadUsers},
    search::{Found, SEARCH_MAX},
};

pub async fn find(console: &Console, caller: &Caller, words: &str) -> Answer<Found> {
    let words: String = words.chars().take(SEARCH_MAX).collect();
    let devices = async {
        let Ok(permit) = caller.permit::<ReadDevices>() else { return Ok(None) };
        console.store.find_devices(&permit, &words).await.map(Some)
    };
    let users = async {
        let Ok(permit) = caller.permit::<ReadUsers>() else { return Ok(None) };
        console.store.find_users(&permit, &words).await.map(Some)
    };
    let groups = async {
        let Ok(permit) = caller.permit::<ReadGroups>() else { return Ok(None) };
        console.store.find_groups(&permit, &words).await.map(Some)
    };
    let (devices, users, groups) = tokio::try_join!(devices, users, groups).map_err(internal)?;
    Ok(Found { devices, users, groups })
}
