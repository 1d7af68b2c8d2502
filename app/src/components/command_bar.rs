//! A row of commands: one stop for Tab, arrows inside, both from its role (APG toolbar). On narrow screens the lesser
//! commands stand in its "…" menu instead; each is rendered at both places, so that it needs no script and no measuring.

use crate::{
    components::icon::{Glyph, Icon},
    prelude::*,
};

#[component]
pub fn CommandBar(label: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="command-bar" role="toolbar" aria-label=label>
            {children()}
        </div>
    }
}

/// What a command does.
#[derive(Clone, Debug)]
pub enum Act {
    /// Leads there; the empty address loads the page again.
    Go(String),
    /// Saves a file: `json` as it is, else the ticked rows, which the server has at `ticked`, else the page's table.
    Export { file: String, json: Option<String>, ticked: Option<&'static str> },
}

/// A command that gives way on narrow screens.
#[derive(Clone, Debug)]
pub struct Minor {
    pub glyph: Glyph,
    pub label: &'static str,
    pub act: Act,
}

impl Minor {
    /// Its place in the row.
    #[must_use]
    pub fn in_row(&self) -> AnyView {
        let Self { glyph, label, act } = self.clone();
        match act {
            Act::Go(href) => view! {
                <a class="button button--subtle command-bar__minor" href=href>
                    <Icon glyph/>
                    {label}
                </a>
            },
            Act::Export { file, json, ticked } => view! {
                <button
                    class="button button--subtle command-bar__minor needs-script"
                    type="button"
                    data-do="export"
                    data-file=file
                    data-json=json
                    data-ticked=ticked
                >
                    <Icon glyph/>
                    <span data-export-label>{label}</span>
                </button>
            },
        }
    }

    /// Its place in the "…" menu.
    #[must_use]
    pub fn in_menu(&self) -> AnyView {
        let Self { glyph, label, act } = self.clone();
        let inside = match act {
            Act::Go(href) => view! {
                <a class="menu__item" role="menuitem" href=href>
                    <Icon glyph/>
                    {label}
                </a>
            },
            Act::Export { file, json, ticked } => view! {
                <button
                    class="menu__item"
                    type="button"
                    role="menuitem"
                    data-do="export"
                    data-file=file
                    data-json=json
                    data-ticked=ticked
                >
                    <Icon glyph/>
                    <span data-export-label>{label}</span>
                </button>
            },
        };
        let class = if matches!(self.act, Act::Go(_)) { "menu__minor" } else { "menu__minor needs-script" };
        view! {
            <li role="none" class=class>
                {inside}
            </li>
        }
    }
}
