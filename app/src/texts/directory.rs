//! Texts of Users and Groups, and of one of each.

use super::grouped;

#[derive(Debug)]
pub struct DirectoryTexts {
    /// Of any list.
    pub out_of_date: &'static str,

    pub user_commands: &'static str,
    pub search_users: &'static str,
    pub users_range: fn(u64, u64, u64) -> String,
    pub users_total: fn(u64) -> String,
    pub name: &'static str,
    pub user_principal_name: &'static str,
    pub mail: &'static str,
    pub devices: &'static str,
    pub reachable_devices: &'static str,
    /// So many of so many.
    pub of: fn(u64, u64) -> String,
    pub of_devices: fn(u64) -> String,
    pub notifications: &'static str,
    pub no_device: &'static str,
    pub account: &'static str,
    pub enabled: &'static str,
    pub disabled: &'static str,
    pub no_user_matches: &'static str,
    pub no_users_yet: &'static str,
    pub no_users_yet_help: &'static str,

    pub devices_of: fn(&str) -> String,
    pub groups_of: fn(&str) -> String,
    pub enrolled_devices: &'static str,
    pub no_devices: &'static str,
    pub direct_groups: &'static str,
    pub no_groups: &'static str,
    pub about: &'static str,
    pub object_id: &'static str,
    pub last_sign_in: &'static str,
    pub messages_reach: &'static str,
    pub messages_reach_help: &'static str,

    pub groups_lede: &'static str,
    pub group_commands: &'static str,
    pub search_groups: &'static str,
    pub groups_range: fn(u64, u64, u64) -> String,
    pub groups_total: fn(u64) -> String,
    pub people: &'static str,
    pub direct_members: &'static str,
    pub nested_groups: &'static str,
    pub message: &'static str,
    pub send_to: fn(&str) -> String,
    pub no_group_matches: &'static str,
    pub no_groups_yet: &'static str,
    pub no_groups_yet_help: &'static str,
    pub how_to_import: &'static str,

    pub sections: &'static str,
    pub device_members: &'static str,
    pub device_members_help: &'static str,
    pub through: &'static str,
    pub direct: &'static str,
    pub search_people: &'static str,
    pub search_devices: &'static str,
    pub search_nested: &'static str,
    pub nobody: &'static str,
    pub nobody_help: &'static str,
    pub no_device_here: &'static str,
    pub no_nested: &'static str,
    pub nothing_matches: &'static str,
    pub change_search: &'static str,
    pub show_all: &'static str,
    pub reach: &'static str,
    /// Takes the permission's name.
    pub reach_hidden: fn(&str) -> String,
    pub why_not: fn(u64) -> String,
    pub see_which: &'static str,
    pub details: &'static str,
    pub members: &'static str,
    /// People, groups and devices, as far as there are any.
    pub in_it: fn(u64, u64, u64) -> String,
    pub also: &'static str,
}

fn en(n: u64) -> String {
    grouped(n, ',')
}
fn sv(n: u64) -> String {
    grouped(n, '\u{a0}')
}
fn count(n: u64, number: fn(u64) -> String, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", number(n)) }
}

pub const EN: DirectoryTexts = DirectoryTexts {
    out_of_date: "The list could not be brought up to date: the server does not answer. Herald keeps trying.",
    user_commands: "User commands",
    search_users: "Search by name, user principal name or e-mail",
    users_range: |first, last, all| match all {
        1 => "1 user".into(),
        all => format!("{}–{} of {} users", en(first), en(last), en(all)),
    },
    users_total: |n| count(n, en, "user", "users"),
    name: "Name",
    user_principal_name: "User principal name",
    mail: "E-mail",
    devices: "Devices",
    reachable_devices: "Reachable devices",
    of: |n, all| format!("{} of {}", en(n), en(all)),
    of_devices: |n| format!("of {}", count(n, en, "device", "devices")),
    notifications: "Notifications",
    no_device: "No device",
    account: "Account",
    enabled: "Enabled",
    disabled: "Disabled",
    no_user_matches: "No user matches",
    no_users_yet: "There are no users yet",
    no_users_yet_help: "They are listed here once they are imported from your directory, on the server with “herald import”.",

    devices_of: |name| format!("Devices of {name}"),
    groups_of: |name| format!("Groups of {name}"),
    enrolled_devices: "Devices",
    no_devices: "This user has not enrolled any device.",
    direct_groups: "Groups",
    no_groups: "This user is not a direct member of any group.",
    about: "About",
    object_id: "Object ID",
    last_sign_in: "Last signed in to Herald",
    messages_reach: "Reached by messages to groups",
    messages_reach_help: "A message to a group goes to every phone and tablet that its people enrolled.",

    groups_lede: "Groups come from your directory. Messages go to the people in a group, never to devices that are members themselves.",
    group_commands: "Group commands",
    search_groups: "Search by name",
    groups_range: |first, last, all| match all {
        1 => "1 group".into(),
        all => format!("{}–{} of {} groups", en(first), en(last), en(all)),
    },
    groups_total: |n| count(n, en, "group", "groups"),
    people: "People",
    direct_members: "Direct members",
    nested_groups: "Nested groups",
    message: "Message",
    send_to: |name| format!("Send custom notification to {name}"),
    no_group_matches: "No group matches",
    no_groups_yet: "There are no groups yet",
    no_groups_yet_help: "They are listed here once they are imported from your directory, on the server with “herald import”.",
    how_to_import: "See how to import",

    sections: "Group sections",
    device_members: "Device members",
    device_members_help: "Messages ignore devices that are members of a group themselves. They go to the devices of its people.",
    through: "Through",
    direct: "Direct",
    search_people: "Search people by name or user principal name",
    search_devices: "Search devices by name, user or model",
    search_nested: "Search nested groups by name",
    nobody: "Nobody is in this group",
    nobody_help: "A message to it would reach no one.",
    no_device_here: "There are no devices here",
    no_nested: "No group is nested in this one",
    nothing_matches: "Nothing matches",
    change_search: "Change the search or remove the filter.",
    show_all: "Remove search and filter",
    reach: "Reach",
    reach_hidden: |permission| {
        format!("To see whom a message would reach, you need the permission {permission} for this group.")
    },
    why_not: |n| match n {
        1 => "1 device would not get a message".into(),
        n => format!("{} devices would not get a message", en(n)),
    },
    see_which: "See which devices",
    details: "Details",
    members: "Direct members",
    also: "Also contains",
    in_it: |users, groups, devices| {
        [(users, "person", "people"), (groups, "group", "groups"), (devices, "device", "devices")]
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, many)| count(n, en, one, many))
            .collect::<Vec<_>>()
            .join(" · ")
    },
};

