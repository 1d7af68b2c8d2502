//! Apple's rules for provider tokens.

use super::{super::server::Counters, rules::Refusal};
use herald_domain::{
    Timestamp,
    time::{Clock, MINUTE_MS},
};
use http::{HeaderMap, StatusCode, header::AUTHORIZATION};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use std::sync::{Arc, Mutex, PoisonError, atomic::Ordering};

/// Oldest token that is taken.
const AGE_MAX_S: i64 = 60 * 60;
/// A new token sooner than this after the last is one too many.
const RENEWAL_MIN_S: i64 = 20 * 60;
/// How far a sender's clock may be ahead.
const AHEAD_MAX_S: i64 = 60;
/// How long a connection is of no use after too many tokens.
const PENALTY_MS: i64 = MINUTE_MS;
/// Tokens whose signature need not be checked again.
const VERIFIED_MAX: usize = 8;

/// The keys of a team, and the tokens that it has used.
pub(super) struct Provider {
    team_id: String,
    key_id: String,
    key: DecodingKey,
    clock: Arc<dyn Clock>,
    counters: Arc<Counters>,
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    /// Text and date of tokens with a good signature, oldest first.
    verified: Vec<(String, i64)>,
    /// Date of the team's newest token, in seconds.
    newest: Option<i64>,
}

/// What one connection has shown.
#[derive(Default)]
pub(super) struct Seen {
    spoilt_until: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    iat: i64,
}

fn refused(reason: &'static str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, reason)
}

impl Provider {
    pub(super) fn new(
        team_id: String,
        key_id: String,
        public_key: &[u8],
        clock: Arc<dyn Clock>,
        counters: Arc<Counters>,
    ) -> Self {
        Self {
            team_id,
            key_id,
            key: DecodingKey::from_ec_der(public_key),
            clock,
            counters,
            used: Mutex::default(),
        }
    }

    pub(super) fn check(&self, seen: &mut Seen, headers: &HeaderMap) -> Result<(), Refusal> {
        let value = headers.get(AUTHORIZATION).ok_or_else(|| refused("MissingProviderToken"))?;
        let bearer = value.to_str().ok().and_then(|value| value.split_once(' '));
        let token = match bearer {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token,
            _ => return Err(refused("InvalidProviderToken")),
        };
        let now = self.clock.now();
        if seen.spoilt_until.is_some_and(|until| now < until) {
            return Err(too_many());
        }
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let verified = used.verified.iter().find(|(text, _)| text == token).map(|(_, issued_at)| *issued_at);
        let issued_at = match verified {
            Some(issued_at) => issued_at,
            None => self.verify(token)?,
        };
        let age = now.seconds() - issued_at;
        if age > AGE_MAX_S {
            return Err(refused("ExpiredProviderToken"));
        }
        if age < -AHEAD_MAX_S {
            return Err(refused("InvalidProviderToken"));
        }
        if verified.is_none() && used.too_soon(issued_at) {
            seen.spoilt_until = Some(now.plus_ms(PENALTY_MS));
            return Err(too_many());
        }
        if verified.is_none() {
            self.counters.tokens.fetch_add(1, Ordering::Relaxed);
            used.remember(token, issued_at);
        }
        Ok(())
    }

    fn verify(&self, token: &str) -> Result<i64, Refusal> {
        let mut rules = Validation::new(Algorithm::ES256);
        // The dates are judged by the simulator's clock, not by the system's.
        rules.validate_exp = false;
        rules.validate_aud = false;
        rules.required_spec_claims.clear();
        let token = jsonwebtoken::decode::<Claims>(token, &self.key, &rules);
        let token = token.map_err(|_| refused("InvalidProviderToken"))?;
        let ours = token.header.kid.as_deref() == Some(&*self.key_id) && token.claims.iss == self.team_id;
        if ours { Ok(token.claims.iat) } else { Err(refused("InvalidProviderToken")) }
    }
}

fn too_many() -> Refusal {
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, "TooManyProviderTokenUpdates")
}

impl Used {
    /// Whether a token that never came before, on whatever connection, is dated too soon after the newest. One of the
    /// same date is another token all the same.
    fn too_soon(&self, issued_at: i64) -> bool {
        self.newest.is_some_and(|newest| (newest..newest + RENEWAL_MIN_S).contains(&issued_at))
    }

    fn remember(&mut self, token: &str, issued_at: i64) {
        if self.verified.len() == VERIFIED_MAX {
            self.verified.remove(0);
        }
        self.verified.push((token.to_owned(), issued_at));
        self.newest = self.newest.max(Some(issued_at));
    }
}
