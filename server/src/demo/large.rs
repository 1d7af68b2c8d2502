//! Organisations of any size in Herald's own JSON Lines, for measuring.

use super::{chance::Chance, hardware, names::Names};
use crate::import::records::{Group, Line, Nested, User};
use herald_domain::{Timestamp, device::Platform};
use std::io::{self, Write};

/// How large, and from which seed.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub devices: usize,
    /// The first holds everybody, every tenth holds the nine after it, and all have twenty people at most but that one.
    pub groups: usize,
    pub seed: u64,
}

/// One person for every five thirds of a device.
const fn people(size: Size) -> usize {
    size.devices * 3 / 5 + 1
}

/// Writes people, then groups, then devices; times lie before `now`. The same size makes the same file.
pub fn write(size: Size, now: Timestamp, to: impl Write) -> io::Result<()> {
    let mut to = io::BufWriter::new(to);
    let mut chance = Chance::from_seed(size.seed);
    let mut names = Names::new("large.example");
    let mut people_of = Vec::with_capacity(people(size));
    for _ in 0..people(size) {
        let (display_name, upn) = names.next(&mut chance);
        let user = User {
            mail: Some(upn.clone()),
            display_name: Some(display_name),
            enabled: Some(true),
            upn: upn.clone(),
            ..User::default()
        };
        line(&mut to, &Line::User(user))?;
        people_of.push(upn);
    }
    for number in 0..size.groups {
        line(&mut to, &Line::Group(group(&mut chance, number, size.groups, &people_of)))?;
    }
    for number in 0..size.devices {
        let owner = &people_of[number * 3 / 5];
        let platform = match chance.below(100) {
            0..=39 => Platform::Ios,
            40..=54 => Platform::IpadOs,
            55..=79 => Platform::Android,
            80..=94 => Platform::Windows,
            _ => Platform::MacOs,
        };
        let made = hardware::make(&mut chance, number + 1, platform, (owner, owner), now);
        line(&mut to, &Line::Device(Box::new(made.device)))?;
    }
    to.flush()
}

fn line(to: &mut impl Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *to, line)?;
    to.write_all(b"\n")
}

fn group(chance: &mut Chance, number: usize, groups: usize, people: &[String]) -> Group {
    let name = |number| format!("Group {number:05}");
    if number == 0 {
        return Group { name: Some("Everybody".into()), users: Some(people.to_vec()), ..Group::default() };
    }
    let mut users: Vec<_> = (0..=chance.below(20)).map(|_| chance.pick(people).clone()).collect();
    users.sort();
    users.dedup();
    let nested = if number.is_multiple_of(10) { number + 1..(number + 10).min(groups) } else { 0..0 };
    Group {
        name: Some(name(number)),
        users: Some(users),
        groups: Some(nested.map(|inner| Nested::Reference(name(inner))).collect()),
        ..Group::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_writes_is_read_back_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.jsonl");
        let size = Size { devices: 2_000, groups: 200, seed: 1 };
        write(size, Timestamp(1_795_000_000_000), std::fs::File::create(&path).unwrap()).unwrap();
        let found = crate::import::read(&[path], None);
        assert_eq!((found.problems, found.notes), (vec![], Vec::<String>::new()));
        let read = (found.devices.len(), found.groups.list().len(), found.people.list().len());
        assert_eq!(read, (2_000, 200, 1_201));
    }
}
