//! The HTML document around the app. Rendered on the server only.

use crate::prelude::*;
use crate::{
    app::App,
    components::{
        icon::{SPRITE_ID, Sprite},
        message_bar::{MessageBar, Tone},
    },
    context::{cookie, use_language, use_texts, use_viewer},
    layout::part::preload_wasm,
    posted::use_posted,
};
use leptos::nonce::use_nonce;
use leptos_meta::MetaTags;

/// Addresses of the site's files that every page needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    pub css: String,
    /// The module that starts the WebAssembly, then those that it imports.
    pub scripts: Vec<String>,
    pub wasm: String,
    pub favicon: String,
}

/// What the document needs of the server.
#[derive(Clone, Debug)]
pub struct ShellOptions {
    pub assets: Assets,
}

/// The cookie that remembers a chosen theme; without one, or with another word in it, the system's is followed.
pub const THEME_COOKIE: &str = "herald-theme";
pub const THEMES: [&str; 3] = ["light", "dark", "high-contrast"];
pub const SYSTEM_THEME: &str = "system";

/// The cookie that remembers a narrow navigation, and its only value that means anything.
pub const NAVIGATION_COOKIE: &str = "herald-nav";
pub const RAIL: &str = "rail";

/// The cookie of a reader who does not want pages to change by themselves, and its only value that means anything.
pub const LIVE_COOKIE: &str = "herald-live";
pub const OFF: &str = "off";

/// Whether pages are brought up to date by themselves (WCAG 2.2.2: what moves by itself can be stopped).
pub(crate) fn is_live() -> bool {
    cookie(LIVE_COOKIE).is_none_or(|live| live != OFF)
}

/// The theme that the reader chose.
pub(crate) fn chosen_theme() -> Option<String> {
    cookie(THEME_COOKIE).filter(|theme| THEMES.contains(&theme.as_str()))
}

/// What the browser paints in before the style sheet has come.
pub(crate) fn colour_scheme(theme: Option<&str>) -> &'static str {
    match theme {
        None => "light dark",
        Some("light") => "light",
        Some(_) => "dark",
    }
}

/// What brings the page to life, from the script and the WebAssembly at these addresses.
fn start_script(script: &str, wasm: &str) -> String {
    inline(include_str!("shell/start.js")).replace("SCRIPT", &quoted(script)).replace("WASM", &quoted(wasm))
}

/// What keeps the browser from painting half a page.
fn paint_script() -> String {
    inline(include_str!("shell/whole.js")).replace("LAST", &quoted(&format!("#{SPRITE_ID}")))
}

/// JSON is JavaScript here, and no address of ours holds a "<".
fn quoted(address: &str) -> String {
    serde_json::Value::from(address).to_string()
}

/// A script without its comments.
fn inline(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What the start script shows when something cannot be loaded.
#[component]
fn NotLoaded() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="message-bar--floating" role="alert">
            <div id="not-loaded" hidden>
                <MessageBar tone=Tone::Warning title=texts.shell.not_loaded_title>
                    <p>{texts.shell.not_loaded}</p>
                    <button class="button button--small" type="button">
                        {texts.errors.try_again}
                    </button>
                </MessageBar>
            </div>
        </div>
    }
}

/// The whole document.
pub fn shell(options: ShellOptions) -> impl IntoView {
    // Nothing comes alive but islands.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let Assets { css, scripts, wasm, favicon } = options.assets;
    let theme = chosen_theme();
    let scheme = colour_scheme(theme.as_deref());
    let start = start_script(&scripts[0], &wasm);
    let viewer = use_viewer();
    // The page answers the form of the sign-in page, whose address the browser shows.
    let address =
        use_posted().filter(|posted| posted.resumed).and_then(|_| use_context::<http::request::Parts>());
    let address = address.and_then(|parts| parts.uri.path_and_query().map(ToString::to_string));
    let filled = |text: String| (!text.is_empty()).then_some(text);
    view! {
        <!DOCTYPE html>
        <html
            lang=use_language().code()
            data-theme=theme
            data-nav=cookie(NAVIGATION_COOKIE).filter(|nav| nav == RAIL)
            data-live=(!is_live()).then_some(OFF)
            data-user=filled(viewer.user_principal_name)
            data-tenant=filled(viewer.tenant)
            data-reads-deliveries=viewer.reads_deliveries
            data-reads-members=viewer.reads_members
            data-address=address
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=scheme/>
                <link rel="icon" href=favicon type="image/svg+xml"/>
                // Behind the style sheet, it would wait for that, and the page with it.
                <script nonce=use_nonce() inner_html=paint_script()></script>
                <link rel="stylesheet" href=css/>
                {scripts.into_iter().map(|address| view! { <link rel="modulepreload" href=address/> }).collect_view()}
                {preload_wasm(wasm)}
                <script type="module" nonce=use_nonce() inner_html=start></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
                <NotLoaded/>
                <Sprite/>
            </body>
        </html>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_script_names_its_files_and_cannot_end_early() {
        let script = start_script("/pkg/1/herald.js", "/pkg/1/herald.wasm");
        assert!(
            script.contains("import(\"/pkg/1/herald.js\")") && script.contains("get(\"/pkg/1/herald.wasm\")")
        );
        assert!(!script.contains("SCRIPT") && !script.contains("WASM") && !script.contains("</"), "{script}");
    }
}
