//! The part of Delivery status that follows the server while a message is on its way.

use crate::{
    api::records::{list_push_services, list_sends},
    components::{
        message_bar::{MessageBar, Tone},
        send_table::send_table,
        service_card::{service_cards, service_troubles},
    },
    context::use_texts,
    live::while_running,
    view::PushServices,
};
use herald_domain::{
    delivery::{MessageStatus, Send as SendRecord},
    directory::Page,
};
use leptos::prelude::*;

/// `first` is what the page was rendered with.
#[component]
pub fn LiveDeliveries(page: u32, first: Page<SendRecord>, services: PushServices) -> impl IntoView {
    let texts = &use_texts().delivery;
    let sends = RwSignal::new(first);
    let services = RwSignal::new(services);
    let out_of_date = RwSignal::new(false);
    let running = Memo::new(move |_| {
        sends.with(|sends| sends.rows.iter().any(|send| send.status != MessageStatus::Finished))
    });
    while_running(running, move || async move {
        let answers = (list_sends(page).await, list_push_services().await);
        let failed = answers.0.is_err() || answers.1.is_err();
        // Whoever left the page meanwhile misses nothing.
        if let Ok(answer) = answers.0 {
            sends.try_set(answer);
        }
        if let Ok(answer) = answers.1 {
            services.try_set(answer);
        }
        out_of_date.try_set(failed);
    });
    let warning = move || {
        out_of_date
            .get()
            .then(|| view! { <MessageBar tone=Tone::Warning live=true>{texts.out_of_date}</MessageBar> })
    };
    let table =
        move || sends.with(|sends| (!sends.rows.is_empty()).then(|| send_table(sends.rows.clone(), "sends")));
    view! {
        {warning}
        <section class="section" aria-labelledby="services">
            <h2 class="section__title" id="services">
                {texts.services}
            </h2>
            {move || services.with(service_troubles)}
            {move || services.with(service_cards)}
        </section>
        <section class="section" aria-labelledby="sends">
            <h2 class="section__title" id="sends">
                {texts.sends}
            </h2>
            {table}
        </section>
    }
    .into_any()
}
