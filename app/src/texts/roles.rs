//! Texts of Roles.

use super::permissions::place;
use herald_domain::{
    permission::Permission,
    role::{BUILT_IN, Role},
};

#[derive(Debug)]
pub struct RolesTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub limited: &'static str,
    pub read_only: &'static str,
    pub only_administrator: &'static str,
    pub name: &'static str,
    pub kind: &'static str,
    pub built_in: &'static str,
    pub custom: &'static str,
    /// Roles that have a permission follow.
    pub built_in_with_it: &'static str,
    pub to_groups: &'static str,
    pub to_a_device: &'static str,
    pub assignments: &'static str,
    pub permissions: &'static str,
    pub allowed_of: fn(usize, usize) -> String,
    pub category_head: &'static str,
    pub other: &'static str,
    pub allowed: &'static str,
    pub not_allowed: &'static str,
    pub not_there: &'static str,
    /// What the categories hold, in the order of [`place`].
    pub holds: [&'static str; 7],
    pub assignment: &'static str,
    pub members: &'static str,
    pub scope: &'static str,
    pub everything: &'static str,
    pub nothing: &'static str,
    pub nobody: &'static str,
    pub group: &'static str,
    pub no_assignments: &'static str,
    /// Of the built-in roles; custom ones keep what they were given.
    pub descriptions: [&'static str; 4],
}

impl RolesTexts {
    /// What the permission's category holds.
    #[must_use]
    pub fn holds(&self, permission: Permission) -> &'static str {
        self.holds[place(permission)]
    }
    /// What a role is for. Built-in ones speak the reader's language.
    #[must_use]
    pub fn description(&self, role: &Role) -> String {
        let built_in = BUILT_IN.iter().position(|known| role.built_in && known.id == role.id.as_str());
        built_in.map_or_else(|| role.description.clone(), |at| self.descriptions[at].to_owned())
    }
}

pub const EN: RolesTexts = RolesTexts {
    title: "Roles",
    lede: "A role says what an administrator may do. An assignment says who holds it, and for which groups.",
    limited: "You see the assignments that hold within your scope, and their members inside it.",
    read_only: "Roles are only shown here for now. On the server, “herald admin create USER --role \"ROLE\"” gives somebody a role and a new password.",
    only_administrator: "Of the built-in roles, only Administrator may send to groups.",
    name: "Name",
    kind: "Type",
    built_in: "Built-in",
    custom: "Custom",
    built_in_with_it: "Built-in roles that have it",
    to_groups: "Send to groups",
    to_a_device: "Send to a device",
    assignments: "Assignments",
    permissions: "Permissions",
    allowed_of: |n, all| format!("{n} of {all} allowed"),
    category_head: "Category",
    other: "Other",
    allowed: "Allowed",
    not_allowed: "Not allowed",
    not_there: "Does not apply",
    holds: [
        "Limits, connectors and sending to groups",
        "The device list and its details",
        "Actions on one device",
        "People and their devices",
        "Membership and reach",
        "Who did what, and when",
        "Roles and their assignments",
    ],
    assignment: "Assignment",
    members: "Members",
    scope: "Scope (groups)",
    everything: "Everything",
    nothing: "None left, so it grants nothing",
    nobody: "Nobody in sight",
    group: "Group",
    no_assignments: "Nobody holds this role.",
    descriptions: [
        "Everything that Herald can do.",
        "Reads devices, users, groups and audit logs; sends custom notifications to single devices.",
        "Reads everything and changes nothing.",
        "Creates and assigns roles.",
    ],
};

pub const SV: RolesTexts = RolesTexts {
    title: "Roller",
    lede: "En roll säger vad en administratör får göra. En tilldelning säger vem som har den, och för vilka grupper.",
    limited: "Du ser tilldelningarna som gäller inom ditt omfång, och deras medlemmar inom det.",
    read_only: "Roller visas bara här än så länge. På servern ger kommandot ”herald admin create ANVÄNDARE --role \"ROLL\"” en användare en roll och ett nytt lösenord.",
    only_administrator: "Av de inbyggda rollerna får bara Administrator skicka till grupper.",
    name: "Namn",
    kind: "Typ",
    built_in: "Inbyggd",
    custom: "Anpassad",
    built_in_with_it: "Inbyggda roller som har den",
    to_groups: "Skicka till grupper",
    to_a_device: "Skicka till en enhet",
    assignments: "Tilldelningar",
    permissions: "Behörigheter",
    allowed_of: |n, all| format!("{n} av {all} tillåtna"),
    category_head: "Kategori",
    other: "Annat",
    allowed: "Tillåtet",
    not_allowed: "Inte tillåtet",
    not_there: "Gäller inte",
    holds: [
        "Gränser, anslutningar och utskick till grupper",
        "Enhetslistan och dess detaljer",
        "Åtgärder på en enhet",
        "Personer och deras enheter",
        "Medlemskap och räckvidd",
        "Vem gjorde vad, och när",
        "Roller och deras tilldelningar",
    ],
    assignment: "Tilldelning",
    members: "Medlemmar",
    scope: "Omfång (grupper)",
    everything: "Allt",
    nothing: "Ingen kvar, så den ger ingen rätt",
    nobody: "Ingen i sikte",
    group: "Grupp",
    no_assignments: "Ingen har den här rollen.",
    descriptions: [
        "Allt som Herald kan göra.",
        "Läser enheter, användare, grupper och granskningsloggar; skickar anpassade notiser till enskilda enheter.",
        "Läser allt och ändrar inget.",
        "Skapar och tilldelar roller.",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b27_built_in_roles_are_described_as_the_domain_does() {
        for (role, description) in BUILT_IN.iter().zip(EN.descriptions) {
            assert_eq!(role.description, description);
        }
    }
}
