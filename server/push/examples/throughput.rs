//! How many notifications a second the senders hand over to the simulators on this machine.
//!
//! `cargo run --release -p herald-push --example throughput -- 100000` prints the figures for Apple and for Google.
//! The simulators run in a thread of their own and check everything, so the figures are a lower bound.

use futures::{StreamExt, stream};
use herald_domain::{
    Timestamp,
    device::Service,
    ids::DeviceId,
    text::{Draft, Notification},
    time::{Clock, DAY_MS},
};
use herald_push::{
    Apns, Fcm,
    gateway::{Gateway, Message, Outcome, Recipient},
    simulator::{Devices, Landed, Pair, PairConfig, TokenStatus},
};
use std::{error::Error, sync::Arc, thread, time::Instant};

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const DEVICE: &str = "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071";

struct StoppedClock;
impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        NOW
    }
}

/// Every token belongs to the same device, and nobody looks at it.
struct Crowd(DeviceId);
impl Devices for Crowd {
    fn token(&self, _: Service, _: &str) -> TokenStatus {
        TokenStatus::Known(self.0.clone())
    }
    fn landed(&self, _: Landed) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(20_000), |count| count.parse::<u64>())?;
    let dir = std::env::temp_dir().join(format!("herald-throughput-{}", std::process::id()));
    let device: DeviceId = DEVICE.parse()?;
    let simulators = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let pair = simulators.block_on(Pair::start(
        PairConfig::loopback(&dir),
        Arc::new(Crowd(device)),
        Arc::new(StoppedClock),
    ))?;
    let apns = Apns::new(&pair.apns_config(), Arc::new(StoppedClock))?;
    let fcm = Fcm::new(&pair.fcm_config(), Arc::new(StoppedClock))?;
    let measured = thread::scope(|scope| {
        scope
            .spawn(|| {
                let senders = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                senders.block_on(async {
                    run("APNs", &apns, count).await?;
                    run("FCM", &fcm, count).await
                })
            })
            .join()
            .map_err(|_| "the senders' thread panicked")?
    });
    simulators.block_on(pair.shutdown());
    std::fs::remove_dir_all(&dir)?;
    measured.map_err(|error: Box<dyn Error + Send + Sync>| error.to_string().into())
}

async fn run(name: &str, gateway: &dyn Gateway, count: u64) -> Result<(), Box<dyn Error + Send + Sync>> {
    let draft = Draft { title: "Fire drill".into(), body: "At noon, in the yard.".into() };
    let text = Notification::parse(&draft).map_err(|_| "the text is not legal")?;
    let message = Message { id: DEVICE.parse()?, text: Arc::new(text), expires_at: NOW.plus_ms(DAY_MS) };
    let device: DeviceId = DEVICE.parse()?;
    // The first send opens the connection and gets the tokens.
    for (phase, sends) in [("warm-up", count / 10), ("measured", count)] {
        let start = Instant::now();
        let accepted = stream::iter(0..sends)
            .map(|number| {
                let recipient = Recipient { device: device.clone(), token: format!("{number:064x}") };
                let message = &message;
                async move { gateway.send(message, &recipient).await }
            })
            .buffer_unordered(gateway.concurrency())
            .filter(|outcome| futures::future::ready(*outcome == Outcome::Accepted))
            .count()
            .await;
        let seconds = start.elapsed().as_secs_f64();
        let rate = accepted as f64 / seconds;
        println!("{name:5} {phase:8} {accepted:>8} of {sends:>8} accepted, {rate:>8.0} a second");
    }
    Ok(())
}
