//! What to say when something does not work: what to do first, then why (B35).

use herald_domain::text::{Field, FieldProblem, Problem};

#[derive(Debug)]
pub struct ErrorTexts {
    #[cfg(feature = "ssr")]
    pub forbidden_title: &'static str,
    /// Takes the permission's name.
    pub forbidden: fn(&str) -> String,
    #[cfg(feature = "ssr")]
    pub forbidden_help: &'static str,
    #[cfg(feature = "ssr")]
    pub own_permissions: &'static str,
    #[cfg(feature = "ssr")]
    pub copy_request: &'static str,
    #[cfg(feature = "ssr")]
    pub request_copied: &'static str,
    /// Takes the permission's name; the page's address follows.
    #[cfg(feature = "ssr")]
    pub request: fn(&str) -> String,
    #[cfg(feature = "ssr")]
    pub not_found_title: &'static str,
    pub not_found: &'static str,
    #[cfg(feature = "ssr")]
    pub go_home: &'static str,
    #[cfg(feature = "ssr")]
    pub internal_title: &'static str,
    pub internal: &'static str,
    pub reference: &'static str,
    #[cfg(feature = "ssr")]
    pub offline_title: &'static str,
    pub offline: &'static str,
    pub try_again: &'static str,
    #[cfg(feature = "ssr")]
    pub signed_out_title: &'static str,
    pub signed_out: &'static str,
    pub sign_in: &'static str,
    #[cfg(feature = "ssr")]
    pub not_understood_title: &'static str,
    pub bad_request: &'static str,
    #[cfg(feature = "ssr")]
    pub too_large_title: &'static str,
    pub too_large: &'static str,
    #[cfg(feature = "ssr")]
    pub other_site_title: &'static str,
    #[cfg(feature = "ssr")]
    pub other_site: &'static str,
    #[cfg(feature = "ssr")]
    pub busy_title: &'static str,
    #[cfg(feature = "ssr")]
    pub busy: &'static str,
    pub throttled: fn(u32) -> String,
    pub conflict: &'static str,
    /// Takes the limit and the local time of the next place.
    pub device_limit: fn(u32, &str) -> String,
    pub group_limit: fn(u32, &str) -> String,
    pub unreachable: &'static str,
    pub title_empty: &'static str,
    pub body_empty: &'static str,
    pub title_too_long: fn(usize, usize) -> String,
    pub body_too_long: fn(usize, usize) -> String,
    pub title_line_break: &'static str,
    pub control: fn(usize, usize, u32) -> String,
}

