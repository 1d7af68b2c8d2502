//! An island's half of the page context: what the shell wrote on the root element.

use super::{Viewer, Zone};
use crate::{dom, tab, texts::Language};
use herald_domain::Timestamp;
use leptos::prelude::document;

fn attribute(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

pub fn language() -> Language {
    attribute("lang").and_then(|code| Language::from_code(&code)).unwrap_or_default()
}

pub fn viewer() -> Viewer {
    let [user_principal_name, tenant] =
        ["data-user", "data-tenant"].map(|name| attribute(name).unwrap_or_default());
    let [reads_deliveries, reads_members] =
        ["data-reads-deliveries", "data-reads-members"].map(|name| attribute(name).is_some());
    Viewer { user_principal_name, tenant, reads_deliveries, reads_members }
}

/// The present: what comes into an open page is told from now and not from when the page was rendered.
pub fn now() -> Option<Timestamp> {
    Some(tab::now())
}

pub const fn zone() -> Zone {
    Zone::Reader
}

pub fn utc_offset_minutes(at: Timestamp) -> i64 {
    dom::utc_offset_minutes(at)
}
