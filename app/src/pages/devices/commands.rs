//! The command row of All devices.

use super::{address, columns};
use crate::prelude::*;
use crate::{
    components::{
        command_bar::{Act, CommandBar, Minor},
        icon::{Glyph, Icon},
        menu::Menu,
    },
    context::{may, use_texts},
    routes,
};
use herald_domain::{device::DeviceQuery, ids::DeviceId, permission::Permission};

/// The form of the list's boxes. It leads to the same list with the pane for the ticked devices.
pub const SELECTION: &str = "selection";

/// Refresh leads to the address in sight. Export saves the ticked devices of all pages, or else those in sight. `ticked` are those that
/// were ticked before this page.
#[component]
pub fn Commands(query: DeviceQuery, ticked: Vec<DeviceId>) -> impl IntoView {
    let texts = use_texts();
    let kept = address::fields(&query)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let ticked = ticked.iter().map(DeviceId::as_str).collect::<Vec<_>>().join(" ");
    let send = if may(Permission::RemoteTasksSendCustomNotifications) {
        view! {
            <button
                class="button button--subtle"
                id="send-selected"
                form=SELECTION
                name="send"
                data-needs-selection
            >
                <Icon glyph=Glyph::Megaphone/>
                {texts.to_devices.send}
            </button>
        }
    } else {
        let permission = Permission::RemoteTasksSendCustomNotifications;
        let why = (texts.errors.forbidden)(&texts.permissions.name(permission));
        let title = why.clone();
        view! {
            <button class="button button--subtle" type="button" aria-disabled="true" title=title>
                <Icon glyph=Glyph::Megaphone/>
                {texts.to_devices.send}
                <span class="visually-hidden">{why}</span>
            </button>
        }
    };
    let refresh = Minor { glyph: Glyph::Refresh, label: texts.common.refresh, act: Act::Go(String::new()) };
    let export = Minor {
        glyph: Glyph::Export,
        label: texts.common.export_page,
        act: Act::Export { file: "devices.csv".into(), json: None, ticked: Some(routes::DEVICES_CSV) },
    };
    view! {
        <form id=SELECTION method="get" action=routes::DEVICES data-selection=ticked hidden>
            <span id="selection-kept" hidden data-live-region>
                {kept}
            </span>
        </form>
        <CommandBar label=texts.devices.commands>
            {refresh.in_row()} {send} {columns::button()} {export.in_row()}
            <Menu id="more" label=texts.common.more_actions overflow=true>
                {refresh.in_menu()}
                {export.in_menu()}
            </Menu>
        </CommandBar>
    }
}
