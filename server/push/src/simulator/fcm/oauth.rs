//! Google's rules for access tokens (RFC 7523).

use super::{super::server::Counters, TOKEN_PATH, refusal::Refusal};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use herald_domain::{
    Timestamp,
    time::{Clock, SECOND_MS},
};
use http::{HeaderMap, Method, Request, header::AUTHORIZATION};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::Ordering};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
const LIFE_S: i64 = 3599;
/// How far a sender's clock may be off.
const SKEW_S: i64 = 60;
const ASSERTION_MAX_S: i64 = 3600;
/// Tokens that are valid at once; the oldest goes first.
const GRANTED_MAX: usize = 1000;

pub(super) struct Oauth {
    pub token_uri: String,
    pub client_email: String,
    pub private_key_id: String,
    pub key: DecodingKey,
    /// Token and end, oldest first.
    pub granted: Mutex<Vec<(String, Timestamp)>>,
    pub clock: Arc<dyn Clock>,
    pub counters: Arc<Counters>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    scope: String,
    aud: String,
    iat: i64,
    exp: i64,
}

impl Oauth {
    /// Answers a request for an access token.
    pub(super) fn judge(&self, request: &Request<Bytes>) -> Result<Value, Refusal> {
        debug_assert_eq!(request.uri().path(), TOKEN_PATH);
        if request.method() != Method::POST {
            return Err(Refusal::plain(404, "NOT_FOUND"));
        }
        let form = form(request.body());
        let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        if field("grant_type") != Some(GRANT) {
            return Err(Refusal::oauth("unsupported_grant_type"));
        }
        let assertion = field("assertion").ok_or_else(|| Refusal::oauth("invalid_request"))?;
        if !self.is_valid(assertion) {
            return Err(Refusal::oauth("invalid_grant"));
        }
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).expect("the system gives random numbers");
        let token = URL_SAFE_NO_PAD.encode(bytes);
        let mut granted = self.granted();
        if granted.len() == GRANTED_MAX {
            granted.remove(0);
        }
        granted.push((token.clone(), self.clock.now().plus_ms(LIFE_S * SECOND_MS)));
        self.counters.tokens.fetch_add(1, Ordering::Relaxed);
        Ok(json!({ "access_token": token, "expires_in": LIFE_S, "token_type": "Bearer" }))
    }

    /// Every wrong assertion is `invalid_grant`, as with Google.
    fn is_valid(&self, assertion: &str) -> bool {
        let mut rules = Validation::new(Algorithm::RS256);
        // The dates are judged by the simulator's clock, not by the system's.
        rules.validate_exp = false;
        rules.validate_aud = false;
        rules.required_spec_claims.clear();
        let Ok(token) = jsonwebtoken::decode::<Claims>(assertion, &self.key, &rules) else { return false };
        let (claims, now) = (token.claims, self.clock.now().seconds());
        token.header.kid.as_deref() == Some(&*self.private_key_id)
            && claims.iss == self.client_email
            && claims.scope.split(' ').any(|scope| scope == SCOPE)
            && claims.aud == self.token_uri
            && (now - ASSERTION_MAX_S..=now + SKEW_S).contains(&claims.iat)
            && (now - SKEW_S..=claims.iat + ASSERTION_MAX_S).contains(&claims.exp)
    }

    /// Whether a request carries a token that is still valid.
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = value.and_then(|value| value.strip_prefix("Bearer "));
        let now = self.clock.now();
        let valid =
            token.is_some_and(|token| self.granted().iter().any(|(text, end)| text == token && now < *end));
        if valid { Ok(()) } else { Err(Refusal::plain(401, "UNAUTHENTICATED")) }
    }

    fn granted(&self) -> MutexGuard<'_, Vec<(String, Timestamp)>> {
        self.granted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The fields of `application/x-www-form-urlencoded`.
fn form(body: &[u8]) -> Vec<(String, String)> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit =
                    || rest.next().and_then(|digit| char::from(digit).to_digit(16)).unwrap_or_default();
                u8::try_from(digit() * 16 + digit()).unwrap_or_default()
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded() {
        assert_eq!(
            form(b"a=urn%3Aietf+x&b=%C3%A5"),
            [("a".into(), "urn:ietf x".into()), ("b".into(), "å".into())]
        );
    }
}
