//! What a file is, by its header and its name.

use super::table::Table;
use std::path::Path;

/// A table that Herald can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    IntuneDevices,
    EntraUsers,
    EntraGroups,
    EntraMembers,
}

impl Kind {
    /// For the report.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::IntuneDevices => "Intune, all devices",
            Self::EntraUsers => "Entra, users",
            Self::EntraGroups => "Entra, groups",
            Self::EntraMembers => "Entra, members of a group",
        }
    }

    /// None when the header fits nothing.
    #[must_use]
    pub fn of(table: &Table<'_>) -> Option<Self> {
        let any = |names: &[&str]| names.iter().any(|name| table.has(name));
        let person = any(&["userprincipalname", "upn"]);
        if any(&["deviceid", "intunedeviceid"]) || (table.has("devicename") && any(&["os", "serialnumber"])) {
            Some(Self::IntuneDevices)
        } else if any(&["memberobjectidorupn", "isgroup"])
            || (table.has("objecttype") && !table.has("accountenabled"))
        {
            Some(Self::EntraMembers)
        } else if any(&["grouptype", "grouptypes", "membershiptype", "securityenabled"]) && !person {
            Some(Self::EntraGroups)
        } else if person {
            Some(Self::EntraUsers)
        } else {
            None
        }
    }
}

/// Whether the text is JSON of some kind.
#[must_use]
pub fn is_json(path: &Path, text: &str) -> bool {
    let named = path
        .extension()
        .map(|e| e.to_ascii_lowercase())
        .is_some_and(|e| e == "json" || e == "jsonl" || e == "ndjson");
    named || text.trim_start().starts_with(['{', '['])
}

/// The group that a file of members is named after. None for the names that Entra itself gives, which tell nothing.
#[must_use]
pub fn group_from_name(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy().trim().to_owned();
    let lower = stem.to_lowercase();
    let generic = ["exportgroupmember", "groupmembers", "members", "importmembers", "export"];
    (!stem.is_empty() && !generic.iter().any(|name| lower.starts_with(name))).then_some(stem)
}
