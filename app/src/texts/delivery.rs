//! Texts of Delivery status and of Connectors.

use super::grouped;
use herald_domain::push::{Condition, TroubleKind};

#[derive(Debug)]
pub struct DeliveryTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub limited: &'static str,
    pub services: &'static str,
    pub sends: &'static str,
    pub none_yet: &'static str,
    pub none_yet_help: &'static str,
    pub out_of_date: &'static str,
    pub to: &'static str,
    pub sent_at: &'static str,
    pub sent_by: &'static str,
    pub status: &'static str,
    pub handed_over: &'static str,
    pub others: &'static str,
    pub range: fn(u64, u64, u64) -> String,
    pub more: fn(usize) -> String,
    pub queued: &'static str,
    pub sending: &'static str,
    pub finished: &'static str,
    pub nothing_handed_over: &'static str,
    pub not_reached: fn(u64) -> String,
    pub refused: fn(u64) -> String,
    pub expired: fn(u64) -> String,
    pub trying: fn(u64) -> String,
    /// Accepted, of how many that could be tried.
    pub of: fn(u64, u64) -> String,

    pub outcome: &'static str,
    pub figure_unit: fn(u64) -> String,
    pub preparing: &'static str,
    pub nobody: &'static str,
    pub outcome_accepted: &'static str,
    pub outcome_trying: &'static str,
    pub outcome_unreachable: &'static str,
    pub outcome_refused: &'static str,
    pub outcome_expired: &'static str,
    pub reasons: &'static str,
    pub no_reasons: &'static str,
    pub refused_hint: fn(&str) -> String,
    pub expired_hint: &'static str,
    pub about: &'static str,
    pub audience: &'static str,
    pub finished_at: &'static str,
    pub not_finished: &'static str,
    pub text_not_kept: &'static str,
    pub not_shown: &'static str,
    pub token_gone: &'static str,
    pub unreadable: &'static str,
    pub refused_by_service: &'static str,

    pub apns: &'static str,
    pub apns_for: &'static str,
    pub fcm: &'static str,
    pub fcm_for: &'static str,
    pub well: &'static str,
    pub unused: &'static str,
    pub throttled: &'static str,
    pub unavailable: &'static str,
    pub misconfigured: &'static str,
    pub not_configured: &'static str,
    pub simulator: &'static str,
    pub last_accepted: &'static str,
    pub last_trouble: &'static str,
    pub waiting: &'static str,
    pub waiting_count: fn(u64, u64) -> String,
    pub since_start: &'static str,
    pub since_start_counts: fn(u64, u64) -> String,
    pub none_since_start: &'static str,
    /// Takes the name of the service.
    pub throttled_bar: fn(&str) -> String,
    pub unavailable_bar: fn(&str) -> String,
    pub misconfigured_bar: fn(&str) -> String,
    pub not_configured_bar: fn(&str, u64) -> String,
    pub open_connectors: &'static str,

    pub connectors: &'static str,
    pub connectors_lede: &'static str,
    pub simulated_bar: &'static str,
    pub settings: &'static str,
    pub secret: &'static str,
    pub not_set: &'static str,
    pub from_account: &'static str,
    pub how_title: &'static str,
    /// Around the file, the key in the environment, and the check.
    pub how: [&'static str; 4],
    pub people: &'static str,
    pub import_title: &'static str,
    pub import_for: &'static str,
    pub last_import: &'static str,
    pub import_command: &'static str,
    pub import_help: &'static str,
}

impl DeliveryTexts {
    /// The word on a push service's badge.
    #[must_use]
    pub fn condition(&self, condition: Condition) -> &'static str {
        match condition {
            Condition::Unused => self.unused,
            Condition::Well => self.well,
            Condition::Troubled(kind) => self.trouble(kind),
        }
    }
    #[must_use]
    pub fn trouble(&self, kind: TroubleKind) -> &'static str {
        match kind {
            TroubleKind::Throttled => self.throttled,
            TroubleKind::Unavailable => self.unavailable,
            TroubleKind::Misconfigured => self.misconfigured,
        }
    }
    /// Why a push service refused devices, from its own code.
    #[must_use]
    pub fn refusal(&self, code: &str) -> &'static str {
        match code {
            "Unregistered"
            | "UNREGISTERED"
            | "ExpiredToken"
            | "BadDeviceToken"
            | "DeviceTokenNotForTopic" => self.token_gone,
            "TextUnreadable" => self.unreadable,
            _ => self.refused_by_service,
        }
    }
}

