//! What the server says.

use super::{
    Fatal, Gone, HEADERS_MAX, OWN_WINDOW, STREAM_MAX, Session, UNSENT_MAX,
    frame::{self, FrameHead, HEADER, PAYLOAD_MAX, code, setting},
    stream::Seen,
};

type Result<T = ()> = std::result::Result<T, Fatal>;

fn broken<T>(why: &'static str) -> Result<T> {
    Err(Fatal { code: code::PROTOCOL_ERROR, why })
}

impl Session {
    /// Takes bytes in the order in which they came, however they were cut. After an error the connection is of no use:
    /// the server is told so, and every stream has ended.
    pub(in crate::http2) fn receive(&mut self, bytes: &[u8]) -> Result {
        self.silent = false;
        let received = self.frames(bytes);
        if let Err(fatal) = received {
            self.part(fatal.code);
            self.lose();
        }
        received
    }

    fn frames(&mut self, bytes: &[u8]) -> Result {
        let mut partial = std::mem::take(&mut self.partial);
        let mut rest = if partial.is_empty() {
            bytes
        } else {
            partial.extend_from_slice(bytes);
            &partial
        };
        while let Some((head, after)) = rest.split_first_chunk::<HEADER>() {
            let head = FrameHead::parse(*head);
            if head.length > PAYLOAD_MAX {
                return Err(Fatal { code: code::FRAME_SIZE_ERROR, why: "a frame is too large" });
            }
            let Some((payload, after)) = after.split_at_checked(head.length) else { break };
            rest = after;
            self.frame(head, payload)?;
        }
        self.partial = rest.to_vec();
        if self.out.len() > UNSENT_MAX {
            return Err(Fatal { code: code::ENHANCE_YOUR_CALM, why: "asks much and reads nothing" });
        }
        Ok(())
    }

    fn frame(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        if self.block.is_some() && head.kind != frame::CONTINUATION {
            return broken("a block of headers was interrupted");
        }
        if !self.greeted && head.kind != frame::SETTINGS {
            return broken("the first frame is not SETTINGS");
        }
        match head.kind {
            frame::DATA => self.data(head, payload),
            frame::HEADERS => self.headers(head, payload),
            frame::CONTINUATION => self.continuation(head, payload),
            frame::RST_STREAM => self.rst_stream(head, payload),
            frame::SETTINGS => self.settings(head, payload),
            frame::PUSH_PROMISE => broken("a promise that nobody asked for"),
            frame::PING => self.pinged(head, payload),
            frame::GOAWAY => self.goaway(head, payload),
            frame::WINDOW_UPDATE => self.window_update(head, payload),
            frame::PRIORITY => Ok(()),
            // §5.5: what is not known is passed over.
            _ => Ok(()),
        }
    }

    /// Whether this client has opened the stream at some time.
    fn must_exist(&self, stream: u32) -> Result {
        if stream % 2 == 1 && stream < self.next {
            Ok(())
        } else {
            broken("a frame on a stream that never was")
        }
    }

    fn data(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        self.must_exist(head.stream)?;
        self.credit(head.length as u32);
        let bytes = unpadded(head, payload)?;
        let Some(stream) = self.streams.get_mut(&head.stream).filter(|stream| !stream.is_over()) else {
            return Ok(());
        };
        if !stream.has_status() {
            self.reset(head.stream, code::PROTOCOL_ERROR);
            self.end(head.stream, Err(Gone::Reset));
        } else if head.has(frame::END_STREAM) {
            stream.take_body(bytes);
            self.end(head.stream, Ok(()));
        } else if !stream.take_body(bytes) {
            self.reset(head.stream, code::CANCEL);
            self.end(head.stream, Ok(()));
        }
        Ok(())
    }

    /// Tells the server now and then that what it sent has been read.
    fn credit(&mut self, bytes: u32) {
        self.used += bytes;
        if self.used >= OWN_WINDOW / 2 {
            frame::put(&mut self.out, frame::WINDOW_UPDATE, 0, 0, &self.used.to_be_bytes());
            self.used = 0;
        }
    }

    fn headers(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        self.must_exist(head.stream)?;
        let mut block = unpadded(head, payload)?;
        if head.has(frame::WITH_PRIORITY) {
            let Some((_, rest)) = block.split_at_checked(5) else { return broken("a priority is cut off") };
            block = rest;
        }
        if head.has(frame::END_HEADERS) {
            return self.block(head.stream, head.has(frame::END_STREAM), block);
        }
        self.block = Some((head.stream, head.has(frame::END_STREAM), block.to_vec()));
        Ok(())
    }

    fn continuation(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        let Some((stream, end, mut block)) = self.block.take().filter(|(stream, ..)| *stream == head.stream)
        else {
            return broken("a continuation of nothing");
        };
        block.extend_from_slice(payload);
        if block.len() > HEADERS_MAX {
            return Err(Fatal { code: code::ENHANCE_YOUR_CALM, why: "headers without end" });
        }
        if head.has(frame::END_HEADERS) {
            return self.block(stream, end, &block);
        }
        self.block = Some((stream, end, block));
        Ok(())
    }

