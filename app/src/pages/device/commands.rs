//! The command row of a device: Refresh, Copy link, Export and the "…" menu (B14).

use crate::prelude::*;
use crate::{
    components::{
        command_bar::{Act, CommandBar, Minor},
        icon::{Glyph, Icon},
        menu::{Menu, MenuLink, MenuUnavailable},
    },
    context::use_texts,
    routes,
    texts::Texts,
};
use herald_domain::{device::DeviceDetail, permission::Permission};

/// Every reason why this administrator cannot send to this device now, as sentences (B17). None: it can be sent to.
#[must_use]
pub fn obstacles(detail: &DeviceDetail, texts: &Texts) -> Vec<String> {
    let permission = Permission::RemoteTasksSendCustomNotifications;
    let missing = (!detail.may_send).then(|| (texts.errors.forbidden)(&texts.permissions.name(permission)));
    let reasons = detail.row.reasons.iter().map(|reason| format!("{}.", texts.common.reason(reason)));
    missing.into_iter().chain(reasons).collect()
}

#[component]
pub fn Commands(detail: DeviceDetail, obstacles: Vec<String>) -> impl IntoView {
    let texts = use_texts();
    let here = routes::device(&detail.row.id);
    let send = format!("{here}?send");
    let file = format!("{}.json", detail.row.name);
    let json = serde_json::to_string_pretty(&detail).ok();
    let export = Minor {
        glyph: Glyph::Export,
        label: texts.common.export,
        act: Act::Export { file, json, ticked: None },
    };
    let item = if obstacles.is_empty() {
        view! { <MenuLink glyph=Glyph::Megaphone label=texts.to_devices.send href=send/> }
    } else {
        let reason = obstacles.join(" ");
        view! { <MenuUnavailable glyph=Glyph::Megaphone label=texts.to_devices.send reason/> }
    };
    view! {
        <CommandBar label=texts.devices.device_commands>
            <a class="button button--subtle" href=here>
                <Icon glyph=Glyph::Refresh/>
                {texts.common.refresh}
            </a>
            <button class="button button--subtle needs-script" type="button" data-do="copy-link">
                <Icon glyph=Glyph::Copy/>
                <span>{texts.common.copy_link}</span>
            </button>
            <span class="visually-hidden" role="status"></span>
            {export.in_row()}
            <Menu id="more" label=texts.common.more_actions>
                {item}
                {export.in_menu()}
            </Menu>
        </CommandBar>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        pages::device::tests::device,
        texts::{Language, Texts},
    };
    use herald_domain::device::{Reasons, Unreachable};

    fn rendered(detail: &DeviceDetail) -> String {
        let detail = detail.clone();
        Owner::new().with(|| {
            let obstacles = obstacles(&detail, use_texts());
            view! { <Commands detail obstacles/> }.to_html()
        })
    }

    #[test]
    fn b14_a_device_that_can_be_reached_offers_the_pane() {
        let html = rendered(&device());
        assert!(html.contains("?send\"") && !html.contains("aria-disabled"), "{html}");
    }

    #[test]
    fn b17_the_menu_item_stays_visible_and_says_why_it_is_disabled() {
        for reason in Unreachable::ALL {
            let mut detail = device();
            detail.row.reasons.insert(*reason);
            let html = rendered(&detail);
            let said = Texts::of(Language::English).common.reason(*reason);
            assert!(
                html.contains("Send custom notification") && html.contains("aria-disabled=\"true\""),
                "{html}"
            );
            assert!(html.contains(said) && !html.contains("?send"), "{said}: {html}");
        }
    }

    #[test]
    fn b17_without_the_permission_the_item_names_it() {
        let mut detail = device();
        detail.may_send = false;
        let html = rendered(&detail);
        assert!(html.contains("Remote tasks / Send custom notifications"), "{html}");
    }

    #[test]
    fn b17_every_obstacle_is_named() {
        let mut detail = device();
        detail.may_send = false;
        detail.row.reasons = Reasons::from_bits(0b11);
        assert_eq!(
            obstacles(&detail, Texts::of(Language::English)),
            [
                "You need the permission Remote tasks / Send custom notifications.",
                "Not enrolled.",
                "Platform not supported."
            ]
        );
    }
}
