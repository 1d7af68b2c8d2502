//! Home: what this administrator can do, and what there is to know before.

mod cards;

use crate::{
    components::{
        empty_state::{Art, EmptyState},
        icon::{Glyph, Icon},
    },
    context::{may, use_me, use_texts},
    layout::page::DocumentTitle,
    routes,
};
use cards::{GroupMessages, ReachableDevices};
use herald_domain::permission::{Permission, PermissionSet};
use leptos::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    let texts = &use_texts().frame;
    let me = use_me();
    let name = me.as_ref().map_or("", |me| me.display_name.as_str());
    let first_name = name.split_whitespace().next().unwrap_or(name).to_owned();
    let powerless = me.as_ref().is_some_and(|me| me.permissions == PermissionSet::default());
    let tenant = me.map(|me| me.tenant);
    view! {
        <DocumentTitle title=texts.home/>
        <div class="page">
            <header class="page__header">
                <div class="page__heading">
                    <div class="page__titles">
                        <h1 class="page__title">{(texts.welcome)(&first_name)}</h1>
                        <p class="page__lede">{tenant}</p>
                    </div>
                    <div class="page__actions">
                        <Show when=|| may(Permission::ManagedDevicesRead)>
                            <a class="button" href=routes::DEVICES>
                                <Icon glyph=Glyph::Search/>
                                {texts.find_a_device}
                            </a>
                        </Show>
                        <Show when=|| may(Permission::OrganizationUpdate)>
                            <a class="button button--primary" href=routes::CUSTOM_NOTIFICATIONS>
                                <Icon glyph=Glyph::Megaphone/>
                                {texts.send_custom_notification}
                            </a>
                        </Show>
                    </div>
                </div>
            </header>
            <Show when=move || powerless>
                <EmptyState art=Art::Locked title=texts.no_rights_title>
                    <p class="empty-state__body">{texts.no_rights}</p>
                </EmptyState>
            </Show>
            <div class="tiles tiles--3">
                <Show when=|| may(Permission::OrganizationRead) || may(Permission::OrganizationUpdate)>
                    <GroupMessages/>
                </Show>
                <Show when=|| may(Permission::ManagedDevicesRead)>
                    <ReachableDevices/>
                </Show>
            </div>
        </div>
    }
    .into_any()
}
