//! Telling a repeated request from another message under the same idempotency key (B20), without keeping anything from
//! which a text could be guessed (B22).
//!
//! Key and text are stored as digests under the key itself, which stays with the sender. So the digest may outlive the
//! text, if nobody can guess the key either. Of any other key only its own digest is kept; then the first message's
//! sealed text decides while it exists, and after that a repeat answers with the first message whatever its text.

use aws_lc_rs::hmac;
use herald_domain::text::Notification;
use herald_store::RepeatKey;
use std::fmt::Write;

/// None for the empty key, which asks for no such thing.
pub fn repeat_key(key: &str, text: &Notification) -> Option<RepeatKey> {
    (!key.is_empty()).then(|| RepeatKey {
        key: digest(key, &["key"]),
        text: is_random(key).then(|| digest(key, &["text", text.title(), text.body()])),
    })
}

/// HMAC-SHA-256 in hexadecimal. No part runs into the next: each comes with its length.
fn digest(key: &str, parts: &[&str]) -> String {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()));
    for part in parts {
        context.update(&(part.len() as u64).to_le_bytes());
        context.update(part.as_bytes());
    }
    context.sign().as_ref().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _written = write!(hex, "{byte:02x}");
        hex
    })
}

/// Whether a key's form says that it was drawn at random: 128 bits in hexadecimal, as our pages make them, or a UUID of
/// version 4.
fn is_random(key: &str) -> bool {
    let ours = key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    let uuid = || key.len() == 36 && uuid::Uuid::try_parse(key).is_ok_and(|id| id.get_version_num() == 4);
    ours || uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::text::Draft;

    const FORM: &str = "0123456789abcdef0123456789abcdef";

    fn text(title: &str, body: &str) -> Notification {
        Notification::parse(&Draft { title: title.into(), body: body.into() }).unwrap()
    }
    fn of_text(key: &str, title: &str, body: &str) -> Option<String> {
        repeat_key(key, &text(title, body)).unwrap().text
    }

    #[test]
    fn b20_the_same_text_has_the_same_digest_and_any_other_another() {
        assert_eq!(of_text(FORM, "Snow", "Stay home."), of_text(FORM, "Snow", "Stay home."));
        for (title, body) in [("Snow", "Stay home!"), ("SnowS", "tay home."), ("Sno", "wStay home.")] {
            assert_ne!(of_text(FORM, "Snow", "Stay home."), of_text(FORM, title, body), "{title} {body}");
        }
    }

    #[test]
    fn b22_without_the_key_nothing_stored_shows_or_tests_a_text() {
        let stored = repeat_key(FORM, &text("Snow", "Stay home.")).unwrap();
        assert!(!format!("{stored:?}").contains(FORM) && !format!("{stored:?}").contains("Snow"));
        assert_ne!(
            of_text(FORM, "Snow", "Stay home."),
            of_text(&FORM.replace('0', "f"), "Snow", "Stay home.")
        );
        assert_ne!(Some(stored.key), stored.text);
    }

    #[test]
    fn b22_a_key_that_could_be_guessed_leaves_no_digest_of_the_text() {
        assert!(of_text("f81d4fae-7dec-4d0a-a765-00a0c91e6bf6", "t", "b").is_some(), "a random UUID");
        for key in
            ["1", "order-4711", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", &"x".repeat(32), &"a".repeat(33)]
        {
            assert_eq!(of_text(key, "t", "b"), None, "{key}");
        }
        assert_eq!(repeat_key("", &text("t", "b")), None);
    }
}
