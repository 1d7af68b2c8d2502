//! Reads our own format ([`super::records`]): a bad record is reported with its line, the others are taken.

use super::{
    gather::Gather,
    records::{Line, Unknown},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A document whose records are not looked into yet, so that one bad one does not spoil the rest.
#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow, default)]
    users: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    groups: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    devices: Vec<&'a RawValue>,
    #[serde(flatten)]
    unknown: Unknown,
}

/// A document if it is one, else JSON Lines.
pub fn read(gather: &mut Gather<'_>, text: &str) {
    if is_lines(gather.path(), text) {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            take(gather, at as u64 + 1, serde_json::from_str::<Line>(line));
        }
        return;
    }
    match serde_json::from_str::<Document<'_>>(text) {
        Ok(document) => {
            note_unknown(gather, &document.unknown);
            let mut lines = LineCounter::new(text);
            each(gather, &mut lines, &document.users, Line::User);
            each(gather, &mut lines, &document.groups, Line::Group);
            each(gather, &mut lines, &document.devices, |device| Line::Device(Box::new(device)));
        }
        Err(e) => gather.skip(e.line() as u64, reason(&e)),
    }
}

/// By the name, else by the first line being a whole value of its own with more after it.
fn is_lines(path: &std::path::Path, text: &str) -> bool {
    let extension = path.extension().map(|e| e.to_ascii_lowercase());
    if extension.is_some_and(|e| e == "jsonl" || e == "ndjson") {
        return true;
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    serde_json::from_str::<BTreeMap<&str, &RawValue>>(first)
        .is_ok_and(|line| line.len() == 1 && line.keys().all(|key| ["user", "group", "device"].contains(key)))
}

fn each<'a, T: DeserializeOwned>(
    gather: &mut Gather<'_>,
    lines: &mut LineCounter<'a>,
    records: &[&'a RawValue],
    wrap: impl Fn(T) -> Line,
) {
    for raw in records {
        let line = lines.line_of(raw.get());
        take(gather, line, serde_json::from_str(raw.get()).map(&wrap));
    }
}

fn take(gather: &mut Gather<'_>, line: u64, record: serde_json::Result<Line>) {
    match record {
        Ok(Line::User(user)) => {
            note_unknown(gather, &user.unknown);
            gather.user(line, user);
        }
        Ok(Line::Group(group)) => {
            note_unknown(gather, &group.unknown);
            gather.group(line, group);
        }
        Ok(Line::Device(device)) => {
            note_unknown(gather, &device.unknown);
            gather.device(line, *device);
        }
        Err(e) => gather.skip(line, reason(&e)),
    }
}

fn note_unknown(gather: &mut Gather<'_>, unknown: &Unknown) {
    for field in unknown.keys() {
        gather.ignored(field);
    }
}

/// serde's sentence without its own line and column, which count from the record.
fn reason(e: &serde_json::Error) -> String {
    let text = e.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(sentence, _)| sentence.to_owned())
}

/// Finds the line of a part of a text. Cheap when asked in the text's order.
struct LineCounter<'a> {
    text: &'a str,
    counted: usize,
    line: u64,
}

impl<'a> LineCounter<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, counted: 0, line: 1 }
    }
    fn line_of(&mut self, part: &'a str) -> u64 {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        if at < self.counted {
            (self.counted, self.line) = (0, 1);
        }
        let breaks = self.text.as_bytes()[self.counted..at].iter().filter(|byte| **byte == b'\n').count();
        (self.counted, self.line) = (at, self.line + breaks as u64);
        self.line
    }
}
