//! Drawn phones: the parts from which previews and the demo's wall are put together.

use super::clock::phone_clock;
use crate::prelude::*;
use crate::{
    components::icon::{BrandMark, Glyph, Icon},
    context::use_texts,
};
use herald_domain::text::normalise;

/// The text at one place of a drawing.
#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    /// What it follows in the browser, if anything.
    pub follows: Option<&'static str>,
    /// What stands there while there is no text.
    pub placeholder: Option<&'static str>,
}

impl Words {
    /// `text` as it is sent, or the placeholder for one that is not written yet.
    pub fn followed(follows: &'static str, text: &str, placeholder: &'static str) -> Self {
        let text = Some(normalise(text)).filter(|text| !text.is_empty());
        Self {
            text: text.unwrap_or_else(|| placeholder.to_owned()),
            follows: Some(follows),
            placeholder: Some(placeholder),
        }
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { text, follows: None, placeholder: None }
    }
}

/// The phone around a screen. `class` adds the make, the size and the wallpaper.
#[component]
pub fn Handset(#[prop(into)] class: String, children: Children) -> impl IntoView {
    view! {
        <div class=format!("phone {class}")>
            <div class="phone__screen">{children()}</div>
        </div>
    }
}

/// Carrier or time, signal and battery; and what the camera looks through.
#[component]
pub fn StatusBar(android: bool, #[prop(optional)] carrier: bool) -> impl IntoView {
    let texts = &use_texts().phones;
    let (_, time) = phone_clock(texts);
    view! {
        <div class="phone__status">
            <span>{if carrier { texts.carrier.to_owned() } else { time }}</span>
            <span class="phone__glyphs">
                <Icon glyph=Glyph::Wifi/>
                <Icon glyph=Glyph::Battery/>
            </span>
        </div>
        <span class=if android { "phone__camera" } else { "phone__island" }></span>
    }
}

/// Date and time on a lock screen.
#[component]
pub fn BigClock() -> impl IntoView {
    let (date, time) = phone_clock(&use_texts().phones);
    view! {
        <div class="phone__clock">
            <span class="phone__date">{date}</span>
            <span class="phone__time">{time}</span>
        </div>
    }
}

/// A notification as iOS shows it.
#[component]
pub fn Push(
    #[prop(into)] title: Words,
    #[prop(into)] body: Words,
    #[prop(optional)] new: bool,
) -> impl IntoView {
    let texts = &use_texts().phones;
    view! {
        <div class=if new { "push push--new" } else { "push" }>
            <BrandMark class="push__icon"/>
            <div class="push__text">
                <div class="push__head">
                    <span class="push__title" data-shows=title.follows data-placeholder=title.placeholder>{title.text}</span>
                    <span class="push__when">{texts.now}</span>
                </div>
                <div class="push__body" data-shows=body.follows data-placeholder=body.placeholder>{body.text}</div>
            </div>
        </div>
    }
}

/// A notification as Android shows it.
#[component]
pub fn ShadeCard(
    #[prop(into)] title: Words,
    #[prop(into)] body: Words,
    #[prop(optional)] new: bool,
) -> impl IntoView {
    let texts = &use_texts().phones;
    view! {
        <div class=if new { "shade__card push--new" } else { "shade__card" }>
            <span class="shade__badge">
                <Icon glyph=Glyph::MegaphoneOn/>
            </span>
            <span class="shade__app">"Herald · " {texts.now}</span>
            <Icon glyph=Glyph::ChevronUp class="shade__chevron"/>
            <div class="shade__text">
                <div class="shade__title" data-shows=title.follows data-placeholder=title.placeholder>{title.text}</div>
                <div class="shade__body" data-shows=body.follows data-placeholder=body.placeholder>{body.text}</div>
            </div>
        </div>
    }
}

/// Android's notification shade around its cards.
#[component]
pub fn Shade(children: Children) -> impl IntoView {
    let texts = &use_texts().phones;
    let toggle = |on: bool, glyph: Glyph, label: &'static str| {
        view! {
            <span class=if on { "shade__toggle shade__toggle--on" } else { "shade__toggle" }>
                <Icon glyph/>
                {label}
            </span>
        }
    };
    view! {
        <div class="shade">
            <div class="shade__quick">
                {toggle(true, Glyph::Wifi, texts.internet)} {toggle(false, Glyph::Bluetooth, texts.bluetooth)}
                {toggle(true, Glyph::Bell, texts.sound)} {toggle(false, Glyph::Torch, texts.torch)}
            </div>
            {children()}
            <div class="shade__card shade__card--quiet">
                <span class="shade__badge">
                    <Icon glyph=Glyph::Charging/>
                </span>
                <span class="shade__app">{texts.system}</span>
                <Icon glyph=Glyph::ChevronDown class="shade__chevron"/>
                <div class="shade__text">
                    <div class="shade__title">{texts.charging}</div>
                </div>
            </div>
            <div class="shade__foot">
                <span>{texts.manage}</span>
                <span>{texts.clear_all}</span>
            </div>
        </div>
    }
}

/// The portal app in front, with the organisation's name over what it shows.
#[component]
pub fn PortalApp(android: bool, organisation: String, children: Children) -> impl IntoView {
    let texts = &use_texts().phones;
    view! {
        <div class="app-view">
            <div class="app-view__bar">
                <StatusBar android/>
                <div class="app-view__row">
                    <span class="app-view__org">{organisation}</span>
                    <span>{texts.done}</span>
                </div>
            </div>
            <div class="app-view__content">{children()}</div>
        </div>
        <span class="phone__home"></span>
    }
}

/// A message as the portal app shows it.
#[component]
pub fn InApp(#[prop(into)] title: Words, #[prop(into)] body: Words) -> impl IntoView {
    let texts = &use_texts().phones;
    let (_, time) = phone_clock(texts);
    view! {
        <p class="app-view__title" data-shows=title.follows data-placeholder=title.placeholder>{title.text}</p>
        <p class="app-view__meta">{texts.today} " " {time}</p>
        <p class="app-view__text" data-shows=body.follows data-placeholder=body.placeholder>{body.text}</p>
    }
}