pub const EN: DeliveryTexts = DeliveryTexts {
    title: "Delivery status",
    lede: "What became of each message. “Handed over” means that Apple or Google accepted it; whether it was shown, only the phone knows.",
    limited: "You see the messages to groups and devices within your scope. How many wait is told for everybody.",
    services: "Push services",
    sends: "Messages",
    none_yet: "Nothing has been sent yet",
    none_yet_help: "Messages appear here as soon as they are created, without their text.",
    out_of_date: "This may be out of date: the server does not answer. Herald keeps asking.",
    to: "To",
    sent_at: "Sent",
    sent_by: "Sent by",
    status: "Status",
    handed_over: "Handed over",
    others: "Not handed over",
    range: |first, last, all| match all {
        1 => "1 message".into(),
        all => format!("{}–{} of {} messages", grouped(first, ','), grouped(last, ','), grouped(all, ',')),
    },
    more: |n| if n == 1 { "and 1 more group".into() } else { format!("and {n} more groups") },
    queued: "Queued",
    sending: "Sending",
    finished: "Finished",
    nothing_handed_over: "Nothing handed over",
    not_reached: |n| format!("{} not reachable", grouped(n, ',')),
    refused: |n| format!("{} refused", grouped(n, ',')),
    expired: |n| format!("{} expired", grouped(n, ',')),
    trying: |n| format!("{} still trying", grouped(n, ',')),
    of: |n, all| format!("{} of {}", grouped(n, ','), grouped(all, ',')),
    outcome: "Outcome",
    figure_unit: |all| match all {
        1 => "of 1 device handed over".into(),
        n => format!("of {} devices handed over", grouped(n, ',')),
    },
    preparing: "Herald is finding out whom the groups hold.",
    nobody: "No device could be tried.",
    outcome_accepted: "Handed over",
    outcome_trying: "Still trying",
    outcome_unreachable: "Not reachable, so not tried",
    outcome_refused: "Refused by the push service",
    outcome_expired: "Expired before the push service accepted",
    reasons: "Why devices did not get it",
    no_reasons: "So far there is nothing to explain: no device was left out or refused.",
    refused_hint: |code| format!("The push service answered {code}."),
    expired_hint: "The push service did not accept it in time.",
    about: "Message",
    audience: "Audience",
    finished_at: "Finished",
    not_finished: "Not yet",
    text_not_kept: "Title and body are not kept. To send the message again, write it again.",
    not_shown: "“Handed over” is the word of Apple or Google. Whether and when the phone shows it, Herald does not know.",
    token_gone: "Push token refused as invalid",
    unreadable: "The message could not be read",
    refused_by_service: "Refused by the push service",
    apns: "Apple Push Notification service",
    apns_for: "iOS and iPadOS",
    fcm: "Firebase Cloud Messaging",
    fcm_for: "Android",
    well: "Working",
    unused: "Not used yet",
    throttled: "Slowed down",
    unavailable: "Not answering",
    misconfigured: "Refuses our settings",
    not_configured: "Not configured",
    simulator: "Simulator",
    last_accepted: "Last accepted",
    last_trouble: "Last trouble",
    waiting: "Waiting",
    waiting_count: |all, again| {
        let all = if all == 1 { "1 device".into() } else { format!("{} devices", grouped(all, ',')) };
        match again {
            0 => all,
            again => format!("{all}, {} tried before", grouped(again, ',')),
        }
    },
    since_start: "Since this server started",
    since_start_counts: |accepted, refused| {
        format!("{} accepted, {} refused", grouped(accepted, ','), grouped(refused, ','))
    },
    none_since_start: "None since this server started",
    throttled_bar: |name| {
        format!(
            "{name} asks Herald to slow down. Herald does so and tries again by itself; devices may be late."
        )
    },
    unavailable_bar: |name| {
        format!("{name} does not answer. Herald tries again by itself, until the messages expire.")
    },
    misconfigured_bar: |name| {
        format!(
            "{name} refuses our key or settings. Messages wait until somebody corrects them, or until they expire."
        )
    },
    not_configured_bar: |name, n| match n {
        1 => format!("1 device waits for {name}, which is not configured."),
        n => format!("{} devices wait for {name}, which is not configured.", grouped(n, ',')),
    },
    open_connectors: "Open Connectors",
    connectors: "Connectors",
    connectors_lede: "How Herald reaches phones, and where it learns about people and devices. Settings are made on the server; keys and passwords are never shown.",
    simulated_bar: "This is the demo: simulators stand in for Apple and Google, and nothing leaves this server.",
    settings: "Settings",
    secret: "Set, never shown",
    not_set: "Not set",
    from_account: "from the file",
    how_title: "How to change a setting",
    how: [
        "Write it into ",
        ", or give it to the server in its environment, for example as ",
        ". Check it with ",
        ", then start the server again. The file herald.example.toml explains every key.",
    ],
    people: "People and devices",
    import_title: "Directory import",
    import_for: "Users, groups and devices",
    last_import: "Last import",
    import_command: "Command",
    import_help: "Herald reads the exports of Intune and Entra, and its own JSON. Importing again updates what is known.",
};

