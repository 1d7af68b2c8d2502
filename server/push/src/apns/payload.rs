//! What an iPhone or iPad gets: small enough for Apple, and enough for the portal app.

use crate::gateway::Message;
use bytes::Bytes;
use serde::Serialize;

/// The system shows `alert` by itself, and gives all of it to the app when that is open, so that it can show the
/// message instead (B25).
#[derive(Serialize)]
struct Payload<'a> {
    aps: Aps<'a>,
    herald: Own<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Aps<'a> {
    alert: Alert<'a>,
    sound: &'static str,
    interruption_level: &'static str,
}

#[derive(Serialize)]
struct Alert<'a> {
    title: &'a str,
    body: &'a str,
}

/// By this the portal app knows a message of ours, and a repeat of it.
#[derive(Serialize)]
struct Own<'a> {
    message: &'a str,
}

/// At most 4,096 bytes for every legal notification, because text is written as raw UTF-8 (B2).
pub(super) fn build(message: &Message) -> Bytes {
    let payload = Payload {
        aps: Aps {
            alert: Alert { title: message.text.title(), body: message.text.body() },
            sound: "default",
            interruption_level: "active",
        },
        herald: Own { message: message.id.as_str() },
    };
    serde_json::to_vec(&payload).expect("strings are always JSON").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use proptest::prelude::*;

    #[test]
    fn b25_the_payload_can_be_shown_by_the_system_and_by_the_app() {
        let message = sample::message("Café", "Line 1\nLine 2 \"quoted\"");
        insta::assert_snapshot!(String::from_utf8(build(&message).into()).unwrap(), @r#"{"aps":{"alert":{"title":"Café","body":"Line 1\nLine 2 \"quoted\""},"sound":"default","interruption-level":"active"},"herald":{"message":"0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071"}}"#);
    }

    proptest! {
        #[test]
        fn b2_every_legal_notification_fits(text in sample::largest()) {
            prop_assert!(build(&text).len() <= 4096);
        }
    }
}
