//! Connectors: how Herald reaches phones and where it learns about people, read-only. Secrets are never here: the
//! server does not send them.

mod settings;

use crate::prelude::*;
use crate::{
    api::records::list_push_services,
    components::{
        essentials::item,
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        moment::Moment,
        service_card::{service_badge, service_names, service_troubles},
    },
    context::use_texts,
    layout::page::{Crumb, ErrorPage, PageHeader},
    view::{PushService, PushServices},
};
use herald_domain::{Timestamp, device::Service};
use settings::settings;

#[component]
pub fn ConnectorsPage() -> impl IntoView {
    let content = Suspend::new(async move {
        match list_push_services().await {
            Ok(services) => content(&services),
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

fn content(services: &PushServices) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
    let simulated =
        services.simulated.then(|| view! { <MessageBar tone=Tone::Info>{labels.simulated_bar}</MessageBar> });
    let cards: Vec<_> = services.services.iter().map(|service| card(service, services.simulated)).collect();
    let [in_file, in_environment, check, after] = labels.how;
    view! {
        <PageHeader
            title=labels.connectors
            trail=vec![Crumb::text(texts.frame.tenant_administration)]
            lede=labels.connectors_lede
        />
        {simulated}
        {service_troubles(services)}
        <section class="section" aria-labelledby="push">
            <h2 class="section__title" id="push">
                {labels.services}
            </h2>
            <div class="tiles tiles--3">{cards}</div>
        </section>
        <section class="section" aria-labelledby="how">
            <h2 class="section__title" id="how">
                {labels.how_title}
            </h2>
            <p class="page__lede">
                {in_file} <code class="mono">"herald.toml"</code> {in_environment}
                <code class="mono">"HERALD__PUSH__APNS__KEY_ID"</code> {check}
                <code class="mono">"herald config check"</code> {after}
            </p>
        </section>
        <section class="section" aria-labelledby="people">
            <h2 class="section__title" id="people">
                {labels.people}
            </h2>
            <div class="tiles tiles--3">{import(services.last_import)}</div>
        </section>
    }
}

fn card(service: &PushService, simulated: bool) -> AnyView {
    let labels = &use_texts().delivery;
    let (name, devices) = service_names(service.service, labels);
    let glyph = match service.service {
        Service::Apns => Glyph::Phone,
        Service::Fcm => Glyph::App,
    };
    let simulated = (simulated && service.setup.is_some())
        .then(|| view! { <span class="badge badge--brand">{labels.simulator}</span> });
    view! {
        <section class="card" aria-label=name>
            {header(glyph, name, devices, view! { <span class="tags">{simulated} {service_badge(service)}</span> })}
            {settings(service)}
        </section>
    }
}

fn header(glyph: Glyph, name: &'static str, about: &'static str, badges: AnyView) -> AnyView {
    view! {
        <div class="card__header card__header--top">
            <span class="page__icon">
                <Icon glyph/>
            </span>
            <div class="grow">
                <h3 class="card__title card__title--large">{name}</h3>
                <p class="muted small">{about}</p>
            </div>
            {badges}
        </div>
    }
}

/// Where users, groups and devices come from.
fn import(last: Option<Timestamp>) -> AnyView {
    let texts = use_texts();
    let labels = &texts.delivery;
    let last = match last {
        Some(at) => view! { <Moment at/> },
        None => texts.common.never.into_any(),
    };
    view! {
        <section class="card" aria-label=labels.import_title>
            {header(Glyph::Users, labels.import_title, labels.import_for, ().into_any())}
            <dl class="essentials essentials--one">
                {item(labels.last_import, last)}
                {item(labels.import_command, view! { <code class="mono">"herald import devices.csv users.csv"</code> })}
            </dl>
            <p class="card__foot">{labels.import_help}</p>
        </section>
    }
}
