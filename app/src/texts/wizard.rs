//! Texts of Custom notifications: the wizard's steps, the preview and the reach.

use super::grouped;
use herald_domain::{audience::SelectionProblem, device::Unreachable};

#[derive(Debug)]
pub struct WizardTexts {
    pub out_of_scope: &'static str,
    pub title: &'static str,
    pub lede: &'static str,
    pub steps: &'static str,
    pub basics: &'static str,
    pub assignments: &'static str,
    pub review: &'static str,
    pub done: &'static str,
    pub has_problems: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub create: &'static str,
    pub creating: &'static str,
    pub summary: fn(usize) -> String,

    pub field_title: &'static str,
    pub field_body: &'static str,
    pub title_hint: &'static str,
    pub body_hint: &'static str,
    pub characters_used: &'static str,
    pub near_limit: fn(usize) -> String,
    pub over_limit: fn(usize) -> String,
    /// The warning of B5.
    pub warning: &'static str,

    pub preview_cut: fn(&str) -> String,

    pub select_groups: &'static str,
    pub search_placeholder: &'static str,
    pub search: &'static str,
    pub matching: fn(u64, &str) -> String,
    pub first_groups: &'static str,
    pub no_match: fn(&str) -> String,
    pub people_only: &'static str,
    pub picker_full: &'static str,
    pub members: fn(u64) -> String,
    pub nested: fn(u64) -> String,
    pub devices_only: &'static str,
    pub devices_ignored: fn(u64) -> String,
    pub included: &'static str,
    pub of_groups: fn(usize, usize) -> String,
    pub column_group: &'static str,
    pub column_members: &'static str,
    pub column_people: &'static str,
    pub remove: fn(&str) -> String,
    pub unknown_group: &'static str,
    pub none_chosen: &'static str,
    pub choose_one: &'static str,
    pub remove_some: fn(usize) -> String,

    pub estimated_reach: &'static str,
    /// Says why the figures of the groups add up to more than the whole.
    pub in_several: fn(u64) -> String,
    pub of_people_on_devices: fn(u64, u64) -> String,
    pub people_reached: fn(u64) -> String,
    pub people_without: fn(u64) -> String,
    pub reach: &'static str,
    pub counting: &'static str,
    /// Takes the local time.
    pub counted: fn(&str) -> String,
    pub will_reach: &'static str,
    pub people: fn(u64) -> String,
    pub on: &'static str,
    pub devices: fn(u64) -> String,
    pub nobody: &'static str,
    pub ios_devices: fn(u64) -> String,
    pub android_devices: fn(u64) -> String,
    pub not_reached: fn(u64) -> String,
    pub will_not_get: fn(u64) -> String,
    pub reason: &'static str,
    pub column_devices: &'static str,
    pub not_reached_table: &'static str,
    pub export_list: &'static str,
    pub advice: fn(Unreachable) -> &'static str,
    pub ignored: fn(u64) -> String,

    pub edit: &'static str,
    pub edit_basics: &'static str,
    pub edit_assignments: &'static str,
    pub included_count: fn(usize, usize) -> String,
    pub before_create: &'static str,
    pub this_hour: &'static str,
    pub used_this_hour: &'static str,
    pub used_of: fn(u32, u32) -> String,
    pub left_this_hour: fn(u32, u32) -> String,
    pub this_is_message: fn(u32, u32) -> String,
    pub left_after: fn(u32) -> String,
    /// Takes the local time.
    pub next_free: fn(&str) -> String,
    /// While places are left; take the local time at which there is one more.
    pub left_until: fn(u32, &str) -> String,
    pub frees_up: fn(&str) -> String,
    pub at_once: &'static str,
    pub sends_to: fn(u64) -> String,

    pub sent: &'static str,
    pub sent_to: fn(&str) -> String,
    pub groups: fn(usize) -> String,
    pub not_sent: &'static str,
    pub group_gone: &'static str,