pub const SV: DeliveryTexts = DeliveryTexts {
    title: "Leveransstatus",
    lede: "Vad som blev av varje meddelande. ”Överlämnat” betyder att Apple eller Google tog emot det; om det visades vet bara telefonen.",
    limited: "Du ser meddelandena till grupper och enheter inom ditt omfång. Hur många som väntar anges för alla.",
    services: "Pushtjänster",
    sends: "Meddelanden",
    none_yet: "Inget har skickats än",
    none_yet_help: "Meddelanden visas här så snart de har skapats, utan sin text.",
    out_of_date: "Det här kan vara inaktuellt: servern svarar inte. Herald fortsätter att fråga.",
    to: "Till",
    sent_at: "Skickat",
    sent_by: "Skickat av",
    status: "Status",
    handed_over: "Överlämnat",
    others: "Inte överlämnat",
    range: |first, last, all| match all {
        1 => "1 meddelande".into(),
        all => format!(
            "{}–{} av {} meddelanden",
            grouped(first, '\u{a0}'),
            grouped(last, '\u{a0}'),
            grouped(all, '\u{a0}')
        ),
    },
    more: |n| if n == 1 { "och 1 grupp till".into() } else { format!("och {n} grupper till") },
    queued: "I kö",
    sending: "Skickar",
    finished: "Klart",
    nothing_handed_over: "Inget överlämnat",
    not_reached: |n| format!("{} kan inte nås", grouped(n, '\u{a0}')),
    refused: |n| {
        if n == 1 { "1 avvisad".into() } else { format!("{} avvisade", grouped(n, '\u{a0}')) }
    },
    expired: |n| {
        if n == 1 { "1 för sen".into() } else { format!("{} för sena", grouped(n, '\u{a0}')) }
    },
    trying: |n| format!("{} försöks fortfarande", grouped(n, '\u{a0}')),
    of: |n, all| format!("{} av {}", grouped(n, '\u{a0}'), grouped(all, '\u{a0}')),
    outcome: "Utfall",
    figure_unit: |all| match all {
        1 => "av 1 enhet överlämnat".into(),
        n => format!("av {} enheter överlämnat", grouped(n, '\u{a0}')),
    },
    preparing: "Herald tar reda på vilka som finns i grupperna.",
    nobody: "Ingen enhet kunde försökas.",
    outcome_accepted: "Överlämnat",
    outcome_trying: "Försöks fortfarande",
    outcome_unreachable: "Kan inte nås, därför inget försök",
    outcome_refused: "Avvisat av pushtjänsten",
    outcome_expired: "Hann gå ut innan pushtjänsten tog emot det",
    reasons: "Varför enheter inte fick det",
    no_reasons: "Hittills finns inget att förklara: ingen enhet har uteslutits eller avvisats.",
    refused_hint: |code| format!("Pushtjänsten svarade {code}."),
    expired_hint: "Pushtjänsten tog inte emot det i tid.",
    about: "Meddelande",
    audience: "Mottagare",
    finished_at: "Avslutat",
    not_finished: "Inte än",
    text_not_kept: "Rubrik och brödtext sparas inte. Skriv meddelandet igen för att skicka det igen.",
    not_shown: "”Överlämnat” är Apples eller Googles ord. Om och när telefonen visar det vet Herald inte.",
    token_gone: "Push-token avvisades som ogiltig",
    unreadable: "Meddelandet kunde inte läsas",
    refused_by_service: "Avvisat av pushtjänsten",
    apns: "Apple Push Notification service",
    apns_for: "iOS och iPadOS",
    fcm: "Firebase Cloud Messaging",
    fcm_for: "Android",
    well: "Fungerar",
    unused: "Inte använd än",
    throttled: "Bromsad",
    unavailable: "Svarar inte",
    misconfigured: "Avvisar våra inställningar",
    not_configured: "Inte konfigurerad",
    simulator: "Simulator",
    last_accepted: "Senast mottaget",
    last_trouble: "Senaste problem",
    waiting: "Väntar",
    waiting_count: |all, again| {
        let all = if all == 1 { "1 enhet".into() } else { format!("{} enheter", grouped(all, '\u{a0}')) };
        match again {
            0 => all,
            again => format!("{all}, varav {} har försökts tidigare", grouped(again, '\u{a0}')),
        }
    },
    since_start: "Sedan servern startade",
    since_start_counts: |accepted, refused| {
        let is_accepted = if accepted == 1 { "mottagen" } else { "mottagna" };
        let is_refused = if refused == 1 { "avvisad" } else { "avvisade" };
        format!("{} {is_accepted}, {} {is_refused}", grouped(accepted, '\u{a0}'), grouped(refused, '\u{a0}'))
    },
    none_since_start: "Inget sedan servern startade",
    throttled_bar: |name| {
        format!(
            "{name} ber Herald att sakta ned. Herald gör det och försöker igen; enheter kan få meddelandet senare."
        )
    },
    unavailable_bar: |name| format!("{name} svarar inte. Herald försöker igen tills meddelandena går ut."),
    misconfigured_bar: |name| {
        format!(
            "{name} avvisar vår nyckel eller våra inställningar. Meddelanden väntar tills någon rättar dem, eller tills de går ut."
        )
    },
    not_configured_bar: |name, n| match n {
        1 => format!("1 enhet väntar på {name}, som inte är konfigurerad."),
        n => format!("{} enheter väntar på {name}, som inte är konfigurerad.", grouped(n, '\u{a0}')),
    },
    open_connectors: "Öppna Anslutningar",
    connectors: "Anslutningar",
    connectors_lede: "Hur Herald når telefoner och var det får veta om personer och enheter. Inställningar görs på servern; nycklar och lösenord visas aldrig.",
    simulated_bar: "Det här är demon: simulatorer ersätter Apple och Google, och inget lämnar servern.",
    settings: "Inställningar",
    secret: "Angiven, visas aldrig",
    not_set: "Inte angiven",
    from_account: "ur filen",
    how_title: "Så ändrar du en inställning",
    how: [
        "Skriv den i ",
        ", eller ge den till servern i dess miljö, till exempel som ",
        ". Kontrollera den med ",
        " och starta sedan om servern. Filen herald.example.toml förklarar varje nyckel.",
    ],
    people: "Personer och enheter",
    import_title: "Import av katalogen",
    import_for: "Användare, grupper och enheter",
    last_import: "Senaste import",
    import_command: "Kommando",
    import_help: "Herald läser exporter från Intune och Entra samt sin egen JSON. En ny import uppdaterar det som är känt.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b23_nothing_handed_over_is_called_delivered() {
        for texts in [&EN, &SV] {
            for text in [texts.handed_over, texts.finished, texts.nothing_handed_over, texts.outcome_accepted]
            {
                let text = text.to_lowercase();
                assert!(!text.contains("deliver") && !text.contains("lever"), "{text}");
            }
        }
    }
}
