//! One connection: a [`Session`] over TLS. One task moves the bytes; whoever has a request puts it into the session, and
//! what several put there meanwhile leaves in one write.

#[cfg(test)]
mod tests;

use super::{
    Head, Reply,
    frame::code,
    session::{Gone, NotSent, Session},
};
use bytes::Bytes;
use std::{
    future::poll_fn,
    io,
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::TcpStream,
    sync::Notify,
    time,
};
use tokio_rustls::client::TlsStream;

/// Bytes read at once.
const CHUNK: usize = 32 * 1024;
/// How long a goodbye may take.
pub(super) const PARTING: Duration = Duration::from_millis(500);

/// The way in for requests. When all clones are gone the connection ends after its last answer.
#[derive(Clone)]
pub(super) struct Sender(Arc<Handle>);

struct Handle(Arc<Shared>);

/// An answer that is awaited; dropping it resets its stream.
pub(super) struct Answer {
    shared: Arc<Shared>,
    id: u32,
    over: bool,
}

/// Moves the bytes for as long as it is polled.
pub(super) struct Driver<Io = TlsStream<TcpStream>> {
    io: Io,
    shared: Arc<Shared>,
    chunk: Box<[u8]>,
    writing: Vec<u8>,
    written: usize,
    flushed: bool,
}

struct Shared {
    session: Mutex<Session>,
    /// Of the driver, when it waits.
    driver: Mutex<Option<Waker>>,
    heard: Notify,
}

/// Begins HTTP/2.
pub(super) fn start<Io>(io: Io) -> (Sender, Driver<Io>) {
    let shared = Arc::new(Shared {
        session: Mutex::new(Session::new()),
        driver: Mutex::new(None),
        heard: Notify::new(),
    });
    let driver = Driver {
        io,
        shared: shared.clone(),
        chunk: vec![0; CHUNK].into(),
        writing: Vec::new(),
        written: 0,
        flushed: true,
    };
    (Sender(Arc::new(Handle(shared))), driver)
}

impl Shared {
    fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the session, and lets the driver know that there may be something to write.
    fn act<T>(&self, act: impl FnOnce(&mut Session) -> T) -> T {
        let done = act(&mut self.session());
        let driver = self.driver.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(driver) = driver {
            driver.wake();
        }
        done
    }

    fn wait(&self, driver: &Waker) {
        *self.driver.lock().unwrap_or_else(PoisonError::into_inner) = Some(driver.clone());
    }
}

impl Sender {
    pub(super) fn send(&self, head: &Head<'_>, body: &Bytes) -> Result<Answer, NotSent> {
        let shared = &self.0.0;
        let id = shared.act(|session| session.send(head, body))?;
        Ok(Answer { shared: shared.clone(), id, over: false })
    }

    /// Ends when anything has come from the server. It is asked for that, which may queue behind much that is to be sent.
    pub(super) async fn sign_of_life(&self) {
        let shared = &self.0.0;
        let mut heard = pin!(shared.heard.notified());
        heard.as_mut().enable();
        shared.act(Session::ping);
        while !shared.session().has_heard() {
            heard.as_mut().await;
            heard.set(shared.heard.notified());
            heard.as_mut().enable();
        }
    }

    /// Takes no more requests; the connection ends after the last answer.
    pub(super) fn close(&self) {
        self.0.0.act(Session::wind_down);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.act(Session::wind_down);
    }
}

