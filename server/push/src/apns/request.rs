//! The head of a request to Apple.

use crate::{
    error::ConfigError,
    gateway::{Message, Recipient},
    http2::{Client, Failure, Field, Head, Origin, Reply},
};
use bytes::Bytes;
use herald_domain::{
    Timestamp,
    ids::{DeviceId, MessageId},
    time::DAY_MS,
};
use http::HeaderValue;
use uuid::Uuid;

/// Apple keeps no notification longer.
const STORED_MAX_MS: i64 = 30 * DAY_MS;
/// Longest device token, in hexadecimal digits; today's have 64, and Apple says not to rely on that.
const TOKEN_MAX: usize = 512;

/// What all requests have in common.
pub(super) struct Heads {
    origin: Origin,
    topic: String,
}

/// What one request has of its own.
pub(super) struct Push<'a> {
    common: &'a Heads,
    path: String,
    /// `apns-id`
    id: String,
    collapse_id: &'a str,
    expiration: String,
}

impl Heads {
    pub(super) fn new(origin: Origin, topic: &str) -> Result<Self, ConfigError> {
        let fit = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
        if topic.is_empty() || !topic.bytes().all(fit) {
            return Err(ConfigError::invalid(
                "push.apns.topic",
                "must be a bundle id such as se.example.portal",
            ));
        }
        Ok(Self { origin, topic: topic.to_owned() })
    }

    /// `None` when the token is not hexadecimal.
    pub(super) fn of<'a>(
        &'a self,
        message: &'a Message,
        recipient: &Recipient,
        now: Timestamp,
    ) -> Option<Push<'a>> {
        let token = &recipient.token;
        let hexadecimal =
            (1..=TOKEN_MAX).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !hexadecimal {
            return None;
        }
        // 0 would mean "try once", so what has expired long ago is given the first second of all.
        let expiration = message.expires_at.min(now.plus_ms(STORED_MAX_MS)).seconds().max(1);
        Some(Push {
            common: self,
            path: format!("/3/device/{token}"),
            id: apns_id(&message.id, &recipient.device),
            collapse_id: message.id.as_str(),
            expiration: expiration.to_string(),
        })
    }
}

impl Push<'_> {
    pub(super) async fn send(
        &self,
        client: &Client,
        token: &HeaderValue,
        payload: &Bytes,
    ) -> Result<Reply, Failure> {
        let fields = self.fields(token);
        let authority = self.common.origin.authority.as_str();
        client.exchange(&Head { authority, path: &self.path, fields: &fields }, payload).await
    }

    fn fields<'a>(&'a self, token: &'a HeaderValue) -> [Field<'a>; 7] {
        let repeated = |name, value| Field { name, value, repeats: true };
        [
            repeated("authorization", token.as_bytes()),
            repeated("apns-topic", self.common.topic.as_bytes()),
            repeated("apns-push-type", b"alert"),
            repeated("apns-priority", b"10"),
            repeated("apns-expiration", self.expiration.as_bytes()),
            repeated("apns-collapse-id", self.collapse_id.as_bytes()),
            Field { name: "apns-id", value: self.id.as_bytes(), repeats: false },
        ]
    }
}

/// The same for every try of one message to one device (a name-based UUID, version 5), so that a repeat is known.
fn apns_id(message: &MessageId, device: &DeviceId) -> String {
    let namespace = Uuid::parse_str(message.as_str()).expect("an id is the text of a UUID");
    Uuid::new_v5(&namespace, device.as_str().as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    const NOW: Timestamp = Timestamp(1_799_990_000_000);

    fn heads() -> Heads {
        Heads::new(Origin::parse_bare("https://api.push.apple.com").unwrap(), "se.example.portal").unwrap()
    }
    fn recipient(device: u8, token: &str) -> Recipient {
        Recipient {
            device: format!("0192f3c4-5d6e-7f80-9a1b-{device:012x}").parse().unwrap(),
            token: token.into(),
        }
    }
    fn fields(device: u8) -> Vec<String> {
        let (heads, message) = (heads(), sample::message("Title", "Body"));
        let push = heads.of(&message, &recipient(device, "a1B2"), NOW).unwrap();
        let token = HeaderValue::from_static("bearer t");
        let lines = push.fields(&token).map(|field| {
            let once = if field.repeats { "" } else { " (differs)" };
            format!("{}: {}{once}", field.name, String::from_utf8_lossy(field.value))
        });
        [vec![push.path.clone()], lines.into()].concat()
    }

    #[test]
    fn a_request_carries_the_headers_that_apple_wants() {
        insta::assert_snapshot!(fields(1).join("\n"), @r"
        /3/device/a1B2
        authorization: bearer t
        apns-topic: se.example.portal
        apns-push-type: alert
        apns-priority: 10
        apns-expiration: 1800000000
        apns-collapse-id: 0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071
        apns-id: 2ea51d92-be59-5152-a56b-07b30379a82d (differs)
        ");
    }

    #[test]
    fn b22_apple_is_told_when_the_message_expires_but_never_more_than_30_days() {
        let mut message = sample::message("Title", "Body");
        let expiration = |message: &Message| {
            let heads = heads();
            let head = heads.of(message, &recipient(1, "a1"), NOW).unwrap();
            head.expiration.parse::<i64>().unwrap()
        };
        assert_eq!(expiration(&message), 1_800_000_000);
        message.expires_at = NOW.plus_ms(99 * DAY_MS);
        assert_eq!(expiration(&message), NOW.plus_ms(30 * DAY_MS).seconds());
        message.expires_at = Timestamp(0);
        assert_eq!(expiration(&message), 1);
    }

    #[test]
    fn a_repeat_to_the_same_device_has_the_same_id_and_another_device_another() {
        let id = |device| fields(device).pop().unwrap();
        assert_eq!(id(1), id(1));
        assert_ne!(id(1), id(2));
    }

    #[test]
    fn a_token_that_is_not_hexadecimal_never_becomes_part_of_an_address() {
        let (heads, message) = (heads(), sample::message("Title", "Body"));
        for token in ["", "../../x", "a1/b2", "a1?b", "åå", &"a".repeat(513)] {
            assert!(heads.of(&message, &recipient(1, token), NOW).is_none(), "{token}");
        }
    }

    #[test]
    fn a_topic_that_is_no_bundle_id_is_refused() {
        for topic in ["", "se example", "se.exämple", "a\r\nb"] {
            let origin = Origin::parse_bare("https://localhost").unwrap();
            let error = Heads::new(origin, topic).err().unwrap().to_string();
            assert!(error.starts_with("push.apns.topic: "), "{error}");
        }
    }
}
