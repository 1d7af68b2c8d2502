//! Texts with a number in them, and the search for all of them in whatever is on the disk.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

/// How many messages are sent, each with a text of its own.
pub const MESSAGES: usize = 2_000;
/// What stands before the number in a title, and in a body; nowhere else in the world.
pub struct Marks {
    title: &'static str,
    body: &'static str,
}

/// Of texts that are sent as they should be.
pub const SEALED: Marks = Marks { title: "rubrik7f3ac2d9e", body: "brodtext91c2e47b" };
/// Of texts that are sent with sealing switched off. Databases of one cluster share its log, and their tests run at once.
pub const UNSEALED: Marks = Marks { title: "rubrik0b86e1f5a", body: "brodtext2d7f40c8" };

impl Marks {
    pub fn title(&self, n: usize) -> String {
        format!("Hemlig {}{n:04}", self.title)
    }
    pub fn body(&self, n: usize) -> String {
        format!("Får inte läsas: {}{n:04}.", self.body)
    }

    /// Fails when the text of any message can be read there.
    pub fn nothing_in(&self, places: &[PathBuf], when: &str) {
        for mark in [self.title, self.body] {
            assert_eq!(found(mark, places), BTreeSet::new(), "{when}");
        }
    }

    /// Fails unless nearly all texts can be read there. A log is written in pages: what lies across the border of two is
    /// not in one piece.
    pub fn nearly_all_in(&self, place: &Path) {
        for mark in [self.title, self.body] {
            let found = found(mark, &[place.into()]).len();
            assert!(found >= MESSAGES * 9 / 10, "{found} of {MESSAGES} in {}", place.display());
        }
    }

    /// Fails unless the texts of all messages can be read there.
    pub fn all_in(&self, places: &[PathBuf], when: &str) {
        for mark in [self.title, self.body] {
            assert_eq!(found(mark, places), all(), "{when}");
        }
    }
}

/// The numbers of all messages.
pub fn all() -> BTreeSet<usize> {
    (1..=MESSAGES).collect()
}

/// The numbers whose mark is somewhere in these files and folders: as UTF-8, as UTF-16 of either order, or as the
/// hexadecimal digits that dumps write.
fn found(mark: &str, places: &[PathBuf]) -> BTreeSet<usize> {
    let each = |form: &dyn Fn(u8) -> String| mark.bytes().map(form).collect::<String>();
    let patterns = [
        format!("{mark}[0-9]{{4}}"),
        each(&|byte| format!("{}\\x00", char::from(byte))) + "(?:[0-9]\\x00){4}",
        each(&|byte| format!("\\x00{}", char::from(byte))) + "(?:\\x00[0-9]){4}",
        format!("(?i:{})(?:3[0-9]){{4}}", each(&|byte| format!("{byte:02x}"))),
    ];
    let mut grep = Command::new("grep");
    grep.env("LC_ALL", "C").args(["-raohP", "--", &patterns.join("|")]).args(places);
    let output = grep.output().unwrap();
    // What is gone by now holds nothing.
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(complaints.lines().all(|line| line.ends_with("No such file or directory")), "{complaints}");
    output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|hit| !hit.is_empty())
        .map(|hit| number(mark, hit))
        .collect()
}

/// From the last four digits of a hit in any form.
fn number(mark: &str, hit: &[u8]) -> usize {
    let text: Vec<u8> = hit.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8(text).unwrap();
    let is_hex = !text.starts_with(mark);
    let digits = text.len() - if is_hex { 8 } else { 4 };
    let digits: String = match is_hex {
        true => text[digits..].bytes().skip(1).step_by(2).map(char::from).collect(),
        false => text[digits..].to_owned(),
    };
    digits.parse().unwrap()
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// How many of these 32 bytes lie anywhere in these files, at whatever place.
pub fn keys_in(files: &[PathBuf], keys: &BTreeSet<Vec<u8>>) -> usize {
    let mut begins = vec![false; 1 << 16];
    let pair = |bytes: &[u8], at: usize| usize::from(bytes[at]) << 8 | usize::from(bytes[at + 1]);
    keys.iter().for_each(|key| begins[pair(key, 0)] = true);
    let mut found = BTreeSet::new();
    for file in files {
        let bytes = std::fs::read(file).unwrap_or_default();
        // Not by windows: tests are not optimised, and these are many bytes.
        let mut at = 0;
        while at + 32 <= bytes.len() {
            if begins[pair(&bytes, at)] && keys.contains(&bytes[at..at + 32]) {
                found.insert(bytes[at..at + 32].to_vec());
            }
            at += 1;
        }
    }
    found.len()
}

#[test]
fn every_form_of_a_mark_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let utf16: Vec<u16> = SEALED.title(17).encode_utf16().collect();
    let little: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let hex: String = SEALED.title(17).bytes().map(|byte| format!("{byte:02x}")).collect();
    let forms =
        [SEALED.title(17).into_bytes(), little, big, hex.to_uppercase().into_bytes(), hex.into_bytes()];
    for form in forms {
        std::fs::write(folder.path().join("file"), [&[0, 255, b'\n', 0][..], &form, &[0, 200]].concat())
            .unwrap();
        assert_eq!(found(SEALED.title, &[folder.path().into()]), [17].into(), "{form:?}");
        assert_eq!(found(SEALED.body, &[folder.path().into()]), BTreeSet::new());
    }
    let key = vec![7; 32];
    std::fs::write(folder.path().join("file"), [&[1, 2, 3][..], &key, &[4]].concat()).unwrap();
    assert_eq!(keys_in(&files(folder.path()), &[key].into()), 1);
}
