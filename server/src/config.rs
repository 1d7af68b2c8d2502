//! What can be configured, and its defaults. `herald.example.toml` documents every key; unknown ones are refused.

mod load;

pub use load::{ConfigError, Sources, load};

use ::http::uri::Scheme;
use secrecy::SecretString;
use serde::Deserialize;
use std::{net::SocketAddr, path::PathBuf};

/// The whole configuration, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where Herald keeps what must survive: the database unless another is named, and the messages' keys.
    pub data_dir: PathBuf,
    pub http: Http,
    pub database: Database,
    pub push: Push,
    pub message: Message,
    pub session: Session,
    pub metrics: Metrics,
    pub log: Log,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http {
    pub listen: SocketAddr,
    /// The origin that browsers use, such as `https://herald.example.org`. Default: `http://` and `listen`.
    pub public_url: Option<String>,
    /// Take the client's address from the last element of `X-Forwarded-For`. Only behind a proxy that sets it.
    pub behind_proxy: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`. Default: `herald.db` in the data folder.
    pub url: Option<SecretString>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Push {
    pub apns: Option<Apns>,
    pub fcm: Option<Fcm>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apns {
    #[serde(default = "apns_endpoint")]
    pub endpoint: String,
    pub ca_file: Option<PathBuf>,
    pub key_file: PathBuf,
    pub key_id: String,
    pub team_id: String,
    pub topic: String,
    /// Messages a minute at the most, over all nodes.
    pub rate: Option<Rate>,
}

fn apns_endpoint() -> String {
    "https://api.push.apple.com".into()
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fcm {
    #[serde(default = "fcm_endpoint")]
    pub endpoint: String,
    pub ca_file: Option<PathBuf>,
    pub service_account_file: PathBuf,
    /// Messages a minute at the most, over all nodes.
    #[serde(default = "fcm_rate")]
    pub rate: Rate,
}

fn fcm_endpoint() -> String {
    "https://fcm.googleapis.com".into()
}

fn fcm_rate() -> Rate {
    Rate(herald_delivery::pace::FCM_RATE)
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Message {
    /// How long delivery is tried before a message expires (B22). Between one minute and 28 days.
    pub ttl: Period,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// Signed out after this long without a request.
    pub idle: Period,
    /// Signed out this long after signing in, whatever happens.
    pub absolute: Period,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Metrics {
    /// Where `/metrics` is served; nowhere by default.
    pub listen: Option<SocketAddr>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// A filter such as `info` or `herald=debug,info`.
    pub level: String,
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// A length of time such as `24h`, `90m` or `30s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Period(pub i64);

impl TryFrom<String> for Period {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let parsed: jiff::SignedDuration = text
            .parse()
            .map_err(|_| format!("`{text}` is not a length of time such as `24h`, `90m` or `30s`"))?;
        i64::try_from(parsed.as_millis())
            .ok()
            .filter(|ms| *ms > 0)
            .map(Self)
            .ok_or(format!("`{text}` is out of range"))
    }
}

/// Messages a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "toml::Value")]
pub struct Rate(pub u32);

impl TryFrom<toml::Value> for Rate {
    type Error = String;
    /// A number, or its digits: the environment knows nothing else.
    fn try_from(value: toml::Value) -> Result<Self, String> {
        let number = match &value {
            toml::Value::Integer(number) => Some(*number),
            toml::Value::String(digits) => digits.parse().ok(),
            _ => None,
        };
        let rate = number.and_then(|number| u32::try_from(number).ok());
        rate.filter(|rate| (60..=60_000_000).contains(rate))
            .map(Self)
            .ok_or_else(|| format!("`{value}` is not a number of messages a minute between 60 and 60000000"))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: "data".into(),
            http: Http::default(),
            database: Database::default(),
            push: Push::default(),
            message: Message::default(),
            session: Session::default(),
            metrics: Metrics::default(),
            log: Log::default(),
        }
    }
}
impl Default for Http {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 3000)), public_url: None, behind_proxy: false }
    }
}
impl Default for Message {
    fn default() -> Self {
        Self { ttl: Period(herald_domain::delivery::DEFAULT_TTL_MS) }
    }
}
impl Default for Session {
    fn default() -> Self {
        use herald_domain::time::HOUR_MS;
        Self { idle: Period(HOUR_MS), absolute: Period(12 * HOUR_MS) }
    }
}
impl Default for Log {
    fn default() -> Self {
        Self { level: "info".into(), format: LogFormat::Text }
    }
}

impl Config {
    /// The origin that browsers use.
    #[must_use]
    pub fn public_url(&self) -> String {
        self.http.public_url.clone().unwrap_or_else(|| format!("http://{}", self.http.listen))
    }
    /// Whether browsers come by https, in whatever case the scheme is written.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url().parse().is_ok_and(|url: ::http::Uri| url.scheme() == Some(&Scheme::HTTPS))
    }
    #[must_use]
    pub fn database_url(&self) -> SecretString {
        self.database
            .url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("herald.db").display()).into())
    }

    /// What works, and is hardly meant.
    #[must_use]
    pub fn doubt(&self) -> Option<&'static str> {
        // Herald itself speaks plain HTTP.
        (self.is_https() && !self.http.behind_proxy).then_some(
            "http.public_url is https, so that a reverse proxy stands before Herald, and http.behind_proxy is false: \
             everybody seems to come from the proxy's address, in the audit log and where attempts to sign in are \
             counted. Set http.behind_proxy = true, if the proxy sets X-Forwarded-For",
        )
    }

    /// What no type can express.
    fn check(&self) -> Result<(), String> {
        use herald_domain::time::{DAY_MS, MINUTE_MS};
        let url: ::http::Uri = self
            .public_url()
            .parse()
            .map_err(|_| "http.public_url is not a URL such as https://herald.example.org")?;
        let origin = matches!(url.scheme_str(), Some("http" | "https"))
            && url.authority().is_some()
            && url.path_and_query().is_none_or(|path| path.as_str() == "/");
        if !origin {
            return Err("http.public_url must be http:// or https://, a host and nothing behind it".into());
        }
        if !(MINUTE_MS..=28 * DAY_MS).contains(&self.message.ttl.0) {
            return Err(
                "message.ttl must lie between 1m and 28d (672h): push services keep nothing longer".into()
            );
        }
        if self.session.idle.0 > self.session.absolute.0 {
            return Err("session.idle must not be longer than session.absolute".into());
        }
        Ok(())
    }
}
