//! The command line.

use std::{error::Error, path::PathBuf};

#[derive(Default)]
pub struct Options {
    /// To Google instead of Apple.
    pub fcm: bool,
    pub apns_port: u16,
    pub fcm_port: u16,
    pub folder: PathBuf,
    /// Measured sends; a warm-up comes before them.
    pub count: u64,
}

impl Options {
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut options = Self::default();
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or("an option needs a value")?;
            match name.as_str() {
                "--service" => options.fcm = value == "fcm",
                "--apns-port" => options.apns_port = value.parse()?,
                "--fcm-port" => options.fcm_port = value.parse()?,
                "--folder" => options.folder = value.into(),
                "--count" => options.count = value.parse()?,
                _ => return Err(format!("{name} is no option").into()),
            }
        }
        Ok(options)
    }

    pub const fn name(&self) -> &'static str {
        if self.fcm { "Herald, bare FCM sender" } else { "Herald, bare APNs sender" }
    }
}
