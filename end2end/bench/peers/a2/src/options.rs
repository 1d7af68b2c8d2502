//! The command line, and what suits a2.

use std::{env, error::Error, path::PathBuf};

pub struct Options {
    pub port: u16,
    pub folder: PathBuf,
    /// Measured sends; a warm-up comes before them.
    pub count: u64,
    /// Each has one connection.
    pub clients: usize,
    pub at_once: usize,
}

impl Options {
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let number = |name: &str, usual| env::var(name).map_or(Ok(usual), |value| value.parse());
        let mut options = Self {
            port: 0,
            folder: PathBuf::new(),
            count: 0,
            clients: number("CLIENTS", 2)?,
            at_once: number("WORKERS", 100)?,
        };
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or("an option needs a value")?;
            match name.as_str() {
                "--apns-port" => options.port = value.parse()?,
                "--fcm-port" => {}
                "--folder" => options.folder = value.into(),
                "--count" => options.count = value.parse()?,
                _ => return Err(format!("{name} is no option").into()),
            }
        }
        Ok(options)
    }
}
