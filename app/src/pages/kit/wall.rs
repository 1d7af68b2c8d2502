//! The demo's simulated phones, each doing something else.

use super::{
    samples,
    specimen::{NOW, Room, specimen},
};
use crate::prelude::*;
use crate::{
    components::phone_on_wall::PhoneOnWall,
    context::use_texts,
    phones::{Arrival, Phone, PhoneState, Shown},
    texts::kit::KitTexts,
};
use herald_domain::device::Platform;

pub fn wall(_: &'static KitTexts) -> Vec<AnyView> {
    let states = &use_texts().phones;
    let shown = |key: &str, name: &str, platform: Platform, state: PhoneState| {
        specimen(key, format!("{name} · {}", states.state(state)), Room::Own, || {
            view! { <PhoneOnWall phone=phone(platform, state) first_new=u64::MAX/> }
        })
    };
    vec![
        shown("wall-ios-locked", "iOS", Platform::Ios, PhoneState::Locked),
        shown("wall-ios-used", "iOS", Platform::Ios, PhoneState::Unlocked),
        shown("wall-ios-app", "iOS", Platform::Ios, PhoneState::App),
        shown("wall-android-locked", "Android", Platform::Android, PhoneState::Locked),
        shown("wall-android-used", "Android", Platform::Android, PhoneState::Unlocked),
        shown("wall-android-app", "Android", Platform::Android, PhoneState::App),
    ]
}

fn phone(platform: Platform, state: PhoneState) -> Phone {
    let message = |seq: u64, title: &str, body: &str| Arrival {
        seq,
        device: samples::id(1),
        device_name: "NHK-IPH-0412".into(),
        user: "Maja Öberg".into(),
        platform,
        title: title.into(),
        body: body.into(),
        collapse_id: seq.to_string(),
        push_id: seq.to_string(),
        shown: Shown::on(platform, state),
        at: NOW,
    };
    Phone {
        device: samples::id(1),
        device_name: "NHK-IPH-0412".into(),
        user: "Maja Öberg".into(),
        model: "iPhone 15".into(),
        platform,
        state,
        messages: vec![
            message(
                2,
                "Stadshuset stänger 15",
                "Gå hem medan bussarna går.\nVi öppnar igen i morgon klockan 8.",
            ),
            message(1, "Uppdatering väntar", "Starta om telefonen före klockan 17."),
        ],
    }
}
