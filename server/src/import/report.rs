//! What an import did, for people at a terminal.

use super::Problem;
use std::fmt;

/// Problems that are shown one by one; the rest is counted.
const SHOWN: usize = 50;

/// How many rows of one kind were new, changed or as before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: u64,
    pub updated: u64,
    pub unchanged: u64,
}

/// The outcome of one `herald import`. [`fmt::Display`] makes the table.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub dry_run: bool,
    /// File, what it was taken for, records read from it.
    pub files: Vec<(String, &'static str, u64)>,
    pub users: Counts,
    pub groups: Counts,
    pub memberships: Counts,
    pub devices: Counts,
    /// Memberships and users that lead nowhere: what, and why.
    pub unresolved: Vec<(String, String)>,
    pub notes: Vec<String>,
    pub problems: Vec<Problem>,
}

impl Report {
    /// Rows that were left out.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.problems.iter().filter(|p| p.skipped).count() + self.unresolved.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (file, taken_for, records) in &self.files {
            writeln!(f, "{file}: {taken_for}, {records} records")?;
        }
        writeln!(f)?;
        let (added, updated) =
            if self.dry_run { ("would add", "would update") } else { ("added", "updated") };
        writeln!(f, "{:<12}{added:>13}{updated:>14}{:>12}", "", "unchanged")?;
        for (what, counts) in [
            ("users", self.users),
            ("groups", self.groups),
            ("memberships", self.memberships),
            ("devices", self.devices),
        ] {
            writeln!(f, "{what:<12}{:>13}{:>14}{:>12}", counts.added, counts.updated, counts.unchanged)?;
        }
        list(f, "Notes", self.notes.iter())?;
        list(f, "Rows with something wrong", self.problems.iter())?;
        list(f, "Left out", self.unresolved.iter().map(|(what, why)| format!("{what}: {why}")))?;
        if self.dry_run {
            writeln!(f, "\nNothing was changed: this was a dry run.")?;
        }
        Ok(())
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    lines: impl ExactSizeIterator<Item = impl fmt::Display>,
) -> fmt::Result {
    let total = lines.len();
    if total == 0 {
        return Ok(());
    }
    writeln!(f, "\n{title} ({total}):")?;
    for line in lines.take(SHOWN) {
        writeln!(f, "  {line}")?;
    }
    if total > SHOWN {
        writeln!(f, "  … and {} more", total - SHOWN)?;
    }
    Ok(())
}
