//! A phone of the wall, as its state has it: locked, in use, or with the portal app open (B25).

use crate::prelude::*;
use crate::{
    components::{
        icon::{BrandMark, Glyph, Icon},
        phone_preview::drawing::{BigClock, Handset, InApp, PortalApp, Push, Shade, ShadeCard, StatusBar},
    },
    context::{use_texts, use_viewer},
    phones::{Arrival, Phone, PhoneState, Shown},
};
use herald_domain::device::Platform;

/// Wallpapers of phones that run iOS.
const WALLPAPERS: [&str; 3] = ["", " phone--dusk", " phone--forest"];

#[component]
pub fn PhoneOnWall(phone: Phone, first_new: u64) -> impl IntoView {
    let android = phone.platform == Platform::Android;
    let mut class = String::from("phone--wall");
    if android {
        class.push_str(" phone--android");
    } else {
        let sum = phone.device.as_str().bytes().fold(0usize, |sum, byte| sum + usize::from(byte));
        class.push_str(WALLPAPERS[sum % WALLPAPERS.len()]);
    }
    if phone.state == PhoneState::App {
        class.push_str(" phone--app");
    }
    let Phone { messages, state, .. } = phone;
    let screen = match (android, state) {
        (false, PhoneState::Locked) => view! { <LockedIos messages first_new/> },
        (false, PhoneState::Unlocked) => view! { <HomeScreen messages first_new/> },
        (true, PhoneState::Locked) => view! { <LockedAndroid messages first_new/> },
        (true, PhoneState::Unlocked) => view! { <OpenShade messages first_new/> },
        (android, PhoneState::App) => view! { <AppInFront android messages first_new/> },
    };
    view! { <Handset class=class>{screen}</Handset> }
}

fn push(message: Arrival, first_new: u64) -> impl IntoView {
    let new = message.seq >= first_new;
    view! { <Push title=message.title body=message.body new/> }
}

fn card(message: Arrival, first_new: u64) -> impl IntoView {
    let new = message.seq >= first_new;
    view! { <ShadeCard title=message.title body=message.body new/> }
}

/// Messages lie on an iOS lock screen until they are dismissed, the newest on top.
#[component]
fn LockedIos(messages: Vec<Arrival>, first_new: u64) -> impl IntoView {
    view! {
        <StatusBar android=false carrier=true/>
        <BigClock/>
        <div class="phone__feed phone__feed--end">
            {messages.into_iter().map(|message| push(message, first_new)).collect_view()}
        </div>
        <div class="phone__tools">
            <span class="phone__tool">
                <Icon glyph=Glyph::Torch/>
            </span>
            <span class="phone__tool">
                <Icon glyph=Glyph::Camera/>
            </span>
        </div>
        <span class="phone__home"></span>
    }
}

#[component]
fn LockedAndroid(messages: Vec<Arrival>, first_new: u64) -> impl IntoView {
    view! {
        <StatusBar android=true/>
        <BigClock/>
        <div class="shade">{messages.into_iter().map(|message| card(message, first_new)).collect_view()}</div>
        <span class="phone__home"></span>
    }
}

/// Another app is in front: what arrives is a banner, and the portal app's icon counts.
#[component]
fn HomeScreen(messages: Vec<Arrival>, first_new: u64) -> impl IntoView {
    let texts = &use_texts().phones;
    let count = messages.len();
    let banner = messages.into_iter().next().filter(|message| message.shown == Shown::Banner);
    let app = |glyph: Glyph, label: &'static str| {
        view! {
            <span class="phone__app">
                <span class="phone__app-icon">
                    <Icon glyph/>
                </span>
                {label}
            </span>
        }
    };
    view! {
        <StatusBar android=false/>
        {banner.map(|message| view! { <div class="phone__banner">{push(message, first_new)}</div> })}
        <div class="phone__apps">
            {app(Glyph::Camera, texts.camera)} {app(Glyph::Wifi, texts.internet)} {app(Glyph::Send16, texts.mail)}
            <span class="phone__app">
                <span class="phone__app-icon phone__app-icon--brand">
                    <BrandMark class="phone__mark"/>
                    {(count > 0).then(|| view! { <span class="phone__app-count">{count}</span> })}
                </span>
                "Herald"
            </span>
        </div>
        <span class="phone__home"></span>
    }
}

#[component]
fn OpenShade(messages: Vec<Arrival>, first_new: u64) -> impl IntoView {
    view! {
        <StatusBar android=true/>
        <Shade>{messages.into_iter().map(|message| card(message, first_new)).collect_view()}</Shade>
        <span class="phone__home"></span>
    }
}

/// On iOS the app shows the message itself; on Android it comes as ever, over the app.
#[component]
fn AppInFront(android: bool, messages: Vec<Arrival>, first_new: u64) -> impl IntoView {
    let texts = &use_texts().phones;
    let tenant = use_viewer().tenant;
    let organisation = if tenant.is_empty() { "Herald".to_owned() } else { tenant };
    let newest = messages.into_iter().next();
    let in_app = newest.clone().filter(|message| message.shown == Shown::InApp);
    let banner = newest.filter(|message| message.shown == Shown::Banner);
    let content = match in_app {
        Some(message) => view! { <InApp title=message.title body=message.body/> },
        None => view! { <p class="app-view__meta">{texts.nothing_in_app}</p> },
    };
    view! {
        <PortalApp android organisation>
            {content}
        </PortalApp>
        {banner
            .map(|message| {
                let shown = if android { card(message, first_new).into_any() } else { push(message, first_new).into_any() };
                view! { <div class="phone__banner">{shown}</div> }
            })}
    }
}
