//! What it costs when nothing may be lost: messages from the queue on disk to their last acknowledgement.
//!
//! `durable --apns-port P --fcm-port P --folder F --count N [--singles M]` sends to what herald-push's example `answers`
//! serves, and prints one line of JSON. Without `--singles` it is a driver of the bench like those in end2end/bench/peers.
//! The directory is made by a process of its own, so that the memory measured is what sending needs.

#[path = "../../push/examples/bare/figures.rs"]
mod figures;
mod options;
mod organisation;
mod sender;
mod timed;

use figures::{Figures, Usage};
use herald_domain::audience::GroupSelection;
use options::Options;
use sender::Sender;
use std::{error::Error, path::Path, process::Command, time::Duration};
use tokio::time::{Instant, sleep};

type Failure = Box<dyn Error>;

/// As in the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Between two messages to one device, so that each finds the worker idle.
const PAUSE: Duration = Duration::from_millis(30);

fn main() -> Result<(), Failure> {
    let started = Instant::now();
    let mut arguments = std::env::args().skip(1);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let (Some("prepare"), Some(data), Some(count)) =
        (arguments.next().as_deref(), arguments.next(), arguments.next())
    {
        return runtime.block_on(organisation::prepare(Path::new(&data), count.parse()?));
    }
    let options = Options::read(std::env::args().skip(1))?;
    let data = std::env::temp_dir().join(format!("herald-durable-{}", std::process::id()));
    let measured = prepared(&data, options.count).and_then(|preparing| {
        runtime.block_on(async {
            match options.singles {
                None => everybody(&options, &data).await,
                Some(singles) => one_by_one(&options, &data, singles, started + preparing).await,
            }
        })
    });
    std::fs::remove_dir_all(&data)?;
    measured
}

/// How long the directory took.
fn prepared(data: &Path, count: u64) -> Result<Duration, Failure> {
    let start = Instant::now();
    std::fs::create_dir(data)?;
    let mut prepare = Command::new(std::env::current_exe()?);
    let done = prepare.arg("prepare").arg(data).arg(count.to_string()).status()?;
    if done.success() { Ok(start.elapsed()) } else { Err("the directory could not be made".into()) }
}

/// From Create to the last acknowledgement.
async fn everybody(options: &Options, data: &Path) -> Result<(), Failure> {
    let mut sender = Sender::start(options, data).await?;
    let groups = |group| GroupSelection::parse([group]).map_err(|_| "no group");
    let warm_up = sender.queue_for_groups(&groups(organisation::some())?).await?;
    sender.finished(&warm_up).await?;
    sender.gateway.take();

    let (usage, start) = (Usage::now()?, Instant::now());
    let message = sender.queue_for_groups(&groups(organisation::everybody())?).await?;
    let accepted = sender.finished(&message).await?;
    let elapsed = start.elapsed();
    if accepted != options.count {
        return Err(format!("{accepted} accepted of {}", options.count).into());
    }
    println!("{}", Figures::of("Herald, durable", sender.gateway.take(), elapsed, &usage)?);
    sender.stop().await
}

/// From the start of the process, and then from Create, to the answer.
async fn one_by_one(options: &Options, data: &Path, singles: u64, started: Instant) -> Result<(), Failure> {
    let mut sender = Sender::start(options, data).await?;
    sender.queue_for_device(&organisation::device(0)).await?;
    sender.gateway.answered().await;
    let first = started.elapsed();
    let mut took = Vec::new();
    for number in 1..=singles {
        sleep(PAUSE).await;
        let start = Instant::now();
        sender.queue_for_device(&organisation::device(number)).await?;
        sender.gateway.answered().await;
        took.push(start.elapsed());
    }
    took.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let at = |share: f64| ms(took[((took.len() as f64 * share) as usize).min(took.len() - 1)]);
    let figures = serde_json::json!({ "first_ms": ms(first), "p50_ms": at(0.5), "p99_ms": at(0.99) });
    println!("{figures}");
    sender.stop().await
}
