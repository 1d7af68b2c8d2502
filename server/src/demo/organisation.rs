//! *Nordhamns kommun*: the whole organisation of the demo, made from a seed.

use super::{
    chance::Chance,
    hardware::{self, Made},
    names::Names,
    units::{CART, CART_UNIT, Kit, NESTED, PICKED, UNITS, Unit},
};
use crate::import::records::{Device, Group, Nested, User};
use herald_domain::{
    Timestamp,
    device::Platform,
    ids::{DeviceId, UserId},
};
use std::collections::HashMap;

pub const NAME: &str = "Nordhamns kommun";
pub(super) const DOMAIN: &str = "nordhamn.example";
/// Tablets on the cart, which nobody in particular uses.
const CART_SIZE: usize = 12;
/// Enrols tablets for others.
const ENROLMENT_ACCOUNT: &str = "it@nordhamn.example";

/// The accounts with a name of their own: unit, principal name, display name.
const ACCOUNTS: [(&str, &str, &str); 5] = [
    ("IT-enheten", "admin@nordhamn.example", "Astrid Lindqvist"),
    ("Kommunikation", "kommunikation@nordhamn.example", "Karin Ekdahl"),
    ("IT-enheten", "helpdesk@nordhamn.example", "Samir Rahimi"),
    ("Kommunledning", "granskare@nordhamn.example", "Elin Forsberg"),
    ("IT-enheten", ENROLMENT_ACCOUNT, "IT Enhetsregistrering"),
];

/// People, groups and devices as records, and what the push services know that Herald does not.
pub struct Organisation {
    pub users: Vec<User>,
    pub groups: Vec<Group>,
    pub devices: Vec<Device>,
    /// Devices whose token the push services no longer know.
    pub unregistered: HashMap<DeviceId, Timestamp>,
}

impl Organisation {
    /// The same for the same seed, but for times, which are as long before `now`.
    #[must_use]
    pub fn generate(seed: u64, now: Timestamp) -> Self {
        let mut maker = Maker {
            chance: Chance::from_seed(seed),
            names: Names::new(DOMAIN),
            now,
            made: Self { users: vec![], groups: vec![], devices: vec![], unregistered: HashMap::new() },
        };
        let units: Vec<_> = UNITS.iter().map(|unit| (unit, maker.people(unit))).collect();
        for (unit, people) in &units {
            maker.equip(unit.kit, people);
        }
        let cart = maker.cart();
        maker.groups(&units, cart);
        maker.made
    }
}

struct Maker {
    chance: Chance,
    names: Names,
    now: Timestamp,
    made: Organisation,
}

impl Maker {
    /// The principal names of the people of a unit.
    fn people(&mut self, unit: &Unit) -> Vec<String> {
        let named = ACCOUNTS.iter().filter(|(of, ..)| *of == unit.name);
        let mut people: Vec<_> =
            named.map(|(_, upn, name)| ((*name).to_owned(), (*upn).to_owned())).collect();
        people.extend((0..unit.people).map(|_| self.names.next(&mut self.chance)));
        people.into_iter().map(|(name, upn)| self.person(name, upn)).collect()
    }

    fn person(&mut self, display_name: String, upn: String) -> String {
        let id: UserId = self.chance.uuid().parse().expect("chance makes well-formed UUIDs");
        // A few have left, and their accounts are closed.
        let enabled = ACCOUNTS.iter().any(|(_, account, _)| *account == upn) || !self.chance.permille(9);
        self.made.users.push(User {
            id: Some(id),
            mail: Some(upn.clone()),
            display_name: Some(display_name),
            enabled: Some(enabled),
            upn: upn.clone(),
            ..User::default()
        });
        upn
    }

