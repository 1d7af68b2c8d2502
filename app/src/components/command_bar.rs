//! A row of commands: one stop for Tab, arrows inside, both from its role (APG toolbar). On narrow screens the lesser
//! commands stand in its "…" menu instead; each is rendered at both places, so that it needs no script and no measuring.

use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
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

/// Loads the page again.
#[must_use]
pub fn refresh() -> AnyView {
    let label = use_texts().common.refresh;
    Minor { glyph: Glyph::Refresh, label, act: Act::Go(String::new()) }
        .element("button button--subtle".into(), None)
}

/// The row of a list whose rows cannot be ticked: Refresh, and Export page, which saves the table in sight as `file`.
#[component]
pub fn ListCommands(label: &'static str, file: &'static str) -> impl IntoView {
    let export = Minor {
        glyph: Glyph::Export,
        label: use_texts().common.export_page,
        act: Act::Export { file: file.into(), json: None, ticked: None },
    };
    view! {
        <CommandBar label>
            {refresh()} {export.element("button button--subtle needs-script".into(), None)}
        </CommandBar>
    }
}

/// What a command does.
#[derive(Clone, Debug)]
pub enum Act {
    /// Leads there; the empty address loads the page again.
    Go(String),
    /// Leads to a file, which the browser saves.
    Save(String),
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
        let scripted = matches!(self.act, Act::Export { .. });
        let class = if scripted { "command-bar__minor needs-script" } else { "command-bar__minor" };
        self.element(format!("button button--subtle {class}"), None)
    }

    /// Its place in the "…" menu.
    #[must_use]
    pub fn in_menu(&self) -> AnyView {
        let scripted = matches!(self.act, Act::Export { .. });
        view! {
            <li role="none" class=if scripted { "menu__minor needs-script" } else { "menu__minor" }>
                {self.element("menu__item".into(), Some("menuitem"))}
            </li>
        }
    }

    fn element(&self, class: String, role: Option<&'static str>) -> AnyView {
        let Self { glyph, label, act } = self.clone();
        let link = |href: String, download: bool| {
            view! {
                <a class=class.clone() role=role href=href download=download>
                    <Icon glyph/>
                    {label}
                </a>
            }
        };
        match act {
            Act::Go(href) => link(href, false),
            Act::Save(href) => link(href, true),
            Act::Export { file, json, ticked } => view! {
                <button
                    class=class
                    type="button"
                    role=role
                    data-do="export"
                    data-file=file
                    data-json=json
                    data-ticked=ticked
                >
                    <Icon glyph/>
                    <span data-export-label=ticked.is_some()>{label}</span>
                </button>
            },
        }
    }
}
