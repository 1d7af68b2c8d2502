//! Texts of Home.

use super::grouped;

#[derive(Debug)]
pub struct HomeTexts {
    pub welcome: fn(&str) -> String,
    pub find_a_device: &'static str,
    pub no_rights_title: &'static str,
    pub no_rights: &'static str,

    /// While there is no phone and no tablet.
    pub first_steps_title: &'static str,
    pub first_steps_why: &'static str,
    /// Each with what it takes.
    pub first_steps: [(&'static str, &'static str); 3],
    pub step_done: &'static str,
    pub step_to_do: &'static str,

    pub reachable: &'static str,
    pub of: fn(u64) -> String,
    pub ios: fn(u64) -> String,
    pub android: fn(u64) -> String,
    pub unreachable: fn(u64) -> String,
    pub all_reachable: &'static str,

    /// What was handed over, of what was answered (B23).
    pub accepted: &'static str,
    /// From tenths of a percent.
    pub percent: fn(u64) -> String,
    pub of_pushes: fn(u64) -> String,
    pub nothing_sent: &'static str,
    pub failed: fn(u64) -> String,
    pub none_failed: &'static str,
    pub see_why: &'static str,
    /// The finding of the chart: pushes in the busiest hour.
    pub chart: fn(u64, u64) -> String,

    pub queue: &'static str,
    pub queue_unit: fn(u64) -> String,
    pub queue_again: fn(u64) -> String,
    pub queue_empty: &'static str,

    pub recent: &'static str,
    pub view_all: &'static str,
    pub groups: fn(usize) -> String,
    pub one_device: &'static str,
    pub devices: &'static str,
    pub result: &'static str,
    pub handed_over: fn(u64) -> String,

    pub health: &'static str,
    pub details: &'static str,
    pub quick_actions: &'static str,
    pub message_groups: &'static str,
    pub message_device: &'static str,
    pub who_cannot: &'static str,
    pub look_up_user: &'static str,
    pub who_may_send: &'static str,
    pub what_happened: &'static str,
}

fn en(n: u64) -> String {
    grouped(n, ',')
}
fn sv(n: u64) -> String {
    grouped(n, '\u{a0}')
}

pub const EN: HomeTexts = HomeTexts {
    welcome: |name| format!("Welcome, {name}"),
    find_a_device: "Find a device",
    no_rights_title: "You cannot do anything here yet",
    no_rights: "No role is assigned to you yet. Ask an administrator to assign one.",

    first_steps_title: "Three steps to the first message",
    first_steps_why: "Herald knows no phone and no tablet yet, so there is nobody to reach.",
    first_steps: [
        (
            "Import users, groups and devices",
            "From the exports of Intune and Entra, or from JSON. Connectors shows the command.",
        ),
        (
            "Check the push services",
            "Messages go through Apple and Google, with keys of your own. Connectors shows what is configured.",
        ),
        ("Send the first message", "To a small group first, for example to yourselves."),
    ],
    step_done: "Done",
    step_to_do: "To do",

    reachable: "Reachable phones and tablets",
    of: |n| format!("of {}", en(n)),
    ios: |n| format!("{} iOS", en(n)),
    android: |n| format!("{} Android", en(n)),
    unreachable: |n| format!("{} can’t be reached", en(n)),
    all_reachable: "All can be reached.",

    accepted: "Handed over, last 24 hours",
    percent: |permille| format!("{}.{} %", permille / 10, permille % 10),
    of_pushes: |n| if n == 1 { "of 1 push".into() } else { format!("of {} pushes", en(n)) },
    nothing_sent: "Nothing was sent in the last 24 hours.",
    failed: |n| format!("{} failed.", en(n)),
    none_failed: "None failed.",
    see_why: "See why",
    chart: |all, most| match all {
        1 => "1 push in 24 hours".into(),
        all => format!("{} pushes in 24 hours, at most {} in an hour", en(all), en(most)),
    },

    queue: "In the queue",
    queue_unit: |n| if n == 1 { "device".into() } else { "devices".into() },
    queue_again: |n| match n {
        1 => "1 was tried before and is tried again.".into(),
        n => format!("{} were tried before and are tried again.", en(n)),
    },
    queue_empty: "Nothing is waiting in the queue.",

    recent: "Recent sends",
    view_all: "View all",
    groups: |n| if n == 1 { "1 group".into() } else { format!("{n} groups") },
    one_device: "1 device",
    devices: "Devices",
    result: "Result",
    handed_over: |n| format!("{} handed over", en(n)),

    health: "Delivery health",
    details: "Details",
    quick_actions: "Quick actions",
    message_groups: "Message one or more groups",
    message_device: "Message one or more devices",
    who_cannot: "See who can’t be reached",
    look_up_user: "Look up a user",
    who_may_send: "See who may send",
    what_happened: "See who did what",
};

