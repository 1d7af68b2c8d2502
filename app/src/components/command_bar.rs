//! A row of commands: one stop for Tab, arrows inside, both from its role (APG toolbar).

use crate::prelude::*;

#[component]
pub fn CommandBar(label: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="command-bar" role="toolbar" aria-label=label>
            {children()}
        </div>
    }
}
