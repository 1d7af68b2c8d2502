//! Texts of the sign-in page.

#[derive(Debug)]
pub struct SignInTexts {
    pub title: &'static str,
    pub console: &'static str,
    pub tagline: &'static str,
    pub about: &'static str,
    pub own_servers: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub submit: &'static str,
    pub show_password: &'static str,
    pub hide_password: &'static str,
    pub help: &'static str,
    pub demo_title: &'static str,
    /// Who may sign in to the demo, and what they may do there; in the order of the accounts.
    pub demo_accounts: [(&'static str, &'static str); 4],
    pub wrong: &'static str,
    pub throttled: fn(u32) -> String,
    /// The session ended before a form was sent; the page keeps what was written.
    pub held_title: &'static str,
    pub held: &'static str,
    /// The same, but it is more than the page can keep.
    pub held_too_large: &'static str,
    /// Signed in again, with the form in sight.
    pub resumed: &'static str,
}

pub const EN: SignInTexts = SignInTexts {
    title: "Sign in",
    console: "Admin console",
    tagline: "The right words, to the right phones.",
    about: "Short notifications to the people of your organisation, with an honest account of who they reached.",
    own_servers: "Runs on your own servers.",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    show_password: "Show password",
    hide_password: "Hide password",
    help: "Can’t sign in? Ask whoever runs Herald in your organisation for a new password. Sign-ins are recorded.",
    demo_title: "This is a demo: look around as",
    demo_accounts: [
        ("IT administrator", "may do everything"),
        ("Communications officer", "sends to groups"),
        ("Help desk", "sends to single devices"),
        ("Auditor", "looks, changes nothing"),
    ],
    wrong: "The e-mail or the password is not right. Check both and try again.",
    throttled: |seconds| match seconds {
        1 => "Too many attempts. Wait 1 second, then try again.".into(),
        n => format!("Too many attempts. Wait {n} seconds, then try again."),
    },
    held_title: "You are signed out",
    held: "Your session had ended, so nothing was sent. What you wrote is kept on this page: sign in to go on with it.",
    held_too_large: "Your session had ended, so nothing was sent, and what you wrote is too long to be kept here. It is still in the form: go back in the browser, shorten it, and sign in in another window before you send.",
    resumed: "Nothing was sent yet: you had been signed out. What you wrote is still here: check it, then go on.",
};

pub const SV: SignInTexts = SignInTexts {
    title: "Logga in",
    console: "Administrationskonsol",
    tagline: "Rätt ord, till rätt telefoner.",
    about: "Korta notiser till människorna i din organisation, med ärligt besked om vilka de nådde.",
    own_servers: "Körs på era egna servrar.",
    email: "E-post",
    password: "Lösenord",
    submit: "Logga in",
    show_password: "Visa lösenordet",
    hide_password: "Dölj lösenordet",
    help: "Kan du inte logga in? Be den som sköter Herald i din organisation om ett nytt lösenord. Inloggningar loggas.",
    demo_title: "Det här är en demo: se dig omkring som",
    demo_accounts: [
        ("IT-administratör", "får göra allt"),
        ("Kommunikatör", "skickar till grupper"),
        ("Helpdesk", "skickar till enskilda enheter"),
        ("Granskare", "tittar, ändrar inget"),
    ],
    wrong: "E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen.",
    throttled: |seconds| match seconds {
        1 => "För många försök. Vänta 1 sekund och försök sedan igen.".into(),
        n => format!("För många försök. Vänta {n} sekunder och försök sedan igen."),
    },
    held_title: "Du är utloggad",
    held: "Din session hade upphört, så inget skickades. Det du skrev finns kvar på den här sidan: logga in för att fortsätta med det.",
    held_too_large: "Din session hade upphört, så inget skickades, och det du skrev är för långt för att sparas här. Det finns kvar i formuläret: gå tillbaka i webbläsaren, korta det och logga in i ett annat fönster innan du skickar.",
    resumed: "Inget är skickat än: du hade loggats ut. Det du skrev finns kvar här: kontrollera det och fortsätt.",
};
