//! Texts of drawn phones, and of the demo's wall of them.

use crate::phones::{PhoneState, Shown};

#[derive(Debug)]
pub struct PhonesTexts {
    pub title: &'static str,
    pub lede: fn(usize) -> String,
    pub send: &'static str,
    pub wall: &'static str,
    pub locked: &'static str,
    pub unlocked: &'static str,
    pub app_open: &'static str,
    pub state_of: fn(&str) -> String,
    pub set: &'static str,
    pub no_message: &'static str,
    pub on_lock_screen: &'static str,
    pub as_banner: &'static str,
    pub in_app: &'static str,
    pub in_shade: &'static str,
    /// How many phones show the newest message, of how many.
    pub arrived: fn(&str, usize, usize) -> String,
    pub offline: &'static str,

    pub now: &'static str,
    pub today: &'static str,
    pub done: &'static str,
    pub carrier: &'static str,
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
    pub internet: &'static str,
    pub bluetooth: &'static str,
    pub sound: &'static str,
    pub torch: &'static str,
    pub system: &'static str,
    pub charging: &'static str,
    pub manage: &'static str,
    pub clear_all: &'static str,
    pub nothing_in_app: &'static str,
    pub camera: &'static str,
    pub mail: &'static str,
}

impl PhonesTexts {
    #[must_use]
    pub fn state(&self, state: PhoneState) -> &'static str {
        match state {
            PhoneState::Locked => self.locked,
            PhoneState::Unlocked => self.unlocked,
            PhoneState::App => self.app_open,
        }
    }
    #[must_use]
    pub fn shown(&self, shown: Shown) -> &'static str {
        match shown {
            Shown::LockScreen => self.on_lock_screen,
            Shown::Banner => self.as_banner,
            Shown::InApp => self.in_app,
            Shown::Shade => self.in_shade,
        }
    }
}

pub const EN: PhonesTexts = PhonesTexts {
    title: "Demo phones",
    lede: |n| {
        format!(
            "{n} simulated phones behind stand-ins for the push services. Rehearse here before you send for real."
        )
    },
    send: "Send custom notification",
    wall: "Phones",
    locked: "Locked",
    unlocked: "In use",
    app_open: "App open",
    state_of: |user| format!("What {user}’s phone is doing"),
    set: "Set",
    no_message: "No message yet",
    on_lock_screen: "Shown on the lock screen",
    as_banner: "Shown as a banner",
    in_app: "Shown in the app",
    in_shade: "Shown in the notification shade",
    arrived: |title, n, all| format!("“{title}” arrived on {n} of {all} phones."),
    offline: "The phones can’t be reached right now. They catch up by themselves.",

    now: "now",
    today: "Today",
    done: "Done",
    carrier: "Carrier",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    internet: "Internet",
    bluetooth: "Bluetooth",
    sound: "Sound",
    torch: "Torch",
    system: "System · 1 h",
    charging: "Charging this device via USB",
    manage: "Manage",
    clear_all: "Clear all",
    nothing_in_app: "No messages",
    camera: "Camera",
    mail: "Mail",
};

pub const SV: PhonesTexts = PhonesTexts {
    title: "Demotelefoner",
    lede: |n| {
        format!(
            "{n} simulerade telefoner bakom ersättare för pushtjänsterna. Öva här innan du skickar på riktigt."
        )
    },
    send: "Skicka anpassad notis",
    wall: "Telefoner",
    locked: "Låst",
    unlocked: "Används",
    app_open: "Appen öppen",
    state_of: |user| format!("Vad telefonen gör som tillhör {user}"),
    set: "Ställ in",
    no_message: "Inget meddelande än",
    on_lock_screen: "Visas på låsskärmen",
    as_banner: "Visas som banner",
    in_app: "Visas i appen",
    in_shade: "Visas i meddelandelistan",
    arrived: |title, n, all| format!("”{title}” har kommit fram till {n} av {all} telefoner."),
    offline: "Telefonerna kan inte nås just nu. De hinner ifatt av sig själva.",

    now: "nu",
    today: "I dag",
    done: "Klar",
    carrier: "Operatör",
    weekdays: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    months: [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    internet: "Internet",
    bluetooth: "Bluetooth",
    sound: "Ljud",
    torch: "Ficklampa",
    system: "System · 1 h",
    charging: "Enheten laddas via USB",
    manage: "Hantera",
    clear_all: "Rensa alla",
    nothing_in_app: "Inga meddelanden",
    camera: "Kamera",
    mail: "E-post",
};
