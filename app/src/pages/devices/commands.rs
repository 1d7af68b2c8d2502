//! The command row of All devices.

use crate::{
    components::{
        command_bar::CommandBar,
        icon::{Glyph, Icon},
    },
    context::use_texts,
};
use leptos::prelude::*;

/// Refresh leads to the address in sight. Export saves the ticked devices, or else those in sight.
#[component]
pub fn Commands() -> impl IntoView {
    let texts = use_texts();
    view! {
        <CommandBar label=texts.devices.commands>
            <a class="button button--subtle" href="">
                <Icon glyph=Glyph::Refresh/>
                {texts.common.refresh}
            </a>
            <button
                class="button button--subtle needs-script"
                type="button"
                data-do="export"
                data-file="devices.csv"
            >
                <Icon glyph=Glyph::Export/>
                <span data-export-label>{texts.common.export}</span>
            </button>
        </CommandBar>
    }
}
