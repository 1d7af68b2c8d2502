//! Puts the configuration together: defaults, then the file, then the environment, then the flags.

use super::Config;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};
use toml::{Table, Value};

const PREFIX: &str = "HERALD__";
/// What holds keys of its own. A value in the place of one is refused before anything could repeat it in an error: it
/// may be a URL with a password that somebody gave the section's name instead of its key's.
const SECTIONS: [&[&str]; 9] = [
    &["http"],
    &["database"],
    &["push"],
    &["push", "apns"],
    &["push", "fcm"],
    &["message"],
    &["session"],
    &["metrics"],
    &["log"],
];
/// Keys that `…_FILE` may hand over as the content of a file.
const SECRETS: [&str; 1] = ["DATABASE__URL"];

/// Where values come from, besides the defaults.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub file: Option<PathBuf>,
    /// Environment variables, name and value; those without our prefix are passed over.
    pub environment: Vec<(String, String)>,
    pub listen: Option<SocketAddr>,
    pub data_dir: Option<PathBuf>,
}

/// Says which key is wrong and never what secret it holds.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {path}: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{path}: {message}")]
    Parse { path: PathBuf, message: String },
    #[error("the environment variable {name} is wrong: {message}")]
    Environment { name: String, message: String },
    #[error("the configuration is wrong: {0}")]
    Invalid(String),
}

pub fn load(sources: &Sources) -> Result<Config, ConfigError> {
    let mut table = match &sources.file {
        Some(path) => parse_file(path)?,
        None => Table::new(),
    };
    for (name, value) in &sources.environment {
        if let Some(path) = name.strip_prefix(PREFIX) {
            overlay(&mut table, name, path, value)?;
        }
    }
    if let Some(listen) = sources.listen {
        set(&mut table, &["http", "listen"], Value::String(listen.to_string()))
            .map_err(ConfigError::Invalid)?;
    }
    if let Some(dir) = &sources.data_dir {
        let dir = dir.to_str().ok_or_else(|| ConfigError::Invalid("data_dir is not UTF-8".into()))?;
        set(&mut table, &["data_dir"], Value::String(dir.into())).map_err(ConfigError::Invalid)?;
    }
    sections(&table).map_err(ConfigError::Invalid)?;
    let config: Config = Value::Table(table)
        .try_into()
        .map_err(|e: toml::de::Error| ConfigError::Invalid(e.message().to_owned()))?;
    config.check().map_err(ConfigError::Invalid)?;
    Ok(config)
}

/// The file by itself must be valid too, so that a mistake is reported with its line.
fn parse_file(path: &Path) -> Result<Table, ConfigError> {
    let text = read(path)?;
    let wrong = |e: toml::de::Error| {
        let line = e.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        ConfigError::Parse { path: path.into(), message: format!("line {line}: {}", e.message()) }
    };
    let table: Table = toml::from_str(&text).map_err(wrong)?;
    sections(&table).map_err(|message| ConfigError::Parse { path: path.into(), message })?;
    let _: Config = toml::from_str(&text).map_err(wrong)?;
    Ok(table)
}

/// Whether every section is one.
fn sections(table: &Table) -> Result<(), String> {
    for path in SECTIONS {
        let (last, above) = path.split_last().expect("no path is empty");
        let inner = above.iter().try_fold(table, |table, key| table.get(*key)?.as_table());
        if inner.and_then(|table| table.get(*last)).is_some_and(|value| !value.is_table()) {
            let name = path.join(".");
            return Err(format!(
                "`{name}` is a section and takes no value; name a key of it, such as `{}`",
                example(&name)
            ));
        }
    }
    Ok(())
}

fn example(section: &str) -> &'static str {
    match section {
        "http" => "http.listen",
        "database" => "database.url",
        "message" => "message.ttl",
        "session" => "session.idle",
        "metrics" => "metrics.listen",
        "log" => "log.level",
        "push.fcm" => "push.fcm.endpoint",
        _ => "push.apns.endpoint",
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.into(), source })
}

fn overlay(table: &mut Table, name: &str, path: &str, value: &str) -> Result<(), ConfigError> {
    let wrong = |message: String| ConfigError::Environment { name: name.into(), message };
    let (path, value) = match path.strip_suffix("_FILE") {
        Some(secret) if SECRETS.contains(&secret) => (secret, read(Path::new(value))?.trim_end().to_owned()),
        _ => (path, value.to_owned()),
    };
    let keys: Vec<String> = path.split("__").map(str::to_lowercase).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let value = match value.as_str() {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        text => Value::String(text.into()),
    };
    set(table, &keys, value).map_err(wrong)
}

