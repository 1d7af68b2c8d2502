//! Devices as a file for spreadsheets, in the words and with the columns of All devices.

use crate::{components::moment::iso, context::use_texts};
use herald_domain::{csv, device::DeviceRow};
use http::request::Parts;
use leptos::prelude::{Owner, provide_context};

/// The whole file, in the language that the request asks for: a byte-order mark, which tells Excel that it is UTF-8, a
/// line of heads, and a line for each device.
#[must_use]
pub fn file(asked: Parts, rows: &[DeviceRow]) -> String {
    Owner::new().with(|| {
        provide_context(asked);
        let texts = use_texts();
        let labels = &texts.devices;
        let heads = [
            labels.name,
            labels.managed_by,
            labels.ownership,
            labels.compliance,
            labels.os,
            labels.os_version,
            labels.primary_user,
            labels.last_check_in,
            labels.reachable,
        ];
        let lines = rows.iter().map(|row| {
            let reasons: Vec<_> = row.reasons.iter().map(|reason| texts.common.reason(reason)).collect();
            let reachable =
                if reasons.is_empty() { texts.common.yes.to_owned() } else { reasons.join(" · ") };
            line([
                &row.name,
                &row.managed_by,
                texts.common.ownership(row.ownership),
                texts.common.compliance(row.compliance),
                texts.common.platform(row.platform),
                &row.os_version,
                &row.user,
                &row.last_check_in.map(iso).unwrap_or_default(),
                &reachable,
            ])
        });
        std::iter::once(format!("\u{feff}{}", line(heads))).chain(lines).collect()
    })
}

fn line(cells: [&str; 9]) -> String {
    cells.map(csv::cell).join(",") + "\r\n"
}
