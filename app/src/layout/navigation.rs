//! The main navigation. It lists the pages that exist and that the reader may open.

use crate::prelude::*;
use crate::{
    components::icon::{BrandMark, Glyph, Icon},
    context::{may, use_me, use_texts},
    routes,
    shell::RAIL,
    texts::{Texts, frame::FrameTexts},
};
use herald_domain::permission::Permission;
use leptos_router::hooks::use_location;

/// One entry. Pages under its address belong to it.
struct Entry {
    href: &'static str,
    label: &'static str,
    glyphs: (Glyph, Glyph),
    needs: Option<Permission>,
}

struct Section {
    heading: Option<&'static str>,
    entries: Vec<Entry>,
}

fn sections(texts: &'static FrameTexts) -> Vec<Section> {
    vec![
        Section {
            heading: None,
            entries: vec![Entry {
                href: routes::HOME,
                label: texts.home,
                glyphs: (Glyph::Home, Glyph::HomeOn),
                needs: None,
            }],
        },
        Section {
            heading: Some(texts.devices),
            entries: vec![
                Entry {
                    href: routes::DEVICES,
                    label: texts.all_devices,
                    glyphs: (Glyph::Devices, Glyph::DevicesOn),
                    needs: Some(Permission::ManagedDevicesRead),
                },
                Entry {
                    href: routes::DEVICE_ACTIONS,
                    label: texts.device_actions,
                    glyphs: (Glyph::Flash, Glyph::FlashOn),
                    needs: Some(Permission::ManagedDevicesRead),
                },
            ],
        },
        Section {
            heading: Some(texts.identity),
            entries: vec![
                Entry {
                    href: routes::USERS,
                    label: texts.users,
                    glyphs: (Glyph::Users, Glyph::UsersOn),
                    needs: Some(Permission::UsersRead),
                },
                Entry {
                    href: routes::GROUPS,
                    label: texts.groups,
                    glyphs: (Glyph::Groups, Glyph::GroupsOn),
                    needs: Some(Permission::GroupsRead),
                },
            ],
        },
        Section {
            heading: Some(texts.tenant_administration),
            entries: vec![
                Entry {
                    href: routes::CUSTOM_NOTIFICATIONS,
                    label: texts.custom_notifications,
                    glyphs: (Glyph::Megaphone, Glyph::MegaphoneOn),
                    needs: Some(Permission::OrganizationUpdate),
                },
                Entry {
                    href: routes::ROLES,
                    label: texts.roles,
                    glyphs: (Glyph::Roles, Glyph::RolesOn),
                    needs: Some(Permission::RolesRead),
                },
                Entry {
                    href: routes::AUDIT,
                    label: texts.audit_logs,
                    glyphs: (Glyph::History, Glyph::HistoryOn),
                    needs: Some(Permission::AuditRead),
                },
                Entry {
                    href: routes::DELIVERY,
                    label: texts.delivery_status,
                    glyphs: (Glyph::Pulse, Glyph::PulseOn),
                    needs: Some(Permission::OrganizationRead),
                },
                Entry {
                    href: routes::CONNECTORS,
                    label: texts.connectors,
                    glyphs: (Glyph::Connectors, Glyph::ConnectorsOn),
                    needs: Some(Permission::OrganizationRead),
                },
            ],
        },
    ]
}

/// What the demo has beside the console: its simulated phones, and every component.
fn of_demo(texts: &'static Texts) -> [Entry; 2] {
    let entry = |href, label, glyphs| Entry { href, label, glyphs, needs: None };
    [
        entry(routes::PHONES, texts.frame.demo_phones, (Glyph::Phone, Glyph::PhoneOn)),
        entry(routes::KIT, texts.kit.title, (Glyph::Columns, Glyph::Columns)),
    ]
}

fn is_current(href: &str, path: &str) -> bool {
    path == href
        || (href != routes::HOME && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

#[component]
pub fn Navigation() -> impl IntoView {
    let location = use_location();
    list(location.pathname.get_untracked(), &location.search.get_untracked())
}

/// As it stands on the page at this path with this query.
#[must_use]
pub fn list(here: String, query: &str) -> AnyView {
    let texts = &use_texts().frame;
    let back = if query.is_empty() { here.clone() } else { format!("{here}?{query}") };
    let demo = use_me().is_some_and(|me| me.demo);
    let content = view! {
        <a class="brand nav__brand" href=routes::HOME>
            <BrandMark/>
            <span>"Herald"</span>
        </a>
        {sections(texts).into_iter().map(|section| view! { <Entries section here=here.clone()/> }).collect_view()}
        <div class="nav__foot">
            {demo
                .then(|| {
                    view! {
                        <ul class="nav__list">
                            {of_demo(use_texts())
                                .map(|entry| view! { <Link entry badge=texts.demo here=here.clone()/> })}
                        </ul>
                    }
                })}
            <Width back/>
            <p class="nav__version">"Herald " {env!("CARGO_PKG_VERSION")}</p>
        </div>
    };
    view! {
        <nav
            class="nav"
            id="nav"
            popover
            aria-label=texts.main_navigation
            inner_html=written(content)
        ></nav>
    }
}

/// Makes the navigation narrow, icons alone, or broad again; the choice is remembered. Without script it is a form.
#[component]
fn Width(back: String) -> impl IntoView {
    let texts = &use_texts().shell;
    let button = |value: &'static str, class: &'static str, label: &'static str| {
        view! {
            <button class=class name="nav" value=value title=label data-do="set-navigation">
                <Icon glyph=Glyph::PanelLeft/>
                <span class="nav__label">{label}</span>
            </button>
        }
    };
    view! {
        <form class="nav__width" method="post" action=routes::NAVIGATION>
            <input type="hidden" name="return" value=back/>
            {button(RAIL, "nav__link nav__collapse", texts.collapse)}
            {button("full", "nav__link nav__expand", texts.expand)}
        </form>
    }
}

/// A heading and the entries that the reader may open; nothing where there is none.
#[component]
fn Entries(section: Section, here: String) -> impl IntoView {
    let Section { heading, entries } = section;
    let entries: Vec<_> = entries
        .into_iter()
        .filter(|entry| entry.needs.is_none_or(may))
        .map(|entry| view! { <Link entry here=here.clone()/> })
        .collect();
    (!entries.is_empty()).then(|| {
        view! {
            {heading.map(|heading| view! { <h2 class="nav__heading">{heading}</h2> })}
            <ul class="nav__list" aria-label=heading>
                {entries}
            </ul>
        }
    })
}

#[component]
fn Link(entry: Entry, here: String, #[prop(optional)] badge: &'static str) -> impl IntoView {
    let Entry { href, label, glyphs: (off, on), .. } = entry;
    view! {
        <li>
            <a
                class="nav__link"
                href=href
                title=label
                aria-current=is_current(href, &here).then_some("page")
            >
                <Icon glyph=off class="icon--off"/>
                <Icon glyph=on class="icon--on"/>
                <span class="nav__label">{label}</span>
                {(!badge.is_empty()).then(|| view! { <span class="nav__end badge">{badge}</span> })}
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_belongs_to_all_devices_and_home_only_to_itself() {
        assert!(is_current("/devices", "/devices/x") && is_current("/", "/"));
        assert!(!is_current("/", "/devices") && !is_current("/devices", "/devices-of-others"));
    }
}