impl Future for Answer {
    type Output = Result<Reply, Gone>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = self.shared.session().answer(self.id, cx.waker());
        match answer {
            Some(answer) => {
                self.over = true;
                Poll::Ready(answer)
            }
            None => Poll::Pending,
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if !self.over {
            self.shared.act(|session| session.forget(self.id));
        }
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> Driver<Io> {
    /// Streams that the server allows at the moment.
    pub(super) fn limit(&self) -> usize {
        self.shared.session().limit()
    }

    /// Ready when the connection has ended: well when no side wanted more of it, with words for the log otherwise.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), String>> {
        loop {
            let wrote = match self.write(cx) {
                Ok(wrote) => wrote,
                Err(error) => return self.ended(Err(error.to_string())),
            };
            let read = match self.read(cx) {
                Ok(read) => read,
                Err(error) => return self.ended(Err(error)),
            };
            if wrote || read {
                continue;
            }
            self.shared.wait(cx.waker());
            let session = self.shared.session();
            if session.is_done() && self.flushed {
                drop(session);
                return self.ended(Ok(()));
            }
            // Somebody may have been quicker than `wait`.
            if !(session.has_output() && self.writing.is_empty()) {
                return Poll::Pending;
            }
        }
    }

    /// Says goodbye, and ends TLS and TCP in good order, as far as that is quick: the server may be gone.
    pub(super) async fn part(mut self) {
        self.lose();
        self.shared.session().part(code::NO_ERROR);
        let parting = async {
            poll_fn(|cx| self.poll_write_all(cx)).await?;
            self.io.shutdown().await
        };
        match time::timeout(PARTING, parting).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%error, "a connection ended without goodbye"),
            Err(_) => tracing::debug!("a connection ended without goodbye: nobody reads it"),
        }
    }

    fn poll_write_all(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.write(cx)?;
        if self.writing.is_empty() && self.flushed { Poll::Ready(Ok(())) } else { Poll::Pending }
    }

    fn ended(&self, why: Result<(), String>) -> Poll<Result<(), String>> {
        self.lose();
        Poll::Ready(why)
    }

    /// Whether anything was written.
    fn write(&mut self, cx: &mut Context<'_>) -> io::Result<bool> {
        let mut wrote = false;
        loop {
            if self.written == self.writing.len() {
                self.writing.clear();
                self.written = 0;
                self.shared.session().take_output(&mut self.writing);
            }
            if self.writing.is_empty() {
                break;
            }
            match Pin::new(&mut self.io).poll_write(cx, &self.writing[self.written..]) {
                Poll::Ready(Ok(0)) => return Err(io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(size)) => {
                    self.written += size;
                    (wrote, self.flushed) = (true, false);
                }
                Poll::Ready(Err(error)) => return Err(error),
                Poll::Pending => break,
            }
        }
        if !self.flushed
            && let Poll::Ready(flushed) = Pin::new(&mut self.io).poll_flush(cx)
        {
            flushed?;
            self.flushed = true;
        }
        Ok(wrote)
    }

    /// Whether anything was read.
    fn read(&mut self, cx: &mut Context<'_>) -> Result<bool, String> {
        let mut chunk = ReadBuf::new(&mut self.chunk);
        match Pin::new(&mut self.io).poll_read(cx, &mut chunk) {
            Poll::Pending => return Ok(false),
            Poll::Ready(Err(error)) => return Err(error.to_string()),
            Poll::Ready(Ok(())) if chunk.filled().is_empty() => {
                let quiet = self.shared.session().is_done();
                return Err(if quiet {
                    "ended by the server"
                } else {
                    "ended by the server with streams open"
                }
                .into());
            }
            Poll::Ready(Ok(())) => {}
        }
        let (received, asked, awake) = {
            let mut session = self.shared.session();
            let asked = !session.has_heard();
            (session.receive(chunk.filled()), asked, session.take_awake())
        };
        awake.into_iter().for_each(Waker::wake);
        if asked {
            self.shared.heard.notify_waiters();
        }
        match received {
            Ok(()) => Ok(true),
            Err(fatal) => Err(fatal.why.to_owned()),
        }
    }
}

impl<Io> Driver<Io> {
    /// Whoever waits for an answer hears that there will be none.
    fn lose(&self) {
        let awake = {
            let mut session = self.shared.session();
            session.lose();
            session.take_awake()
        };
        awake.into_iter().for_each(Waker::wake);
        self.shared.heard.notify_waiters();
    }
}

impl<Io> Drop for Driver<Io> {
    fn drop(&mut self) {
        self.lose();
    }
}
