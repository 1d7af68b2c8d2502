//! Top bar, navigation and the sheet that holds the page.

use crate::prelude::*;
use crate::{
    components::icon::{BrandMark, Glyph, Icon},
    context::{may, use_me, use_texts},
    islands::bell::Bell,
    layout::{
        account::Account,
        finder::{Finder, FinderLink},
        navigation::Navigation,
    },
    routes,
};
use herald_domain::permission::Permission;

/// The frame for a signed-in administrator; before sign-in the page stands alone.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    if use_me().is_none() {
        return children().into_any();
    }
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
                <Finder/>
                <div class="topbar__end">
                    <FinderLink/>
                    <Bell>{more_events()}</Bell>
                    <button
                        class="button button--subtle button--icon topbar__optional needs-script"
                        aria-label=texts.switch_theme
                        title=texts.switch_theme
                        data-do="switch-theme"
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
}

/// From what this tab has sent to what everybody did, for those who may read that.
fn more_events() -> Option<AnyView> {
    let words = use_texts().bell.more_events;
    may(Permission::AuditRead).then(|| {
        view! {
            <a href=routes::AUDIT>
                {words}
                <Icon glyph=Glyph::ArrowRight16 class="icon--16"/>
            </a>
        }
    })
}
