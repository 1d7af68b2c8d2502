//! A menu behind a "…" button (APG menu button). The browser's pop-over opens and closes it, so that it works
//! without script; arrows, Home, End and first letters come with script, from its role.

use crate::components::icon::{Glyph, Icon};
use crate::prelude::*;

/// The button's id is the menu's with `-button`. `overflow`: there is nothing in it but what a narrow row has no room for.
#[component]
pub fn Menu(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] overflow: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <span class="command-bar__anchor" class=("command-bar__overflow", overflow)>
            <button
                class="button button--subtle button--icon button--toggle"
                type="button"
                id=format!("{id}-button")
                popovertarget=id
                aria-label=label
                aria-haspopup="menu"
                title=label
            >
                <Icon glyph=Glyph::More/>
            </button>
            <ul class="menu popover" role="menu" id=id popover aria-label=label>
                {children()}
            </ul>
        </span>
    }
}

#[component]
pub fn MenuLink(glyph: Glyph, label: &'static str, href: String) -> impl IntoView {
    view! {
        <li role="none">
            <a class="menu__item" role="menuitem" href=href>
                <Icon glyph/>
                {label}
            </a>
        </li>
    }
}

/// A command that people look for but that is not to be had now, and why.
#[component]
pub fn MenuUnavailable(glyph: Glyph, label: &'static str, reason: String) -> impl IntoView {
    view! {
        <li role="none">
            <span class="menu__item" role="menuitem" aria-disabled="true" tabindex="0">
                <Icon glyph/>
                <span>
                    {label}
                    <span class="menu__reason">{reason}</span>
                </span>
            </span>
        </li>
    }
}
