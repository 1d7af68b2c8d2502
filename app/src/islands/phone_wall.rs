//! The demo's wall of simulated phones (B25): what arrived on them, live, and a switch of what each is doing.
//!
//! Works without script: the page shows the state of the moment, and each switch is a form.

mod feed;
mod handset;

use crate::{
    components::{
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
    },
    context::use_texts,
    phones::{Phone, PhoneState, Wall},
    routes,
};
use feed::{follow, set_state};
use handset::PhoneOnWall;
use leptos::{prelude::*, task::spawn_local};

#[island]
pub fn PhoneWall(wall: Wall) -> impl IntoView {
    let texts = &use_texts().phones;
    let first_new = wall.next;
    let phones = wall.phones.clone();
    let wall = RwSignal::new(wall);
    let gone = RwSignal::new(false);
    follow(wall, gone);
    let item = |phone: Phone| view! { <Item wall phone first_new/> };
    view! {
        <News wall gone/>
        <ul class="phone-wall" aria-label=texts.wall>
            {phones.into_iter().map(item).collect_view()}
        </ul>
    }
}

/// What arrived last, and on how many phones.
#[component]
fn News(wall: RwSignal<Wall>, gone: RwSignal<bool>) -> impl IntoView {
    let texts = &use_texts().phones;
    let news = Memo::new(move |_| wall.with(newest));
    view! {
        <div role="status">
            {move || gone.get().then(|| view! { <MessageBar tone=Tone::Warning>{texts.offline}</MessageBar> })}
            {move || {
                news.get()
                    .filter(|_| !gone.get())
                    .map(|(title, phones, all)| {
                        view! { <MessageBar tone=Tone::Success>{(texts.arrived)(&title, phones, all)}</MessageBar> }
                    })
            }}
        </div>
    }
}

/// The title of the newest message on the wall, on how many phones it is, and how many there are.
fn newest(wall: &Wall) -> Option<(String, usize, usize)> {
    let messages = || wall.phones.iter().flat_map(|phone| &phone.messages);
    let newest = messages().max_by_key(|message| message.seq)?;
    let phones = messages().filter(|message| message.collapse_id == newest.collapse_id).count();
    Some((newest.title.clone(), phones, wall.phones.len()))
}

/// A phone, whose it is, what it shows, and the switch of its state. The switch is not drawn anew with the phone, so
/// that it keeps the focus.
#[component]
fn Item(wall: RwSignal<Wall>, phone: Phone, first_new: u64) -> impl IntoView {
    let texts = &use_texts().phones;
    let device = phone.device.clone();
    let first = phone.clone();
    let now = Memo::new(move |_| {
        let known = wall.with(|wall| wall.phones.iter().find(|phone| phone.device == device).cloned());
        known.unwrap_or_else(|| first.clone())
    });
    let newest = Memo::new(move |_| now.with(|phone| phone.messages.first().cloned()));
    let is_new =
        move || newest.with(|newest| newest.as_ref().is_some_and(|message| message.seq >= first_new));
    let status = move || match newest.get() {
        Some(message) => view! {
            <Icon glyph=Glyph::CheckCircle16 class="icon--success"/>
            <span>{texts.shown(message.shown)}</span>
        }
        .into_any(),
        None => view! { <span class="muted">{texts.no_message}</span> }.into_any(),
    };
    view! {
        <li class="phone-wall__item" class=("phone-wall__item--new", is_new)>
            {move || view! { <PhoneOnWall phone=now.get() first_new/> }}
            <div class="phone-wall__caption">
                <h2 class="phone-wall__owner">{phone.user.clone()}</h2>
                <p class="small muted">{format!("{} · {}", phone.model, phone.device_name)}</p>
                <span class="status">{status}</span>
            </div>
            <StateSwitch wall phone/>
        </li>
    }
}

/// Locked, in use, app open.
#[component]
fn StateSwitch(wall: RwSignal<Wall>, phone: Phone) -> impl IntoView {
    let texts = &use_texts().phones;
    let device = StoredValue::new(phone.device.clone());
    let action = format!("{}/{}/state", routes::PHONES, phone.device);
    let choose = move |state: PhoneState| {
        spawn_local(async move {
            let device = device.get_value();
            if set_state(&device, state).await {
                wall.update(|wall| {
                    if let Some(phone) = wall.phones.iter_mut().find(|phone| phone.device == device) {
                        phone.state = state;
                    }
                });
            }
        });
    };
    let option = |state: PhoneState| {
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="state"
                    value=state.code()
                    checked=state == phone.state
                    on:change=move |_| choose(state)
                />
                {texts.state(state)}
            </label>
        }
    };
    view! {
        <form class="phone-wall__switch" method="post" action=action>
            <fieldset class="segmented">
                <legend class="visually-hidden">{(texts.state_of)(&phone.user)}</legend>
                {PhoneState::ALL.map(option)}
            </fieldset>
            <noscript inner_html=format!(
                "<button class=\"button button--small\" type=\"submit\">{}</button>",
                texts.set,
            )></noscript>
        </form>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
