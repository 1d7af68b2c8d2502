//! A device's Overview (B32), with the pane that sends it a message (B14).

mod actions;
mod commands;
mod essentials;
mod overview;
mod receiving;

use crate::prelude::*;
use crate::{api::devices::get_device, layout::by_id::page_by_id, posted::use_posted};
use leptos_router::hooks::use_query_map;
use overview::Overview;

#[component]
pub fn DevicePage() -> impl IntoView {
    // Open when the address says so, and when a form came back from the server with an error.
    let asked = use_query_map().with_untracked(|query| query.get("send").is_some());
    let open = asked || use_posted().is_some();
    page_by_id(get_device, move |detail| view! { <Overview detail open/> })
}

#[cfg(test)]
pub mod tests {
    use herald_domain::{
        Timestamp,
        device::{Compliance, DeviceDetail, DeviceRow, Ownership, Platform, Reasons},
        limits::Quota,
    };

    /// An iPhone that can be reached, to which three messages went this hour.
    pub fn device() -> DeviceDetail {
        DeviceDetail {
            row: DeviceRow {
                id: "00000000-0000-7000-8000-0000000000d1".parse().unwrap(),
                name: "NHK-IPH-0412".into(),
                managed_by: "MDM".into(),
                ownership: Ownership::Corporate,
                compliance: Compliance::Compliant,
                platform: Platform::Ios,
                os_version: "26.1".into(),
                model: "iPhone 15".into(),
                user: "Maja Öberg".into(),
                last_check_in: Some(Timestamp(1_795_528_680_000)),
                reasons: Reasons::default(),
            },
            management_name: "maja.oberg_iPhone".into(),
            user_id: None,
            user_principal_name: "maja.oberg@nordhamn.example".into(),
            enrolled_by: "Maja Öberg".into(),
            serial_number: "F17XK0412NH".into(),
            imei: String::new(),
            phone_number: "******9522".into(),
            manufacturer: "Apple".into(),
            enrolled_at: None,
            actions: vec![],
            quota: Quota { max: 10, used: 3, next_free: None, oldest_frees: Some(Timestamp(90 * 60_000)) },
            may_send: true,
        }
    }
}
