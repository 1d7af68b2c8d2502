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
    pub recorded: &'static str,
    pub wrong: &'static str,
    pub throttled: fn(u32) -> String,
    pub email_missing: &'static str,
    pub password_missing: &'static str,
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
    recorded: "Sign-ins are recorded.",
    wrong: "The e-mail or the password is not right. Check both and try again.",
    throttled: |seconds| match seconds {
        1 => "Too many attempts. Wait 1 second, then try again.".into(),
        n => format!("Too many attempts. Wait {n} seconds, then try again."),
    },
    email_missing: "Enter your e-mail address.",
    password_missing: "Enter your password.",
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
    recorded: "Inloggningar loggas.",
    wrong: "E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen.",
    throttled: |seconds| match seconds {
        1 => "För många försök. Vänta 1 sekund och försök sedan igen.".into(),
        n => format!("För många försök. Vänta {n} sekunder och försök sedan igen."),
    },
    email_missing: "Ange din e-postadress.",
    password_missing: "Ange ditt lösenord.",
};