pub const SV: HomeTexts = HomeTexts {
    welcome: |name| format!("Välkommen, {name}"),
    find_a_device: "Hitta en enhet",
    no_rights_title: "Du kan inte göra något här än",
    no_rights: "Du har ännu ingen roll. Be en administratör att tilldela en.",

    first_steps_title: "Tre steg till det första meddelandet",
    first_steps_why: "Herald känner ännu inte till någon telefon eller surfplatta, så det finns ingen att nå.",
    first_steps: [
        (
            "Importera användare, grupper och enheter",
            "Ur exporter från Intune och Entra eller ur JSON. Anslutningar visar kommandot.",
        ),
        (
            "Kontrollera pushtjänsterna",
            "Meddelanden går via Apple och Google, med era egna nycklar. Anslutningar visar vad som är konfigurerat.",
        ),
        ("Skicka det första meddelandet", "Först till en liten grupp, till exempel er själva."),
    ],
    step_done: "Klart",
    step_to_do: "Att göra",

    reachable: "Telefoner och surfplattor som kan nås",
    of: |n| format!("av {}", sv(n)),
    ios: |n| format!("{} iOS", sv(n)),
    android: |n| format!("{} Android", sv(n)),
    unreachable: |n| format!("{} kan inte nås", sv(n)),
    all_reachable: "Alla kan nås.",

    accepted: "Överlämnat, senaste 24 timmarna",
    percent: |permille| format!("{},{} %", permille / 10, permille % 10),
    of_pushes: |n| if n == 1 { "av 1 pushnotis".into() } else { format!("av {} pushnotiser", sv(n)) },
    nothing_sent: "Inget har skickats de senaste 24 timmarna.",
    failed: |n| format!("{} misslyckades.", sv(n)),
    none_failed: "Inga misslyckades.",
    see_why: "Se varför",
    chart: |all, most| match all {
        1 => "1 pushnotis på 24 timmar".into(),
        all => format!("{} pushnotiser på 24 timmar, högst {} på en timme", sv(all), sv(most)),
    },

    queue: "I kön",
    queue_unit: |n| if n == 1 { "enhet".into() } else { "enheter".into() },
    queue_again: |n| format!("{} har prövats tidigare och prövas igen.", sv(n)),
    queue_empty: "Inget väntar i kön.",

    recent: "Senast skickat",
    view_all: "Visa alla",
    groups: |n| if n == 1 { "1 grupp".into() } else { format!("{n} grupper") },
    one_device: "1 enhet",
    devices: "Enheter",
    result: "Resultat",
    handed_over: |n| if n == 1 { "1 överlämnad".into() } else { format!("{} överlämnade", sv(n)) },

    health: "Leveranshälsa",
    details: "Detaljer",
    quick_actions: "Snabbåtgärder",
    message_groups: "Skicka till en eller flera grupper",
    message_device: "Skicka till en eller flera enheter",
    who_cannot: "Se vilka som inte kan nås",
    look_up_user: "Slå upp en användare",
    who_may_send: "Se vilka som får skicka",
    what_happened: "Se vem som har gjort vad",
};
