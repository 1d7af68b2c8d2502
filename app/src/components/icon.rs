//! Icons. The shapes stand once in the document, in [`Sprite`]; an icon refers to one of them.

use crate::prelude::*;

macro_rules! glyphs {
    ($($name:ident = $id:literal, $size:literal);+ $(;)?) => {
        /// A shape of the sprite. The number in a name is its size in pixels, where that is not 20.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($name),+ }
        impl Glyph {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            const fn reference(self) -> &'static str { match self { $(Self::$name => concat!("#i-", $id)),+ } }
            const fn size(self) -> u8 { match self { $(Self::$name => $size),+ } }
        }
    };
}

glyphs! {
    Add = "add", 20;
    Add16 = "add-16", 16;
    App = "app", 20;
    ArrowDown16 = "arrow-down-16", 16;
    ArrowRight16 = "arrow-right-16", 16;
    ArrowUp16 = "arrow-up-16", 16;
    Battery = "battery", 20;
    Bell = "bell", 20;
    BellOff = "bell-off", 20;
    BellOn = "bell-on", 20;
    Bluetooth = "bluetooth", 20;
    Camera = "camera", 20;
    Charging = "charging", 20;
    Check16 = "check-16", 16;
    CheckCircle = "check-circle", 20;
    CheckCircle16 = "check-circle-16", 16;
    ChevronDown = "chevron-down", 20;
    ChevronDown16 = "chevron-down-16", 16;
    ChevronLeft = "chevron-left", 20;
    ChevronRight = "chevron-right", 20;
    ChevronRight16 = "chevron-right-16", 16;
    ChevronUp = "chevron-up", 20;
    Clock16 = "clock-16", 16;
    Columns = "columns", 20;
    Connectors = "connectors", 20;
    ConnectorsOn = "connectors-on", 20;
    Contrast = "contrast", 20;
    Copy = "copy", 20;
    Devices = "devices", 20;
    DevicesOn = "devices-on", 20;
    Dismiss = "dismiss", 20;
    Dismiss16 = "dismiss-16", 16;
    Error = "error", 20;
    Error16 = "error-16", 16;
    Export = "export", 20;
    Flash = "flash", 20;
    FlashOn = "flash-on", 20;
    Groups = "groups", 20;
    GroupsOn = "groups-on", 20;
    History = "history", 20;
    HistoryOn = "history-on", 20;
    Home = "home", 20;
    HomeOn = "home-on", 20;
    Info = "info", 20;
    Laptop = "laptop", 20;
    Lock = "lock", 20;
    Megaphone = "megaphone", 20;
    MegaphoneOn = "megaphone-on", 20;
    Menu = "menu", 20;
    PanelLeft = "panel-left", 20;
    More = "more", 20;
    NoText16 = "no-text-16", 16;
    NotReachable16 = "not-reachable-16", 16;
    Open16 = "open-16", 16;
    PersonKey16 = "person-key-16", 16;
    Phone = "phone", 20;
    Phone24 = "phone-24", 24;
    PhoneOn = "phone-on", 20;
    Pulse = "pulse", 20;
    PulseOn = "pulse-on", 20;
    Refresh = "refresh", 20;
    Roles = "roles", 20;
    RolesOn = "roles-on", 20;
    Search16 = "search-16", 16;
    Search = "search-20", 20;
    Send16 = "send-16", 16;
    Settings = "settings", 20;
    Subtract16 = "subtract-16", 16;
    Tablet = "tablet", 20;
    Torch = "torch", 20;
    Users = "users", 20;
    UsersOn = "users-on", 20;
    Warning = "warning", 20;
    Warning16 = "warning-16", 16;
    Wifi = "wifi", 20;
}

/// A decorative icon: what it means stands in words beside it. `class` adds colour, as `icon--success`.
#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] class: &'static str) -> impl IntoView {
    let size = match glyph.size() {
        16 => "icon icon--16",
        24 => "icon icon--24",
        _ => "icon",
    };
    let class = if class.is_empty() { size.to_owned() } else { format!("{size} {class}") };
    view! {
        <svg class=class aria-hidden="true">
            <use href=glyph.reference()></use>
        </svg>
    }
}

/// Herald's mark.
#[component]
pub fn BrandMark(#[prop(default = "brand__mark")] class: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 32 32" aria-hidden="true">
            <rect class="brand__tile" width="32" height="32" rx="8"></rect>
            <g transform="rotate(-10 16 16)">
                <path class="brand__banner" d="M9.5 14h8.25v11.25l-4.1-2.9-4.15 2.9z"></path>
                <path
                    class="brand__glyph"
                    d="M5 10.6c0-.5.4-.9.9-.9s.9.4.9.9v.55h10.7c4.2 0 6.7-1.7 8.3-4.7.3-.55 1.2-.35 1.2.3v12.1c0 .65-.9.85-1.2.3-1.6-3-4.1-4.7-8.3-4.7H6.8V15c0 .5-.4.9-.9.9S5 15.5 5 15z"
                ></path>
            </g>
        </svg>
    }
}

/// The element that holds the shapes, which is the last of a page.
#[cfg(feature = "ssr")]
pub const SPRITE_ID: &str = "shapes";

/// The shapes, once per document; on the server only, behind the app.
#[cfg(feature = "ssr")]
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <div hidden id=SPRITE_ID inner_html=SPRITE></div> }
}

#[cfg(feature = "ssr")]
const SPRITE: &str = include_str!("icon/sprite.svg");

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_has_a_shape_of_its_size() {
        for glyph in Glyph::ALL {
            let id = &glyph.reference()[1..];
            let size = glyph.size();
            let symbol = format!("<symbol id=\"{id}\" viewBox=\"0 0 {size} {size}\">");
            assert!(SPRITE.contains(&symbol), "{symbol}");
        }
    }

    #[test]
    fn every_shape_is_a_glyph() {
        assert_eq!(SPRITE.matches("<symbol ").count(), Glyph::ALL.len());
    }
}
