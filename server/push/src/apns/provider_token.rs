//! The provider token: one JWT for all connections, renewed as seldom as Apple demands.

use super::ApnsConfig;
use crate::error::ConfigError;
use herald_domain::{Timestamp, time::Clock};
use http::HeaderValue;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};

/// Apple refuses tokens older than 60 minutes.
const RENEW_AFTER_S: i64 = 50 * 60;
/// Apple refuses a new token sooner than this after the last.
const RENEW_AT_MOST_EVERY_S: i64 = 20 * 60;
/// Tokens are dated to full and half hours. So a restart, or another node, names the same time as this process instead
/// of a slightly newer one, and renewals are at least 20 minutes apart without the nodes having to talk.
const GRID_S: i64 = 30 * 60;

pub(super) struct ProviderToken {
    key: EncodingKey,
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
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    iat: i64,
}

impl ProviderToken {
    pub(super) fn read(config: &ApnsConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        check_id("push.apns.key_id", &config.key_id)?;
        check_id("push.apns.team_id", &config.team_id)?;
        let pem = std::fs::read_to_string(&config.key_file).map(SecretString::from).map_err(|source| {
            ConfigError::Read { setting: "push.apns.key_file", path: config.key_file.clone(), source }
        })?;
        let wrong = |_| {
            let problem =
                format!("{} is not a private key as Apple issues it (.p8)", config.key_file.display());
            ConfigError::invalid("push.apns.key_file", problem)
        };
        let key = EncodingKey::from_ec_pem(pem.expose_secret().as_bytes()).map_err(wrong)?;
        let first = mint(&key, &config.key_id, &config.team_id, clock.now()).map_err(wrong)?;
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
        let now = self.clock.now();
        self.update(|minted| {
            let age = now.seconds() - minted.issued_at;
            // A token from the future was made before the clock was set back.
            age >= RENEW_AFTER_S || age <= -RENEW_AT_MOST_EVERY_S
        })
    }

    /// A newer token than `refused`, if there is one or one may be made already.
    pub(super) fn after_refusal(&self, refused: &HeaderValue) -> Option<HeaderValue> {
        let newest = issued_at(self.clock.now());
        let header = self
            .update(|minted| minted.header == *refused && newest - minted.issued_at >= RENEW_AT_MOST_EVERY_S);
        (header != *refused).then_some(header)
    }

    fn update(&self, outdated: impl Fn(&Minted) -> bool) -> HeaderValue {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if outdated(&current) {
            match mint(&self.key, &self.key_id, &self.team_id, self.clock.now()) {
                Ok(newer) => *current = newer,
                Err(error) => tracing::error!(%error, "cannot sign a provider token; the old one is used on"),
            }
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
    now.seconds().div_euclid(GRID_S) * GRID_S
}

fn mint(
    key: &EncodingKey,
    key_id: &str,
    team_id: &str,
    now: Timestamp,
) -> jsonwebtoken::errors::Result<Minted> {
    let header = Header { kid: Some(key_id.to_owned()), ..Header::new(Algorithm::ES256) };
    let issued_at = issued_at(now);
    let token = jsonwebtoken::encode(&header, &Claims { iss: team_id, iat: issued_at }, key)?;
    let mut header = HeaderValue::from_str(&format!("bearer {token}")).expect("a JWT is base64url and dots");
    header.set_sensitive(true);
    Ok(Minted { header, issued_at })
}

#[cfg(test)]
mod tests;
