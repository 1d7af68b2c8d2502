//! One connection, without a task or a timer for each request: all that has arrived is taken, all that is due is
//! answered, and then written together.

use crate::judge::{Service, Site};
use bytes::Bytes;
use h2::{RecvStream, server::SendResponse};
use http::Response;
use std::{
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, atomic::Ordering::Relaxed},
    task::{Context, Poll, ready},
    time::Instant,
};
use tokio::{
    net::TcpStream,
    time::{Sleep, sleep},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

const STREAM_WINDOW: u32 = 1 << 20;
const CONNECTION_WINDOW: u32 = 1 << 30;

/// A request, and what will be answered to it.
struct Request {
    body: RecvStream,
    respond: SendResponse<Bytes>,
    answer: (Response<()>, Bytes),
}

struct Connection {
    http2: h2::server::Connection<TlsStream<TcpStream>, Bytes>,
    service: Service,
    site: Arc<Site>,
    /// Whose body has not ended yet.
    arriving: Vec<Request>,
    /// The delay is the same for all, so they become due in the order of their arrival.
    due: VecDeque<(Instant, Request)>,
    timer: Pin<Box<Sleep>>,
}

pub async fn serve(tcp: TcpStream, tls: TlsAcceptor, service: Service, site: Arc<Site>) {
    // A client that gives up in the middle is its own business, here and below.
    drop(tcp.set_nodelay(true));
    let Ok(tls) = tls.accept(tcp).await else { return };
    let mut http2 = h2::server::Builder::new();
    http2
        .max_concurrent_streams(service.streams())
        .initial_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW);
    let Ok(http2) = http2.handshake(tls).await else { return };
    site.connections.fetch_add(1, Relaxed);
    let timer = Box::pin(sleep(site.delay));
    let mut connection =
        Connection { http2, service, site, arriving: Vec::new(), due: VecDeque::new(), timer };
    poll_fn(|cx| connection.poll(cx)).await;
}

impl Connection {
    /// Ready when the connection has ended.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            // Writes what was answered, too.
            while let Poll::Ready(accepted) = self.http2.poll_accept(cx) {
                let Some(Ok((request, respond))) = accepted else { return Poll::Ready(()) };
                let (mut head, body) = request.into_parts();
                let answer = self.site.judge(self.service, &mut head);
                self.arriving.push(Request { body, respond, answer });
            }
            self.read(cx);
            ready!(self.answer(cx));
        }
    }

    fn read(&mut self, cx: &mut Context<'_>) {
        let due = Instant::now() + self.site.delay;
        for mut request in std::mem::take(&mut self.arriving) {
            match request.poll_body(cx, &self.site) {
                Poll::Ready(true) => self.due.push_back((due, request)),
                Poll::Ready(false) => {}
                Poll::Pending => self.arriving.push(request),
            }
        }
    }

    /// Ready when something was answered; what is not due yet is waited for.
    fn answer(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut answered = false;
        loop {
            let now = Instant::now();
            while let Some((_, request)) = self.due.pop_front_if(|(due, _)| *due <= now) {
                request.answer();
                answered = true;
            }
            if answered {
                return Poll::Ready(());
            }
            let Some((next, _)) = self.due.front() else { return Poll::Pending };
            self.timer.as_mut().reset((*next).into());
            ready!(self.timer.as_mut().poll(cx));
        }
    }
}

impl Request {
    /// Whether the body arrived whole.
    fn poll_body(&mut self, cx: &mut Context<'_>, site: &Site) -> Poll<bool> {
        while !self.body.is_end_stream() {
            let Some(Ok(data)) = ready!(self.body.poll_data(cx)) else { break };
            site.bytes.fetch_add(data.len() as u64, Relaxed);
            if self.body.flow_control().release_capacity(data.len()).is_err() {
                return Poll::Ready(false);
            }
        }
        Poll::Ready(self.body.is_end_stream())
    }

    // When the client is gone nobody waits for the answer.
    fn answer(mut self) {
        let (head, body) = self.answer;
        let sent = self.respond.send_response(head, body.is_empty());
        if let Ok(mut stream) = sent
            && !body.is_empty()
        {
            drop(stream.send_data(body, true));
        }
    }
}
