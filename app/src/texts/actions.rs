//! Texts of Device actions.

use super::grouped;

#[derive(Debug)]
pub struct ActionsTexts {
    pub lede: &'static str,
    pub commands: &'static str,
    pub total: fn(u64) -> String,
    pub range: fn(u64, u64, u64) -> String,
    pub no_match: &'static str,
    pub none_yet: &'static str,
    pub none_yet_help: &'static str,
}

pub const EN: ActionsTexts = ActionsTexts {
    lede: "What was sent to single devices and what became of it. Messages to groups are under Delivery status.",
    commands: "Device actions commands",
    total: |all| match all {
        1 => "1 action".into(),
        all => format!("{} actions", grouped(all, ',')),
    },
    range: |first, last, all| match all {
        1 => "1 action".into(),
        all => format!("{}–{} of {} actions", grouped(first, ','), grouped(last, ','), grouped(all, ',')),
    },
    no_match: "No action matches",
    none_yet: "Nothing has been sent to a single device yet",
    none_yet_help: "Choose devices in All devices and send them a message, then it is listed here.",
};

pub const SV: ActionsTexts = ActionsTexts {
    lede: "Vad som har skickats till enskilda enheter och hur det gick. Meddelanden till grupper finns under Leveransstatus.",
    commands: "Kommandon för enhetsåtgärder",
    total: |all| match all {
        1 => "1 åtgärd".into(),
        all => format!("{} åtgärder", grouped(all, '\u{a0}')),
    },
    range: |first, last, all| match all {
        1 => "1 åtgärd".into(),
        all => format!(
            "{}–{} av {} åtgärder",
            grouped(first, '\u{a0}'),
            grouped(last, '\u{a0}'),
            grouped(all, '\u{a0}')
        ),
    },
    no_match: "Ingen åtgärd matchar",
    none_yet: "Inget har skickats till en enskild enhet än",
    none_yet_help: "Välj enheter i Alla enheter och skicka ett meddelande till dem, så visas det här.",
};
