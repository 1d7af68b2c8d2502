//! The bodies of a connection: one that ends with the server, and one that says when it is through.

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// How long a body may still take to arrive after the stop.
const LATE: Duration = Duration::from_secs(1);

/// How many requests of a connection have no whole answer yet.
#[derive(Clone, Default)]
pub(super) struct UnderWay(Arc<AtomicUsize>);

impl UnderWay {
    pub fn begin(&self) -> Turn {
        self.0.fetch_add(1, Ordering::Relaxed);
        Turn(self.0.clone())
    }
    pub fn is_none(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

/// A request until its answer is through, or given up.
pub(super) struct Turn(Arc<AtomicUsize>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of an answer.
pub(super) struct Answered {
    body: Body,
    _turn: Turn,
}

impl Answered {
    pub fn new(body: Body, turn: Turn) -> Self {
        Self { body, _turn: turn }
    }
}

impl HttpBody for Answered {
    type Data = Bytes;
    type Error = axum::Error;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }
    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of a request; what has not come [`LATE`] after the stop is an error to whoever reads it.
pub(super) fn until_stop(body: Incoming, stop: &CancellationToken) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    let stop = stop.clone();
    let late = Box::pin(async move {
        stop.cancelled().await;
        tokio::time::sleep(LATE).await;
    });
    Body::new(UntilStop { body: Body::new(body.map_err(axum::Error::new)), late })
}

struct UntilStop {
    body: Body,
    late: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl HttpBody for UntilStop {
    type Data = Bytes;
    type Error = axum::Error;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            return Poll::Ready(frame);
        }
        self.late.as_mut().poll(context).map(|()| Some(Err(axum::Error::new("the server stops"))))
    }
    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
