//! The account: who is signed in, theme, language, sign out. A pop-over of the browser, so that it works without script.

use crate::prelude::*;
use crate::{
    components::{
        avatar::Avatar,
        icon::{Glyph, Icon},
    },
    context::{use_language, use_me, use_texts},
    routes,
    shell::{LIVE_COOKIE, SYSTEM_THEME, THEMES, chosen_theme, is_live},
    texts::Language,
};
use leptos_router::hooks::use_location;

#[component]
pub fn Account() -> impl IntoView {
    let texts = &use_texts().frame;
    use_me().map(|me| {
        let content = view! {
            <div class="account__who">
                <p class="strong">{me.display_name.clone()}</p>
                <p class="small muted">{me.user_principal_name.clone()}</p>
                <p class="small muted">{me.tenant.clone()}</p>
            </div>
            <Choices/>
            <label class="choice needs-script">
                <input
                    class="switch"
                    type="checkbox"
                    role="switch"
                    checked=is_live()
                    autocomplete="off"
                    data-live-switch=LIVE_COOKIE
                />
                {use_texts().shell.live_updates}
            </label>
            <form method="post" action=routes::SIGN_OUT>
                <button class="button button--block">{texts.sign_out}</button>
            </form>
        };
        view! {
            <button class="account" popovertarget="account">
                <span class="account__text">
                    <span class="account__name">{me.display_name.clone()}</span>
                    <span class="account__org">{me.tenant.clone()}</span>
                </span>
                <Avatar name=me.display_name.clone()/>
                <span class="visually-hidden">{(texts.account)(&me.display_name)}</span>
            </button>
            <div class="popover popover--account" id="account" popover inner_html=written(content)></div>
        }
    })
}

/// Theme and language. Buttons, since what merely gets the focus must change nothing; without script they are a form.
#[component]
fn Choices() -> impl IntoView {
    let texts = use_texts();
    let chosen = chosen_theme();
    let chosen = chosen.as_deref().unwrap_or(SYSTEM_THEME);
    let themes = std::iter::once(SYSTEM_THEME).chain(THEMES).zip(texts.shell.themes);
    let themes = themes.map(|(theme, label)| {
        view! {
            <button
                class="menu__item"
                name="theme"
                value=theme
                aria-pressed=pressed(theme == chosen)
                data-do="set-theme"
            >
                {check()}
                {label}
            </button>
        }
    });
    let current = use_language();
    let languages = Language::ALL.map(|language| {
        view! {
            <button
                class="menu__item"
                name="language"
                value=language.code()
                lang=language.code()
                aria-pressed=pressed(language == current)
                data-do="set-language"
            >
                {check()}
                {language.name()}
            </button>
        }
    });
    view! {
        <form class="account__choices" method="post" action=routes::APPEARANCE>
            <input type="hidden" name="return" value=here()/>
            <fieldset>
                <legend class="field__label">{texts.shell.theme}</legend>
                {themes.collect_view()}
            </fieldset>
            <fieldset>
                <legend class="field__label">{texts.frame.language}</legend>
                {languages}
            </fieldset>
        </form>
    }
}

const fn pressed(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

/// In sight on what is chosen.
fn check() -> AnyView {
    view! {
        <span class="menu__check">
            <Icon glyph=Glyph::Check16/>
        </span>
    }
}

/// The address of the page in sight.
fn here() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    if query.is_empty() { path } else { format!("{path}?{query}") }
}
