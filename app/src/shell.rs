//! The HTML document around the app. Rendered on the server only.

use crate::prelude::*;
use crate::{
    app::App,
    components::icon::Sprite,
    context::{cookie, use_language, use_now, use_viewer},
    layout::part::preload_wasm,
};
use leptos::nonce::use_nonce;
use leptos_meta::MetaTags;
    posted::use_posted,

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

/// The cookie that remembers a chosen theme.
pub const THEME_COOKIE: &str = "herald-theme";
const THEMES: [&str; 3] = ["light", "dark", "high-contrast"];

/// The theme that the reader chose.
pub(crate) fn chosen_theme() -> Option<String> {
    cookie(THEME_COOKIE).filter(|theme| THEMES.contains(&theme.as_str()))
}

/// Starts the WebAssembly, then each island: the bindings have a function of its name.
const START: &str = "await init({module_or_path:WASM});herald.start();\
await Promise.all([...document.querySelectorAll('leptos-island')].map(i=>herald[i.dataset.component](i)));\
herald.ready();";

/// The whole document.
pub fn shell(options: ShellOptions) -> impl IntoView {
    // Nothing comes alive but islands.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let Assets { css, scripts, wasm, favicon } = options.assets;
    let theme = chosen_theme();
    // JSON is JavaScript here, and no path of ours holds a "<".
    let start = format!("import init,*as herald from {};", serde_json::json!(scripts[0]))
        + &START.replace("WASM", &serde_json::Value::from(wasm.as_str()).to_string());
    let viewer = use_viewer();
    let filled = |text: String| (!text.is_empty()).then_some(text);
    view! {
        <!DOCTYPE html>
        <html
            lang=use_language().code()
            data-theme=theme
            data-now=use_now().map(|now| now.millis().to_string())
            data-user=filled(viewer.user_principal_name)
            data-tenant=filled(viewer.tenant)
            data-reads-deliveries=viewer.reads_deliveries
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href=favicon type="image/svg+xml"/>
                <link rel="stylesheet" href=css/>
                {scripts.into_iter().map(|address| view! { <link rel="modulepreload" href=address/> }).collect_view()}
                {preload_wasm(wasm)}
                <script type="module" nonce=use_nonce() inner_html=start></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
                <Sprite/>
            </body>
        </html>
    // The page answers the form of the sign-in page, whose address the browser shows.
    let address =
        use_posted().filter(|posted| posted.resumed).and_then(|_| use_context::<http::request::Parts>());
    let address = address.and_then(|parts| parts.uri.path_and_query().map(ToString::to_string));
    }
}
            data-address=address
