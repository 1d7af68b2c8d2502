//! Reads the headers of answers.

use super::{
    Malformed, huffman,
    table::{Dynamic, SIZE_MAX, STATIC},
    take_integer,
};

/// Longest name or value, in bytes; a block is not longer either.
const TEXT_MAX: usize = 64 * 1024;

pub(in crate::http2) struct Decoder {
    table: Dynamic,
}

impl Decoder {
    pub(in crate::http2) fn new() -> Self {
        Self { table: Dynamic::new() }
    }

    /// Tells `see` every name and value of a complete block. Each block must pass through here, wanted or not: it may
    /// change the table.
    pub(in crate::http2) fn decode(
        &mut self,
        mut block: &[u8],
        mut see: impl FnMut(&[u8], &[u8]),
    ) -> Result<(), Malformed> {
        let (mut name, mut value) = (Vec::new(), Vec::new());
        while let Some(first) = block.first().copied() {
            let (bits, joins) = match first {
                0x80.. => {
                    let at = take_integer(&mut block, 7)?;
                    let (name, value) = self.entry(at)?;
                    see(name, value);
                    continue;
                }
                0x40.. => (6, true),
                0x20.. => {
                    let size = take_integer(&mut block, 5)?;
                    if size > SIZE_MAX {
                        return Err(Malformed);
                    }
                    self.table.set_max(size);
                    continue;
                }
                _ => (4, false),
            };
            name.clear();
            value.clear();
            match take_integer(&mut block, bits)? {
                0 => take_string(&mut block, &mut name)?,
                at => name.extend_from_slice(self.entry(at)?.0),
            }
            take_string(&mut block, &mut value)?;
            see(&name, &value);
            if joins {
                self.table.insert(&name, &value);
            }
        }
        Ok(())
    }

    fn entry(&self, at: usize) -> Result<(&[u8], &[u8]), Malformed> {
        let at = at.checked_sub(1).ok_or(Malformed)?;
        match STATIC.get(at) {
            Some((name, value)) => Ok((name.as_bytes(), value.as_bytes())),
            None => self.table.get(at - STATIC.len()).ok_or(Malformed),
        }
    }
}

fn take_string(block: &mut &[u8], out: &mut Vec<u8>) -> Result<(), Malformed> {
    let coded = block.first().ok_or(Malformed)? & 0x80 != 0;
    let length = take_integer(block, 7)?;
    let (text, rest) = block.split_at_checked(length).ok_or(Malformed)?;
    *block = rest;
    if coded {
        huffman::decode(text, out)?;
    } else {
        out.extend_from_slice(text);
    }
    if out.len() > TEXT_MAX { Err(Malformed) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(decoder: &mut Decoder, block: &[u8]) -> Result<Vec<String>, Malformed> {
        let mut fields = Vec::new();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        decoder.decode(block, |name, value| fields.push(format!("{}: {}", text(name), text(value))))?;
        Ok(fields)
    }

    // RFC 7541, appendix C.6, where a small table forgets its oldest entries.
    #[test]
    fn the_examples_of_the_standard_are_read() {
        let mut decoder = Decoder::new();
        decoder.table.set_max(256);
        let first = [
            0x48, 0x82, 0x64, 0x02, 0x58, 0x85, 0xae, 0xc3, 0x77, 0x1a, 0x4b, 0x61, 0x96, 0xd0, 0x7a, 0xbe,
            0x94, 0x10, 0x54, 0xd4, 0x44, 0xa8, 0x20, 0x05, 0x95, 0x04, 0x0b, 0x81, 0x66, 0xe0, 0x82, 0xa6,
            0x2d, 0x1b, 0xff, 0x6e, 0x91, 0x9d, 0x29, 0xad, 0x17, 0x18, 0x63, 0xc7, 0x8f, 0x0b, 0x97, 0xc8,
            0xe9, 0xae, 0x82, 0xae, 0x43, 0xd3,
        ];
        let date = "date: Mon, 21 Oct 2013 20:13:21 GMT";
        let location = "location: https://www.example.com";
        let private = "cache-control: private";
        assert_eq!(fields(&mut decoder, &first).unwrap(), [":status: 302", private, date, location]);
        let second = [0x48, 0x83, 0x64, 0x0e, 0xff, 0xc1, 0xc0, 0xbf];
        assert_eq!(fields(&mut decoder, &second).unwrap(), [":status: 307", private, date, location]);
    }

    #[test]
    fn what_does_not_exist_cannot_be_referred_to() {
        for block in
            [&[0x80][..], &[0xbe], &[0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], &[0x40, 1], &[0x3f, 0xe2, 0x1f]]
        {
            assert_eq!(fields(&mut Decoder::new(), block), Err(Malformed), "{block:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(block in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _either = fields(&mut Decoder::new(), &block);
        }
    }
}
