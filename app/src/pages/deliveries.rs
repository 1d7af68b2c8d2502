//! Delivery status: the push services, what became of the latest messages together, and of every message (B23).

mod lately;

use crate::prelude::*;
use crate::{
    api::records::{list_push_services, list_sends, recent_counts, recent_sends},
    components::{
        empty_state::{none_yet, to_message},
        message_bar::{MessageBar, Tone},
        out_of_date::out_of_date,
        pagination::{Pagination, Place},
        send_state::is_running,
        send_table::send_table,
        service_card::{service_cards, service_troubles},
    },
    context::{limited, use_texts},
    error::AppError,
    layout::page::{Crumb, ErrorPage, PageHeader},
    live::Kind,
    routes,
    view::PushServices,
};
use herald_domain::{
    delivery::{Counts, Send as SendRecord},
    directory::Page,
    overview::Recent,
    permission::Permission,
};
use leptos_router::hooks::use_query_map;

/// What the page shows; the latest messages together on the first one alone.
struct Loaded {
    sends: Page<SendRecord>,
    services: PushServices,
    lately: Option<(Recent, Counts)>,
}

async fn load(page: u32) -> Result<Loaded, AppError> {
    let lately = async {
        match page {
            1 => futures::try_join!(recent_sends(), recent_counts()).map(Some),
            _ => Ok(None),
        }
    };
    let (sends, services, lately) = futures::try_join!(list_sends(page), list_push_services(), lately)?;
    Ok(Loaded { sends, services, lately })
}

#[component]
pub fn DeliveriesPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("page"));
    let page = asked.and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let content = Suspend::new(async move {
        match load(page).await {
            Ok(loaded) => content(page, loaded),
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

fn content(page: u32, loaded: Loaded) -> AnyView {
    let Loaded { sends, services, lately } = loaded;
    let texts = use_texts();
    let labels = &texts.delivery;
    let total = sends.total;
    // The first page gets what others send; on a later one only what is on its way changes.
    let follows = page == 1 || sends.rows.iter().any(is_running);
    let within = limited(Permission::OrganizationRead)
        .then(|| view! { <MessageBar tone=Tone::Info>{labels.limited}</MessageBar> });
    let none = (total == 0).then(|| none_yet(labels.none_yet, labels.none_yet_help, to_message()));
    let pages = (total > 0).then(|| {
        let place = Place { path: routes::DELIVERY.to_owned(), fields: Vec::new() };
        view! { <Pagination current=page total size=None range=labels.range place/> }
    });
    view! {
        <PageHeader
            title=labels.title
            trail=vec![Crumb::text(texts.frame.tenant_administration)]
            lede=labels.lede
        />
        {within}
        {out_of_date(labels.out_of_date)}
        <div class="stack" id="deliveries" data-live-region data-follow=follows.then(|| Kind::Sends.word())>
            <section class="section" aria-labelledby="services">
                <h2 class="section__title" id="services">
                    {labels.services}
                </h2>
                {service_troubles(&services)} {service_cards(&services)}
            </section>
            {lately.map(|(recent, counts)| lately::lately(&recent, &counts))}
            <section class="section" aria-labelledby="sends">
                <h2 class="section__title" id="sends">
                    {labels.sends}
                </h2>
                {(total > 0).then(|| send_table(sends.rows, "sends"))}
            </section>
            {none}
            {pages}
        </div>
    }
}
