//! Sign-in: a plain form that posts to its own address and needs no script.

use crate::prelude::*;
use crate::{
    components::{
        field::Field,
        icon::BrandMark,
        message_bar::{MessageBar, Tone},
    },
    context::use_texts,
    error::AppError,
    layout::page::DocumentTitle,
    posted::use_posted,
    routes,
    texts::sign_in::SignInTexts,
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
        _ => texts.wrong.to_owned(),
    }
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
    let error = posted.error.as_ref().map(|error| failure(error, texts));
    let has_email = email.with_untracked(|email| !email.is_empty());
    view! {
        <form class="sign-in__form" method="post" action=routes::SIGN_IN>
            <div>
                <h1 class="sign-in__title">{texts.title}</h1>
                <p class="muted">{texts.console}</p>
            </div>
            {error.map(|error| view! { <MessageBar tone=Tone::Error live=true>{error}</MessageBar> })}
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
            <input type="hidden" name="return" value=return_to/>
            <button class="button button--primary button--large button--block">{texts.submit}</button>
            <p class="small muted">{texts.recorded}</p>
        </form>
    }
}
