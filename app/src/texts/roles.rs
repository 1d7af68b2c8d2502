//! Texts of Roles.

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
    pub to_groups: &'static str,
    pub to_a_device: &'static str,
    pub assignments: &'static str,
    pub permissions: &'static str,
    pub allowed_of: fn(usize, usize) -> String,
    pub category_head: &'static str,
    pub read: &'static str,
    pub create: &'static str,
    pub update: &'static str,
    pub delete: &'static str,
    pub assign: &'static str,
    pub other: &'static str,
    pub send_custom_notifications: &'static str,
    pub allowed: &'static str,
    pub not_allowed: &'static str,
    pub not_there: &'static str,
    /// Organization, managed devices, remote tasks, users, groups, audit data, roles: names and what they hold.
    pub categories: [(&'static str, &'static str); 7],
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
    /// What a permission is about: name and what it holds.
    #[must_use]
    pub fn category(&self, permission: Permission) -> (&'static str, &'static str) {
        self.categories[match permission.category() {
            "Organization" => 0,
            "Managed devices" => 1,
            "Remote tasks" => 2,
            "Users" => 3,
            "Groups" => 4,
            "Audit data" => 5,
            _ => 6,
        }]
    }
    /// *Organization / Update*, the way the page of a role names it (B29).
    #[must_use]
    pub fn permission(&self, permission: Permission) -> String {
        format!("{} / {}", self.category(permission).0, self.action(permission))
    }
    /// What a role is for. Built-in ones speak the reader's language.
    #[must_use]
    pub fn description(&self, role: &Role) -> String {
        let built_in = BUILT_IN.iter().position(|known| role.built_in && known.id == role.id.as_str());
        built_in.map_or_else(|| role.description.clone(), |at| self.descriptions[at].to_owned())
    }
    /// The label of what a permission allows, within its category.
    #[must_use]
    pub fn action(&self, permission: Permission) -> &'static str {
        match permission.action() {
            "Read" => self.read,
            "Create" => self.create,
            "Update" => self.update,
            "Delete" => self.delete,
            "Assign" => self.assign,
            _ => self.send_custom_notifications,
        }
    }
}

pub const EN: RolesTexts = RolesTexts {
    title: "Roles",
    lede: "A role says what an administrator may do. An assignment says who holds it, and for which groups.",
    limited: "You see the assignments that hold within your scope, and their members inside it.",
    read_only: "Roles are only shown here for now. They are assigned on the server, when an administrator is made.",
    only_administrator: "Of the built-in roles, only Administrator may send to groups.",
    name: "Name",
    kind: "Type",
    built_in: "Built-in",
    custom: "Custom",
    to_groups: "Send to groups",
    to_a_device: "Send to a device",
    assignments: "Assignments",
    permissions: "Permissions",
    allowed_of: |n, all| format!("{n} of {all} allowed"),
    category_head: "Category",
    read: "Read",
    create: "Create",
    update: "Update",
    delete: "Delete",
    assign: "Assign",
    other: "Other",
    send_custom_notifications: "Send custom notifications",
    allowed: "Allowed",
    not_allowed: "Not allowed",
    not_there: "Does not apply",
    categories: [
        ("Organization", "Limits, connectors and sending to groups"),
        ("Managed devices", "The device list and its details"),
        ("Remote tasks", "Actions on one device"),
        ("Users", "People and their devices"),
        ("Groups", "Membership and reach"),
        ("Audit data", "Who did what, and when"),
        ("Roles", "Roles and their assignments"),
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
    read_only: "Roller visas bara här än så länge. De tilldelas på servern, när en administratör skapas.",
    only_administrator: "Av de inbyggda rollerna får bara Administrator skicka till grupper.",
    name: "Namn",
    kind: "Typ",
    built_in: "Inbyggd",
    custom: "Anpassad",
    to_groups: "Skicka till grupper",
    to_a_device: "Skicka till en enhet",
    assignments: "Tilldelningar",
    permissions: "Behörigheter",
    allowed_of: |n, all| format!("{n} av {all} tillåtna"),
    category_head: "Kategori",
    read: "Läsa",
    create: "Skapa",
    update: "Uppdatera",
    delete: "Ta bort",
    assign: "Tilldela",
    other: "Annat",
    send_custom_notifications: "Skicka anpassade notiser",
    allowed: "Tillåtet",
    not_allowed: "Inte tillåtet",
    not_there: "Gäller inte",
    categories: [
        ("Organisation", "Gränser, anslutningar och utskick till grupper"),
        ("Hanterade enheter", "Enhetslistan och dess detaljer"),
        ("Fjärruppgifter", "Åtgärder på en enhet"),
        ("Användare", "Personer och deras enheter"),
        ("Grupper", "Medlemskap och räckvidd"),
        ("Granskningsdata", "Vem gjorde vad, och när"),
        ("Roller", "Roller och deras tilldelningar"),
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
    fn b29_a_permission_is_called_the_same_everywhere() {
        for permission in Permission::ALL {
            assert_eq!(EN.permission(*permission), permission.to_string());
        }
        assert_eq!(SV.permission(Permission::OrganizationUpdate), "Organisation / Uppdatera");
        for (role, description) in BUILT_IN.iter().zip(EN.descriptions) {
            assert_eq!(role.description, description);
        }
    }
}
