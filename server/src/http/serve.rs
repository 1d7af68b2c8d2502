//! Connections: how long a client may take over its request, and how they end when the server stops. Knows nothing of
//! what is asked and answered.

mod body;
mod stall;

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use body::{Answered, UnderWay, until_stop};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use stall::Stalling;
use std::{convert::Infallible, io, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// How long to wait for clients. A reverse proxy that keeps connections open should give them up before `head`.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the opening of a connection, or the end of the answer before, to the end of the next request's head.
    pub head: Duration,
    /// For a client that takes nothing of its answer.
    pub stall: Duration,
    /// For answers under way after the stop.
    pub drain: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(30), stall: Duration::from_secs(60), drain: Duration::from_secs(10) }
    }
}

/// How often a connection that should end is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// The pause after a connection could not be taken, as when no file descriptor is free.
const BREATHER: Duration = Duration::from_millis(500);

/// Serves until `stop`. Then nobody new is let in, answers under way get [`Patience::drain`], and whoever has sent half
/// a request is not waited for.
pub async fn serve(listener: TcpListener, site: Router, patience: Patience, stop: CancellationToken) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, from)) => {
                connections.spawn(connection(stream, from, site.clone(), patience, stop.clone()));
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                sleep(BREATHER).await;
            }
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    if timeout(patience.drain, all).await.is_err() {
        tracing::warn!("some requests were cut off");
        connections.shutdown().await;
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(
    stream: TcpStream,
    from: SocketAddr,
    site: Router,
    patience: Patience,
    stop: CancellationToken,
) {
    if let Err(error) = give_up(&stream, patience.stall) {
        tracing::debug!(%error, "a client that vanishes may be waited for");
    }
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "small answers may be late");
    }
    let under_way = UnderWay::default();
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let turn = under_way.begin();
        let mut request = request.map(|body| until_stop(body, &stop));
        request.extensions_mut().insert(ConnectInfo(from));
        let answer = site.clone().oneshot(request);
        async move {
            let response: Response = answer.await?;
            Ok::<_, Infallible>(response.map(|body| Body::new(Answered::new(body, turn))))
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience.head)
            .serve_connection(TokioIo::new(Stalling::new(stream, patience.stall)), service)
    );
    tokio::select! {
        ended = &mut connection => return report(ended),
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    loop {
        tokio::select! {
            ended = &mut connection => return report(ended),
            () = sleep(LOOK_EVERY) => {}
        }
        if under_way.is_none() {
            return;
        }
    }
}

/// A client that vanishes says nothing, and a stream to it writes too little to stall. But the stream's heartbeats go
/// unacknowledged: the system is to take that for the end. (Keepalives would never be sent while it waits for that.)
#[cfg(target_os = "linux")]
fn give_up(stream: &TcpStream, after: Duration) -> io::Result<()> {
    socket2::SockRef::from(stream).set_tcp_user_timeout(Some(after))
}

/// Elsewhere the system decides by itself, after a quarter of an hour or so.
#[cfg(not(target_os = "linux"))]
fn give_up(_: &TcpStream, _: Duration) -> io::Result<()> {
    Ok(())
}

/// Clients go as they please: nobody else need know.
fn report(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
