//! Home: what this administrator can do, how it stands with delivery, and what was sent lately. Each card is for those
//! who may see what it shows.

mod figures;
mod first_steps;
mod health;
mod panel;
mod quick;
mod recent;

use crate::prelude::*;
use crate::{
    api::{
        devices::device_fleet,
        notifications::group_quota,
        records::{list_push_services, list_sends, recent_sends},
    },
    components::{
        empty_state::{Art, EmptyState},
        icon::{Glyph, Icon},
        out_of_date::out_of_date,
    },
    context::{may, use_me, use_texts},
    layout::page::DocumentTitle,
    routes,
    view::PushServices,
};
use herald_domain::{
    delivery::Send as SendRecord,
    limits::Quota,
    overview::{Fleet, Recent},
    permission::{Permission, PermissionSet},
};

/// What there is to show; what cannot be had is left out, and the page that is about it says why.
struct Figures {
    quota: Option<Quota>,
    fleet: Option<Fleet>,
    recent: Option<Recent>,
    services: Option<PushServices>,
    sends: Option<Vec<SendRecord>>,
}

impl Figures {
    async fn load() -> Self {
        let (quota, fleet, recent, services, sends) = futures::join!(
            group_quota(),
            device_fleet(),
            recent_sends(),
            list_push_services(),
            list_sends(1)
        );
        Self {
            quota: quota.ok(),
            fleet: fleet.ok(),
            recent: recent.ok(),
            services: services.ok(),
            sends: sends.ok().map(|page| page.rows),
        }
    }
}

#[component]
pub fn HomePage() -> impl IntoView {
    let texts = use_texts();
    let me = use_me();
    let name = me.as_ref().map_or("", |me| me.display_name.as_str());
    let first_name = name.split_whitespace().next().unwrap_or(name).to_owned();
    let powerless = me.as_ref().is_some_and(|me| me.permissions == PermissionSet::default());
    let tenant = me.map(|me| me.tenant);
    let find = may(Permission::ManagedDevicesRead).then(|| {
        view! {
            <a class="button" href=routes::DEVICES>
                <Icon glyph=Glyph::Search/>
                {texts.home.find_a_device}
            </a>
        }
    });
    let send = may(Permission::OrganizationUpdate).then(|| {
        view! {
            <a class="button button--primary" href=routes::CUSTOM_NOTIFICATIONS>
                <Icon glyph=Glyph::Megaphone/>
                {texts.frame.send_custom_notification}
            </a>
        }
    });
    let content = Suspend::new(async { arrange(Figures::load().await) });
    let nothing = powerless.then(|| {
        view! {
            <EmptyState art=Art::Locked title=texts.home.no_rights_title>
                <p class="empty-state__body">{texts.home.no_rights}</p>
            </EmptyState>
        }
    });
    view! {
        <DocumentTitle title=texts.frame.home/>
        <div class="page">
            <header class="page__header">
                <div class="page__heading">
                    <div class="page__titles">
                        <h1 class="page__title">{(texts.home.welcome)(&first_name)}</h1>
                        <p class="page__lede">{tenant}</p>
                    </div>
                    <div class="page__actions">{find} {send}</div>
                </div>
            </header>
            {nothing}
            {content}
        </div>
    }
}

fn arrange(figures: Figures) -> AnyView {
    let Figures { quota, fleet, recent, services, sends } = figures;
    if let (Some(fleet), Some(sends), Some(services)) = (&fleet, &sends, &services)
        && first_steps::are_ahead(*fleet)
    {
        return view! {
            <div class="stack">
                {out_of_date(use_texts().delivery.out_of_date)}
                <div class="split split--wide">
                    {first_steps::card(services, !sends.is_empty())}
                    <div class="stack">{health::card(services)} {quick::card()}</div>
                </div>
            </div>
        };
    }
    let waiting = services.as_ref().map(figures::queue);
    let tiles = view! {
        {quota.map(figures::group_messages)}
        {fleet.map(figures::reachable)}
        {recent.map(figures::accepted)}
        {waiting}
    };
    let cards = match (sends, services) {
        (Some(sends), Some(services)) => view! {
            <div class="tiles tiles--4">{tiles}</div>
            <div class="split split--wide">
                {recent::card(sends)} <div class="stack stack--fill">{health::card(&services)} {quick::card()}</div>
            </div>
        },
        _ => view! {
            <div class="split split--half">
                <div class="stack">{tiles}</div>
                {quick::card()}
            </div>
        },
    };
    view! {
        <div class="stack">{out_of_date(use_texts().delivery.out_of_date)} {cards}</div>
    }
}
