//! Google's quota, used up and never exceeded: Herald's sender at the pace of its worker, against the simulator, which
//! counts messages by the minute and takes 100 streams on a connection.
//!
//! Prints a line for each of `MINUTES` (10). Exit code 1 when anything was answered but *accepted*, or fewer than
//! 590,000 went out in a minute.

use futures::{StreamExt, stream};
use herald_delivery::pace::{Pace, Rates};
use herald_domain::{
    Timestamp,
    device::Service,
    ids::DeviceId,
    text::{Draft, Notification},
    time::{Clock, DAY_MS},
};
use herald_push::{
    Fcm,
    gateway::{Gateway, Message, Outcome, Recipient},
    simulator::{Devices, Landed, Pair, PairConfig, TokenStatus},
};
use std::{
    error::Error,
    process::ExitCode,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::Instant;

const MINUTE: Duration = Duration::from_secs(60);
const LEAST: u64 = 590_000;

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "nothing here is tested with another clock")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Knows every token, and forgets what lands.
struct AnyPhone(DeviceId);

impl Devices for AnyPhone {
    fn token(&self, _: Service, _: &str) -> TokenStatus {
        TokenStatus::Known(self.0.clone())
    }
    fn landed(&self, _: Landed) {}
}

#[derive(Default)]
struct Tally {
    accepted_by_minute: Vec<u64>,
    /// What came instead.
    others: Vec<Outcome>,
}

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let minutes: u32 = std::env::var("MINUTES").map_or(Ok(10), |minutes| minutes.parse())?;
    let folder = tempfile::tempdir()?;
    let device: DeviceId = "00000000-0000-7000-8000-000000000001".parse()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let phones = Arc::new(AnyPhone(device.clone()));
    let pair = Pair::start(PairConfig::loopback(folder.path()), phones, clock.clone()).await?;
    let fcm = Fcm::new(&pair.fcm_config(), clock.clone())?;
    let draft = Draft { title: "Snö".into(), body: "Bussarna är sena.".into() };
    let message = Message::new(
        "00000000-0000-7000-8000-0000000000aa".parse()?,
        Arc::new(Notification::parse(&draft).map_err(|_| "the text is not legal")?),
        clock.now().plus_ms(DAY_MS),
    );
    let pace = Pace::own(Rates::default().of(Service::Fcm));
    let tally = send(&fcm, &pace, &message, &device, MINUTE * minutes).await;

    for (minute, accepted) in tally.accepted_by_minute.iter().enumerate() {
        println!("minute {:>2}: {accepted}", minute + 1);
    }
    let stats = pair.fcm.stats();
    println!("answered otherwise: {} {:?}", tally.others.len(), tally.others.first());
    println!("connections: {}, violations of the protocol: {}", stats.connections, stats.violations);
    let used = tally.accepted_by_minute.iter().all(|accepted| *accepted >= LEAST);
    let well = used && tally.others.is_empty() && stats.violations == 0;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// As many at once as the worker does, each in its turn, for so long.
async fn send(fcm: &Fcm, pace: &Pace, message: &Message, device: &DeviceId, over: Duration) -> Tally {
    let start = Instant::now();
    let numbers = stream::iter(0_u64..).take_while(|_| std::future::ready(start.elapsed() < over));
    let sends = numbers.map(|number| async move {
        pace.turn().await;
        let at = start.elapsed();
        let recipient = Recipient { device: device.clone(), token: format!("android:token-{number:016x}") };
        (at, fcm.send(message, &recipient).await)
    });
    let mut answers = std::pin::pin!(sends.buffer_unordered(fcm.concurrency()));
    let mut tally = Tally::default();
    while let Some((at, outcome)) = answers.next().await {
        if outcome != Outcome::Accepted {
            tally.others.push(outcome);
        } else if at < over {
            let minute = (at.as_secs() / MINUTE.as_secs()) as usize;
            let minutes = &mut tally.accepted_by_minute;
            minutes.resize(minutes.len().max(minute + 1), 0);
            minutes[minute] += 1;
        }
    }
    tally
}
