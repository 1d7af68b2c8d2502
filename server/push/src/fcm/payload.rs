//! What an Android device gets: small enough for Google, and enough for the portal app.

use crate::gateway::{Message, Recipient};
use bytes::Bytes;
use herald_domain::Timestamp;
use serde::Serialize;

/// Google keeps no message longer, in seconds.
const TTL_MAX_S: i64 = 28 * 24 * 60 * 60;
/// The portal app creates this notification channel.
const CHANNEL: &str = "custom-notifications";

#[derive(Serialize)]
struct Envelope<'a> {
    message: Body<'a>,
}

/// The system shows `notification` by itself, and gives it to the app instead when that is open (B25).
#[derive(Serialize)]
struct Body<'a> {
    token: &'a str,
    notification: Notification<'a>,
    android: Android<'a>,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Notification<'a> {
    title: &'a str,
    body: &'a str,
}

/// Without `collapse_key`: a device keeps at most four of them, and messages of others would be dropped. The `tag`
/// makes a repeat replace what is shown.
#[derive(Serialize)]
struct Android<'a> {
    priority: &'static str,
    ttl: String,
    notification: Shown<'a>,
}

#[derive(Serialize)]
struct Shown<'a> {
    channel_id: &'static str,
    tag: &'a str,
    visibility: &'static str,
}

/// By this the portal app knows a message of ours, and a repeat of it.
#[derive(Serialize)]
struct Data<'a> {
    herald_message: &'a str,
}

/// At most 4,096 bytes without the token for every legal notification, because text is written as raw UTF-8 (B2).
/// Built for each send, because the token is in it: that takes about a microsecond.
pub(super) fn build(message: &Message, recipient: &Recipient, now: Timestamp) -> Bytes {
    let id = message.id.as_str();
    let ttl = message.expires_at.seconds().saturating_sub(now.seconds()).clamp(0, TTL_MAX_S);
    let envelope = Envelope {
        message: Body {
            token: &recipient.token,
            notification: Notification { title: message.text.title(), body: message.text.body() },
            android: Android {
                priority: "HIGH",
                ttl: format!("{ttl}s"),
                notification: Shown { channel_id: CHANNEL, tag: id, visibility: "PRIVATE" },
            },
            data: Data { herald_message: id },
        },
    };
    serde_json::to_vec(&envelope).expect("strings are always JSON").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use herald_domain::time::{DAY_MS, HOUR_MS};
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_799_999_000_000);

    fn json(message: &Message, token: &str) -> String {
        let device = "0192f3c4-5d6e-7f80-9a1b-000000000001".parse().unwrap();
        String::from_utf8(build(message, &Recipient { device, token: token.into() }, NOW).into()).unwrap()
    }

    #[test]
    fn b25_the_payload_can_be_shown_by_the_system_and_by_the_app() {
        let message = sample::message("Café", "Line 1\nLine 2 \"quoted\"");
        insta::assert_snapshot!(json(&message, "t:o-k_en"), @r#"{"message":{"token":"t:o-k_en","notification":{"title":"Café","body":"Line 1\nLine 2 \"quoted\""},"android":{"priority":"HIGH","ttl":"1000s","notification":{"channel_id":"custom-notifications","tag":"0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071","visibility":"PRIVATE"}},"data":{"herald_message":"0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071"}}}"#);
    }

    #[test]
    fn b22_google_is_told_how_long_to_try() {
        let ttl = |ms: i64| {
            let message = Message { expires_at: NOW.plus_ms(ms), ..sample::message("Title", "Body") };
            let json: serde_json::Value = serde_json::from_str(&json(&message, "t")).unwrap();
            json["message"]["android"]["ttl"].as_str().unwrap().to_owned()
        };
        assert_eq!(ttl(HOUR_MS), "3600s");
        assert_eq!(ttl(-HOUR_MS), "0s");
        assert_eq!(ttl(99 * DAY_MS), "2419200s");
    }

    #[test]
    fn a_token_with_quotes_stays_a_string() {
        let json = json(&sample::message("Title", "Body"), "a\",\"x\":\"");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["message"]["token"], "a\",\"x\":\"");
    }

    proptest! {
        #[test]
        fn b2_every_legal_notification_fits(text in sample::largest()) {
            prop_assert!(json(&text, "").len() <= 4096);
        }
    }
}
