//! The demo's wall of simulated phones (B25).

use crate::{
    components::{
        error_view::ErrorView,
        icon::{Glyph, Icon},
    },
    context::{may, use_texts},
    error::AppError,
    islands::phone_wall::PhoneWall,
    layout::page::PageHeader,
    phones, routes,
};
use herald_domain::permission::Permission;
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn PhonesPage() -> impl IntoView {
    let texts = &use_texts().phones;
    let Some(phones) = use_context::<Arc<dyn phones::PhoneWall>>() else {
        return view! { <ErrorView error=AppError::NotFound/> }.into_any();
    };
    let wall = phones.wall();
    let send = may(Permission::OrganizationUpdate).then(|| {
        view! {
            <a class="button button--primary" href=routes::CUSTOM_NOTIFICATIONS>
                <Icon glyph=Glyph::Megaphone/>
                {texts.send}
            </a>
        }
    });
    view! {
        <div class="page">
            <PageHeader title=texts.title lede=(texts.lede)(wall.phones.len()) actions=view! { {send} }.into_any()/>
            <PhoneWall wall/>
        </div>
    }
    .into_any()
}
