//! Demo mode: the organisation *Nordhamns kommun*, simulated push services, and the phones behind them.
//!
//! Everything else in Herald is the real thing; only Apple, Google and the phones are played.

mod chance;
mod hardware;
pub mod http;
pub mod large;
mod names;
mod organisation;
pub mod phones;
mod seed;
mod units;

use herald_app::view::OpenAccounts;
use herald_domain::time::Clock;
use herald_push::{
    ApnsConfig, FcmConfig,
    simulator::{Pair, PairConfig, StartError},
};
use herald_store::{Store, StoreError};
pub use organisation::Organisation;
use phones::Phones;
use std::{path::Path, sync::Arc};

/// Who can sign in, and with which password.
pub const OPEN: OpenAccounts = OpenAccounts {
    names: &[
        "admin@nordhamn.example",
        "kommunikation@nordhamn.example",
        "helpdesk@nordhamn.example",
        "granskare@nordhamn.example",
    ],
    password: "herald-demo",
};

/// Makes Nordhamn what it is. Another one would not fit the phones to a data folder of before.
pub const SEED: u64 = 1_644;
/// Who made the demo, in the audit log.
const ACTOR: &str = "demo";

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the simulated push services did not start: {0}")]
    Start(#[from] StartError),
    /// Demo data must not be mixed into real data.
    #[error("the data folder belongs to {0:?}; give the demo a folder of its own with --data-dir")]
    OtherOrganisation(String),
}

/// A running demo. Dropping it stops the simulators.
pub struct Demo {
    pub phones: Arc<Phones>,
    /// Settings of senders that talk to the simulators.
    pub apns: ApnsConfig,
    pub fcm: FcmConfig,
    _simulators: Pair,
}

/// Seeds the store unless that was done before, and starts the simulators on free ports of loopback, with throw-away
/// credentials in `data_dir/demo`. `hash` is that of the password of [`OPEN`].
pub async fn prepare(
    store: &Store,
    data_dir: &Path,
    clock: Arc<dyn Clock>,
    hash: &str,
) -> Result<Demo, DemoError> {
    let now = clock.now();
    let organisation = Organisation::generate(SEED, now);
    let phones = Arc::new(Phones::of(&organisation, now));
    seed::seed(store, organisation, now, hash).await?;
    let simulators = Pair::start(PairConfig::loopback(data_dir.join("demo")), phones.clone(), clock).await?;
    Ok(Demo { phones, apns: simulators.apns_config(), fcm: simulators.fcm_config(), _simulators: simulators })
}

/// Whether an organisation is the demo's.
#[must_use]
pub fn is_demo(organisation: &str) -> bool {
    organisation == organisation::NAME
}

#[cfg(test)]
mod tests;
