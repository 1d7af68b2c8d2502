//! Header compression (RFC 7541).

mod decode;
mod encode;
mod huffman;
mod table;

pub(super) use decode::Decoder;
pub(super) use encode::Encoder;

/// A block of headers that nobody could have made by the rules. The connection is of no use any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// Writes an integer after the `bits` of `first` that belong to something else (§5.1).
fn put_integer(out: &mut Vec<u8>, first: u8, bits: u32, value: usize) {
    let most = (1 << bits) - 1;
    if value < most {
        out.push(first | value as u8);
        return;
    }
    out.push(first | most as u8);
    let mut rest = value - most;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// Takes an integer whose first byte shares its upper bits with something else.
fn take_integer(bytes: &mut &[u8], bits: u32) -> Result<usize, Malformed> {
    let most = (1_usize << bits) - 1;
    let mut value = usize::from(take_byte(bytes)?) & most;
    if value < most {
        return Ok(value);
    }
    // No length or index of ours needs more than 28 bits.
    for shift in [0, 7, 14, 21] {
        let byte = take_byte(bytes)?;
        value += usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(Malformed)
}

fn take_byte(bytes: &mut &[u8]) -> Result<u8, Malformed> {
    let (first, rest) = bytes.split_first().ok_or(Malformed)?;
    *bytes = rest;
    Ok(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn integers_are_written_as_in_the_examples_of_the_standard() {
        let written = |bits, value| {
            let mut out = Vec::new();
            put_integer(&mut out, 0, bits, value);
            out
        };
        assert_eq!(written(5, 10), [10]);
        assert_eq!(written(5, 1337), [31, 154, 10]);
        assert_eq!(written(8, 42), [42]);
        assert_eq!(written(7, 127), [127, 0]);
    }

    #[test]
    fn an_integer_without_end_is_malformed() {
        assert_eq!(take_integer(&mut &[31, 0xff, 0xff, 0xff, 0xff, 0xff, 1][..], 5), Err(Malformed));
        assert_eq!(take_integer(&mut &[31, 0x80][..], 5), Err(Malformed));
        assert_eq!(take_integer(&mut &[][..], 5), Err(Malformed));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(value in 0_usize..1 << 28, bits in 4_u32..8) {
            let mut out = Vec::new();
            put_integer(&mut out, 0, bits, value);
            let mut rest = &out[..];
            prop_assert_eq!(take_integer(&mut rest, bits), Ok(value));
            prop_assert!(rest.is_empty());
        }
    }
}
