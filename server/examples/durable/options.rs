//! The command line.

use std::{error::Error, path::PathBuf};

#[derive(Default)]
pub struct Options {
    pub apns_port: u16,
    /// Where `answers` has put its settings.
    pub folder: PathBuf,
    /// Devices in the group.
    pub count: u64,
    /// Messages to one device each, one after the other, instead of one to all.
    pub singles: Option<u64>,
}

impl Options {
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut options = Self::default();
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or("an option needs a value")?;
            match name.as_str() {
                "--apns-port" => options.apns_port = value.parse()?,
                // All drivers are given it.
                "--fcm-port" => {}
                "--folder" => options.folder = value.into(),
                "--count" => options.count = value.parse()?,
                "--singles" => options.singles = Some(value.parse()?),
                _ => return Err(format!("{name} is no option").into()),
            }
        }
        Ok(options)
    }
}
