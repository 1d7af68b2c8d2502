//! One connection's side of HTTP/2 without any I/O: requests and bytes of the server go in, bytes for the server and
//! answers come out (RFC 9113).
//!
//! Only what a client of a push service needs: POST requests with a short body, answers of which the beginning is read.

mod receive;
mod stream;
#[cfg(test)]
mod tests;

use super::{
    BODY_MAX, Head, Reply,
    frame::{self, FrameHead, HEADER, PAYLOAD_MAX, code, setting},
    hpack::{Decoder, Encoder},
};
use bytes::Bytes;
use std::{
    collections::{HashMap, VecDeque},
    task::Waker,
};
use stream::Stream;

/// Highest number of a stream (§5.1.1).
const STREAM_MAX: u32 = 0x7fff_ffff;
/// What either side may send before it hears of more (§6.9.2).
const WINDOW: i64 = 65_535;
/// What the server may send on the whole connection; it is told of more when half is used up.
const OWN_WINDOW: u32 = 1 << 20;
/// Unsent bytes beyond which a server that asks and does not listen is left.
const UNSENT_MAX: usize = 4 << 20;
/// Longest block of headers of an answer.
pub(super) const HEADERS_MAX: usize = PAYLOAD_MAX;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// Reset by the server before it did anything.
    Refused,
    /// Reset by the server.
    Reset,
    /// Above the last stream that the server handles before it goes away.
    Above,
    /// The connection ended.
    Lost,
}

/// Why a request was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotSent {
    /// The server allows no more streams at the moment.
    Full,
    /// The connection takes no more requests.
    Closing,
    /// The headers fit into no frame.
    TooLarge,
}

/// The end of a connection by our own verdict: a code for the server, and words for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fatal {
    pub code: u32,
    pub why: &'static str,
}

pub(super) struct Session {
    /// For the server.
    out: Vec<u8>,
    /// From the server, not yet a whole frame.
    partial: Vec<u8>,
    encoder: Encoder,
    decoder: Decoder,
    streams: HashMap<u32, Stream>,
    /// Streams that have not ended.
    open: usize,
    next: u32,
    /// Streams that the server allows at once.
    limit: usize,
    greeted: bool,
    /// What may still be sent on the connection, and on a new stream. Settings can make them negative.
    window: i64,
    stream_window: i64,
    /// Streams whose body waits for a window.
    blocked: VecDeque<u32>,
    /// Bytes received of which the server has not been told.
    used: u32,
    /// A block of headers whose end has not come: stream, END_STREAM, and what there is of it.
    block: Option<(u32, bool, Vec<u8>)>,
    going: bool,
    lost: bool,
    /// The server has heard why.
    parted: bool,
    /// Nothing has come since the server was asked for a sign of life.
    silent: bool,
    /// Those whose answers have come.
    awake: Vec<Waker>,
}

impl Session {
    /// With one stream until the server has said how many it allows.
    pub(super) fn new() -> Self {
        let mut out = Vec::new();
        let settings = [
            (setting::ENABLE_PUSH, 0),
            (setting::INITIAL_WINDOW_SIZE, BODY_MAX as u32),
            (setting::MAX_HEADER_LIST_SIZE, HEADERS_MAX as u32),
        ];
        frame::put_greeting(&mut out, &settings);
        let more = OWN_WINDOW - WINDOW as u32;
        frame::put(&mut out, frame::WINDOW_UPDATE, 0, 0, &more.to_be_bytes());
        Self {
            out,
            partial: Vec::new(),
            encoder: Encoder::new(),
            decoder: Decoder::new(),
            streams: HashMap::new(),
            open: 0,
            next: 1,
            limit: 1,
            greeted: false,
            window: WINDOW,
            stream_window: WINDOW,
            blocked: VecDeque::new(),
            used: 0,
            block: None,
            going: false,
            lost: false,
            parted: false,
            silent: false,
            awake: Vec::new(),
        }
    }

    /// Opens a stream for a request.
    pub(super) fn send(&mut self, head: &Head<'_>, body: &Bytes) -> Result<u32, NotSent> {
        if self.going || self.lost || self.next > STREAM_MAX {
            return Err(NotSent::Closing);
        }
        if self.open >= self.limit {
            return Err(NotSent::Full);
        }
        if head.size() > PAYLOAD_MAX {
            return Err(NotSent::TooLarge);
        }
        let id = self.next;
        self.next += 2;
        let start = self.out.len();
        self.out.extend_from_slice(&[0; HEADER]);
        self.encoder.encode(head, &mut self.out);
        let length = self.out.len() - start - HEADER;
        let end = if body.is_empty() { frame::END_STREAM } else { 0 };
        let flags = frame::END_HEADERS | end;
        let written = FrameHead { length, kind: frame::HEADERS, flags, stream: id };
        self.out[start..start + HEADER].copy_from_slice(&written.bytes());
        self.streams.insert(id, Stream::new(body.clone(), self.stream_window));
        self.open += 1;
        if !body.is_empty() {
            self.send_body(id);
        }
        Ok(id)
    }

