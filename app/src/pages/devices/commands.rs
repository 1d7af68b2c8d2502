//! The command row of All devices.

use super::{address, selection::Selection};
use crate::{
    components::{
        command_bar::CommandBar,
        icon::{Glyph, Icon},
    },
    context::use_texts,
    dom,
};
use herald_domain::device::{DeviceQuery, DeviceRow};
use leptos::prelude::*;

/// Refresh is a link to the same list, so that it works without script.
#[component]
pub fn Commands(
    query: DeviceQuery,
    rows: StoredValue<Vec<DeviceRow>>,
    selection: Selection,
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    // The ticked devices, or else those in sight.
    let export = move |_| {
        let chosen = if selection.count() > 0 { selection.rows() } else { rows.get_value() };
        if let Ok(json) = serde_json::to_string_pretty(&chosen) {
            dom::download("devices.json", &json);
        }
    };
    let label = move || {
        if selection.count() > 0 { texts.devices.export_selected } else { texts.common.export }
    };
    view! {
        <CommandBar label=texts.devices.commands>
            <a
                class="button button--subtle"
                href=address::of(&query)
                on:click=move |event| {
                    event.prevent_default();
                    refresh.run(());
                }
            >
                <Icon glyph=Glyph::Refresh/>
                {texts.common.refresh}
            </a>
            <button class="button button--subtle needs-script" type="button" on:click=export>
                <Icon glyph=Glyph::Export/>
                {label}
            </button>
        </CommandBar>
    }
}
