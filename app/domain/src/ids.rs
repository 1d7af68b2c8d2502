//! Identifiers. Each is the text of a UUID in lower case, so that it means the same in SQL, JSON and a URL.

use serde::{Deserialize, Deserializer, Serialize};
use std::{fmt, str::FromStr};

/// The text is not 32 hexadecimal digits in the groups 8-4-4-4-12, or all of them are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id: expected a UUID such as 0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071")
    }
}
impl std::error::Error for NotAnId {}

/// The UUID that RFC 9562 keeps free of any meaning.
const NIL: &str = "00000000-0000-0000-0000-000000000000";

fn canonical(text: &str) -> Result<String, NotAnId> {
    let well_formed = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    if well_formed && text != NIL { Ok(text.to_ascii_lowercase()) } else { Err(NotAnId) }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
            #[must_use]
            pub fn into_string(self) -> String { self.0 }
            /// Stands for what is no id, and is the id of nothing.
            #[must_use]
            pub fn of_nothing() -> Self { Self(NIL.to_owned()) }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { canonical(text).map(Self) }
        }
        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> { canonical(&text).map(Self) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.try_into().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// An organisation. Every row belongs to one.
    TenantId,
    UserId,
    GroupId,
    DeviceId,
    RoleId,
    AssignmentId,
    /// One message, from Create or Send to its last delivery.
    MessageId,
    /// One act of sending a text to several devices.
    BulkId,
    /// Up to 500 recipients of one message that are claimed and acknowledged together.
    BatchId,
    AuditId,
    /// One process of an installation that shares its database with others.
    NodeId,
}

/// An act's progress is asked for like a message's.
impl From<BulkId> for MessageId {
    fn from(act: BulkId) -> Self {
        Self(act.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_in_lower_case() {
        let id: UserId = "0192F3C4-5D6E-7F80-9A1B-2C3D4E5F6071".parse().unwrap();
        assert_eq!(id.as_str(), "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "../../etc/passwd",
            "0192f3c45d6e7f809a1b2c3d4e5f6071",
            "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f607é",
            DeviceId::of_nothing().as_str(),
        ] {
            assert_eq!(text.parse::<DeviceId>(), Err(NotAnId), "{text}");
        }
        assert!(serde_json::from_str::<GroupId>("\"x\"").is_err());
    }
}