fn set(table: &mut Table, keys: &[&str], value: Value) -> Result<(), String> {
    match keys {
        [] => Err("it names no key".into()),
        [key] => {
            table.insert((*key).into(), value);
            Ok(())
        }
        [section, rest @ ..] => {
            let inner = table.entry(*section).or_insert_with(|| Value::Table(Table::new()));
            set(inner.as_table_mut().ok_or_else(|| format!("`{section}` is not a section"))?, rest, value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn environment(pairs: &[(&str, &str)]) -> Sources {
        Sources {
            environment: pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
            ..Sources::default()
        }
    }
    fn refusal(sources: &Sources) -> String {
        load(sources).unwrap_err().to_string()
    }
    fn with_file(text: &str, then: impl FnOnce(PathBuf)) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("herald.toml");
        std::fs::write(&path, text).unwrap();
        then(path);
    }

    #[test]
    fn the_example_is_valid_and_documents_the_defaults() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("herald.example.toml");
        let config = load(&Sources { file: Some(example), ..Sources::default() }).unwrap();
        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn later_sources_win() {
        with_file("[http]\nlisten = \"127.0.0.1:4000\"\npublic_url = \"https://a.example\"\n", |file| {
            let mut sources = environment(&[("HERALD__HTTP__LISTEN", "127.0.0.1:5000"), ("HOME", "/x")]);
            sources.file = Some(file);
            let config = load(&sources).unwrap();
            assert_eq!(config.http.listen.port(), 5000);
            assert_eq!(config.public_url(), "https://a.example");
            sources.listen = Some(([127, 0, 0, 1], 6000).into());
            assert_eq!(load(&sources).unwrap().http.listen.port(), 6000);
        });
    }

    #[test]
    fn unknown_keys_are_refused_with_their_place() {
        with_file("data_dir = \"x\"\n\n[http]\nlissen = \"127.0.0.1:1\"\n", |file| {
            let message = refusal(&Sources { file: Some(file), ..Sources::default() });
            assert!(message.contains("line 4") && message.contains("lissen"), "{message}");
        });
        let message = refusal(&environment(&[("HERALD__HTTP__LISSEN", "x")]));
        assert!(message.contains("lissen"), "{message}");
    }

    #[test]
    fn a_secret_can_come_from_a_file() {
        with_file("postgres://u:p@db/herald\n", |file| {
            let config =
                load(&environment(&[("HERALD__DATABASE__URL_FILE", file.to_str().unwrap())])).unwrap();
            assert_eq!(config.database_url().expose_secret(), "postgres://u:p@db/herald");
            assert!(!format!("{config:?}").contains("u:p@db"));
        });
    }

    #[test]
    fn a_secret_in_the_wrong_place_is_not_repeated_in_the_error() {
        let secret = "postgres://u:hemligt@db/herald";
        for name in ["HERALD__DATABASE", "HERALD__PUSH", "HERALD__PUSH__APNS", "HERALD__DATABASE__URI"] {
            let message = refusal(&environment(&[(name, secret)]));
            assert!(!message.contains("hemligt"), "{message}");
        }
        assert!(refusal(&environment(&[("HERALD__DATABASE", secret)])).contains("`database.url`"));
        for text in [format!("database = {secret:?}\n"), format!("[push]\nfcm = {secret:?}\n")] {
            with_file(&text, |file| {
                let message = refusal(&Sources { file: Some(file), ..Sources::default() });
                assert!(!message.contains("hemligt") && message.contains("section"), "{message}");
            });
        }
    }

    #[test]
    fn rates_are_numbers_of_messages_a_minute() {
        let fcm = "[push.fcm]\nservice_account_file = \"x\"\n";
        for (text, rate) in [("", 592_000), ("rate = 300000\n", 300_000), ("rate = \"60\"\n", 60)] {
            with_file(&format!("{fcm}{text}"), |file| {
                let config = load(&Sources { file: Some(file), ..Sources::default() }).unwrap();
                assert_eq!(config.push.fcm.unwrap().rate.0, rate);
            });
        }
        let name = "HERALD__PUSH__FCM__RATE";
        let from_environment = [("HERALD__PUSH__FCM__SERVICE_ACCOUNT_FILE", "x"), (name, "1000")];
        assert_eq!(load(&environment(&from_environment)).unwrap().push.fcm.unwrap().rate.0, 1_000);
    }

    #[test]
    fn https_without_a_proxy_is_doubted() {
        let doubt = |pairs: &[(&str, &str)]| load(&environment(pairs)).unwrap().doubt();
        for url in ["https://a.example", "HTTPS://a.example"] {
            let https = ("HERALD__HTTP__PUBLIC_URL", url);
            assert!(doubt(&[https]).unwrap().contains("http.behind_proxy = true"), "{url}");
            assert_eq!(doubt(&[https, ("HERALD__HTTP__BEHIND_PROXY", "true")]), None);
        }
        assert_eq!(doubt(&[("HERALD__HTTP__PUBLIC_URL", "http://a.example")]), None);
        assert_eq!(doubt(&[]), None);
    }

    #[test]
    fn values_out_of_range_are_refused_in_words() {
        assert!(refusal(&environment(&[("HERALD__MESSAGE__TTL", "1s")])).contains("message.ttl"));
        assert!(refusal(&environment(&[("HERALD__MESSAGE__TTL", "soon")])).contains("24h"));
        for nonsense in ["0", "-5", "59", "60000001", "fast", "1e6", ""] {
            let message = refusal(&environment(&[
                ("HERALD__PUSH__FCM__SERVICE_ACCOUNT_FILE", "x"),
                ("HERALD__PUSH__FCM__RATE", nonsense),
            ]));
            assert!(message.contains("messages a minute between 60 and"), "{message}");
        }
        assert!(
            refusal(&environment(&[("HERALD__HTTP__PUBLIC_URL", "https://a.example/path")]))
                .contains("public_url")
        );
    }
}
