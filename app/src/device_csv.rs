//! Devices as a file for spreadsheets, in the words and with the columns of All devices.

use crate::{components::moment::iso, context::use_texts, texts::Texts};
use herald_domain::{csv, device::DeviceRow};
use http::request::Parts;
use leptos::prelude::{Owner, provide_context};

/// A file in one language: its head, then lines, all at once or piece by piece.
#[derive(Clone, Copy)]
pub struct DeviceCsv(&'static Texts);

impl DeviceCsv {
    /// In the language that the request asks for.
    #[must_use]
    pub fn asked_by(request: Parts) -> Self {
        Owner::new().with(|| {
            provide_context(request);
            Self(use_texts())
        })
    }

    /// A byte-order mark, which tells Excel that it is UTF-8, and a line of heads.
    #[must_use]
    pub fn head(self) -> String {
        let labels = &self.0.devices;
        let heads = line([
            labels.name,
            labels.managed_by,
            labels.ownership,
            labels.compliance,
            labels.os,
            labels.os_version,
            labels.primary_user,
            labels.last_check_in,
            labels.reachable,
        ]);
        format!("\u{feff}{heads}")
    }

    /// A line for each device.
    #[must_use]
    pub fn lines(self, rows: &[DeviceRow]) -> String {
        let texts = &self.0.common;
        let device = |row: &DeviceRow| {
            let reasons: Vec<_> = row.reasons.iter().map(|reason| texts.reason(reason)).collect();
            let reachable = if reasons.is_empty() { texts.yes.to_owned() } else { reasons.join(" · ") };
            line([
                &row.name,
                &row.managed_by,
                texts.ownership(row.ownership),
                texts.compliance(row.compliance),
                texts.platform(row.platform),
                &row.os_version,
                &row.user,
                &row.last_check_in.map(iso).unwrap_or_default(),
                &reachable,
            ])
        };
        rows.iter().map(device).collect()
    }
}

fn line(cells: [&str; 9]) -> String {
    cells.map(csv::cell).join(",") + "\r\n"
}