    /// A whole block of headers. Read in any case, because it may change the table.
    fn block(&mut self, id: u32, end: bool, block: &[u8]) -> Result {
        let mut seen = Seen::default();
        let read = self.decoder.decode(block, |name, value| seen.see(name, value));
        read.map_err(|_| Fatal { code: code::COMPRESSION_ERROR, why: "headers cannot be read" })?;
        let Some(stream) = self.streams.get_mut(&id).filter(|stream| !stream.is_over()) else {
            return Ok(());
        };
        if !stream.take_headers(seen) {
            self.reset(id, code::PROTOCOL_ERROR);
            self.end(id, Err(Gone::Reset));
        } else if end {
            self.end(id, Ok(()));
        }
        Ok(())
    }

    fn rst_stream(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        self.must_exist(head.stream)?;
        let refused = number(payload)? == code::REFUSED_STREAM;
        self.end(head.stream, Err(if refused { Gone::Refused } else { Gone::Reset }));
        Ok(())
    }

    fn settings(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        if head.stream != 0 {
            return broken("SETTINGS of a stream");
        }
        if head.has(frame::ACK) {
            return Ok(());
        }
        let (settings, rest) = payload.as_chunks::<6>();
        if !rest.is_empty() {
            return Err(Fatal { code: code::FRAME_SIZE_ERROR, why: "SETTINGS are cut off" });
        }
        if !self.greeted {
            // Whoever names no limit has none (§6.5.2).
            (self.greeted, self.limit) = (true, usize::MAX);
        }
        for [s1, s0, value @ ..] in settings {
            let value = u32::from_be_bytes(*value);
            match u16::from_be_bytes([*s1, *s0]) {
                setting::HEADER_TABLE_SIZE => self.encoder.limit(value as usize),
                setting::MAX_CONCURRENT_STREAMS => self.limit = value as usize,
                setting::INITIAL_WINDOW_SIZE => self.new_stream_window(value)?,
                _ => {}
            }
        }
        frame::put(&mut self.out, frame::SETTINGS, frame::ACK, 0, &[]);
        self.send_blocked();
        Ok(())
    }

    /// Holds for the streams that are open, too (§6.9.2).
    fn new_stream_window(&mut self, value: u32) -> Result {
        if value > STREAM_MAX {
            return Err(Fatal { code: code::FLOW_CONTROL_ERROR, why: "a window is too large" });
        }
        let more = i64::from(value) - self.stream_window;
        self.stream_window = i64::from(value);
        for stream in self.streams.values_mut() {
            stream.window += more;
        }
        Ok(())
    }

    fn pinged(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        if head.stream != 0 || payload.len() != 8 {
            return broken("not a ping");
        }
        if !head.has(frame::ACK) {
            frame::put(&mut self.out, frame::PING, frame::ACK, 0, payload);
        }
        Ok(())
    }

    fn goaway(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        let Some((last, _)) = payload.split_first_chunk::<4>().filter(|(_, rest)| rest.len() >= 4) else {
            return broken("a goodbye is cut off");
        };
        if head.stream != 0 {
            return broken("a goodbye of a stream");
        }
        let last = u32::from_be_bytes(*last) & STREAM_MAX;
        self.wind_down();
        self.end_all(|id| id > last, Gone::Above);
        Ok(())
    }

    fn window_update(&mut self, head: FrameHead, payload: &[u8]) -> Result {
        let more = i64::from(number(payload)? & STREAM_MAX);
        let window = match head.stream {
            0 => Some(&mut self.window),
            id => {
                self.must_exist(id)?;
                self.streams.get_mut(&id).map(|stream| &mut stream.window)
            }
        };
        let Some(window) = window else { return Ok(()) };
        *window += more;
        // One stream's mistake would be its own end only; no push service makes it.
        if more == 0 || *window > i64::from(STREAM_MAX) {
            return Err(Fatal { code: code::FLOW_CONTROL_ERROR, why: "a window is wrong" });
        }
        self.send_blocked();
        Ok(())
    }
}

/// The payload of a frame without its padding (§6.1).
fn unpadded(head: FrameHead, payload: &[u8]) -> Result<&[u8]> {
    if !head.has(frame::PADDED) {
        return Ok(payload);
    }
    let Some((padding, rest)) = payload.split_first() else { return broken("padding is missing") };
    match rest.len().checked_sub(usize::from(*padding)) {
        Some(length) => Ok(&rest[..length]),
        None => broken("more padding than payload"),
    }
}

fn number(payload: &[u8]) -> Result<u32> {
    match payload.try_into() {
        Ok(bytes) => Ok(u32::from_be_bytes(bytes)),
        Err(_) => Err(Fatal { code: code::FRAME_SIZE_ERROR, why: "a frame has the wrong size" }),
    }
}
