//! Cells of comma-separated values (RFC 4180) that spreadsheets may open.

const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The cell in quotes. What a spreadsheet would take for a formula gets an apostrophe before it: at the beginning, and
/// after what a spreadsheet of another language takes for the end of a cell.
#[must_use]
pub fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut begins = true;
    for (at, c) in text.char_indices() {
        let breaks = matches!(c, ';' | '\t' | '\r' | '\n');
        let guarded = begins && FORMULA.contains(&c) || at == 0 && breaks;
        if guarded {
            out.push('\'');
        }
        begins = !guarded && (breaks || begins && c == ' ');
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_begins_with_a_formula() {
        assert_eq!(cell("Maja \"M\" Öberg"), "\"Maja \"\"M\"\" Öberg\"");
        for (text, quoted) in [
            ("=1+1", "\"'=1+1\""),
            (" -1", "\" '-1\""),
            ("＠x", "\"'＠x\""),
            ("a;=HYPERLINK(1);b", "\"a;'=HYPERLINK(1);b\""),
            ("a\t+1", "\"a\t'+1\""),
            ("a-b", "\"a-b\""),
        ] {
            assert_eq!(cell(text), quoted);
        }
    }
}
