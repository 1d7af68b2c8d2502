//! Herald's senders alone, without a queue: how fast they hand over, and what it costs.
//!
//! `bare --service apns|fcm --apns-port P --fcm-port P --folder F --count N` sends to what the example
//! `answers` serves, and prints one line of JSON, as every driver in end2end/bench/peers does.

mod figures;
mod options;

use figures::{Figures, Usage};
use futures::{StreamExt, stream};
use herald_domain::{
    Timestamp,
    ids::DeviceId,
    text::{Draft, Notification},
    time::Clock,
};
use herald_push::{
    Apns, ApnsConfig, Fcm, FcmConfig,
    gateway::{Gateway, Message, Outcome, Recipient},
};
use options::Options;
use serde::Deserialize;
use std::{
    error::Error,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::time::Instant;

/// A token has 64 digits; the last 16 are its number.
const TOKEN_START: &str = "8f3a1c97e25b04d6f0a7c8b39d1e5246bc70f819a3d2e465";
const WARM_UP_LEAST: u64 = 5000;

struct SystemClock;
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "nothing here is tested with another clock")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// What `answers` wrote.
#[derive(Deserialize)]
struct Settings {
    key_id: String,
    team_id: String,
    topic: String,
    title: String,
    body: String,
    message: String,
    ttl_seconds: i64,
}

type Failure = Box<dyn Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let options = Options::read(std::env::args().skip(1))?;
    let settings: Settings = serde_json::from_slice(&std::fs::read(options.folder.join("settings.json"))?)?;
    let gateway = gateway(&options, &settings)?;
    let draft = Draft { title: settings.title, body: settings.body };
    let message = Message::new(
        settings.message.parse()?,
        Arc::new(Notification::parse(&draft).map_err(|_| "the text is not legal")?),
        SystemClock.now().plus_ms(settings.ttl_seconds * 1000),
    );
    let device = settings.message.parse()?;
    let warm_up = WARM_UP_LEAST.max(options.count / 10);
    run(&*gateway, &message, &device, 0..warm_up).await?;
    let (usage, start) = (Usage::now()?, Instant::now());
    let took = run(&*gateway, &message, &device, warm_up..warm_up + options.count).await?;
    println!("{}", Figures::of(options.name(), took, start.elapsed(), &usage)?);
    Ok(())
}

fn gateway(options: &Options, settings: &Settings) -> Result<Box<dyn Gateway>, Failure> {
    let ca_file = Some(options.folder.join("ca.pem"));
    let clock = Arc::new(SystemClock);
    Ok(if options.fcm {
        let config = FcmConfig {
            endpoint: format!("https://127.0.0.1:{}", options.fcm_port),
            ca_file,
            service_account_file: options.folder.join("service-account.json"),
        };
        Box::new(Fcm::new(&config, clock)?)
    } else {
        let config = ApnsConfig {
            endpoint: format!("https://127.0.0.1:{}", options.apns_port),
            ca_file,
            key_file: options.folder.join("apns-key.p8"),
            key_id: settings.key_id.clone(),
            team_id: settings.team_id.clone(),
            topic: settings.topic.clone(),
        };
        Box::new(Apns::new(&config, clock)?)
    })
}

/// How long each send took, in microseconds. An error when one was not accepted.
async fn run(
    gateway: &dyn Gateway,
    message: &Message,
    device: &DeviceId,
    numbers: std::ops::Range<u64>,
) -> Result<Vec<u32>, Failure> {
    let count = usize::try_from(numbers.end - numbers.start)?;
    let sends = stream::iter(numbers)
        .map(|number| async move {
            let recipient =
                Recipient { device: device.clone(), token: format!("{TOKEN_START}{number:016x}") };
            let start = Instant::now();
            (gateway.send(message, &recipient).await, start.elapsed())
        })
        .buffer_unordered(gateway.concurrency());
    let mut sends = std::pin::pin!(sends);
    let mut took = Vec::with_capacity(count);
    while let Some((outcome, time)) = sends.next().await {
        if outcome != Outcome::Accepted {
            return Err(format!("not accepted: {outcome:?}").into());
        }
        took.push(u32::try_from(time.as_micros())?);
    }
    Ok(took)
}
