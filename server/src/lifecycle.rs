//! From the first request to a clean end.

use crate::{
    config::Config,
    http::{self, Patience},
    wiring::Herald,
};
use anyhow::{Context, bail};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind},
};
use tokio_util::sync::CancellationToken;

/// How often what has ended is cleared away.
const TIDY_EVERY: Duration = Duration::from_secs(600);

/// What asks the process to end. From when it was made, neither ends it by itself.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    pub fn listen() -> anyhow::Result<Self> {
        let signal = |kind| tokio::signal::unix::signal(kind).context("cannot listen for signals");
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Serves until SIGTERM or Ctrl+C. Then: no new work is claimed, what is in flight ends or is released, the database
/// is closed.
pub async fn run(
    herald: Herald,
    listener: Option<TcpListener>,
    mut signals: Signals,
    config: &Config,
) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let (kept, wake) = (CancellationToken::new(), herald.web.console.wake.clone());
    let node = herald.node.map(|node| node.keep(&herald.wire, wake, kept.clone()));
    let mut node = Running(node);
    let mut worker = Running(herald.worker.map(|worker| tokio::spawn(worker.run(stop.child_token()))));
    let tidy = tokio::spawn(tidy(herald.web.clone(), stop.child_token()));
    let metrics = match config.metrics.listen {
        Some(address) => Some(serve_metrics(address, stop.child_token()).await?),
        None => None,
    };

    let site = http::router(herald.web.clone());
    let serve = |listener| http::serve(listener, site, Patience::default(), stop.child_token());
    let server = listener.map(|listener| tokio::spawn(serve(listener)));
    let (stopping, web) = (stop.clone(), herald.web.clone());
    tokio::spawn(async move {
        signals.next().await;
        web.stop.cancel();
        stopping.cancel();
        tracing::info!("stopping");
    });
    tokio::select! {
        biased;
        () = stop.cancelled() => {}
        // Better no server, which somebody restarts, than one that takes messages and never sends them.
        ended = worker.ended() => {
            ended.context("the worker ended badly")?;
            bail!("the worker ended by itself");
        }
        ended = node.ended() => {
            ended.context("the keeper of this node's keys ended badly")??;
            bail!("the keeper of this node's keys ended by itself");
        }
    }
    if let Some(server) = server {
        server.await.context("the server ended badly")?;
    }
    if let Some(worker) = worker.0 {
        worker.await.context("the worker ended badly")?;
    }
    // Nothing needs a key of this node any more, and others have what it has.
    kept.cancel();
    if let Some(node) = node.0 {
        node.await.context("the keeper of this node's keys ended badly")??;
    }
    tidy.await.context("the tidying ended badly")?;
    if let Some(metrics) = metrics {
        metrics.await.context("the metrics listener ended badly")?;
    }
    herald.store.close().await;
    drop(herald.demo);
    Ok(())
}

/// A part that runs until it is told to stop, if there is one.
struct Running<T>(Option<tokio::task::JoinHandle<T>>);

impl<T> Running<T> {
    /// Its end; never for one that is not there.
    async fn ended(&mut self) -> Result<T, tokio::task::JoinError> {
        match &mut self.0 {
            Some(task) => task.await,
            None => std::future::pending().await,
        }
    }
}

/// Sessions that have ended and addresses that have been quiet go.
async fn tidy(web: std::sync::Arc<http::Web>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(TIDY_EVERY) => {}
        }
        web.throttle.tidy();
        let console = &web.console;
        if let Err(error) = console.store.purge_sessions(console.clock.now(), web.session_limits).await {
            tracing::warn!(%error, "ended sessions could not be cleared away");
        }
    }
}

async fn serve_metrics(
    address: SocketAddr,
    stop: CancellationToken,
) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    let handle = http::metrics::install().context("metrics are installed already")?;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address} for metrics"))?;
    Ok(tokio::spawn(http::serve(listener, http::metrics::router(handle), Patience::default(), stop)))
}
