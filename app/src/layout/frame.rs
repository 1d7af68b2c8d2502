//! Top bar, navigation and the sheet that holds the page.

use crate::{
    api::session::current_session,
    components::{
        bell::Bell,
        icon::{BrandMark, Glyph, Icon},
    },
    context::{self, use_me, use_texts},
    dom,
    layout::{account::Account, navigation::Navigation},
    routes,
};
use leptos::{prelude::*, task::spawn_local};

/// Asks the server for the reader's rights of the moment whenever the page comes back into sight (B29). A session
/// that has ended changes nothing here: the next act says so, and until then nothing typed is lost.
fn keep_rights_fresh() {
    Effect::new(|_| {
        let Some(update) = context::me_updater() else { return };
        let listener = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() {
                spawn_local(async move {
                    if let Ok(me) = current_session().await {
                        update.run(me);
                    }
                });
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// The frame for a signed-in administrator; before sign-in the page stands alone.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    if use_me().with_untracked(Option::is_none) {
        return children().into_any();
    }
    keep_rights_fresh();
    let texts = &use_texts().frame;
    view! {
        <a class="skip-link" href="#main">
            {texts.skip}
        </a>
        <div class="shell">
            <header class="topbar">
                <div class="topbar__start">
                    <button
                        class="button button--subtle button--icon topbar__menu"
                        popovertarget="nav"
                        aria-label=texts.open_navigation
                    >
                        <Icon glyph=Glyph::Menu/>
                    </button>
                    <a class="brand" href=routes::HOME>
                        <BrandMark/>
                        <span>"Herald"</span>
                    </a>
                </div>
                <div class="topbar__end">
                    <Bell/>
                    <button
                        class="button button--subtle button--icon topbar__optional needs-script"
                        aria-label=texts.switch_theme
                        title=texts.switch_theme
                        on:click=|_| dom::toggle_theme()
                    >
                        <Icon glyph=Glyph::Contrast/>
                    </button>
                    <Account/>
                </div>
            </header>
            <Navigation/>
            <main class="sheet" id="main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
    .into_any()
}
