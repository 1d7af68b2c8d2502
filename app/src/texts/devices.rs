//! Texts of All devices and of a device's Overview.

#[derive(Debug)]
pub struct DevicesTexts {
    pub title: &'static str,
}

pub const EN: DevicesTexts = DevicesTexts { title: "All devices" };
pub const SV: DevicesTexts = DevicesTexts { title: "Alla enheter" };
