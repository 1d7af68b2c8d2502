//! The addresses of the pages, in one place.

use herald_domain::ids::{DeviceId, GroupId, MessageId, RoleId, UserId};

pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
/// Takes the choice of a theme or of a language.
pub const APPEARANCE: &str = "/appearance";
/// Takes the choice of a narrow or a broad navigation.
pub const NAVIGATION: &str = "/navigation";
pub const DEVICES: &str = "/devices";
/// Takes the choice of the columns of All devices.
pub const COLUMNS: &str = "/columns";
/// The devices that its fields `device` name, as a file.
pub const DEVICES_CSV: &str = "/devices.csv";
/// All devices, but only those that can be reached.
pub const REACHABLE_DEVICES: &str = "/devices?reachable=yes";
/// All devices, but only the phones and tablets that cannot be reached: messages are not for computers.
pub const UNREACHABLE_DEVICES: &str = "/devices?platform=mobile&reachable=no";
pub const DEVICE_ACTIONS: &str = "/device-actions";
/// The search over everything.
pub const SEARCH: &str = "/search";
pub const USERS: &str = "/users";
pub const GROUPS: &str = "/groups";
pub const CUSTOM_NOTIFICATIONS: &str = "/tenant/custom-notifications";
/// The devices that a message to the groups in its fields `group` would not reach, as a file.
pub const UNREACHED_CSV: &str = "/tenant/custom-notifications/not-reached.csv";
pub const DELIVERY: &str = "/tenant/delivery";
pub const AUDIT: &str = "/tenant/audit";
pub const AUDIT_CSV: &str = "/tenant/audit.csv";
pub const AUDIT_JSONL: &str = "/tenant/audit.jsonl";
pub const ROLES: &str = "/tenant/roles";
pub const CONNECTORS: &str = "/tenant/connectors";
/// Server-sent events: what changed.
pub const EVENTS: &str = "/events";
pub const PHONES: &str = "/demo/phones";
/// The demo's page of components.
pub const KIT: &str = "/demo/kit";

#[must_use]
pub fn device(id: &DeviceId) -> String {
    format!("/devices/{id}")
}

#[must_use]
pub fn user(id: &UserId) -> String {
    format!("/users/{id}")
}

#[must_use]
pub fn delivery(id: &MessageId) -> String {
    format!("{DELIVERY}/{id}")
}

#[must_use]
pub fn role(id: &RoleId) -> String {
    format!("{ROLES}/{id}")
}

#[must_use]
pub fn group(id: &GroupId) -> String {
    format!("/groups/{id}")
}

/// Custom notifications with the group chosen.
#[must_use]
pub fn message_to_group(id: &GroupId) -> String {
    format!("{CUSTOM_NOTIFICATIONS}?group={id}")
}

/// The file of the devices that a message to these groups would not reach.
#[must_use]
pub fn unreached_csv(groups: &[GroupId]) -> String {
    let fields: Vec<_> = groups.iter().map(|group| format!("group={group}")).collect();
    format!("{UNREACHED_CSV}?{}", fields.join("&"))
}

/// `path`, which may hold a query string of its own, with these fields behind it.
#[must_use]
pub fn address(path: &str, fields: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let mut address = path.to_owned();
    for (name, value) in fields {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(&value));
    }
    address
}

/// Path and fields of an address but for those called `left_out`.
fn without<'a>(address: &'a str, left_out: &'a [&str]) -> (&'a str, impl Iterator<Item = &'a str>) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    // None of our names has to be encoded; one that is might be one of these.
    let stays = move |field: &&str| {
        let name = field.split('=').next().unwrap_or_default();
        !name.is_empty() && !name.contains('%') && !left_out.contains(&name)
    };
    (path, query.split('&').filter(stays))
}

fn joined(path: &str, fields: &[&str]) -> String {
    if fields.is_empty() { path.to_owned() } else { format!("{path}?{}", fields.join("&")) }
}

/// The same address with another page of its list; the first has no number.
#[cfg(feature = "ssr")]
#[must_use]
pub fn on_page(address: &str, page: u64) -> String {
    let number = (page > 1).then(|| format!("page={page}"));
    let (path, kept) = without(address, &["page"]);
    joined(path, &kept.chain(number.as_deref()).collect::<Vec<_>>())
}

/// Where to sign in, and come back to `here` (a path with its query).
#[must_use]
pub fn sign_in_and_return(here: &str) -> String {
    if here == HOME { SIGN_IN.to_owned() } else { format!("{SIGN_IN}?return={}", encode(here)) }
}

/// Percent-encodes everything but letters, digits and `-._~/`.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The address of the same list from its first page, searched for `text`.
#[must_use]
pub fn searched(address: &str, text: &str) -> String {
    let search = (!text.is_empty()).then(|| format!("search={}", encode(text)));
    let (path, kept) = without(address, &["search", "page"]);
    joined(path, &search.as_deref().into_iter().chain(kept).collect::<Vec<_>>())
}

/// A path of this site, for going back after signing in; anything that could lead to another one becomes Home.
#[cfg(feature = "ssr")]
#[must_use]
pub fn local(path: &str) -> &str {
    let safe = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
        && path.parse::<http::Uri>().is_ok_and(|uri| uri.authority().is_none());
    if safe { path } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "ssr")]
    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        let elsewhere =
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"];
        for path in elsewhere.into_iter().chain(["/\n/x", "/a\nb", "/a b", "/\u{7f}", "/\u{85}"]) {
            assert_eq!(local(path), HOME, "{path:?}");
        }
        for here in ["/", "/devices?os=ios&page=2", "/search?q=%C3%A5", "/search?q=å"] {
            assert_eq!(local(here), here);
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn another_page_leaves_the_rest_of_the_address_as_it_is() {
        assert_eq!(on_page("/devices", 2), "/devices?page=2");
        assert_eq!(on_page("/devices?page=9", 1), "/devices");
        assert_eq!(
            on_page("/devices?search=%C3%A5&page=9&p%61ge=8&sort=name", 3),
            "/devices?search=%C3%A5&sort=name&page=3"
        );
    }

    #[test]
    fn a_search_begins_at_the_first_page_and_keeps_the_rest_of_the_address() {
        let here = "/devices?search=old&platform=ios&reachable=yes&page=3";
        assert_eq!(searched(here, "å b"), "/devices?search=%C3%A5%20b&platform=ios&reachable=yes");
        assert_eq!(searched(here, ""), "/devices?platform=ios&reachable=yes");
        assert_eq!(searched("/users?page=2&p%61ge=3", ""), "/users");
        assert_eq!(searched("/groups/x?show=devices", "a"), "/groups/x?search=a&show=devices");
    }

    #[test]
    fn a_return_address_keeps_its_query() {
        assert_eq!(
            sign_in_and_return("/devices?page=2&q=å"),
            "/sign-in?return=/devices%3Fpage%3D2%26q%3D%C3%A5"
        );
        assert_eq!(sign_in_and_return("/"), "/sign-in");
    }
}
