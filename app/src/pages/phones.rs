//! The demo's wall of simulated phones (B25): what arrived on them, live, and a switch of what each is doing.
//!
//! Works without script: the page shows the state of the moment, and each switch is a form. With script each phone is
//! a region of its own that follows, so that only the phone that changed is drawn anew.

use crate::prelude::*;
use crate::{
    components::{
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        out_of_date::out_of_date,
        phone_on_wall::PhoneOnWall,
    },
    context::{may, use_now, use_texts},
    error::AppError,
    layout::{
        page::{ErrorPage, PageHeader},
        part::demo_style,
    },
    phones::{Phone, PhoneState, PhoneWall, Wall},
    routes,
};
use herald_domain::{Timestamp, permission::Permission};
use std::sync::Arc;

/// For how long a message counts as having just arrived.
const NEW_MS: i64 = 4_000;

#[component]
pub fn PhonesPage() -> impl IntoView {
    let texts = &use_texts().phones;
    let Some(phones) = use_context::<Arc<dyn PhoneWall>>() else {
        return view! { <ErrorPage error=AppError::NotFound/> };
    };
    let wall = phones.wall();
    let send = may(Permission::OrganizationUpdate).then(|| {
        view! {
            <a class="button button--primary" href=routes::CUSTOM_NOTIFICATIONS>
                <Icon glyph=Glyph::Megaphone/>
                {texts.send}
            </a>
        }
    });
    view! {
        <div class="page">
            {demo_style()}
            <PageHeader title=texts.title lede=(texts.lede)(wall.phones.len()) actions=send.into_any()/>
            {out_of_date(texts.offline)}
            <div role="status">
                <div id="news" data-live-region>
                    {newest(&wall)
                    .map(|(title, phones, all)| {
                        view! { <MessageBar tone=Tone::Success>{(texts.arrived)(&title, phones, all)}</MessageBar> }
                    })}
                </div>
            </div>
            <ul class="phone-wall" aria-label=texts.wall data-follow-always>
                {wall.phones.into_iter().map(|phone| view! { <Item phone/> }).collect_view()}
            </ul>
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

/// The first of the messages that have just arrived, by number.
fn first_new(phone: &Phone, now: Option<Timestamp>) -> u64 {
    let fresh = phone.messages.iter().filter(|message| now.is_some_and(|now| now.since(message.at) < NEW_MS));
    fresh.map(|message| message.seq).min().unwrap_or(u64::MAX)
}

/// A phone, whose it is, what it shows, and the switch of its state.
#[component]
fn Item(phone: Phone) -> impl IntoView {
    let texts = &use_texts().phones;
    let first_new = first_new(&phone, use_now());
    let status = match phone.messages.first() {
        Some(message) => view! {
            <Icon glyph=Glyph::CheckCircle16 class="icon--success"/>
            <span>{texts.shown(message.shown)}</span>
        },
        None => view! { <span class="muted">{texts.no_message}</span> },
    };
    let class =
        if first_new < u64::MAX { "phone-wall__item phone-wall__item--new" } else { "phone-wall__item" };
    let id = format!("phone-{}", phone.device);
    view! {
        <li class=class id=id data-live-region>
            <PhoneOnWall phone=phone.clone() first_new/>
            <div class="phone-wall__caption">
                <h2 class="phone-wall__owner">{phone.user.clone()}</h2>
                <p class="small muted">{phone.model.clone()} " · " <span class="phone-wall__name">{phone.device_name.clone()}</span></p>
                <span class="status">{status}</span>
            </div>
            <StateSwitch phone/>
        </li>
    }
}

/// Locked, in use, app open.
#[component]
fn StateSwitch(phone: Phone) -> impl IntoView {
    let texts = &use_texts().phones;
    let option = |state: PhoneState| {
        view! {
            <label class="segmented__option">
                <input type="radio" name="state" value=state.code() checked=state == phone.state/>
                {texts.state(state)}
            </label>
        }
    };
    view! {
        <form
            class="phone-wall__switch"
            method="post"
            action=format!("{}/{}/state", routes::PHONES, phone.device)
            autocomplete="off"
            data-send-on-change
        >
            <fieldset class="segmented">
                <legend class="visually-hidden">{(texts.state_of)(&phone.user)}</legend>
                {PhoneState::ALL.map(option)}
            </fieldset>
            <noscript>
                <button class="button button--small" type="submit">
                    {texts.set}
                </button>
            </noscript>
        </form>
    }
}

#[cfg(test)]
mod tests;
