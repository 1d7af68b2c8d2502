//! Finds the borders of HTTP/2 frames in a stream of bytes (RFC 9113 §4.1), and writes the few that are injected.

pub(super) const HEADER: usize = 9;

/// The head of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub length: usize,
    pub kind: u8,
    pub flags: u8,
    pub stream: u32,
}

pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
pub(super) const RST_STREAM: u8 = 3;
pub(super) const SETTINGS: u8 = 4;
pub(super) const GOAWAY: u8 = 7;
/// END_STREAM on DATA and HEADERS, ACK on SETTINGS.
pub(super) const FLAG_1: u8 = 1;
const MAX_CONCURRENT_STREAMS: [u8; 2] = [0, 3];

impl Head {
    pub(super) fn parse(bytes: [u8; HEADER]) -> Self {
        let [l2, l1, l0, kind, flags, stream @ ..] = bytes;
        Self {
            length: u32::from_be_bytes([0, l2, l1, l0]) as usize,
            kind,
            flags,
            stream: u32::from_be_bytes(stream) & 0x7fff_ffff,
        }
    }
    pub(super) fn ends_stream(self) -> bool {
        self.kind == RST_STREAM || (matches!(self.kind, DATA | HEADERS) && self.flags & FLAG_1 != 0)
    }
    pub(super) fn is_settings_ack(self) -> bool {
        self.kind == SETTINGS && self.flags & FLAG_1 != 0
    }
}

fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("injected frames are short").to_be_bytes();
    let mut frame = vec![length[1], length[2], length[3], kind, 0, 0, 0, 0, 0];
    frame.extend_from_slice(payload);
    frame
}

fn streams_setting(limit: u32) -> Vec<u8> {
    [&MAX_CONCURRENT_STREAMS[..], &limit.to_be_bytes()].concat()
}

/// SETTINGS with a new limit of streams.
pub(super) fn settings(limit: u32) -> Vec<u8> {
    frame(SETTINGS, &streams_setting(limit))
}

/// The same SETTINGS frame with a limit of streams added.
pub(super) fn with_limit(settings: &[u8], limit: u32) -> Vec<u8> {
    frame(SETTINGS, &[&settings[HEADER..], &streams_setting(limit)].concat())
}

pub(super) fn goaway(last_stream: u32, code: u32, debug: &[u8]) -> Vec<u8> {
    frame(GOAWAY, &[&last_stream.to_be_bytes()[..], &code.to_be_bytes(), debug].concat())
}

/// Where in a frame a stream of bytes stands.
#[derive(Debug, Default)]
pub(super) struct Position {
    head: [u8; HEADER],
    have: usize,
    payload_left: usize,
}

/// A piece of the stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Head(Head, [u8; HEADER]),
    Payload(&'a [u8]),
}

impl Position {
    pub(super) fn at_border(&self) -> bool {
        self.have == 0 && self.payload_left == 0
    }

    /// Takes the next piece off `bytes`; `None` when they are used up.
    pub(super) fn next<'a>(&mut self, bytes: &mut &'a [u8]) -> Option<Piece<'a>> {
        if self.payload_left > 0 {
            let taken = self.payload_left.min(bytes.len());
            let (payload, rest) = bytes.split_at(taken);
            *bytes = rest;
            self.payload_left -= taken;
            return (taken > 0).then_some(Piece::Payload(payload));
        }
        let taken = (HEADER - self.have).min(bytes.len());
        let (part, rest) = bytes.split_at(taken);
        *bytes = rest;
        self.head[self.have..self.have + taken].copy_from_slice(part);
        self.have += taken;
        if self.have < HEADER {
            return None;
        }
        self.have = 0;
        let head = Head::parse(self.head);
        self.payload_left = head.length;
        Some(Piece::Head(head, self.head))
    }

    /// How many of `bytes` lead up to the next border of frames; all of them when it lies further on.
    pub(super) fn to_border(&self, bytes: &[u8]) -> usize {
        let mut ahead = Self { head: self.head, have: self.have, payload_left: self.payload_left };
        let mut rest = bytes;
        while ahead.next(&mut rest).is_some() {
            if ahead.at_border() {
                break;
            }
        }
        bytes.len() - rest.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_found_however_the_bytes_are_cut() {
        let bytes = [settings(7), goaway(3, 0, b"bye"), settings(8)].concat();
        for size in 1..bytes.len() {
            let (mut position, mut kinds) = (Position::default(), Vec::new());
            for mut chunk in bytes.chunks(size) {
                while let Some(piece) = position.next(&mut chunk) {
                    if let Piece::Head(head, _) = piece {
                        kinds.push((head.kind, head.length));
                    }
                }
            }
            assert_eq!(kinds, [(SETTINGS, 6), (GOAWAY, 11), (SETTINGS, 6)]);
            assert!(position.at_border());
        }
    }

    #[test]
    fn the_next_border_is_the_end_of_the_frame() {
        let bytes = [settings(7), settings(8)].concat();
        let mut position = Position::default();
        assert_eq!(position.to_border(&bytes), 15);
        let mut start = &bytes[..4];
        assert_eq!(position.next(&mut start), None);
        assert_eq!(position.to_border(&bytes[4..]), 11);
        assert_eq!(position.to_border(&bytes[4..10]), 6);
    }
}
