//! The demo's simulated phones: what one looks like, and where the page gets them from.
//!
//! Exists for `serve --demo` alone. The only place in Herald where a page shows the text of a message that it did not
//! write itself: these phones stand for the devices that received it.

use herald_domain::{Timestamp, device::Platform, ids::DeviceId};
use serde::{Deserialize, Serialize};

/// What the owner of a simulated phone is doing with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneState {
    #[default]
    Locked,
    /// In use, with another app in front.
    Unlocked,
    /// The portal app is open.
    App,
}

impl PhoneState {
    pub const ALL: [Self; 3] = [Self::Locked, Self::Unlocked, Self::App];
    /// The name in forms and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
            Self::App => "app",
        }
    }
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Where a message stands on the phone that got it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    LockScreen,
    /// A banner over whatever is in front.
    Banner,
    /// By the portal app itself, instead of a push.
    InApp,
    /// In Android's notification shade.
    Shade,
}

impl Shown {
    /// What a phone in this state does with a message that arrives (B25): iOS leaves it to the open app, Android
    /// shows it as ever.
    #[must_use]
    pub const fn on(platform: Platform, state: PhoneState) -> Self {
        match (platform, state) {
            (_, PhoneState::Locked) => Self::LockScreen,
            (Platform::Android, PhoneState::Unlocked) => Self::Shade,
            (Platform::Android, PhoneState::App) | (_, PhoneState::Unlocked) => Self::Banner,
            (_, PhoneState::App) => Self::InApp,
        }
    }
}

/// A message that a simulated phone got; a line of `/demo/phones.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// Grows by one with every arrival on any phone.
    pub seq: u64,
    pub device: DeviceId,
    pub device_name: String,
    /// Display name of the phone's owner.
    pub user: String,
    pub platform: Platform,
    pub title: String,
    pub body: String,
    /// `apns-collapse-id`, or the tag of an FCM notification. A message with the same one replaces the earlier.
    pub collapse_id: String,
    /// The `apns-id`, or the name that FCM gave the message.
    pub push_id: String,
    pub shown: Shown,
    pub at: Timestamp,
}

/// The answer of `GET /demo/phones.json?since=…`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// What to ask for next time: only arrivals whose `seq` is at least this are new.
    pub next: u64,
    /// Oldest first; everything on every simulated device, on the wall or not, as far back as the list goes.
    pub items: Vec<Arrival>,
}

/// A phone on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    pub device: DeviceId,
    pub device_name: String,
    /// Display name of its owner.
    pub user: String,
    pub model: String,
    pub platform: Platform,
    pub state: PhoneState,
    /// What it shows, newest first; a few at the most.
    pub messages: Vec<Arrival>,
}

/// The wall as it is now, and the point in the feed that goes with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wall {
    pub next: u64,
    pub phones: Vec<Phone>,
}

/// The demo's phones as the server keeps them; provided as `Arc<dyn PhoneWall>` in the context of `/demo/phones`.
#[cfg(feature = "ssr")]
pub trait PhoneWall: Send + Sync {
    /// About a dozen chosen phones, in a fixed order.
    fn wall(&self) -> Wall;
    /// What arrived from `since` on.
    fn feed(&self, since: u64) -> Feed;
    /// False when no such phone is on the wall.
    fn set_state(&self, device: &DeviceId, state: PhoneState) -> bool;
}

/// Most messages that a phone of the wall keeps in sight.
pub const MESSAGES_MAX: usize = 3;

impl Wall {
    /// Puts what arrived onto its phones. An arrival that replaces an earlier one takes its place.
    pub fn apply(&mut self, feed: &Feed) {
        self.next = self.next.max(feed.next);
        for arrival in &feed.items {
            let Some(phone) = self.phones.iter_mut().find(|phone| phone.device == arrival.device) else {
                continue;
            };
            if phone.messages.iter().any(|known| known.seq == arrival.seq) {
                continue;
            }
            phone.messages.retain(|known| known.collapse_id != arrival.collapse_id);
            phone.messages.insert(0, arrival.clone());
            phone.messages.truncate(MESSAGES_MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: u8) -> DeviceId {
        format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
    }
    fn arrival(seq: u64, n: u8, collapse_id: &str) -> Arrival {
        Arrival {
            seq,
            device: device(n),
            device_name: "NHK-1".into(),
            user: "Maja".into(),
            platform: Platform::Ios,
            title: format!("Title {seq}"),
            body: "Body".into(),
            collapse_id: collapse_id.into(),
            push_id: seq.to_string(),
            shown: Shown::LockScreen,
            at: Timestamp(0),
        }
    }
    fn wall() -> Wall {
        let phone = |n| Phone {
            device: device(n),
            device_name: "NHK-1".into(),
            user: "Maja".into(),
            model: "iPhone 15".into(),
            platform: Platform::Ios,
            state: PhoneState::Locked,
            messages: vec![],
        };
        Wall { next: 0, phones: vec![phone(1), phone(2)] }
    }
    fn seqs(wall: &Wall, at: usize) -> Vec<u64> {
        wall.phones[at].messages.iter().map(|m| m.seq).collect()
    }

    #[test]
    fn b25_an_open_portal_app_shows_the_message_itself_on_ios_only() {
        assert_eq!(Shown::on(Platform::Ios, PhoneState::App), Shown::InApp);
        assert_eq!(Shown::on(Platform::IpadOs, PhoneState::App), Shown::InApp);
        assert_eq!(Shown::on(Platform::Android, PhoneState::App), Shown::Banner);
        for platform in [Platform::Ios, Platform::Android] {
            assert_eq!(Shown::on(platform, PhoneState::Locked), Shown::LockScreen);
        }
    }

    #[test]
    fn arrivals_land_on_their_phone_newest_first() {
        let mut wall = wall();
        wall.apply(&Feed {
            next: 4,
            items: vec![arrival(1, 1, "a"), arrival(2, 2, "b"), arrival(3, 1, "c")],
        });
        assert_eq!((seqs(&wall, 0), seqs(&wall, 1), wall.next), (vec![3, 1], vec![2], 4));
    }

    #[test]
    fn an_arrival_seen_twice_or_meant_for_another_phone_changes_nothing() {
        let mut wall = wall();
        let feed = Feed { next: 3, items: vec![arrival(1, 1, "a"), arrival(2, 9, "b")] };
        wall.apply(&feed);
        let once = wall.clone();
        wall.apply(&feed);
        assert_eq!(wall, once);
    }

    #[test]
    fn a_repeat_replaces_and_a_phone_keeps_a_few() {
        let mut wall = wall();
        let items = vec![
            arrival(1, 1, "a"),
            arrival(2, 1, "a"),
            arrival(3, 1, "b"),
            arrival(4, 1, "c"),
            arrival(5, 1, "d"),
        ];
        wall.apply(&Feed { next: 6, items });
        assert_eq!(seqs(&wall, 0), [5, 4, 3]);
    }

    #[test]
    fn states_have_the_names_of_the_form() {
        for state in PhoneState::ALL {
            assert_eq!(PhoneState::from_code(state.code()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
        assert_eq!(PhoneState::from_code("open"), None);
    }
}