    /// Gives the people of a unit what their work needs.
    fn equip(&mut self, kit: Kit, people: &[String]) {
        for person in people.iter().filter(|person| *person != ENROLMENT_ACCOUNT) {
            // Everybody with a name of their own has an iPhone, so that the demo can be tried on it.
            let named = ACCOUNTS.iter().any(|(_, upn, _)| upn == person);
            let phone = self.chance.below(1_000);
            if named || phone < kit.iphone {
                self.device(Platform::Ios, person, people);
            } else if phone < kit.iphone + kit.android {
                self.device(Platform::Android, person, people);
            }
            let pc = self.chance.below(1_000);
            if pc < kit.windows {
                self.device(Platform::Windows, person, people);
            } else if pc < kit.windows + kit.mac {
                self.device(Platform::MacOs, person, people);
            }
            if self.chance.permille(kit.ipad) {
                self.device(Platform::IpadOs, person, people);
            }
        }
    }

    fn device(&mut self, platform: Platform, person: &str, colleagues: &[String]) {
        // Some devices were enrolled by somebody else: messages follow the enroller, not the user (B9).
        let enroller = match platform {
            Platform::IpadOs if self.chance.permille(30) => ENROLMENT_ACCOUNT,
            Platform::Ios | Platform::Android if self.chance.permille(15) => {
                self.chance.pick(colleagues).as_str()
            }
            _ => person,
        };
        self.keep(platform, person, enroller);
    }

    fn keep(&mut self, platform: Platform, primary: &str, enroller: &str) -> DeviceId {
        let number = self.made.devices.len() + 1;
        let Made { device, unregistered_since } =
            hardware::make(&mut self.chance, number, platform, (primary, enroller), self.now);
        let id = device.id.clone();
        if let Some(since) = unregistered_since {
            self.made.unregistered.insert(id.clone(), since);
        }
        self.made.devices.push(device);
        id
    }

    fn cart(&mut self) -> Vec<DeviceId> {
        (0..CART_SIZE).map(|_| self.keep(Platform::IpadOs, "", ENROLMENT_ACCOUNT)).collect()
    }

    fn groups(&mut self, units: &[(&Unit, Vec<String>)], cart: Vec<DeviceId>) {
        let nested = |name: &str| {
            let groups =
                NESTED.iter().find(|(parent, _)| *parent == name).map_or(&[][..], |(_, groups)| groups);
            groups.iter().map(|group| Nested::Reference((*group).to_owned())).collect::<Vec<_>>()
        };
        for (unit, people) in units {
            let people = if unit.people == 0 { self.crisis_staff(units) } else { people.clone() };
            self.group(unit.name, "Enhet i organisationen", people, nested(unit.name), vec![]);
        }
        let combined = NESTED.iter().filter(|(name, _)| UNITS.iter().all(|unit| unit.name != *name));
        for (name, _) in combined {
            self.group(name, "Samlar flera grupper", vec![], nested(name), vec![]);
        }
        self.group(CART, &format!("Delade surfplattor på {CART_UNIT}"), vec![], vec![], cart);
        for (name, one_in) in PICKED {
            let all = units.iter().flat_map(|(_, people)| people);
            let picked: Vec<_> = all.filter(|_| self.chance.below(one_in) == 0).cloned().collect();
            self.group(name, "Utvalda personer från hela organisationen", picked, vec![], vec![]);
        }
    }

    /// Nine people of those who lead.
    fn crisis_staff(&mut self, units: &[(&Unit, Vec<String>)]) -> Vec<String> {
        let leading = &units[0].1;
        let mut staff: Vec<String> = (0..9).map(|_| self.chance.pick(leading).clone()).collect();
        staff.sort();
        staff.dedup();
        staff
    }

    fn group(
        &mut self,
        name: &str,
        description: &str,
        users: Vec<String>,
        groups: Vec<Nested>,
        devices: Vec<DeviceId>,
    ) {
        let id = self.chance.uuid().parse().expect("chance makes well-formed UUIDs");
        self.made.groups.push(Group {
            id: Some(id),
            name: Some(name.to_owned()),
            description: Some(description.to_owned()),
            users: Some(users),
            groups: Some(groups),
            devices: Some(devices),
            ..Group::default()
        });
    }
}

#[cfg(test)]
mod tests;
