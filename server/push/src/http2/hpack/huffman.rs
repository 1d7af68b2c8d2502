//! The code of RFC 7541, appendix B. It is canonical: the lengths alone give the codes, in the order of length and symbol.

use super::Malformed;
use std::sync::LazyLock;

const LONGEST: usize = 30;
const END: u16 = 256;

/// Bits of the code of each byte, and of the end mark.
const LENGTHS: [u8; 257] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6,
    6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7,
    8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7,
    15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24,
    23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23,
    23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26,
    26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20,
    21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27,
    27, 27, 26, 30,
];

struct Code {
    /// The symbols in the order of their codes.
    symbols: Vec<u16>,
    /// For each length: its first code, how many there are, and where their symbols begin.
    lengths: [(u32, u32, usize); LONGEST + 1],
}

static CODE: LazyLock<Code> = LazyLock::new(|| {
    let mut code = Code { symbols: Vec::with_capacity(LENGTHS.len()), lengths: [(0, 0, 0); LONGEST + 1] };
    let mut next = 0;
    for length in 1..=LONGEST {
        next <<= 1;
        let first = next;
        let start = code.symbols.len();
        let symbols = (0_u16..).zip(LENGTHS).filter(|(_, bits)| usize::from(*bits) == length);
        code.symbols.extend(symbols.map(|(symbol, _)| symbol));
        next += (code.symbols.len() - start) as u32;
        code.lengths[length] = (first, next - first, start);
    }
    code
});

/// Appends the text that `bytes` stand for.
pub(super) fn decode(bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Malformed> {
    let code = &*CODE;
    let (mut bits, mut have) = (0_u64, 0);
    let mut rest = bytes;
    loop {
        while have <= 56
            && let Some((byte, after)) = rest.split_first()
        {
            bits = bits << 8 | u64::from(*byte);
            have += 8;
            rest = after;
        }
        let found = (5..=LONGEST.min(have)).find_map(|length| {
            let (first, count, start) = code.lengths[length];
            let at = ((bits >> (have - length)) as u32 & ((1 << length) - 1)).wrapping_sub(first);
            (at < count).then(|| (length, code.symbols[start + at as usize]))
        });
        match found {
            Some((_, END)) => return Err(Malformed),
            Some((length, symbol)) => {
                out.push(symbol as u8);
                have -= length;
                bits &= (1 << have) - 1;
            }
            // What is left must be padding: fewer than eight bits, all set.
            None if have < 8 && bits == (1 << have) - 1 => return Ok(()),
            None => return Err(Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, Malformed> {
        let mut out = Vec::new();
        decode(bytes, &mut out).map(|()| String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        let example = [0xf1, 0xe3, 0xc2, 0xe5, 0xf2, 0x3a, 0x6b, 0xa0, 0xab, 0x90, 0xf4, 0xff];
        assert_eq!(decoded(&example).unwrap(), "www.example.com");
        assert_eq!(decoded(&[0xa8, 0xeb, 0x10, 0x64, 0x9c, 0xbf]).unwrap(), "no-cache");
        let date = [
            0xd0, 0x7a, 0xbe, 0x94, 0x10, 0x54, 0xd4, 0x44, 0xa8, 0x20, 0x05, 0x95, 0x04, 0x0b, 0x81, 0x66,
            0xe0, 0x82, 0xa6, 0x2d, 0x1b, 0xff,
        ];
        assert_eq!(decoded(&date).unwrap(), "Mon, 21 Oct 2013 20:13:21 GMT");
        assert_eq!(decoded(&[]).unwrap(), "");
    }

    #[test]
    fn the_code_is_complete() {
        let all: u64 = LENGTHS.iter().map(|bits| 1 << (LONGEST - usize::from(*bits))).sum();
        assert_eq!(all, 1 << LONGEST);
        assert_eq!(CODE.symbols.len(), 257);
    }

    #[test]
    fn wrong_padding_and_the_end_mark_are_malformed() {
        // "0" is five zero bits: then the rest must be ones, and fewer than eight.
        assert_eq!(decoded(&[0x07]).unwrap(), "0");
        assert_eq!(decoded(&[0x06]), Err(Malformed));
        assert_eq!(decoded(&[0x07, 0xff]), Err(Malformed));
        assert_eq!(decoded(&[0xff, 0xff, 0xff, 0xff]), Err(Malformed));
    }
}
