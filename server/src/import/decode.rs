//! Bytes of a file to text, in whatever encoding a portal or a spreadsheet saved it.

use super::Problem;

/// Larger files are refused: the whole organisation is a hundredth of it.
pub const FILE_MAX_BYTES: u64 = 1 << 30;

/// A file's text without a byte order mark.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Set when the encoding had to be guessed.
    pub note: Option<&'static str>,
}

/// Reads a whole file. Line ends become LF.
pub fn read(path: &std::path::Path) -> Result<Decoded, Problem> {
    let refused = |reason: String| Problem::of_file(path, reason);
    let size = std::fs::metadata(path).map_err(|e| refused(e.to_string()))?;
    if !size.is_file() {
        return Err(refused("it is not a file".into()));
    }
    if size.len() > FILE_MAX_BYTES {
        return Err(refused("it is larger than 1 GiB; split it".into()));
    }
    let bytes = std::fs::read(path).map_err(|e| refused(e.to_string()))?;
    let mut decoded = decode(bytes);
    // The csv crate counts the lines after a CR LF one too low.
    if decoded.text.contains('\r') {
        decoded.text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    }
    Ok(decoded)
}

/// UTF-8 and UTF-16 by their marks; else UTF-8 if it is that; else what Western European Windows saves as *CSV*.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Decoded {
    match *bytes.as_slice() {
        [0xff, 0xfe, ..] => return utf16(&bytes[2..], u16::from_le_bytes),
        [0xfe, 0xff, ..] => return utf16(&bytes[2..], u16::from_be_bytes),
        [first, 0, third, 0, ..] if first != 0 && third != 0 => return utf16(&bytes, u16::from_le_bytes),
        _ => {}
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Decoded { text, note: None }
        }
        Err(other) => Decoded {
            text: other.as_bytes().iter().map(|byte| windows_1252(*byte)).collect(),
            note: Some(
                "it is not UTF-8 and was read as Windows-1252; check å, ä and ö, or save it as “CSV UTF-8”",
            ),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Decoded { text, note: None }
}

/// The 32 places in which Windows-1252 differs from Latin-1; the five unused ones stay control characters.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).text
    }

    #[test]
    fn every_encoding_that_excel_saves_gives_the_same_text() {
        let sentence = "Förnamn;Åsa – €";
        assert_eq!(text(sentence.as_bytes()), sentence);
        assert_eq!(text(&[&[0xef, 0xbb, 0xbf], sentence.as_bytes()].concat()), sentence);
        let little: Vec<u8> = sentence.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = sentence.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&[&[0xff, 0xfe][..], &little].concat()), sentence);
        assert_eq!(text(&[&[0xfe, 0xff][..], &big].concat()), sentence);
        assert_eq!(text(b"F\xf6rnamn;\xc5sa \x96 \x80"), sentence);
    }

    #[test]
    fn a_guessed_encoding_is_noted() {
        assert!(decode(b"\xc5sa".to_vec()).note.is_some());
        assert!(decode("Åsa".into()).note.is_none());
    }
}
