//! What this tab of the browser keeps to itself, and the small things that only a browser has.
//!
//! `sessionStorage` never reaches the server and ends with the tab. What is kept there belongs to one administrator:
//! whoever signs in next in the same tab does not find it.

use crate::json;
use herald_domain::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Something kept, and whose it is (user principal name).
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    owner: String,
    value: T,
}

/// What `owner` kept under `key`; what somebody else left there is destroyed.
#[must_use]
pub fn recall<T: DeserializeOwned>(key: &str, owner: &str) -> Option<T> {
    let text = storage::get(key)?;
    match json::read::<Kept<T>>(&text) {
        Ok(kept) if kept.owner == owner => Some(kept.value),
        _ => {
            forget(key);
            None
        }
    }
}

/// Keeps `value`. A browser without storage keeps nothing, and everything else goes on working.
pub fn keep<T: Serialize>(key: &str, owner: &str, value: &T) {
    let kept = Kept { owner: owner.to_owned(), value };
    match serde_json::to_string(&kept) {
        Ok(text) => storage::set(key, &text),
        Err(_) => forget(key),
    }
}

/// Destroys what others left in this tab. Called when `owner` is known to be signed in.
pub fn forget_others(owner: &str) {
    #[derive(Deserialize)]
    struct Owned {
        owner: String,
    }
    for key in storage::keys() {
        let kept = storage::get(&key).and_then(|text| json::read::<Owned>(&text).ok());
        if kept.is_none_or(|kept| kept.owner != owner) {
            forget(&key);
        }
    }
}

/// Destroys everything that was left in this tab.
pub fn forget_all() {
    for key in storage::keys() {
        forget(&key);
    }
}

pub fn forget(key: &str) {
    storage::remove(key);
}

/// A new idempotency key (B20): 128 random bits in hexadecimal. The server keeps a digest of the message's text under
/// it, so it must not be guessed.
#[must_use]
pub fn fresh_key() -> String {
    let [high, low] = random::bits();
    format!("{high:016x}{low:016x}")
}

/// The browser's clock; the epoch on the server, where the present comes with the request.
#[must_use]
pub fn now() -> Timestamp {
    #[cfg(feature = "hydrate")]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole numbers below 2^53"
    )]
    return Timestamp(js_sys::Date::now() as i64);
    #[cfg(not(feature = "hydrate"))]
    Timestamp(0)
}

#[cfg(feature = "hydrate")]
mod storage {
    fn storage() -> Option<web_sys::Storage> {
        leptos::prelude::window().session_storage().ok().flatten()
    }
    pub fn get(key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }
    /// Herald's own.
    pub fn keys() -> Vec<String> {
        let Some(storage) = storage() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        let keys = (0..count).filter_map(|at| storage.key(at).ok().flatten());
        keys.filter(|key| key.starts_with("herald.")).collect()
    }
    pub fn set(key: &str, text: &str) {
        if storage().is_some_and(|storage| storage.set_item(key, text).is_err()) {
            leptos::logging::warn!("the tab's storage is full, so a reload will not keep this");
        }
    }
    pub fn remove(key: &str) {
        if storage().is_some_and(|storage| storage.remove_item(key).is_err()) {
            leptos::logging::warn!("the tab's storage cannot be changed");
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod storage {
    pub fn get(_: &str) -> Option<String> {
        None
    }
    pub fn keys() -> Vec<String> {
        Vec::new()
    }
    pub fn set(_: &str, _: &str) {}
    pub fn remove(_: &str) {}
}

#[cfg(feature = "hydrate")]
mod random {
    /// From the browser's generator, which pages without TLS have too.
    pub fn bits() -> [u64; 2] {
        let mut bytes = [0u8; 16];
        let filled = leptos::prelude::window()
            .crypto()
            .is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
        if filled {
            let word =
                |at: usize| bytes[at..at + 8].iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            return [word(0), word(8)];
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 2^32 - 1")]
        let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        let word = || u64::from(part()) << 32 | u64::from(part());
        [word(), word()]
    }
}

#[cfg(all(feature = "ssr", not(feature = "hydrate")))]
mod random {
    /// From a generator for secrets: whoever does not have the key must not guess it.
    pub fn bits() -> [u64; 2] {
        rand::random()
    }
}

#[cfg(not(any(feature = "hydrate", feature = "ssr")))]
mod random {
    /// Neither a browser nor a server: nobody to make a key for.
    pub fn bits() -> [u64; 2] {
        [0; 2]
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    #[test]
    fn b20_every_key_is_another_one() {
        let keys: std::collections::HashSet<String> = (0..1_000).map(|_| fresh_key()).collect();
        assert_eq!(keys.len(), 1_000);
        assert!(keys.iter().all(|key| key.len() == 32));
    }
}