    pub leave_title: &'static str,
    pub leave_body: &'static str,
    pub keep_writing: &'static str,
    pub discard: &'static str,
    /// The same while the message is on its way.
    pub leave_sending_title: &'static str,
    pub leave_sending_body: &'static str,
    pub stay: &'static str,
    pub leave: &'static str,
}

impl WizardTexts {
    /// What is wrong with a choice of groups (B8).
    #[must_use]
    pub fn selection_problem(&self, problem: SelectionProblem) -> String {
        match problem {
            SelectionProblem::Empty => self.choose_one.into(),
            SelectionProblem::TooMany { chosen } => {
                (self.remove_some)(chosen.saturating_sub(herald_domain::audience::GROUPS_MAX))
            }
        }
    }
}

fn en(n: u64) -> String {
    grouped(n, ',')
}
fn sv(n: u64) -> String {
    grouped(n, '\u{a0}')
}
/// `1 device`, `2 devices`.
fn en_count(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", en(n)) }
}
fn sv_count(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", sv(n)) }
}

pub const EN: WizardTexts = WizardTexts {
    out_of_scope: "A group in the address is not chosen: it does not exist, or you may not send to it.",
    title: "Send custom notification",
    lede: "Send a short message to everyone in the groups you choose. It goes to each person’s enrolled iOS and Android devices.",
    steps: "Steps",
    basics: "Basics",
    assignments: "Assignments",
    review: "Review + create",
    done: "done",
    has_problems: "has problems",
    previous: "Previous",
    next: "Next",
    create: "Create",
    creating: "Sending…",
    summary: |n| match n {
        1 => "Fix one problem to continue".into(),
        2 => "Fix two problems to continue".into(),
        n => format!("Fix {n} problems to continue"),
    },

    field_title: "Title",
    field_body: "Body",
    title_hint: "Shown in bold at the top of the message.",
    body_hint: "Plain text. Line breaks are kept; links can’t be tapped on the lock screen.",
    characters_used: "Characters used: ",
    near_limit: |max| format!("Close to the limit of {max} characters."),
    over_limit: |max| format!("Over the limit of {max} characters."),
    warning: "Custom notifications might be visible on lock screens and to other apps on Android. Don’t put sensitive information in them.",

    preview_cut: |words| {
        format!(
            "On an iPhone’s lock screen the message stops at about “… {words}” until the reader opens it."
        )
    },

    select_groups: "Select groups to include",
    search_placeholder: "Search groups by name",
    search: "Search",
    matching: |n, search| match n {
        1 => format!("1 group matches “{search}”."),
        n => format!("{} groups match “{search}”.", en(n)),
    },
    first_groups: "The first groups by name. Search to find others.",
    no_match: |search| {
        format!("No group matches “{search}”. Check the spelling, or search for a part of the name.")
    },
    people_only: "Messages go to people; devices in a group are ignored.",
    picker_full: "25 groups are chosen, which is the most a message can have. Remove one to choose another.",
    members: |n| en_count(n, "member", "members"),
    nested: |n| en_count(n, "nested group", "nested groups"),
    devices_only: "Devices only",
    devices_ignored: |n| en_count(n, "device, ignored", "devices, ignored"),
    included: "Included groups",
    of_groups: |n, max| format!("{n} of {max}"),
    column_group: "Group",
    column_members: "Members",
    column_people: "People reached",
    remove: |name| format!("Remove {name}"),
    unknown_group: "A group that no longer exists or that you cannot see",
    none_chosen: "No group is chosen yet. Everyone in the groups you choose gets the message once, also through nested groups.",
    choose_one: "Choose at least one group.",
    remove_some: |n| match n {
        1 => "Remove 1 group. A message can go to 25.".into(),
        n => format!("Remove {n} groups. A message can go to 25."),
    },

    estimated_reach: "Estimated reach",
    in_several: |n| match n {
        1 => "1 person is in more than one group and counted once".into(),
        n => format!("{} people are in more than one group and counted once", en(n)),
    },
    of_people_on_devices: |people, devices| {
        format!("of {}, on {}", en_count(people, "person", "people"), en_count(devices, "device", "devices"))
    },
    people_reached: |n| format!("{} reached", en(n)),
    people_without: |n| format!("{} without a reachable device", en(n)),
    reach: "Reach",
    counting: "Counting whom it will reach…",
    counted: |at| format!("Counted at {at} from the current members"),
    will_reach: "Will reach ",
    people: |n| en_count(n, "person", "people"),
    on: " on ",
    devices: |n| en_count(n, "device", "devices"),
    nobody: "This message would reach nobody. Choose groups with people who have a reachable device.",
    ios_devices: |n| format!("{} iOS and iPadOS", en(n)),
    android_devices: |n| format!("{} Android", en(n)),
    not_reached: |n| format!("{} not reached", en(n)),
    will_not_get: |n| format!("{} will not get this message", en_count(n, "device", "devices")),
    reason: "Reason",
    column_devices: "Devices",
    not_reached_table: "Devices not reached, by reason",
    export_list: "Export list",
    advice: |reason| match reason {
        Unreachable::NotEnrolled => "The device has to be enrolled again.",
        Unreachable::PlatformNotSupported => "Custom notifications go to iOS, iPadOS and Android only.",
        Unreachable::AppNotInstalled => "Assign the app as required in your device management.",
        Unreachable::NotificationsNotAllowed => {
            "Ask the person to allow notifications for the app in the phone’s settings."
        }
        Unreachable::NoPlayServices => "Android needs Google Play services to receive pushes.",
        Unreachable::NoPushToken => "The app has to be opened once, so that it registers for pushes.",
        Unreachable::TokenInvalid => "The app has to be opened again, so that it registers anew.",
    },
    ignored: |n| match n {
        1 => "1 device is itself a member of these groups. Messages go to people, so it is ignored.".into(),
        n => format!(
            "{} devices are themselves members of these groups. Messages go to people, so they are ignored.",
            en(n)
        ),
    },

    edit: "Edit",
    edit_basics: "Edit basics",
    edit_assignments: "Edit assignments",
    included_count: |n, max| format!("Included groups ({n} of {max})"),
    before_create: "Before you create",
    this_hour: "Group messages this hour",
    used_this_hour: "Group messages used this hour",
    used_of: |used, max| format!("{used} of {max}"),
    left_this_hour: |left, max| format!("{left} of {max} group messages left this hour"),
    this_is_message: |n, max| format!("This is message {n} of {max}."),
    left_after: |n| match n {
        0 => "It is the last one for now.".into(),
        1 => "1 is left after it.".into(),
        n => format!("{n} are left after it."),
    },
    next_free: |at| format!("The next message can be sent at {at}."),
    left_until: |left, at| format!("{left} left. The next one frees up at {at}."),
    frees_up: |at| format!("The next one frees up at {at}."),
    at_once: "The message is sent at once and can’t be recalled. Delivery isn’t guaranteed, so don’t use it for anything urgent.",
    sends_to: |n| format!("Sends to {} when you select Create", en_count(n, "device", "devices")),

    sent: "Successfully sent custom notification",
    sent_to: |groups| format!("To {groups}. Herald doesn’t keep its text; to send it again, write it again."),
    groups: |n| en_count(n as u64, "group", "groups"),
    not_sent: "The message was not sent",
    group_gone: "One of the groups no longer exists, or you may not send to it. Remove it under Assignments, then try again.",

    leave_title: "Leave without sending?",
    leave_body: "The message hasn’t been sent. If you leave, what you wrote is discarded.",
    keep_writing: "Keep writing",
    discard: "Discard and leave",
    leave_sending_title: "Leave while it is being sent?",
    leave_sending_body: "The message is on its way. If you leave now, you won’t be told whether it was sent. What you wrote stays in the form.",
    stay: "Wait here",
    leave: "Leave",
};

