//! Texts of the notifications in the console: the panel under the bell, and toasts (B21).

use super::grouped;

#[derive(Debug)]
pub struct BellTexts {
    pub notifications: &'static str,
    pub unread: fn(usize) -> String,
    pub close: &'static str,
    pub dismiss_all: &'static str,
    pub dismiss: fn(&str) -> String,
    pub latest: &'static str,
    #[cfg(feature = "ssr")]
    pub more_events: &'static str,
    pub empty: &'static str,
    pub sending: &'static str,
    pub sent: &'static str,
    pub sent_to: fn(&str) -> String,
    pub not_sent: &'static str,
    /// Nobody knows whether it was sent.
    pub unknown: &'static str,
    pub send_again: &'static str,
    pub groups: fn(usize) -> String,
    pub devices: fn(usize) -> String,
    pub sent_some: &'static str,
    pub to_so_many: fn(usize, usize) -> String,
    pub handed_over: fn(u64, u64) -> String,
    pub not_reached: fn(u64) -> String,
    pub refused: fn(u64) -> String,
    pub progress: &'static str,
    pub your_text: &'static str,
}

pub const EN: BellTexts = BellTexts {
    notifications: "Notifications",
    unread: |n| format!("{n} unread"),
    close: "Close notifications",
    dismiss_all: "Dismiss all",
    dismiss: |title| format!("Dismiss: {title}"),
    latest: "Latest events",
    #[cfg(feature = "ssr")]
    more_events: "More events in the audit logs",
    empty: "Nothing yet. What you send in this tab appears here.",
    sending: "Sending custom notification",
    sent: "Successfully sent custom notification",
    sent_to: |name| format!("To {name}"),
    not_sent: "Custom notification not sent",
    unknown: "Custom notification may not have been sent",
    send_again: "The page was left before there was an answer. What you wrote is still in the form: open it and send again. It is sent only once.",
    groups: |n| if n == 1 { "1 group".into() } else { format!("{n} groups") },
    devices: |n| if n == 1 { "1 device".into() } else { format!("{n} devices") },
    sent_some: "Sent custom notification to some devices",
    to_so_many: |sent, all| match (sent, all) {
        (1, 1) => "To 1 device".into(),
        (sent, all) if sent == all => format!("To {all} devices"),
        (sent, all) => format!("To {sent} of {all} devices"),
    },
    handed_over: |done, all| format!("{} of {} handed over", grouped(done, ','), grouped(all, ',')),
    not_reached: |n| format!("{} not reached", grouped(n, ',')),
    refused: |n| format!("{} refused", grouped(n, ',')),
    progress: "Handed over to the push services",
    your_text: "What you wrote. Only this tab has it; Herald doesn’t keep it.",
};

pub const SV: BellTexts = BellTexts {
    notifications: "Aviseringar",
    unread: |n| if n == 1 { "1 oläst".into() } else { format!("{n} olästa") },
    close: "Stäng aviseringar",
    dismiss_all: "Ta bort alla",
    dismiss: |title| format!("Ta bort: {title}"),
    latest: "Senaste händelserna",
    #[cfg(feature = "ssr")]
    more_events: "Fler händelser i granskningsloggarna",
    empty: "Inget än. Här visas det du skickar från den här fliken.",
    sending: "Skickar anpassad notis",
    sent: "Den anpassade notisen har skickats",
    sent_to: |name| format!("Till {name}"),
    not_sent: "Den anpassade notisen skickades inte",
    unknown: "Oklart om den anpassade notisen skickades",
    send_again: "Sidan lämnades innan svaret hade kommit. Det du skrev finns kvar i formuläret: öppna det och skicka igen. Det skickas bara en gång.",
    groups: |n| if n == 1 { "1 grupp".into() } else { format!("{n} grupper") },
    devices: |n| if n == 1 { "1 enhet".into() } else { format!("{n} enheter") },
    sent_some: "Anpassad notis skickad till några enheter",
    to_so_many: |sent, all| match (sent, all) {
        (1, 1) => "Till 1 enhet".into(),
        (sent, all) if sent == all => format!("Till {all} enheter"),
        (sent, all) => format!("Till {sent} av {all} enheter"),
    },
    handed_over: |done, all| {
        let them = if all == 1 { "överlämnad" } else { "överlämnade" };
        format!("{} av {} {them}", grouped(done, '\u{a0}'), grouped(all, '\u{a0}'))
    },
    not_reached: |n| format!("{} nås inte", grouped(n, '\u{a0}')),
    refused: |n| match n {
        1 => "1 avvisad".into(),
        n => format!("{} avvisade", grouped(n, '\u{a0}')),
    },
    progress: "Överlämnat till pushtjänsterna",
    your_text: "Det du skrev. Bara den här fliken har det; Herald sparar det inte.",
};
