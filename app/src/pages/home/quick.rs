//! What one comes here for, each for those who may do it.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::{may, use_texts},
    routes,
};
use herald_domain::permission::Permission;

/// None for those who may do nothing.
pub fn card() -> AnyView {
    let labels = &use_texts().home;
    let actions = [
        (
            Permission::OrganizationUpdate,
            Glyph::Megaphone,
            labels.message_groups,
            routes::CUSTOM_NOTIFICATIONS,
        ),
        (
            Permission::RemoteTasksSendCustomNotifications,
            Glyph::Phone,
            labels.message_device,
            routes::REACHABLE_DEVICES,
        ),
        (Permission::ManagedDevicesRead, Glyph::BellOff, labels.who_cannot, routes::UNREACHABLE_DEVICES),
        (Permission::UsersRead, Glyph::Users, labels.look_up_user, routes::USERS),
        (Permission::RolesRead, Glyph::Roles, labels.who_may_send, routes::ROLES),
        (Permission::AuditRead, Glyph::History, labels.what_happened, routes::AUDIT),
    ];
    let rows: Vec<_> = actions
        .into_iter()
        .filter(|(permission, ..)| may(*permission))
        .map(|(_, glyph, label, href)| {
            view! {
                <li class="rows__item">
                    <a class="rows__link" href=href>
                        <Icon glyph class="icon--brand"/>
                        {label}
                        <Icon glyph=Glyph::ChevronRight16/>
                    </a>
                </li>
            }
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card" aria-labelledby="quick">
            <h2 class="card__title card__title--large" id="quick">
                {labels.quick_actions}
            </h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
}