pub const SV: WizardTexts = WizardTexts {
    out_of_scope: "En grupp i adressen är inte vald: den finns inte, eller så får du inte skicka till den.",
    title: "Skicka anpassad notis",
    lede: "Skicka ett kort meddelande till alla i de grupper du väljer. Det går till varje persons registrerade iOS- och Android-enheter.",
    steps: "Steg",
    basics: "Grundläggande",
    assignments: "Tilldelningar",
    review: "Granska + skapa",
    done: "klart",
    has_problems: "har problem",
    previous: "Föregående",
    next: "Nästa",
    create: "Skapa",
    creating: "Skickar …",
    summary: |n| match n {
        1 => "Åtgärda ett problem för att fortsätta".into(),
        2 => "Åtgärda två problem för att fortsätta".into(),
        n => format!("Åtgärda {n} problem för att fortsätta"),
    },

    field_title: "Rubrik",
    field_body: "Brödtext",
    title_hint: "Visas i fetstil överst i meddelandet.",
    body_hint: "Oformaterad text. Radbrytningar behålls; länkar går inte att trycka på från låsskärmen.",
    characters_used: "Använda tecken: ",
    near_limit: |max| format!("Nära gränsen på {max} tecken."),
    over_limit: |max| format!("Över gränsen på {max} tecken."),
    warning: "Anpassade meddelanden kan synas på låsskärmar och för andra appar på Android. Skriv ingen känslig information i dem.",

    preview_cut: |words| {
        format!("På en iPhones låsskärm slutar meddelandet ungefär vid ”… {words}” tills läsaren öppnar det.")
    },

    select_groups: "Välj grupper att ta med",
    search_placeholder: "Sök grupper efter namn",
    search: "Sök",
    matching: |n, search| match n {
        1 => format!("1 grupp matchar ”{search}”."),
        n => format!("{} grupper matchar ”{search}”.", sv(n)),
    },
    first_groups: "De första grupperna efter namn. Sök för att hitta andra.",
    no_match: |search| {
        format!("Ingen grupp matchar ”{search}”. Kontrollera stavningen eller sök på en del av namnet.")
    },
    people_only: "Meddelanden går till människor; enheter i en grupp hoppas över.",
    picker_full: "25 grupper är valda, fler kan ett meddelande inte ha. Ta bort en för att välja en annan.",
    members: |n| sv_count(n, "medlem", "medlemmar"),
    nested: |n| sv_count(n, "kapslad grupp", "kapslade grupper"),
    devices_only: "Endast enheter",
    devices_ignored: |n| sv_count(n, "enhet som hoppas över", "enheter som hoppas över"),
    included: "Valda grupper",
    of_groups: |n, max| format!("{n} av {max}"),
    column_group: "Grupp",
    column_members: "Medlemmar",
    column_people: "Personer som nås",
    remove: |name| format!("Ta bort {name}"),
    unknown_group: "En grupp som inte finns längre eller som du inte kan se",
    none_chosen: "Ingen grupp är vald än. Alla i de grupper du väljer får meddelandet en gång, även genom kapslade grupper.",
    choose_one: "Välj minst en grupp.",
    remove_some: |n| match n {
        1 => "Ta bort 1 grupp. Ett meddelande kan gå till 25.".into(),
        n => format!("Ta bort {n} grupper. Ett meddelande kan gå till 25."),
    },

    estimated_reach: "Beräknad räckvidd",
    in_several: |n| match n {
        1 => "1 person är med i mer än en grupp och räknas en gång".into(),
        n => format!("{} personer är med i mer än en grupp och räknas en gång", sv(n)),
    },
    of_people_on_devices: |people, devices| {
        format!("av {}, på {}", sv_count(people, "person", "personer"), sv_count(devices, "enhet", "enheter"))
    },
    people_reached: |n| format!("{} nås", sv(n)),
    people_without: |n| format!("{} utan enhet som kan nås", sv(n)),
    reach: "Räckvidd",
    counting: "Räknar vilka som nås …",
    counted: |at| format!("Räknat kl. {at} utifrån de aktuella medlemmarna"),
    will_reach: "Når ",
    people: |n| sv_count(n, "person", "personer"),
    on: " på ",
    devices: |n| sv_count(n, "enhet", "enheter"),
    nobody: "Det här meddelandet skulle inte nå någon. Välj grupper med personer som har en enhet som kan nås.",
    ios_devices: |n| format!("{} iOS och iPadOS", sv(n)),
    android_devices: |n| format!("{} Android", sv(n)),
    not_reached: |n| format!("{} nås inte", sv(n)),
    will_not_get: |n| format!("{} får inte det här meddelandet", sv_count(n, "enhet", "enheter")),
    reason: "Orsak",
    column_devices: "Enheter",
    not_reached_table: "Enheter som inte nås, efter orsak",
    export_list: "Exportera lista",
    advice: |reason| match reason {
        Unreachable::NotEnrolled => "Enheten måste registreras på nytt.",
        Unreachable::PlatformNotSupported => "Anpassade meddelanden går bara till iOS, iPadOS och Android.",
        Unreachable::AppNotInstalled => "Tilldela appen som obligatorisk i er enhetshantering.",
        Unreachable::NotificationsNotAllowed => {
            "Be personen att tillåta aviseringar för appen i telefonens inställningar."
        }
        Unreachable::NoPlayServices => {
            "Android behöver Google Play-tjänster för att ta emot pushmeddelanden."
        }
        Unreachable::NoPushToken => {
            "Appen måste öppnas en gång, så att den registrerar sig för pushmeddelanden."
        }
        Unreachable::TokenInvalid => "Appen måste öppnas igen, så att den registrerar sig på nytt.",
    },
    ignored: |n| match n {
        1 => {
            "1 enhet är själv medlem i grupperna. Meddelanden går till människor, så den hoppas över.".into()
        }
        n => format!(
            "{} enheter är själva medlemmar i grupperna. Meddelanden går till människor, så de hoppas över.",
            sv(n)
        ),
    },

    edit: "Ändra",
    edit_basics: "Ändra grundläggande",
    edit_assignments: "Ändra tilldelningar",
    included_count: |n, max| format!("Valda grupper ({n} av {max})"),
    before_create: "Innan du skapar",
    this_hour: "Gruppmeddelanden den här timmen",
    used_this_hour: "Använda gruppmeddelanden den här timmen",
    used_of: |used, max| format!("{used} av {max}"),
    left_this_hour: |left, max| format!("{left} av {max} gruppmeddelanden kvar den här timmen"),
    this_is_message: |n, max| format!("Det här är meddelande {n} av {max}."),
    left_after: |n| match n {
        0 => "Det är det sista för tillfället.".into(),
        n => format!("{n} är kvar efter det."),
    },
    next_free: |at| format!("Nästa meddelande kan skickas kl. {at}."),
    left_until: |left, at| format!("{left} kvar. Nästa plats blir ledig kl. {at}."),
    frees_up: |at| format!("Nästa plats blir ledig kl. {at}."),
    at_once: "Meddelandet skickas direkt och kan inte återkallas. Leveransen är inte garanterad, så använd det inte för något brådskande.",
    sends_to: |n| format!("Skickas till {} när du väljer Skapa", sv_count(n, "enhet", "enheter")),

    sent: "Den anpassade notisen har skickats",
    sent_to: |groups| {
        format!("Till {groups}. Herald sparar inte texten; skriv den på nytt om den ska skickas igen.")
    },
    groups: |n| sv_count(n as u64, "grupp", "grupper"),
    not_sent: "Meddelandet skickades inte",
    group_gone: "En av grupperna finns inte längre, eller så får du inte skicka till den. Ta bort den under Tilldelningar och försök igen.",

    leave_title: "Lämna utan att skicka?",
    leave_body: "Meddelandet har inte skickats. Om du lämnar sidan kastas det du har skrivit.",
    keep_writing: "Fortsätt skriva",
    discard: "Kasta och lämna",
    leave_sending_title: "Lämna medan det skickas?",
    leave_sending_body: "Meddelandet är på väg. Lämnar du sidan nu får du inte veta om det skickades. Det du har skrivit finns kvar i formuläret.",
    stay: "Vänta här",
    leave: "Lämna",
};
