//! How the push services answer.

use crate::prelude::*;
use crate::{
    components::service_card::{service_badge, service_names},
    context::use_texts,
    live::Kind,
    routes,
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
    view! {
        <section
            class="card"
            id="health-card"
            aria-labelledby="health"
            data-live-region
            data-follow=Kind::Sends.word()
        >
            <div class="card__header">
                <h2 class="card__title card__title--large" id="health">
                    {labels.health}
                </h2>
                <a href=routes::DELIVERY>{labels.details}</a>
            </div>
            <ul class="rows">{services.services.iter().map(row).collect_view()}</ul>
        </section>
    }
}
