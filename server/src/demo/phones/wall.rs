//! Which phones hang on the wall.

use crate::{
    demo::organisation::Organisation,
    import::records::{Device, Group},
};
use herald_app::phones::{Phone, PhoneState};
use herald_domain::device::Platform;
use std::collections::HashSet;

/// One device of somebody in each of these groups; its state at first.
const CHOSEN: [(&str, Platform, PhoneState); 12] = [
    ("Kommunikation", Platform::Ios, PhoneState::Locked),
    ("IT-enheten", Platform::Ios, PhoneState::App),
    ("Hemtjänst Södra – Lag Ek", Platform::Android, PhoneState::Locked),
    ("Hemtjänst Södra – Lag Björk", Platform::Ios, PhoneState::Unlocked),
    ("Krisledningsgruppen", Platform::Ios, PhoneState::Locked),
    ("Nattpatrullen", Platform::Android, PhoneState::Locked),
    ("Nordhamnsskolan – lärare", Platform::IpadOs, PhoneState::Unlocked),
    ("Räddningstjänsten – Station Centrum", Platform::Ios, PhoneState::Locked),
    ("Gata och park", Platform::Android, PhoneState::Unlocked),
    ("Måltid", Platform::Android, PhoneState::App),
    ("Förskolan Fyren", Platform::IpadOs, PhoneState::Locked),
    ("Biblioteken", Platform::Ios, PhoneState::Locked),
];

/// A dozen that can be reached and one that cannot: an Android phone without Google Play Services.
pub fn choose(organisation: &Organisation) -> Vec<Phone> {
    let mut taken = HashSet::new();
    let mut phones = Vec::new();
    for (group, platform, state) in CHOSEN {
        let group = organisation.groups.iter().find(|g| g.name.as_deref() == Some(group));
        let device = group.and_then(|group| {
            organisation.devices.iter().find(|device| {
                device.facts.platform == Some(platform)
                    && answers(organisation, device)
                    && belongs_to(device, group)
                    && !taken.contains(&device.id)
            })
        });
        if let Some(device) = device {
            taken.insert(device.id.clone());
            phones.push(phone(organisation, device, state));
        }
    }
    let without_play = organisation
        .devices
        .iter()
        .find(|d| d.facts.platform == Some(Platform::Android) && d.facts.play_services == Some(false));
    phones.extend(without_play.map(|device| phone(organisation, device, PhoneState::Locked)));
    phones
}

fn answers(organisation: &Organisation, device: &Device) -> bool {
    let facts = &device.facts;
    facts.enrolled == Some(true)
        && facts.notifications_allowed == Some(true)
        && facts.push_token.is_some()
        && !organisation.unregistered.contains_key(&device.id)
}

fn belongs_to(device: &Device, group: &Group) -> bool {
    let owner = device.facts.primary_user.as_ref();
    owner == device.facts.enrolled_by.as_ref()
        && owner.is_some_and(|upn| group.users.iter().flatten().any(|member| member == upn))
}

fn phone(organisation: &Organisation, device: &Device, state: PhoneState) -> Phone {
    let facts = &device.facts;
    let owner = organisation.users.iter().find(|user| Some(&user.upn) == facts.primary_user.as_ref());
    Phone {
        device: device.id.clone(),
        device_name: facts.name.clone().unwrap_or_default(),
        user: owner.and_then(|user| user.display_name.clone()).unwrap_or_default(),
        model: facts.model.clone().unwrap_or_default(),
        platform: facts.platform.unwrap_or(Platform::Other),
        state,
        messages: vec![],
    }
}
