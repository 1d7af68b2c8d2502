//! How a push service answers, as far as this server has seen, and what waits for it.

use crate::prelude::*;
use crate::{
    components::{
        essentials::item,
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        moment::Moment,
    },
    context::use_texts,
    routes,
    texts::delivery::DeliveryTexts,
    view::{PushService, PushServices},
};
use herald_domain::{
    Timestamp,
    device::Service,
    push::{Condition, TroubleKind},
};

/// Name, and for which devices.
#[must_use]
pub fn service_names(service: Service, texts: &DeliveryTexts) -> (&'static str, &'static str) {
    match service {
        Service::Apns => (texts.apns, texts.apns_for),
        Service::Fcm => (texts.fcm, texts.fcm_for),
    }
}

/// The state of a push service on a badge.
#[must_use]
pub fn service_badge(service: &PushService) -> AnyView {
    let texts = &use_texts().delivery;
    let condition = service.health.condition();
    let (class, glyph, label) = match condition {
        _ if service.setup.is_none() => ("badge", None, texts.not_configured),
        Condition::Unused => ("badge", None, texts.condition(condition)),
        Condition::Well => ("badge badge--success", Some(Glyph::CheckCircle16), texts.condition(condition)),
        Condition::Troubled(TroubleKind::Throttled) => {
            ("badge badge--warning", Some(Glyph::Warning16), texts.condition(condition))
        }
        Condition::Troubled(_) => ("badge badge--danger", Some(Glyph::Error16), texts.condition(condition)),
    };
    view! { <span class=class>{glyph.map(|glyph| view! { <Icon glyph/> })} {label}</span> }
}

/// A card for each push service, side by side.
#[must_use]
pub fn service_cards(services: &PushServices) -> AnyView {
    let cards: Vec<_> = services.services.iter().map(card).collect();
    view! { <div class="tiles tiles--3">{cards}</div> }
}

fn card(service: &PushService) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
    let (name, devices) = service_names(service.service, labels);
    let health = &service.health;
    let trouble = health.last_trouble.as_ref().map(|trouble| {
        let reason = (!trouble.reason.is_empty()).then(|| format!(" ({})", trouble.reason));
        view! { <Moment at=trouble.at/> ": " {labels.trouble(trouble.kind)} {reason} }
    });
    let counted = (labels.since_start_counts)(health.accepted, health.refused);
    view! {
        <section class="card" aria-label=name>
            <div class="card__header">
                <div>
                    <h3 class="card__title card__title--large">{name}</h3>
                    <p class="muted small">{devices}</p>
                </div>
                {service_badge(service)}
            </div>
            <dl class="essentials essentials--two">
                {item(labels.last_accepted, moment_or(health.last_accepted, labels.none_since_start))}
                {item(labels.waiting, (labels.waiting_count)(service.waiting.devices, service.waiting.again).into_any())}
                {item(labels.last_trouble, trouble.unwrap_or_else(|| labels.none_since_start.into_any()))}
                {item(labels.since_start, counted.into_any())}
            </dl>
        </section>
    }
}

fn moment_or(at: Option<Timestamp>, otherwise: &'static str) -> AnyView {
    match at {
        Some(at) => view! { <Moment at/> },
        None => otherwise.into_any(),
    }
}

/// A bar for each push service that keeps messages waiting, with what to do about it.
#[must_use]
pub fn service_troubles(services: &PushServices) -> AnyView {
    let texts = &use_texts().delivery;
    let bar = |service: &PushService| {
        let name = service_names(service.service, texts).0;
        let waiting = service.waiting.devices;
        let (words, ours) = match service.health.condition() {
            _ if service.setup.is_none() && waiting > 0 => ((texts.not_configured_bar)(name, waiting), true),
            Condition::Troubled(TroubleKind::Throttled) => ((texts.throttled_bar)(name), false),
            Condition::Troubled(TroubleKind::Unavailable) => ((texts.unavailable_bar)(name), false),
            Condition::Troubled(TroubleKind::Misconfigured) => ((texts.misconfigured_bar)(name), true),
            Condition::Unused | Condition::Well => return None,
        };
        let link = ours.then(|| view! { " " <a href=routes::CONNECTORS>{texts.open_connectors}</a> });
        Some(view! { <MessageBar tone=Tone::Warning>{words} {link}</MessageBar> })
    };
    services.services.iter().filter_map(bar).collect::<Vec<_>>().into_any()
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use crate::view::Setup;
    use herald_domain::push::{ServiceHealth, Trouble, Waiting};

    fn service(setup: bool, trouble: Option<TroubleKind>, devices: u64) -> PushServices {
        let setup = setup.then(|| Setup::Fcm {
            endpoint: "https://fcm.googleapis.com".into(),
            project_id: "p".into(),
            client_email: "c".into(),
        });
        let last_trouble =
            trouble.map(|kind| Trouble { at: Timestamp(1), kind, reason: "UNAUTHENTICATED".into() });
        let service = PushService {
            service: Service::Fcm,
            setup,
            health: ServiceHealth { last_trouble, ..ServiceHealth::default() },
            waiting: Waiting { service: Service::Fcm, devices, again: 0 },
        };
        PushServices { since: Timestamp(0), simulated: false, services: vec![service], last_import: None }
    }
    fn said(services: PushServices) -> String {
        Owner::new().with(|| {
            format!("{}{}", service_cards(&services).to_html(), service_troubles(&services).to_html())
        })
    }

    #[test]
    fn b35_what_keeps_messages_waiting_is_said_with_what_to_do() {
        let html = said(service(true, Some(TroubleKind::Misconfigured), 9));
        assert!(html.contains("Refuses our settings") && html.contains("(UNAUTHENTICATED)"), "{html}");
        assert!(html.contains("Open Connectors") && html.contains("9 devices"), "{html}");
        let html = said(service(false, None, 9));
        assert!(html.contains("Not configured") && html.contains("9 devices wait for"), "{html}");
    }

    #[test]
    fn a_service_that_is_idle_or_not_needed_raises_no_alarm() {
        for services in [service(true, None, 0), service(false, None, 0)] {
            assert!(!said(services).contains("message-bar"));
        }
    }
}
