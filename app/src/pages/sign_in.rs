//! Sign-in: a plain form that posts to its own address and needs no script.

use crate::prelude::*;
use crate::{
    components::{
        field::Field,
        icon::BrandMark,
        message_bar::{MessageBar, Tone},
    },
    context::{use_language, use_server, use_texts},
    error::AppError,
    layout::page::DocumentTitle,
    posted::{HELD, Posted, use_posted},
    routes,
    texts::{Language, sign_in::SignInTexts},
    view::OpenAccounts,
};
use leptos_router::hooks::use_query_map;

#[component]
pub fn SignInPage() -> impl IntoView {
    let texts = &use_texts().sign_in;
    view! {
        <DocumentTitle title=texts.title/>
        <div class="sign-in">
            <header class="sign-in__art">
                <Waves/>
                <span class="brand">
                    <BrandMark/>
                    <span>"Herald"</span>
                </span>
                <div>
                    <p class="sign-in__tagline">{texts.tagline}</p>
                    <p class="sign-in__sub">{texts.about}</p>
                </div>
                <p class="sign-in__foot">{texts.own_servers}</p>
            </header>
            <main class="sign-in__main" id="main">
                <SignInForm texts/>
            </main>
        </div>
    }
}

#[component]
fn Waves() -> impl IntoView {
    const RADII: [&str; 10] = ["70", "130", "195", "265", "340", "420", "505", "595", "690", "790"];
    view! {
        <svg class="sign-in__waves" viewBox="0 0 600 900" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
            {RADII.map(|r| view! { <circle cx="560" cy="560" r=r></circle> })}
        </svg>
    }
}

/// What to say about a failed attempt; never which of the two was wrong.
fn failure(error: &AppError, texts: &'static SignInTexts) -> String {
    match error {
        AppError::Throttled { retry_after } => (texts.throttled)(*retry_after),
        AppError::Internal { .. } | AppError::Offline => {
            let errors = &use_texts().errors;
            format!("{}. {}", errors.internal_title, errors.internal)
        }
        AppError::SignedOut => texts.held.to_owned(),
        AppError::TooLarge => texts.held_too_large.to_owned(),
        _ => texts.wrong.to_owned(),
    }
}

/// What another page's form had written in it when it came after the end of its session.
fn held(posted: &Posted) -> AnyView {
    let held = posted.fields.iter().filter(|(name, _)| name.starts_with(HELD)).cloned();
    held.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view().into_any()
}

/// The demo's accounts, each with a click.
fn look_around(
    accounts: OpenAccounts,
    return_to: &str,
    held: AnyView,
    texts: &'static SignInTexts,
) -> AnyView {
    let buttons = accounts.names.iter().zip(texts.demo_accounts).map(|(name, (who, may))| {
        view! {
            <button class="button button--block sign-in__account" name="email" value=*name>
                <span>{who}</span>
                <span class="small muted">{may}</span>
            </button>
        }
    });
    view! {
        <form class="sign-in__demo" method="post" action=routes::SIGN_IN>
            <h2 class="small strong">{texts.demo_title}</h2>
            <input type="hidden" name="password" value=accounts.password/>
            <input type="hidden" name="return" value=return_to.to_owned()/>
            {held}
            {buttons.collect_view()}
        </form>
    }
    .into_any()
}

#[component]
fn SignInForm(texts: &'static SignInTexts) -> impl IntoView {
    let posted = use_posted().unwrap_or_default();
    let kept = |name: &str| posted.field(name).unwrap_or_default().to_owned();
    let return_to = match posted.field("return") {
        Some(path) => path.to_owned(),
        None => use_query_map().with_untracked(|query| query.get("return").unwrap_or_default()),
    };
    let return_to = routes::local(&return_to).to_owned();
    let (email, password) = (RwSignal::new(kept("email")), RwSignal::new(String::new()));
    let demo = use_server().ok().and_then(|server| server.demo);
    let demo = demo.map(|accounts| look_around(accounts, &return_to, held(&posted), texts));
    let held = held(&posted);
    // The one button that needs neither of the fields.
    let languages = Language::ALL.into_iter().filter(|language| *language != use_language()).map(|language| {
        view! {
            <button class="link-button" name="language" value=language.code() lang=language.code() formnovalidate>
                {language.name()}
            </button>
        }
    });
    let languages = languages.collect_view();
    let error = posted.error.as_ref().map(|error| {
        let said = failure(error, texts);
        match error {
            AppError::SignedOut | AppError::TooLarge => view! {
                <MessageBar tone=Tone::Warning live=true title=texts.held_title>
                    {said}
                </MessageBar>
            }
            .into_any(),
            _ => view! {
                <MessageBar tone=Tone::Error live=true>
                    {said}
                </MessageBar>
            }
            .into_any(),
        }
    });
    let has_email = email.with_untracked(|email| !email.is_empty());
    view! {
        <form class="sign-in__form" method="post" action=routes::SIGN_IN>
            <div>
                <h1 class="sign-in__title">{texts.title}</h1>
                <p class="muted">{texts.console}</p>
            </div>
            {error}
            <Field
                id="email"
                name="email"
                label=texts.email
                value=email
                kind="email"
                autocomplete="username"
                class="input input--large"
                autofocus=!has_email
            />
            <div class="sign-in__password">
                <Field
                    id="password"
                    name="password"
                    label=texts.password
                    value=password
                    kind="password"
                    autocomplete="current-password"
                    class="input input--large"
                    autofocus=has_email
                />
                <button
                    class="link-button small needs-script"
                    type="button"
                    data-do="reveal"
                    aria-controls="password"
                    data-other=texts.hide_password
                >
                    {texts.show_password}
                </button>
            </div>
            <input type="hidden" name="return" value=return_to.clone()/>
            {held}
            <button class="button button--primary button--large button--block">{texts.submit}</button>
            <p class="small muted">{texts.help}</p>
            <p class="small">{languages}</p>
        </form>
        {demo}
    }
}
