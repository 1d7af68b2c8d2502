//! What can be wrong with the settings of a sender.

use std::{io, path::PathBuf};

/// Names the setting that has to be changed; never holds key material.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{setting}: cannot read {path}: {source}")]
    Read { setting: &'static str, path: PathBuf, source: io::Error },
    #[error("{setting}: {problem}")]
    Invalid { setting: &'static str, problem: String },
}

impl ConfigError {
    pub(crate) fn invalid(setting: &'static str, problem: impl Into<String>) -> Self {
        Self::Invalid { setting, problem: problem.into() }
    }
}
