//! What the readers found, from all files together: people, groups, devices, and what was wrong.

use super::{
    Problem,
    groups::Groups,
    people::People,
    records::{Device, Group, Nested, User},
};
use std::{collections::BTreeMap, path::Path};

/// A value in one of our records that is longer, in bytes, is damage.
const VALUE_MAX: usize = 2_048;

/// Everything that was found so far.
#[derive(Debug, Default)]
pub struct Found {
    pub people: People,
    /// Without nesting: a group written inside another stands here by itself.
    pub groups: Groups,
    pub devices: Vec<Device>,
    pub notes: Vec<String>,
    pub problems: Vec<Problem>,
    /// What each file was taken for and how many records came of it.
    pub files: Vec<(String, &'static str, u64)>,
}

/// The view that the reader of one file has.
pub struct Gather<'a> {
    path: &'a Path,
    found: &'a mut Found,
    ignored: Vec<String>,
    notes: BTreeMap<String, u64>,
    records: u64,
}

impl<'a> Gather<'a> {
    pub fn new(path: &'a Path, found: &'a mut Found) -> Self {
        Self { path, found, ignored: Vec::new(), notes: BTreeMap::new(), records: 0 }
    }
    #[must_use]
    pub fn path(&self) -> &Path {
        self.path
    }
    pub fn user(&mut self, line: u64, user: User) {
        if !user.upn.contains('@')
            || too_long(&[Some(&user.upn), user.display_name.as_ref(), user.mail.as_ref()])
        {
            return self.skip(line, format!("{} is no user principal name", super::values::shown(&user.upn)));
        }
        self.records += 1;
        self.found.people.stated(user);
    }
    /// Somebody who is named in a record about something else.
    pub fn mention(&mut self, user: User) {
        if user.upn.contains('@') {
            self.found.people.mentioned(user);
        }
    }
    /// Takes the groups written inside it out into records of their own.
    pub fn group(&mut self, line: u64, mut group: Group) {
        if group.name.as_deref().is_none_or(|name| name.trim().is_empty()) && group.id.is_none() {
            return self.skip(line, "the group has neither a name nor an id".into());
        }
        if too_long(&[group.name.as_ref(), group.description.as_ref()]) {
            return self.skip(line, "a value is too long".into());
        }
        for nested in group.groups.iter_mut().flatten() {
            if let Nested::Written(inner) = nested {
                let reference = inner.id.as_ref().map(ToString::to_string).or_else(|| inner.name.clone());
                let inner = std::mem::replace(nested, Nested::Reference(reference.unwrap_or_default()));
                if let Nested::Written(inner) = inner {
                    inner.unknown.keys().for_each(|field| self.ignored(field));
                    self.group(line, *inner);
                }
            }
        }
        if let Some(groups) = &mut group.groups {
            groups.retain(|nested| !matches!(nested, Nested::Reference(name) if name.is_empty()));
        }
        self.records += 1;
        self.found.groups.add(group);
    }
    pub fn device(&mut self, line: u64, device: Device) {
        let facts = &device.facts;
        if too_long(&[facts.name.as_ref(), facts.model.as_ref(), facts.push_token.as_ref()]) {
            return self.skip(line, "a value is too long".into());
        }
        self.records += 1;
        self.found.devices.push(device);
    }
    /// A row that is left out.
    pub fn skip(&mut self, line: u64, reason: String) {
        self.found.problems.push(Problem { file: self.name(), line: Some(line), reason, skipped: true });
    }
    /// A row that is taken without the value that is wrong.
    pub fn without(&mut self, line: u64, reason: String) {
        self.found.problems.push(Problem { file: self.name(), line: Some(line), reason, skipped: false });
    }
    /// Something about the whole file. The same note again only counts.
    pub fn note(&mut self, note: impl Into<String>) {
        *self.notes.entry(note.into()).or_default() += 1;
    }
    /// A column or field that Herald has no use for.
    pub fn ignored(&mut self, name: &str) {
        if !self.ignored.iter().any(|known| known == name) {
            self.ignored.push(name.to_owned());
        }
    }
    /// Ends the file.
    pub fn finish(self, taken_for: &'static str) {
        let name = self.name();
        let Self { found, ignored, notes, records, .. } = self;
        if !ignored.is_empty() {
            found.notes.push(format!("{name}: ignored, Herald has no use for it: {}", ignored.join(", ")));
        }
        for (note, times) in notes {
            let times = if times > 1 { format!(" ({times} times)") } else { String::new() };
            found.notes.push(format!("{name}: {note}{times}"));
        }
        found.files.push((name, taken_for, records));
    }
    fn name(&self) -> String {
        self.path.display().to_string()
    }
}

fn too_long(values: &[Option<&String>]) -> bool {
    values.iter().flatten().any(|value| value.len() > VALUE_MAX)
}
