//! `herald import`: exports of Intune and Entra, and our own JSON, into the store. [`read`] the files, then [`write`].
//!
//! Every file is read first; then everything is written in one transaction, so that files may come in any order and
//! an import that fails changes nothing. A bad row is reported with its file and line and left out. Fields that a
//! file does not have keep the value that is stored.

mod decode;
mod detect;
mod entra;
mod gather;
mod groups;
mod intune;
mod json;
mod people;
pub mod records;
mod report;
mod store;
mod table;
pub mod values;

pub use gather::Found;
pub use report::{Counts, Report};
pub use store::{to_import, write};

use detect::Kind;
use gather::Gather;
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Something wrong with a file, or with a row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// Counted from 1; none when the whole file is meant.
    pub line: Option<u64>,
    pub reason: String,
    /// False when the row was taken without the value that is wrong.
    pub skipped: bool,
}

impl Problem {
    fn of_file(path: &Path, reason: String) -> Self {
        Self { file: path.display().to_string(), line: None, reason, skipped: true }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.reason)?,
            None => write!(f, "{}: {}", self.file, self.reason)?,
        }
        f.write_str(if self.skipped { "" } else { " (the rest of the row was taken)" })
    }
}

/// Reads every file and never fails: what cannot be read is a [`Problem`]. `group` is the name or id of the group
/// that an export of members is about; without it the file's name is.
#[must_use]
pub fn read(paths: &[PathBuf], group: Option<&str>) -> Found {
    let mut found = Found::default();
    for path in paths {
        match decode::read(path) {
            Ok(decoded) => read_text(path, &decoded.text, decoded.note, group, &mut found),
            Err(problem) => found.problems.push(problem),
        }
    }
    if group.is_some()
        && found.files.iter().filter(|(_, kind, _)| *kind == Kind::EntraMembers.label()).count() > 1
    {
        found
            .notes
            .push("several files of members went into one group, and the last one alone counts".into());
    }
    found
}

fn read_text(path: &Path, text: &str, note: Option<&str>, group: Option<&str>, found: &mut Found) {
    if detect::is_json(path, text) {
        let mut gather = Gather::new(path, found);
        json::read(&mut gather, text);
        return gather.finish("Herald's own JSON");
    }
    let refuse =
        |found: &mut Found, reason: &str| found.problems.push(Problem::of_file(path, reason.to_owned()));
    let table = match Table::open(text) {
        Ok(table) => table,
        Err(reason) => return refuse(found, &reason),
    };
    let Some(kind) = Kind::of(&table) else {
        return refuse(
            found,
            "its columns are neither those of Intune's devices nor of Entra's users, groups or members",
        );
    };
    let mut gather = Gather::new(path, found);
    if let Some(note) = note {
        gather.note(note);
    }
    match kind {
        Kind::IntuneDevices => intune::read(&mut gather, table),
        Kind::EntraUsers => entra::users(&mut gather, table),
        Kind::EntraGroups => entra::groups(&mut gather, table),
        Kind::EntraMembers => {
            let Some(name) = group.map(str::to_owned).or_else(|| detect::group_from_name(path)) else {
                return refuse(
                    found,
                    "whose members are these? Say it with --group NAME, or name the file after the group",
                );
            };
            entra::members(&mut gather, table, &name);
        }
    }
    gather.finish(kind.label());
}

use table::Table;

#[cfg(test)]
mod tests;