impl ErrorTexts {
    /// The sentence that stands at the field (B4).
    #[must_use]
    pub fn field_problem(&self, problem: FieldProblem) -> String {
        let FieldProblem { field, problem } = problem;
        match (problem, field) {
            (Problem::Empty, Field::Title) => self.title_empty.into(),
            (Problem::Empty, Field::Body) => self.body_empty.into(),
            (Problem::TooLong { excess }, Field::Title) => (self.title_too_long)(excess, field.max()),
            (Problem::TooLong { excess }, Field::Body) => (self.body_too_long)(excess, field.max()),
            (Problem::LineBreak, _) => self.title_line_break.into(),
            (Problem::Control { line, column, code }, _) => (self.control)(line, column, code),
        }
    }
    /// Every sentence for one field; none when it is fine.
    #[must_use]
    pub fn at_field(&self, problems: &[FieldProblem], field: Field) -> Option<String> {
        let sentences: Vec<_> =
            problems.iter().filter(|p| p.field == field).map(|p| self.field_problem(*p)).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

pub const EN: ErrorTexts = ErrorTexts {
    #[cfg(feature = "ssr")]
    forbidden_title: "You need another permission",
    forbidden: |permission| format!("You need the permission {permission}."),
    #[cfg(feature = "ssr")]
    forbidden_help: "Ask an administrator to assign you a role that has it.",
    #[cfg(feature = "ssr")]
    own_permissions: "Permissions that you have",
    #[cfg(feature = "ssr")]
    copy_request: "Copy a request",
    #[cfg(feature = "ssr")]
    request_copied: "Request copied",
    #[cfg(feature = "ssr")]
    request: |permission| {
        format!("Please assign me a role in Herald that has the permission {permission}. I need it for ")
    },
    #[cfg(feature = "ssr")]
    not_found_title: "This page does not exist",
    not_found: "It may have been removed, or you may not have access to it. Check the address, or start from Home.",
    #[cfg(feature = "ssr")]
    go_home: "Go to Home",
    #[cfg(feature = "ssr")]
    internal_title: "Something went wrong on the server",
    internal: "Try again. If it happens again, give your administrator this reference.",
    reference: "Reference",
    #[cfg(feature = "ssr")]
    offline_title: "The server cannot be reached",
    offline: "Check your connection, then try again. Nothing you typed is lost.",
    try_again: "Try again",
    #[cfg(feature = "ssr")]
    signed_out_title: "You are signed out",
    signed_out: "Sign in again to go on. Your session has ended.",
    sign_in: "Sign in",
    #[cfg(feature = "ssr")]
    not_understood_title: "The server did not understand this",
    bad_request: "Check what you entered. The server did not understand it.",
    #[cfg(feature = "ssr")]
    too_large_title: "This is too much at once",
    too_large: "Go back and shorten what you wrote, then send again. Your text is still in the form.",
    #[cfg(feature = "ssr")]
    other_site_title: "The form did not come from this site",
    #[cfg(feature = "ssr")]
    other_site: "Go back, reload the page and send again. If it happens every time, the server is reached under another address than its configuration says: tell your administrator.",
    #[cfg(feature = "ssr")]
    busy_title: "The server cannot answer right now",
    #[cfg(feature = "ssr")]
    busy: "Wait a moment, then try again. If it happens again, give your administrator this reference.",
    throttled: |seconds| match seconds {
        1 => "Wait 1 second, then try again. There were too many attempts.".into(),
        n => format!("Wait {n} seconds, then try again. There were too many attempts."),
    },
    conflict: "Nothing was sent now: this form has already sent another message. To send this one as well, press the button again.",
    device_limit: |max, at| {
        format!(
            "The hourly limit of {max} messages to this device is reached. The next message can be sent at {at}."
        )
    },
    group_limit: |max, at| {
        format!("The hourly limit of {max} is reached. The next message can be sent at {at}.")
    },
    unreachable: "The device cannot be reached",
    title_empty: "Enter a title.",
    body_empty: "Enter a body.",
    title_too_long: |excess, max| match excess {
        1 => format!("Shorten the title by 1 character. It can hold {max}."),
        n => format!("Shorten the title by {n} characters. It can hold {max}."),
    },
    body_too_long: |excess, max| match excess {
        1 => format!("Shorten the body by 1 character. It can hold {max}."),
        n => format!("Shorten the body by {n} characters. It can hold {max}."),
    },
    title_line_break: "Put the title on one line.",
    control: |line, column, code| {
        format!("Remove the invisible character U+{code:04X} in line {line}, column {column}.")
    },
};

pub const SV: ErrorTexts = ErrorTexts {
    #[cfg(feature = "ssr")]
    forbidden_title: "Du behöver en annan behörighet",
    forbidden: |permission| format!("Du behöver behörigheten {permission}."),
    #[cfg(feature = "ssr")]
    forbidden_help: "Be en administratör att tilldela dig en roll som har den.",
    #[cfg(feature = "ssr")]
    own_permissions: "Behörigheter som du har",
    #[cfg(feature = "ssr")]
    copy_request: "Kopiera en begäran",
    #[cfg(feature = "ssr")]
    request_copied: "Begäran är kopierad",
    #[cfg(feature = "ssr")]
    request: |permission| {
        format!("Tilldela mig gärna en roll i Herald som har behörigheten {permission}. Jag behöver den för ")
    },
    #[cfg(feature = "ssr")]
    not_found_title: "Sidan finns inte",
    not_found: "Den kan ha tagits bort, eller så har du inte åtkomst till den. Kontrollera adressen eller börja från Start.",
    #[cfg(feature = "ssr")]
    go_home: "Gå till Start",
    #[cfg(feature = "ssr")]
    internal_title: "Något gick fel på servern",
    internal: "Försök igen. Händer det igen, ge din administratör den här referensen.",
    reference: "Referens",
    #[cfg(feature = "ssr")]
    offline_title: "Servern kan inte nås",
    offline: "Kontrollera anslutningen och försök igen. Inget du har skrivit går förlorat.",
    try_again: "Försök igen",
    #[cfg(feature = "ssr")]
    signed_out_title: "Du är utloggad",
    signed_out: "Logga in igen för att fortsätta. Din session har upphört.",
    sign_in: "Logga in",
    #[cfg(feature = "ssr")]
    not_understood_title: "Servern förstod inte detta",
    bad_request: "Kontrollera det du har angett. Servern förstod det inte.",
    #[cfg(feature = "ssr")]
    too_large_title: "Det här är för mycket på en gång",
    too_large: "Gå tillbaka och korta det du har skrivit och skicka sedan igen. Texten finns kvar i formuläret.",
    #[cfg(feature = "ssr")]
    other_site_title: "Formuläret kom inte från den här webbplatsen",
    #[cfg(feature = "ssr")]
    other_site: "Gå tillbaka, läs in sidan på nytt och skicka igen. Händer det varje gång nås servern på en annan adress än den som står i dess konfiguration: meddela din administratör.",
    #[cfg(feature = "ssr")]
    busy_title: "Servern kan inte svara just nu",
    #[cfg(feature = "ssr")]
    busy: "Vänta en stund och försök igen. Händer det igen, ge din administratör den här referensen.",
    throttled: |seconds| match seconds {
        1 => "Vänta 1 sekund och försök sedan igen. Det blev för många försök.".into(),
        n => format!("Vänta {n} sekunder och försök sedan igen. Det blev för många försök."),
    },
    conflict: "Inget skickades nu: formuläret har redan skickat ett annat meddelande. Tryck på knappen igen för att skicka även det här.",
    device_limit: |max, at| {
        format!(
            "Gränsen på {max} meddelanden i timmen till den här enheten är nådd. Nästa meddelande kan skickas kl. {at}."
        )
    },
    group_limit: |max, at| {
        format!("Gränsen på {max} i timmen är nådd. Nästa meddelande kan skickas kl. {at}.")
    },
    unreachable: "Enheten kan inte nås",
    title_empty: "Ange en rubrik.",
    body_empty: "Ange en brödtext.",
    title_too_long: |excess, max| format!("Korta rubriken med {excess} tecken. Den rymmer {max}."),
    body_too_long: |excess, max| format!("Korta brödtexten med {excess} tecken. Den rymmer {max}."),
    title_line_break: "Skriv rubriken på en rad.",
    control: |line, column, code| {
        format!("Ta bort det osynliga tecknet U+{code:04X} på rad {line}, kolumn {column}.")
    },
};