    /// The answer, once there is one; `waker` is woken for it.
    pub(super) fn answer(&mut self, id: u32, waker: &Waker) -> Option<Result<Reply, Gone>> {
        let stream = self.streams.get_mut(&id)?;
        if !stream.is_over() {
            stream.wake_for(waker);
            return None;
        }
        self.streams.remove(&id).and_then(Stream::into_answer)
    }

    /// Nobody waits for this answer any more.
    pub(super) fn forget(&mut self, id: u32) {
        if let Some(stream) = self.streams.remove(&id)
            && !stream.is_over()
        {
            self.open -= 1;
            self.reset(id, code::CANCEL);
        }
    }

    /// Asks the server for a sign of life.
    pub(super) fn ping(&mut self) {
        self.silent = true;
        frame::put(&mut self.out, frame::PING, 0, 0, b"herald??");
    }
    /// Whether there was one since.
    pub(super) fn has_heard(&self) -> bool {
        !self.silent
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// No stream is open, and none will be.
    pub(super) fn is_done(&self) -> bool {
        self.going && self.open == 0
    }

    pub(super) fn has_output(&self) -> bool {
        !self.out.is_empty()
    }
    /// Puts what is for the server into `empty`, and takes its room in turn.
    pub(super) fn take_output(&mut self, empty: &mut Vec<u8>) {
        std::mem::swap(&mut self.out, empty);
    }

    /// Those who can go on. They are woken without holding the session.
    pub(super) fn take_awake(&mut self) -> Vec<Waker> {
        std::mem::take(&mut self.awake)
    }

    /// No new streams; those under way go on.
    pub(super) fn wind_down(&mut self) {
        self.going = true;
    }

    /// The last frame for the server, unless it has gone out with an error. No stream of the server's was handled,
    /// because it opens none.
    pub(super) fn part(&mut self, code: u32) {
        self.going = true;
        if !std::mem::replace(&mut self.parted, true) {
            let goaway = [0_u32.to_be_bytes(), code.to_be_bytes()].concat();
            frame::put(&mut self.out, frame::GOAWAY, 0, 0, &goaway);
        }
    }

    /// The connection is no more.
    pub(super) fn lose(&mut self) {
        self.lost = true;
        self.going = true;
        self.end_all(|_| true, Gone::Lost);
    }

    fn end_all(&mut self, which: impl Fn(u32) -> bool, gone: Gone) {
        for (id, stream) in &mut self.streams {
            if which(*id) && !stream.is_over() {
                self.open -= 1;
                self.awake.extend(stream.end(Err(gone)));
            }
        }
    }

    fn end(&mut self, id: u32, end: Result<(), Gone>) {
        if let Some(stream) = self.streams.get_mut(&id)
            && !stream.is_over()
        {
            let unfinished = !stream.unsent.is_empty();
            self.open -= 1;
            self.awake.extend(stream.end(end));
            if unfinished && end.is_ok() {
                // Answered before everything was said: for the server the stream is open until it hears otherwise.
                self.reset(id, code::CANCEL);
            }
        }
    }

    fn reset(&mut self, id: u32, code: u32) {
        frame::put(&mut self.out, frame::RST_STREAM, 0, id, &code.to_be_bytes());
    }

    /// Sends as much of a body as the windows allow.
    fn send_body(&mut self, id: u32) {
        let Some(stream) = self.streams.get_mut(&id).filter(|stream| !stream.is_over()) else { return };
        while !stream.unsent.is_empty() {
            let room = self.window.min(stream.window);
            let size = stream.unsent.len().min(PAYLOAD_MAX).min(usize::try_from(room).unwrap_or(0));
            if size == 0 {
                return self.blocked.push_back(id);
            }
            let part = stream.unsent.split_to(size);
            let end = if stream.unsent.is_empty() { frame::END_STREAM } else { 0 };
            frame::put(&mut self.out, frame::DATA, end, id, &part);
            self.window -= size as i64;
            stream.window -= size as i64;
        }
    }

    /// A window has grown.
    fn send_blocked(&mut self) {
        for id in std::mem::take(&mut self.blocked) {
            if self.window > 0 { self.send_body(id) } else { self.blocked.push_back(id) }
        }
    }
}
