//! Sits between TLS and the HTTP/2 library: watches the frames of both sides and adds some of its own.
//!
//! The library can neither change its limit of streams nor send a GOAWAY of our choice; and it must not see the
//! client's confirmations of SETTINGS that it did not send.

use super::{
    Control,
    control::Ending,
    frames::{self, HEADER, Head, Piece, Position},
};
use bytes::{Buf, BytesMut};
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;

const PREFACE: usize = 24;
const CHUNK: usize = 16 * 1024;

pub(super) struct Wire {
    io: TlsStream<TcpStream>,
    control: Arc<Control>,
    limit: u32,
    incoming: Incoming,
    outgoing: Outgoing,
}

struct Incoming {
    preface_left: usize,
    position: Position,
    acks: usize,
    ready: BytesMut,
    chunk: Box<[u8]>,
}

#[derive(Default)]
struct Outgoing {
    /// The library's first frame, until it is complete.
    first: Vec<u8>,
    first_done: bool,
    position: Position,
    /// Ours, to be written before anything else.
    own: BytesMut,
}

impl Wire {
    pub(super) fn new(io: TlsStream<TcpStream>, control: Arc<Control>, limit: u32) -> Self {
        let incoming = Incoming {
            preface_left: PREFACE,
            position: Position::default(),
            acks: 0,
            ready: BytesMut::new(),
            chunk: vec![0; CHUNK].into(),
        };
        Self { io, control, limit, incoming, outgoing: Outgoing::default() }
    }

    fn check_ending(&mut self) -> io::Result<()> {
        match self.control.ending() {
            Some(Ending::Reset) => {
                // Without it the peer would see an orderly end.
                self.io.get_ref().0.set_zero_linger()?;
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Some(Ending::Close) if !self.control.has_injected() && self.outgoing.own.is_empty() => {
                Err(io::ErrorKind::ConnectionAborted.into())
            }
            Some(Ending::Close) | None => Ok(()),
        }
    }

    /// How many bytes came; none at the end.
    fn poll_incoming(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut chunk = ReadBuf::new(&mut self.incoming.chunk);
        ready!(Pin::new(&mut self.io).poll_read(cx, &mut chunk))?;
        let read = chunk.filled().len();
        match read {
            0 => self.control.saw_end(),
            _ => self.incoming.take(read, &self.control),
        }
        Poll::Ready(Ok(read))
    }

    /// Writes what was injected, when the library is between two frames.
    fn pump(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let border = self.outgoing.first_done && self.outgoing.position.at_border();
        if border && self.control.has_injected() {
            let injected = self.control.take_injected();
            self.outgoing.own.extend_from_slice(&injected);
        }
        let mut wrote = false;
        while !self.outgoing.own.is_empty() {
            let written = ready!(Pin::new(&mut self.io).poll_write(cx, &self.outgoing.own))?;
            self.outgoing.own.advance(written);
            wrote = true;
        }
        if wrote { Pin::new(&mut self.io).poll_flush(cx) } else { Poll::Ready(Ok(())) }
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.control.wake_on_order(cx);
        if let Poll::Ready(Err(error)) = this.pump(cx) {
            return Poll::Ready(Err(error));
        }
        this.check_ending()?;
        while this.incoming.ready.is_empty() {
            if ready!(this.poll_incoming(cx))? == 0 {
                return Poll::Ready(Ok(()));
            }
        }
        let size = this.incoming.ready.len().min(buf.remaining());
        buf.put_slice(&this.incoming.ready.split_to(size));
        Poll::Ready(Ok(()))
    }
}

impl Incoming {
    /// Passes on the first `read` bytes of the chunk, without confirmations of our own SETTINGS.
    fn take(&mut self, read: usize, control: &Control) {
        let bytes = &self.chunk[..read];
        let (preface, mut rest) = bytes.split_at(self.preface_left.min(read));
        self.preface_left -= preface.len();
        self.ready.extend_from_slice(preface);
        while let Some(piece) = self.position.next(&mut rest) {
            match piece {
                Piece::Head(head, bytes) => {
                    control.saw_from_client(head);
                    self.acks += usize::from(head.is_settings_ack());
                    if !head.is_settings_ack() || self.acks == 1 {
                        self.ready.extend_from_slice(&bytes);
                    }
                }
                Piece::Payload(bytes) => self.ready.extend_from_slice(bytes),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        ready!(this.pump(cx))?;
        this.check_ending()?;
        if !this.outgoing.first_done {
            return Poll::Ready(Ok(this.outgoing.collect_first(buf, this.limit)));
        }
        let most =
            if this.control.has_injected() { this.outgoing.position.to_border(buf) } else { buf.len() };
        let written = ready!(Pin::new(&mut this.io).poll_write(cx, &buf[..most]))?;
        let mut bytes = &buf[..written];
        while let Some(piece) = this.outgoing.position.next(&mut bytes) {
            if let Piece::Head(head, _) = piece {
                this.control.saw_from_server(head);
            }
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.pump(cx))?;
        Pin::new(&mut this.io).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // The library goes when it has heard a goodbye; we want to see whether the client ends TLS as it should.
        while this.control.is_left() && ready!(this.poll_incoming(cx))? > 0 {}
        Pin::new(&mut this.io).poll_shutdown(cx)
    }
}

impl Outgoing {
    /// The library's first frame is its SETTINGS; the limit of streams is added to it.
    fn collect_first(&mut self, buf: &[u8], limit: u32) -> usize {
        let wanted = match self.first.first_chunk::<HEADER>() {
            Some(head) => HEADER + Head::parse(*head).length,
            None => HEADER,
        };
        let taken = (wanted - self.first.len()).min(buf.len());
        self.first.extend_from_slice(&buf[..taken]);
        let complete = self.first.first_chunk::<HEADER>().map(|head| HEADER + Head::parse(*head).length);
        if complete == Some(self.first.len()) {
            self.own.extend_from_slice(&frames::with_limit(&self.first, limit));
            self.first_done = true;
        }
        taken
    }
}
