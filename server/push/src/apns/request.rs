//! The head of a request to Apple.

use crate::{
    error::ConfigError,
    gateway::{Message, Recipient},
    http2::Origin,
};
use herald_domain::{
    Timestamp,
    ids::{DeviceId, MessageId},
    time::DAY_MS,
};
use http::{HeaderName, HeaderValue, Method, Request, Uri, header::AUTHORIZATION};
use uuid::Uuid;

/// Apple keeps no notification longer.
const STORED_MAX_MS: i64 = 30 * DAY_MS;
/// Longest device token, in hexadecimal digits; today's have 64, and Apple says not to rely on that.
const TOKEN_MAX: usize = 512;

const PUSH_TYPE: HeaderName = HeaderName::from_static("apns-push-type");
const PRIORITY: HeaderName = HeaderName::from_static("apns-priority");
const TOPIC: HeaderName = HeaderName::from_static("apns-topic");
const EXPIRATION: HeaderName = HeaderName::from_static("apns-expiration");
const COLLAPSE_ID: HeaderName = HeaderName::from_static("apns-collapse-id");
const ID: HeaderName = HeaderName::from_static("apns-id");

/// What all requests have in common.
pub(super) struct Heads {
    origin: Origin,
    topic: HeaderValue,
}

/// What one request has of its own.
pub(super) struct Head<'a> {
    common: &'a Heads,
    uri: Uri,
    id: HeaderValue,
    collapse_id: HeaderValue,
    expiration: HeaderValue,
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
        let topic = HeaderValue::from_str(topic).expect("letters, digits, dots and hyphens fit a header");
        Ok(Self { origin, topic })
    }

    /// `None` when the token is not hexadecimal.
    pub(super) fn of(&self, message: &Message, recipient: &Recipient, now: Timestamp) -> Option<Head<'_>> {
        let token = &recipient.token;
        let hexadecimal =
            (1..=TOKEN_MAX).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !hexadecimal {
            return None;
        }
        // 0 would mean "try once", so what has expired long ago is given the first second of all.
        let expiration = message.expires_at.min(now.plus_ms(STORED_MAX_MS)).seconds().max(1);
        Some(Head {
            common: self,
            uri: self.origin.uri(&format!("/3/device/{token}")).ok()?,
            id: text(&apns_id(&message.id, &recipient.device)),
            collapse_id: text(message.id.as_str()),
            expiration: HeaderValue::from(expiration),
        })
    }
}

impl Head<'_> {
    pub(super) fn request(&self, token: &HeaderValue) -> Request<()> {
        let mut request = Request::new(());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, token.clone());
        headers.insert(TOPIC, self.common.topic.clone());
        headers.insert(PUSH_TYPE, HeaderValue::from_static("alert"));
        headers.insert(PRIORITY, HeaderValue::from_static("10"));
        headers.insert(EXPIRATION, self.expiration.clone());
        headers.insert(COLLAPSE_ID, self.collapse_id.clone());
        headers.insert(ID, self.id.clone());
        request
    }
}

fn text(id: &str) -> HeaderValue {
    HeaderValue::from_str(id).expect("ids are hexadecimal digits and hyphens")
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
    fn request(device: u8) -> Request<()> {
        let (heads, message) = (heads(), sample::message("Title", "Body"));
        heads
            .of(&message, &recipient(device, "a1B2"), NOW)
            .unwrap()
            .request(&HeaderValue::from_static("bearer t"))
    }

    #[test]
    fn a_request_carries_the_headers_that_apple_wants() {
        let request = request(1);
        let lines: Vec<_> = request
            .headers()
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        insta::assert_snapshot!(format!("{} {}\n{}", request.method(), request.uri(), lines.join("\n")), @r"
        POST https://api.push.apple.com/3/device/a1B2
        authorization: bearer t
        apns-topic: se.example.portal
        apns-push-type: alert
        apns-priority: 10
        apns-expiration: 1800000000
        apns-collapse-id: 0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071
        apns-id: 2ea51d92-be59-5152-a56b-07b30379a82d
        ");
    }

    #[test]
    fn b22_apple_is_told_when_the_message_expires_but_never_more_than_30_days() {
        let mut message = sample::message("Title", "Body");
        let expiration = |message: &Message| {
            let heads = heads();
            let head = heads.of(message, &recipient(1, "a1"), NOW).unwrap();
            head.expiration.to_str().unwrap().parse::<i64>().unwrap()
        };
        assert_eq!(expiration(&message), 1_800_000_000);
        message.expires_at = NOW.plus_ms(99 * DAY_MS);
        assert_eq!(expiration(&message), NOW.plus_ms(30 * DAY_MS).seconds());
        message.expires_at = Timestamp(0);
        assert_eq!(expiration(&message), 1);
    }

    #[test]
    fn a_repeat_to_the_same_device_has_the_same_id_and_another_device_another() {
        let id = |device| request(device).headers()[ID].clone();
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
