//! The names of permissions, for whoever lacks one (B29).

use herald_domain::permission::Permission;

#[derive(Debug)]
pub struct PermissionTexts {
    pub read: &'static str,
    pub create: &'static str,
    pub update: &'static str,
    pub delete: &'static str,
    pub assign: &'static str,
    pub send_custom_notifications: &'static str,
    /// In the order of [`place`].
    pub categories: [&'static str; 7],
}

/// The place of a permission's category in every list of them: organization, managed devices, remote tasks, users,
/// groups, audit data, roles.
#[must_use]
pub fn place(permission: Permission) -> usize {
    match permission.category() {
        "Organization" => 0,
        "Managed devices" => 1,
        "Remote tasks" => 2,
        "Users" => 3,
        "Groups" => 4,
        "Audit data" => 5,
        _ => 6,
    }
}

impl PermissionTexts {
    /// *Organization / Update*, the way the page of a role names it.
    #[must_use]
    pub fn name(&self, permission: Permission) -> String {
        format!("{} / {}", self.category(permission), self.action(permission))
    }
    #[must_use]
    pub fn category(&self, permission: Permission) -> &'static str {
        self.categories[place(permission)]
    }
    /// What a permission allows, within its category.
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

pub const EN: PermissionTexts = PermissionTexts {
    read: "Read",
    create: "Create",
    update: "Update",
    delete: "Delete",
    assign: "Assign",
    send_custom_notifications: "Send custom notifications",
    categories: ["Organization", "Managed devices", "Remote tasks", "Users", "Groups", "Audit data", "Roles"],
};

pub const SV: PermissionTexts = PermissionTexts {
    read: "Läsa",
    create: "Skapa",
    update: "Uppdatera",
    delete: "Ta bort",
    assign: "Tilldela",
    send_custom_notifications: "Skicka anpassade notiser",
    categories: [
        "Organisation",
        "Hanterade enheter",
        "Fjärruppgifter",
        "Användare",
        "Grupper",
        "Granskningsdata",
        "Roller",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b29_a_permission_is_called_the_same_everywhere() {
        for permission in Permission::ALL {
            assert_eq!(EN.name(*permission), permission.to_string());
        }
        assert_eq!(SV.name(Permission::OrganizationUpdate), "Organisation / Uppdatera");
    }
}
