//! What every sender of the bench sends, so that all send the same.

use herald_push::simulator::Credentials;
use serde_json::json;
use std::{fs, io, path::Path};

/// A message of common length, and whom it is sent as.
pub fn write(folder: &Path, credentials: &Credentials) -> io::Result<()> {
    let (title, body) = (
        "Brandövning i dag kl. 13",
        "Gå ut på gården när larmet går och samlas vid flaggstången. Hissarna är avstängda under tiden.",
    );
    let message = "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071";
    let settings = json!({
        "key_id": credentials.apns_key_id,
        "team_id": credentials.apns_team_id,
        "topic": "example.herald.portal",
        "project_id": credentials.fcm_project_id,
        "title": title,
        "body": body,
        "message": message,
        "ttl_seconds": 86_400,
        "apns_payload": {
            "aps": { "alert": { "title": title, "body": body }, "sound": "default", "interruption-level": "active" },
            "herald": { "message": message },
        },
        "fcm_message": {
            "notification": { "title": title, "body": body },
            "android": {
                "priority": "HIGH",
                "ttl": "86400s",
                "notification": { "channel_id": "custom-notifications", "tag": message, "visibility": "PRIVATE" },
            },
            "data": { "herald_message": message },
        },
    });
    fs::write(folder.join("settings.json"), format!("{settings:#}\n"))
}