pub const SV: DirectoryTexts = DirectoryTexts {
    out_of_date: "Listan kunde inte uppdateras: servern svarar inte. Herald fortsätter att försöka.",
    user_commands: "Kommandon för användare",
    search_users: "Sök på namn, användarens huvudnamn eller e-post",
    users_range: |first, last, all| match all {
        1 => "1 användare".into(),
        all => format!("{}–{} av {} användare", sv(first), sv(last), sv(all)),
    },
    users_total: |n| count(n, sv, "användare", "användare"),
    name: "Namn",
    user_principal_name: "Användarens huvudnamn",
    mail: "E-post",
    devices: "Enheter",
    reachable_devices: "Enheter som kan nås",
    of: |n, all| format!("{} av {}", sv(n), sv(all)),
    of_devices: |n| format!("av {}", count(n, sv, "enhet", "enheter")),
    notifications: "Notiser",
    no_device: "Ingen enhet",
    account: "Konto",
    enabled: "Aktiverat",
    disabled: "Inaktiverat",
    no_user_matches: "Ingen användare matchar",
    no_users_yet: "Det finns inga användare än",
    no_users_yet_help: "De visas här när de har importerats från er katalog, på servern med ”herald import”.",

    devices_of: |name| format!("Enheter för {name}"),
    groups_of: |name| format!("Grupper för {name}"),
    enrolled_devices: "Enheter",
    no_devices: "Användaren har inte registrerat någon enhet.",
    direct_groups: "Grupper",
    no_groups: "Användaren är inte direkt medlem i någon grupp.",
    about: "Om användaren",
    object_id: "Objekt-ID",
    last_sign_in: "Senast inloggad i Herald",
    messages_reach: "Nås av meddelanden till grupper",
    messages_reach_help: "Ett meddelande till en grupp går till alla telefoner och surfplattor som personerna i den har registrerat.",

    groups_lede: "Grupperna kommer från er katalog. Meddelanden går till personerna i en grupp, aldrig till enheter som själva är medlemmar.",
    group_commands: "Kommandon för grupper",
    search_groups: "Sök på namn",
    groups_range: |first, last, all| match all {
        1 => "1 grupp".into(),
        all => format!("{}–{} av {} grupper", sv(first), sv(last), sv(all)),
    },
    groups_total: |n| count(n, sv, "grupp", "grupper"),
    people: "Personer",
    direct_members: "Direkta medlemmar",
    nested_groups: "Kapslade grupper",
    message: "Meddelande",
    send_to: |name| format!("Skicka anpassad notis till {name}"),
    no_group_matches: "Ingen grupp matchar",
    no_groups_yet: "Det finns inga grupper än",
    no_groups_yet_help: "De visas här när de har importerats från er katalog, på servern med ”herald import”.",
    how_to_import: "Se hur man importerar",

    sections: "Gruppens avsnitt",
    device_members: "Enheter som medlemmar",
    device_members_help: "Meddelanden går inte till enheter som själva är medlemmar i en grupp. De går till personernas enheter.",
    through: "Via",
    direct: "Direkt",
    search_people: "Sök personer på namn eller huvudnamn",
    search_devices: "Sök enheter på namn, användare eller modell",
    search_nested: "Sök kapslade grupper på namn",
    nobody: "Ingen är med i gruppen",
    nobody_help: "Ett meddelande till den skulle inte nå någon.",
    no_device_here: "Det finns inga enheter här",
    no_nested: "Ingen grupp är kapslad i den här",
    nothing_matches: "Inget matchar",
    change_search: "Ändra sökningen eller ta bort filtret.",
    show_all: "Ta bort sökning och filter",
    reach: "Räckvidd",
    reach_hidden: |permission| {
        format!("För att se vilka ett meddelande skulle nå behöver du behörigheten {permission} för gruppen.")
    },
    why_not: |n| match n {
        1 => "1 enhet skulle inte få ett meddelande".into(),
        n => format!("{} enheter skulle inte få ett meddelande", sv(n)),
    },
    see_which: "Se vilka enheter",
    details: "Detaljer",
    members: "Direkta medlemmar",
    also: "Innehåller även",
    in_it: |users, groups, devices| {
        [(users, "person", "personer"), (groups, "grupp", "grupper"), (devices, "enhet", "enheter")]
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, many)| count(n, sv, one, many))
            .collect::<Vec<_>>()
            .join(" · ")
    },
};
