//! Writes the headers of requests.

use super::{
    put_integer,
    table::{Dynamic, SIZE_MAX, STATIC},
};
use crate::http2::Head;

/// Whole field, in the static table.
const METHOD_POST: u8 = 0x80 | 3;
const SCHEME_HTTPS: u8 = 0x80 | 7;
/// How a field that joins the dynamic table begins, and one that does not (§6.2).
const JOINS: (u8, u32) = (0x40, 6);
const STAYS_OUT: (u8, u32) = (0, 4);
const NEW_SIZE: (u8, u32) = (0x20, 5);

/// What repeats from request to request is sent once and then referred to by a byte. Strings are written as they are:
/// squeezing the few that differ would take longer than sending them.
pub(in crate::http2) struct Encoder {
    table: Dynamic,
    /// The server has set other sizes: the smallest and the last, which the next block has to confirm (§4.2).
    new_size: Option<(usize, usize)>,
}

impl Encoder {
    pub(in crate::http2) fn new() -> Self {
        Self { table: Dynamic::new(), new_size: None }
    }

    /// The server keeps no more than `size` bytes.
    pub(in crate::http2) fn limit(&mut self, size: usize) {
        let size = size.min(SIZE_MAX);
        self.table.set_max(size);
        let smallest = self.new_size.map_or(size, |(smallest, _)| smallest.min(size));
        self.new_size = Some((smallest, size));
    }

    /// Appends the block of a POST request.
    pub(in crate::http2) fn encode(&mut self, head: &Head<'_>, out: &mut Vec<u8>) {
        if let Some((smallest, last)) = self.new_size.take() {
            put_integer(out, NEW_SIZE.0, NEW_SIZE.1, smallest);
            if last != smallest {
                put_integer(out, NEW_SIZE.0, NEW_SIZE.1, last);
            }
        }
        out.extend_from_slice(&[METHOD_POST, SCHEME_HTTPS]);
        self.field(":authority", head.authority.as_bytes(), true, out);
        self.field(":path", head.path.as_bytes(), false, out);
        for field in head.fields {
            self.field(field.name, field.value, field.repeats, out);
        }
    }

    fn field(&mut self, name: &'static str, value: &[u8], repeats: bool, out: &mut Vec<u8>) {
        if repeats {
            let known = self.table.iter().position(|known| known == (name.as_bytes(), value));
            if let Some(at) = known {
                return put_integer(out, 0x80, 7, STATIC.len() + 1 + at);
            }
        }
        let (first, bits) = if repeats { JOINS } else { STAYS_OUT };
        let known_name = STATIC.iter().position(|(known, _)| *known == name);
        match known_name {
            Some(at) => put_integer(out, first, bits, at + 1),
            None => {
                out.push(first);
                string(out, name.as_bytes());
            }
        }
        string(out, value);
        if repeats {
            self.table.insert(name.as_bytes(), value);
        }
    }
}

fn string(out: &mut Vec<u8>, text: &[u8]) {
    put_integer(out, 0, 7, text.len());
    out.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use super::{super::Decoder, *};
    use crate::http2::Field;

    fn read(decoder: &mut Decoder, block: &[u8]) -> Vec<String> {
        let mut fields = Vec::new();
        decoder
            .decode(block, |name, value| {
                fields.push(format!("{}: {}", String::from_utf8_lossy(name), String::from_utf8_lossy(value)));
            })
            .unwrap();
        fields
    }

    #[test]
    fn what_repeats_is_sent_once_and_then_in_a_byte() {
        let (mut encoder, mut decoder) = (Encoder::new(), Decoder::new());
        let mut sizes = Vec::new();
        for number in 0..200 {
            let (path, id) = (format!("/3/device/{number:064x}"), format!("{number:036}"));
            let fields = [
                Field { name: "authorization", value: b"bearer abc", repeats: true },
                Field { name: "apns-topic", value: b"se.example.portal", repeats: true },
                Field { name: "apns-id", value: id.as_bytes(), repeats: false },
            ];
            let mut block = Vec::new();
            encoder.encode(&Head { authority: "push.example:443", path: &path, fields: &fields }, &mut block);
            let expected = [
                ":method: POST".to_owned(),
                ":scheme: https".into(),
                ":authority: push.example:443".into(),
                format!(":path: {path}"),
                "authorization: bearer abc".into(),
                "apns-topic: se.example.portal".into(),
                format!("apns-id: {id}"),
            ];
            assert_eq!(read(&mut decoder, &block), expected);
            sizes.push(block.len());
        }
        let own = 2 + 3 + (1 + 1 + 74) + (1 + 8 + 1 + 36);
        assert_eq!(sizes[1..], [own; 199]);
        assert!(sizes[0] > own + 40);
    }

    #[test]
    fn a_server_that_keeps_less_is_obeyed_and_told_so() {
        let (mut encoder, mut decoder) = (Encoder::new(), Decoder::new());
        let fields = [Field { name: "apns-topic", value: b"se.example.portal", repeats: true }];
        let head = Head { authority: "push.example", path: "/", fields: &fields };
        for size in [4_096, 60, 0, 9_999] {
            encoder.limit(size);
            for _ in 0..3 {
                let mut block = Vec::new();
                encoder.encode(&head, &mut block);
                assert_eq!(read(&mut decoder, &block).len(), 5, "{size}");
            }
        }
    }
}
