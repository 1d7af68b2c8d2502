//! The part of the page that follows a message which is on its way.

use super::outcome::{outcome, reasons};
use crate::{
    api::records::get_send,
    components::{
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        moment::{Moment, Precision},
        send_state::send_state,
    },
    context::use_texts,
    live::while_running,
    routes,
};
use herald_domain::delivery::{MessageStatus, Send as SendRecord, Target};
use leptos::prelude::*;

/// `first` is what the page was rendered with.
#[component]
pub fn LiveDelivery(first: SendRecord) -> impl IntoView {
    let texts = &use_texts().delivery;
    let id = StoredValue::new(first.id.clone());
    let send = RwSignal::new(first);
    let out_of_date = RwSignal::new(false);
    let running = Memo::new(move |_| send.with(|send| send.status != MessageStatus::Finished));
    while_running(running, move || {
        let id = id.try_get_value();
        async move {
            let Some(id) = id else { return };
            let answer = get_send(id).await;
            out_of_date.try_set(answer.is_err());
            if let Ok(answer) = answer {
                send.try_set(answer);
            }
        }
    });
    let warning = move || {
        out_of_date
            .get()
            .then(|| view! { <MessageBar tone=Tone::Warning live=true>{texts.out_of_date}</MessageBar> })
    };
    view! {
        {warning}
        <div class="split">
            <div class="stack">
                {move || send.with(outcome)} {move || send.with(reasons)}
            </div>
            {move || send.with(about)}
        </div>
    }
    .into_any()
}

/// Who sent it to whom, and when.
fn about(send: &SendRecord) -> AnyView {
    let texts = &use_texts().delivery;
    let target = match &send.target {
        Target::Device { id, name } => view! { <a href=routes::device(id)>{name.clone()}</a> }.into_any(),
        Target::Groups { names } => {
            let tags: Vec<_> =
                names.iter().map(|name| view! { <span class="tag">{name.clone()}</span> }).collect();
            view! { <span class="tags">{tags}</span> }.into_any()
        }
    };
    let finished = match send.finished_at {
        Some(at) => view! { <Moment at precision=Precision::Exact/> }.into_any(),
        None => texts.not_finished.into_any(),
    };
    let sent = view! { <Moment at=send.at precision=Precision::Exact/> }.into_any();
    let item = |label: &'static str, value: AnyView| {
        view! {
            <div class="essentials__item">
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card card--flush" aria-labelledby="about">
            <div class="card__header">
                <h2 class="card__title card__title--large" id="about">
                    {texts.about}
                </h2>
            </div>
            <dl class="essentials essentials--one card__body">
                {item(texts.status, send_state(send))}
                {item(texts.audience, target)}
                {item(texts.sent_at, sent)}
                {item(texts.sent_by, send.by.clone().into_any())}
                {item(texts.finished_at, finished)}
            </dl>
            <p class="card__note">
                <Icon glyph=Glyph::NoText16/>
                {texts.text_not_kept}
            </p>
        </section>
    }
    .into_any()
}
