//! The push services: how they are configured, how they answer, what waits for them.

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{
    backend::Answer,
    view::{PushService, PushServices, Setup},
};
use herald_delivery::health::Health;
use herald_domain::{
    Timestamp, caller::Caller, device::Service, permission::ReadOrganization, push::Waiting,
};
use std::sync::Arc;

/// What this server knows of the push services beside what the database holds. The default is a server without any.
#[derive(Clone, Debug, Default)]
pub struct Push {
    /// When the server started.
    pub since: Timestamp,
    pub simulated: bool,
    /// Of the services that are configured.
    pub setups: Vec<Setup>,
    pub health: Arc<Health>,
}

pub async fn services(console: &Console, caller: &Caller) -> Answer<PushServices> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    let Push { since, simulated, setups, health } = &console.push;
    let (waiting, last_import) =
        tokio::try_join!(console.store.waiting(&permit), console.store.last_import(&permit))
            .map_err(internal)?;
    let about = |service: &Service| PushService {
        service: *service,
        setup: setups.iter().find(|setup| setup.service() == *service).cloned(),
        health: health.of(*service),
        waiting: waiting.iter().copied().find(|waiting| waiting.service == *service).unwrap_or(Waiting {
            service: *service,
            devices: 0,
            again: 0,
        }),
    };
    Ok(PushServices {
        since: *since,
        simulated: *simulated,
        services: Service::ALL.iter().map(about).collect(),
        last_import,
    })
}
