//! Texts of sending to several selected devices.

use herald_domain::{audience::SelectionProblem, bulk::DEVICES_MAX};

#[derive(Debug)]
pub struct BulkTexts {
    /// What the pane is for: so many selected devices.
    pub to: fn(usize) -> String,
    pub submit: fn(usize) -> String,
    pub can_get_it: fn(usize, usize) -> String,
    pub will_not_get: fn(usize) -> String,
    pub none_can: &'static str,
    /// Takes the time from which one of them can.
    pub none_until: fn(&str) -> String,
    /// Takes the reasons.
    pub none_reached: fn(&str) -> String,
    pub gone: fn(usize) -> String,
    /// The device's limit, and when its next place is free.
    pub limit: fn(u32, &str) -> String,
    pub not_found: &'static str,
    pub select_first: &'static str,
    pub too_many: fn(usize, usize) -> String,
    pub sent_to: fn(usize, usize) -> String,
    pub sent_to_none: &'static str,
    pub arrives: &'static str,
    pub results: &'static str,
    pub device: &'static str,
    pub result: &'static str,
    pub sent: &'static str,
    pub not_sent: &'static str,
    pub done: &'static str,
}

impl BulkTexts {
    #[must_use]
    pub fn selection_problem(&self, problem: SelectionProblem) -> String {
        match problem {
            SelectionProblem::Empty => self.select_first.into(),
            SelectionProblem::TooMany { chosen } => (self.too_many)(chosen, DEVICES_MAX),
        }
    }
}

pub const EN: BulkTexts = BulkTexts {
    to: |n| if n == 1 { "To 1 selected device".into() } else { format!("To {n} selected devices") },
    submit: |n| if n == 1 { "Send to 1 device".into() } else { format!("Send to {n} devices") },
    can_get_it: |n, all| format!("{n} of {all} can get a message now"),
    will_not_get: |n| match n {
        1 => "1 device will not get this message".into(),
        n => format!("{n} devices will not get this message"),
    },
    none_can: "None of the selected devices can get a message now. Select others.",
    none_until: |at| {
        format!("None of the selected devices can get a message now. The next one can get it at {at}.")
    },
    none_reached: |reasons| format!("None of the selected devices can be reached: {reasons}."),
    gone: |n| match n {
        1 => "1 selected device no longer exists, or you may not send to it.".into(),
        n => format!("{n} selected devices no longer exist, or you may not send to them."),
    },
    limit: |max, at| format!("Limit of {max} an hour reached; next at {at}"),
    not_found: "No longer exists, or you may not send to it",
    select_first: "Select at least one device, then send.",
    too_many: |chosen, max| format!("Remove {} of the selected devices. {max} is the most.", chosen - max),
    sent_to: |n, all| match (n, all) {
        (1, 1) => "Sent to 1 device".into(),
        (n, all) if n == all => format!("Sent to {n} devices"),
        (n, all) => format!("Sent to {n} of {all} devices"),
    },
    sent_to_none: "Sent to no device",
    arrives: "A message arrives when its device is reached, which can take hours.",
    results: "Result for each device",
    device: "Device",
    result: "Result",
    sent: "Sent",
    not_sent: "Not sent",
    done: "Back to the list",
};

pub const SV: BulkTexts = BulkTexts {
    to: |n| if n == 1 { "Till 1 vald enhet".into() } else { format!("Till {n} valda enheter") },
    submit: |n| if n == 1 { "Skicka till 1 enhet".into() } else { format!("Skicka till {n} enheter") },
    can_get_it: |n, all| format!("{n} av {all} kan få ett meddelande nu"),
    will_not_get: |n| match n {
        1 => "1 enhet får inte meddelandet".into(),
        n => format!("{n} enheter får inte meddelandet"),
    },
    none_can: "Ingen av de valda enheterna kan få ett meddelande nu. Välj andra.",
    none_until: |at| {
        format!("Ingen av de valda enheterna kan få ett meddelande nu. Nästa enhet kan få det kl. {at}.")
    },
    none_reached: |reasons| format!("Ingen av de valda enheterna kan nås: {reasons}."),
    gone: |n| match n {
        1 => "1 vald enhet finns inte längre, eller så får du inte skicka till den.".into(),
        n => format!("{n} valda enheter finns inte längre, eller så får du inte skicka till dem."),
    },
    limit: |max, at| format!("Gränsen på {max} i timmen är nådd; nästa kl. {at}"),
    not_found: "Finns inte längre, eller så får du inte skicka till den",
    select_first: "Välj minst en enhet och skicka sedan.",
    too_many: |chosen, max| {
        format!("Ta bort {} av de valda enheterna. Högst {max} kan väljas.", chosen - max)
    },
    sent_to: |n, all| match (n, all) {
        (1, 1) => "Skickat till 1 enhet".into(),
        (n, all) if n == all => format!("Skickat till {n} enheter"),
        (n, all) => format!("Skickat till {n} av {all} enheter"),
    },
    sent_to_none: "Inte skickat till någon enhet",
    arrives: "Ett meddelande kommer fram när enheten nås, vilket kan ta timmar.",
    results: "Resultat för varje enhet",
    device: "Enhet",
    result: "Resultat",
    sent: "Skickat",
    not_sent: "Inte skickat",
    done: "Tillbaka till listan",
};
