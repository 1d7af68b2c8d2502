//! Texts of Audit logs.

use super::grouped;
use herald_domain::audit::{Activity, AuditOutcome, AuditRecord, Span};

#[derive(Debug)]
pub struct AuditTexts {
    pub title: &'static str,
    pub limited: &'static str,
    pub commands: &'static str,
    pub export_csv: &'static str,
    pub export_jsonl: &'static str,
    pub search: &'static str,
    pub table: &'static str,
    pub time: &'static str,
    pub activity: &'static str,
    pub initiated_by: &'static str,
    pub target: &'static str,
    pub directory: &'static str,
    pub result: &'static str,
    pub address: &'static str,
    pub command_line: &'static str,
    pub detail: &'static str,
    pub record: &'static str,
    pub see_status: &'static str,
    pub no_text: &'static str,
    pub range: fn(u64, u64, u64) -> String,
    pub no_match: &'static str,
    pub no_match_help: &'static str,
    pub clear: &'static str,
    pub days: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    /// Behind the labels of both days while the browser's zone is not known.
    pub in_utc: &'static str,
    pub spans: [&'static str; 4],
    pub activities: [&'static str; 11],
    pub outcomes: [&'static str; 3],
}

impl AuditTexts {
    #[must_use]
    pub fn activity_name(&self, activity: Activity) -> &'static str {
        self.activities[match activity {
            Activity::SignIn => 0,
            Activity::SignInFailed => 1,
            Activity::SignOut => 2,
            Activity::SendToGroups => 3,
            Activity::SendToDevice => 4,
            Activity::PasswordReset => 5,
            Activity::AdministratorCreated => 6,
            Activity::Import => 7,
            Activity::AuditExport => 8,
            Activity::SendToDevices => 9,
            Activity::DeviceExport => 10,
        }]
    }
    #[must_use]
    pub fn outcome(&self, outcome: AuditOutcome) -> &'static str {
        self.outcomes[match outcome {
            AuditOutcome::Success => 0,
            AuditOutcome::Refused => 1,
            AuditOutcome::Failure => 2,
        }]
    }
    /// What an act was done to: by the name that it had then, or the whole directory, which has none.
    #[must_use]
    pub fn target_of<'a>(&self, record: &'a AuditRecord) -> &'a str {
        if record.activity == Activity::Import { self.directory } else { &record.target }
    }
    #[must_use]
    pub fn span(&self, span: Span) -> &'static str {
        self.spans[match span {
            Span::Hour => 0,
            Span::Day => 1,
            Span::Week => 2,
            Span::Month => 3,
        }]
    }
}

pub const EN: AuditTexts = AuditTexts {
    title: "Audit logs",
    limited: "You see the records of users, groups and devices within your scope.",
    commands: "Audit log commands",
    export_csv: "Export CSV",
    export_jsonl: "Export JSON Lines",
    search: "Search by who did it",
    table: "Audit records",
    time: "Time",
    activity: "Activity",
    initiated_by: "Initiated by",
    target: "Target",
    directory: "The directory",
    result: "Result",
    address: "From",
    command_line: "The server’s command line",
    detail: "Details",
    record: "Record ID",
    see_status: "See what became of it",
    no_text: "Title and body of messages are never recorded.",
    range: |first, last, all| match all {
        1 => "1 record".into(),
        all => format!("{}–{} of {} records", grouped(first, ','), grouped(last, ','), grouped(all, ',')),
    },
    no_match: "No record matches",
    no_match_help: "Change or remove a filter to see more.",
    clear: "Clear all filters",
    days: "Days",
    from: "From",
    to: "To and including",
    in_utc: " (UTC)",
    spans: ["Last hour", "Last 24 hours", "Last 7 days", "Last 30 days"],
    activities: [
        "Sign in",
        "Failed sign-in",
        "Sign out",
        "Send to groups",
        "Send to a device",
        "Reset password",
        "Create administrator",
        "Import directory",
        "Export audit log",
        "Send to several devices",
        "Export devices",
    ],
    outcomes: ["Success", "Refused", "Failure"],
};

pub const SV: AuditTexts = AuditTexts {
    title: "Granskningsloggar",
    limited: "Du ser poster om användare, grupper och enheter inom ditt omfång.",
    commands: "Kommandon för granskningsloggen",
    export_csv: "Exportera CSV",
    export_jsonl: "Exportera JSON Lines",
    search: "Sök på vem som gjorde det",
    table: "Poster i granskningsloggen",
    time: "Tid",
    activity: "Aktivitet",
    initiated_by: "Initierad av",
    target: "Mål",
    directory: "Katalogen",
    result: "Resultat",
    address: "Från",
    command_line: "Serverns kommandorad",
    detail: "Uppgifter",
    record: "Postens id",
    see_status: "Se vad det blev av det",
    no_text: "Meddelandens rubrik och brödtext antecknas aldrig.",
    range: |first, last, all| match all {
        1 => "1 post".into(),
        all => format!(
            "{}–{} av {} poster",
            grouped(first, '\u{a0}'),
            grouped(last, '\u{a0}'),
            grouped(all, '\u{a0}')
        ),
    },
    no_match: "Ingen post stämmer",
    no_match_help: "Ändra eller ta bort ett filter för att se fler.",
    clear: "Ta bort alla filter",
    days: "Dagar",
    from: "Från",
    to: "Till och med",
    in_utc: " (UTC)",
    spans: ["Senaste timmen", "Senaste dygnet", "Senaste 7 dagarna", "Senaste 30 dagarna"],
    activities: [
        "Inloggning",
        "Misslyckad inloggning",
        "Utloggning",
        "Skicka till grupper",
        "Skicka till en enhet",
        "Återställ lösenord",
        "Skapa administratör",
        "Importera katalogen",
        "Exportera granskningsloggen",
        "Skicka till flera enheter",
        "Exportera enheter",
    ],
    outcomes: ["Lyckades", "Nekades", "Misslyckades"],
};
