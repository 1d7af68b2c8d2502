//! Home: what this administrator can do, first.

use crate::{
    components::icon::{Glyph, Icon},
    context::{may, use_me, use_texts},
    layout::page::DocumentTitle,
    routes,
};
use herald_domain::permission::Permission;
use leptos::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    let texts = &use_texts().frame;
    let me = use_me();
    let first_name = move || {
        me.with(|me| {
            let name = me.as_ref().map_or("", |me| me.display_name.as_str());
            name.split_whitespace().next().unwrap_or(name).to_owned()
        })
    };
    view! {
        <DocumentTitle title=texts.home/>
        <div class="page">
            <header class="page__header">
                <div class="page__heading">
                    <div class="page__titles">
                        <h1 class="page__title">{move || (texts.welcome)(&first_name())}</h1>
                        <p class="page__lede">{move || me.get().map(|me| me.tenant)}</p>
                    </div>
                    <div class="page__actions">
                        <Show when=|| may(Permission::ManagedDevicesRead)>
                            <a class="button" href=routes::DEVICES>
                                <Icon glyph=Glyph::Search/>
                                {texts.find_a_device}
                            </a>
                        </Show>
                    </div>
                </div>
            </header>
        </div>
    }
}
