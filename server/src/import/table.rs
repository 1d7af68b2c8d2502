//! Comma-separated files as spreadsheets leave them: any of three separators, quotes, lines before the header.

use super::values::shown;

/// A value longer than this, in bytes, is damage (a quote that never closes) and not a name.
const FIELD_MAX: usize = 2_048;

/// A table with a header. Columns are known by their normalised names.
pub struct Table<'a> {
    reader: csv::Reader<&'a [u8]>,
    names: Vec<String>,
    originals: Vec<String>,
    used: Vec<bool>,
    /// Lines before the header.
    before: u64,
}

/// The place of a column; none when the file lacks it.
#[derive(Clone, Copy, Debug)]
pub struct Column(Option<usize>);

impl Column {
    #[must_use]
    pub const fn present(self) -> bool {
        self.0.is_some()
    }
}

/// One row and the line on which it starts, counted from 1.
pub struct Row {
    record: csv::StringRecord,
    pub line: u64,
}

impl Row {
    /// The value without surrounding white space and without a spreadsheet's `="…"`. None when the column is absent;
    /// empty when the cell is.
    #[must_use]
    pub fn get(&self, column: Column) -> Option<&str> {
        let value = self.record.get(column.0?)?.trim();
        Some(value.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(value))
    }
    /// The value, unless absent or empty.
    #[must_use]
    pub fn filled(&self, column: Column) -> Option<&str> {
        self.get(column).filter(|value| !value.is_empty())
    }
}

/// *Device ID* and `deviceId` become `deviceid`; of *Member [memberObjectIdOrUpn] Required* the part in brackets counts.
#[must_use]
pub fn normalise(header: &str) -> String {
    let inner =
        header.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or(header, |(inner, _)| inner);
    inner.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl<'a> Table<'a> {
    /// Finds the header and the separator. The error is the reason for people.
    pub fn open(text: &'a str) -> Result<Self, String> {
        let (mut rest, mut before, mut told) = (text, 0, None);
        loop {
            let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
            let bare = line.trim_matches('"').to_ascii_lowercase();
            let separator = bare.strip_prefix("sep=").and_then(|s| s.bytes().next());
            let skip = separator.is_some() || bare.starts_with("version:") || line.trim().is_empty();
            if !skip {
                break;
            }
            told = separator.or(told);
            let Some((_, after)) = rest.split_once('\n') else { return Err("it is empty".into()) };
            (rest, before) = (after, before + 1);
        }
        let separator = told.unwrap_or_else(|| likeliest(rest.split('\n').next().unwrap_or_default()));
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(rest.as_bytes());
        let headers = reader.headers().map_err(|e| e.to_string())?.clone();
        let originals: Vec<String> = headers.iter().map(|h| h.trim().to_owned()).collect();
        let names: Vec<String> = originals.iter().map(|h| normalise(h)).collect();
        Ok(Self { reader, used: vec![false; names.len()], names, originals, before })
    }
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|n| n == name)
    }
    /// The first column with one of these normalised names; it counts as known from now on.
    pub fn column(&mut self, names: &[&str]) -> Column {
        let found = names.iter().find_map(|name| self.names.iter().position(|n| n == name));
        if let Some(at) = found {
            self.used[at] = true;
        }
        Column(found)
    }
    /// The headers that nobody asked for, as they are written.
    #[must_use]
    pub fn ignored(&self) -> Vec<&str> {
        let unused = self.used.iter().zip(&self.originals).filter(|(used, name)| !**used && !name.is_empty());
        unused.map(|(_, name)| name.as_str()).collect()
    }
    /// Every row, or the line and the reason why it is none. Rows of empty cells are left out.
    pub fn rows(&mut self) -> impl Iterator<Item = Result<Row, (u64, String)>> {
        let (before, width) = (self.before, self.names.len());
        self.reader.records().filter_map(move |record| {
            let record = match record {
                Ok(record) => record,
                Err(e) => {
                    return Some(Err((e.position().map_or(0, csv::Position::line) + before, e.to_string())));
                }
            };
            let line = record.position().map_or(0, csv::Position::line) + before;
            if record.iter().all(|value| value.trim().is_empty()) {
                return None;
            }
            Some(checked(&record, width).map_err(|reason| (line, reason)).map(|()| Row { record, line }))
        })
    }
}

fn checked(record: &csv::StringRecord, width: usize) -> Result<(), String> {
    let surplus = record.iter().skip(width).any(|value| !value.trim().is_empty());
    if record.len() < width || surplus {
        return Err(format!("it has {} fields where the header has {width}", record.len()));
    }
    if let Some(long) = record.iter().find(|value| value.len() > FIELD_MAX) {
        return Err(format!(
            "the value {} is longer than {FIELD_MAX} bytes; is a quote missing?",
            shown(long)
        ));
    }
    match record.iter().find(|value| value.contains('\0')) {
        Some(_) => Err("it holds NUL bytes".into()),
        None => Ok(()),
    }
}

/// The separator that the header holds most of.
fn likeliest(header: &str) -> u8 {
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_cells(text: &str) -> Vec<String> {
        let mut table = Table::open(text).unwrap();
        let column = table.column(&["deviceid"]);
        table
            .rows()
            .map(|row| {
                row.map_or_else(|(line, why)| format!("{line}: {why}"), |r| r.get(column).unwrap().into())
            })
            .collect()
    }

    #[test]
    fn separators_line_ends_and_quotes_do_not_matter() {
        assert_eq!(first_cells("Device ID,Device name\r\n1,\"a, \"\"b\"\"\"\r\n2,c\r\n"), ["1", "2"]);
        assert_eq!(first_cells("Device ID;Device name\n1;a, b\n\n;\n2;c"), ["1", "2"]);
        assert_eq!(first_cells("sep=;\nDevice ID;Device, name\n=\"1\";a\n"), ["1"]);
        assert_eq!(first_cells("version:v1.0\n\"Member [deviceId] Required\"\tx\n1\ta"), ["1"]);
    }

    #[test]
    fn a_row_of_another_width_names_its_line() {
        assert_eq!(
            first_cells("sep=,\nDevice ID,Device name\n1,\"two\nlines\"\n2\n3,a,b\n4,a,\n"),
            [
                "1",
                "5: it has 1 fields where the header has 2",
                "6: it has 3 fields where the header has 2",
                "4"
            ]
        );
    }

    #[test]
    fn a_column_nobody_asked_for_is_ignored_by_name() {
        let mut table = Table::open("Device ID,Wi-Fi MAC,OS\n").unwrap();
        table.column(&["os"]);
        table.column(&["deviceid"]);
        assert_eq!(table.ignored(), ["Wi-Fi MAC"]);
        assert!(Table::open("").is_err());
    }
}
