//! How the push services answer.

use super::panel::panel;
use crate::prelude::*;
use crate::{
    components::service_card::{service_badge, service_names},
    context::use_texts,
    view::{PushService, PushServices},
};

pub fn card(services: &PushServices) -> AnyView {
    let texts = use_texts();
    let labels = &texts.home;
    let row = |service: &PushService| {
        let (name, devices) = service_names(service.service, &texts.delivery);
        view! {
            <li class="rows__item">
                <span class="grow">{name} <span class="data-grid__sub">{devices}</span></span>
                {service_badge(service)}
            </li>
        }
    };
    let rows = services.services.iter().map(row).collect_view();
    panel("health", labels.health, labels.details, "card", view! { <ul class="rows">{rows}</ul> })
}
