//! The provider token: one JWT for all connections, renewed as seldom as Apple demands.
//!
//! What it says depends on the time alone, and it is signed without chance (RFC 6979): so after a restart, and on every
//! other node, it is the very same token, and all of them renew it at the same moment, without having to talk. A process
//! that began shortly before such a moment keeps its first token a little longer.

use super::ApnsConfig;
use crate::error::ConfigError;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use herald_domain::{Timestamp, time::Clock};
use http::HeaderValue;
use p256::{
    ecdsa::{Signature, SigningKey, signature::Signer},
    pkcs8::DecodePrivateKey,
};
use secrecy::{ExposeSecret, SecretString};
use std::sync::{Arc, Mutex, PoisonError};

/// Tokens are dated to full and half hours, and each follows the one before: Apple refuses those older than 60 minutes,
/// and a new one sooner than 20 after the last.
const STEP_S: i64 = 30 * 60;
/// How old a token is when it is used first, so that it is not from the future where a clock runs late.
const OLD_AT_FIRST_S: i64 = 5 * 60;
/// A process uses a token for at least so long.
const KEPT_S: i64 = 20 * 60;
/// A token that is so much ahead of the clock was made before that was set back.
const AHEAD_MAX_S: i64 = 20 * 60;

pub(super) struct ProviderToken {
    key: SigningKey,
    key_id: String,
    team_id: String,
    clock: Arc<dyn Clock>,
    current: Mutex<Minted>,
}

#[derive(Clone)]
struct Minted {
    header: HeaderValue,
    /// Seconds since the epoch.
    issued_at: i64,
    /// When this process took it into use, in seconds since the epoch.
    used_from: i64,
}

impl ProviderToken {
    pub(super) fn read(config: &ApnsConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        check_id("push.apns.key_id", &config.key_id)?;
        check_id("push.apns.team_id", &config.team_id)?;
        let pem = std::fs::read_to_string(&config.key_file).map(SecretString::from).map_err(|source| {
            ConfigError::Read { setting: "push.apns.key_file", path: config.key_file.clone(), source }
        })?;
        let key = SigningKey::from_pkcs8_pem(pem.expose_secret()).map_err(|_| {
            let problem =
                format!("{} is not a private key as Apple issues it (.p8)", config.key_file.display());
            ConfigError::invalid("push.apns.key_file", problem)
        })?;
        let first = mint(&key, &config.key_id, &config.team_id, clock.now());
        Ok(Self {
            key,
            key_id: config.key_id.clone(),
            team_id: config.team_id.clone(),
            clock,
            current: Mutex::new(first),
        })
    }

    /// The value of `authorization`.
    pub(super) fn current(&self) -> HeaderValue {
        self.newest(|used_for| used_for >= KEPT_S)
    }

    /// A newer token than `refused`, if there is one.
    pub(super) fn after_refusal(&self, refused: &HeaderValue) -> Option<HeaderValue> {
        let header = self.newest(|_| true);
        (header != *refused).then_some(header)
    }

    /// The newest token, provided that the one before was used for long enough.
    fn newest(&self, long_enough: impl Fn(i64) -> bool) -> HeaderValue {
        let now = self.clock.now();
        let newest = issued_at(now);
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = newest > current.issued_at && long_enough(now.seconds() - current.used_from);
        if newer || newest <= current.issued_at - AHEAD_MAX_S - STEP_S {
            *current = mint(&self.key, &self.key_id, &self.team_id, now);
        }
        current.header.clone()
    }
}

fn check_id(setting: &'static str, id: &str) -> Result<(), ConfigError> {
    let fit = id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if fit {
        Ok(())
    } else {
        Err(ConfigError::invalid(setting, "must be the 10 letters and digits that Apple gave it"))
    }
}

fn issued_at(now: Timestamp) -> i64 {
    (now.seconds() - OLD_AT_FIRST_S).div_euclid(STEP_S) * STEP_S
}

/// Both ids are letters and digits, so they need no escaping.
fn mint(key: &SigningKey, key_id: &str, team_id: &str, now: Timestamp) -> Minted {
    let issued_at = issued_at(now);
    let part = |json: String| URL_SAFE_NO_PAD.encode(json);
    let header = part(format!(r#"{{"alg":"ES256","kid":"{key_id}"}}"#));
    let claims = part(format!(r#"{{"iss":"{team_id}","iat":{issued_at}}}"#));
    let signature: Signature = key.sign(format!("{header}.{claims}").as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
    let header = format!("bearer {header}.{claims}.{signature}");
    let mut header = HeaderValue::from_str(&header).expect("a JWT is base64url and dots");
    header.set_sensitive(true);
    Minted { header, issued_at, used_from: now.seconds() }
}

#[cfg(test)]
mod tests;
