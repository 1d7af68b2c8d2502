//! The service account's key file, as the Google Cloud console hands it out.

use crate::{error::ConfigError, http2::Origin};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::path::Path;

const SETTING: &str = "push.fcm.service_account_file";
const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
/// Google takes no longer.
const ASSERTION_LIFE_S: i64 = 3600;

#[derive(Deserialize)]
struct File {
    project_id: String,
    private_key_id: String,
    private_key: SecretString,
    client_email: String,
    token_uri: String,
}

pub(super) struct Account {
    pub project_id: String,
    /// Where access tokens come from.
    pub token_origin: Origin,
    pub token_path: String,
    token_uri: String,
    pub client_email: String,
    key_id: String,
    key: EncodingKey,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    scope: &'static str,
    aud: &'a str,
    iat: i64,
    exp: i64,
}

impl Account {
    pub(super) fn read(path: &Path) -> Result<Self, ConfigError> {
        let wrong = |problem: String| ConfigError::invalid(SETTING, format!("{}: {problem}", path.display()));
        let text = std::fs::read_to_string(path)
            .map(SecretString::from)
            .map_err(|source| ConfigError::Read { setting: SETTING, path: path.into(), source })?;
        // The parser's own words may quote the file, so only the place is passed on.
        let file: File = serde_json::from_str(text.expose_secret()).map_err(|error| {
            let place = (error.line(), error.column());
            wrong(format!("not a service account's JSON key (line {}, column {})", place.0, place.1))
        })?;
        let fit = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
        if file.project_id.is_empty() || !file.project_id.bytes().all(fit) {
            return Err(wrong("`project_id` is not the id of a project".into()));
        }
        let (token_origin, token_path) =
            Origin::parse(&file.token_uri).map_err(|problem| wrong(format!("`token_uri`: {problem}")))?;
        let no_key = || wrong("`private_key` is not an RSA private key in PEM form".into());
        let key =
            EncodingKey::from_rsa_pem(file.private_key.expose_secret().as_bytes()).map_err(|_| no_key())?;
        let account = Self {
            project_id: file.project_id,
            token_origin,
            token_path,
            token_uri: file.token_uri,
            client_email: file.client_email,
            key_id: file.private_key_id,
            key,
        };
        account.assertion(0).map_err(|_| no_key())?;
        Ok(account)
    }

    /// The signed claim that is exchanged for an access token (RFC 7523). `now` in seconds.
    pub(super) fn assertion(&self, now: i64) -> jsonwebtoken::errors::Result<String> {
        let header = Header { kid: Some(self.key_id.clone()), ..Header::new(Algorithm::RS256) };
        let claims = Claims {
            iss: &self.client_email,
            scope: SCOPE,
            aud: &self.token_uri,
            iat: now,
            exp: now + ASSERTION_LIFE_S,
        };
        jsonwebtoken::encode(&header, &claims, &self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulator::Credentials;
    use serde_json::{Value, json};

    fn refusal(change: impl FnOnce(&mut Value)) -> String {
        let dir = tempfile::tempdir().unwrap();
        let credentials = Credentials::generate(dir.path()).unwrap();
        let path = credentials.write_service_account("https://localhost/token").unwrap();
        let mut account: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        change(&mut account);
        std::fs::write(&path, account.to_string()).unwrap();
        Account::read(&path).err().map_or("fine".into(), |error| error.to_string())
    }

    #[test]
    fn a_key_file_as_google_makes_it_is_read() {
        assert_eq!(refusal(|_| ()), "fine");
    }

    #[test]
    fn a_wrong_key_file_is_refused_in_words_and_without_the_key() {
        for (key, value, expected) in [
            ("project_id", json!("a/b"), "project_id"),
            ("token_uri", json!("http://localhost/token"), "https://"),
            (
                "private_key",
                json!("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"),
                "private_key",
            ),
            ("private_key", json!(7), "not a service account"),
            ("client_email", Value::Null, "not a service account"),
        ] {
            let message = refusal(|account| account[key] = value);
            assert!(message.starts_with(SETTING) && message.contains(expected), "{message}");
            assert!(!message.contains("c2Vj"), "{message}");
        }
        assert!(Account::read(Path::new("/nowhere")).is_err());
    }
}
