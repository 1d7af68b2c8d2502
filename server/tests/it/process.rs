//! The binary itself as a child process, with simulators in the test's own process, so that they outlive a kill.

use super::postgres;
use herald_domain::{device::Service, ids::DeviceId, time::Clock};
use herald_push::simulator::{Devices, Landed, Pair, PairConfig, TokenStatus};
use herald_server::clock::SystemClock;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Child,
    sync::Notify,
};

pub const HERALD: &str = env!("CARGO_BIN_EXE_herald");
pub const EMAIL: &str = "anna@example.org";
pub const PASSWORD: &str = "correct horse battery";
/// Everything here takes a second or two; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// What landed on the simulated devices. A token names its device.
#[derive(Default)]
pub struct Recorder {
    landed: Mutex<Vec<Landed>>,
    changed: Notify,
}

impl Devices for Recorder {
    fn token(&self, _: Service, token: &str) -> TokenStatus {
        device_of(token).map_or(TokenStatus::Unknown, TokenStatus::Known)
    }
    fn landed(&self, landed: Landed) {
        self.landed.lock().unwrap().push(landed);
        self.changed.notify_waiters();
    }
}

impl Recorder {
    /// Waits until `enough` says so of what landed so far.
    pub async fn wait(&self, enough: impl Fn(&[Landed]) -> bool) {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                if enough(&self.landed.lock().unwrap()) {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.expect("it lands in time");
    }
    /// What landed when nothing more does: a killed sender's last requests may still be on their way.
    pub async fn settled(&self) -> Vec<Landed> {
        loop {
            let before = self.all();
            tokio::time::sleep(Duration::from_millis(120)).await;
            if self.all().len() == before.len() {
                return before;
            }
        }
    }
    /// The push ids under which each device got something.
    pub fn ids_by_device(&self) -> BTreeMap<DeviceId, Vec<String>> {
        let mut by_device: BTreeMap<DeviceId, Vec<String>> = BTreeMap::new();
        for landed in self.landed.lock().unwrap().iter() {
            by_device.entry(landed.device.clone()).or_default().push(landed.push_id.clone());
        }
        by_device
    }
    pub fn all(&self) -> Vec<Landed> {
        self.landed.lock().unwrap().clone()
    }
}

/// The id of the `n`-th device.
pub fn device(n: usize) -> DeviceId {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}
/// A push token of the `n`-th device, in the form of its platform.
fn token(n: usize, ios: bool) -> String {
    if ios { format!("{n:064x}") } else { format!("android:token-for-device-{n:012}") }
}
fn device_of(token: &str) -> Option<DeviceId> {
    let n = match token.rsplit_once('-') {
        Some((_, digits)) => digits.parse().ok()?,
        None => usize::from_str_radix(token, 16).ok()?,
    };
    Some(device(n))
}

/// Data folders, their configuration, and the push services that they send to.
pub struct Installation {
    pub dir: TempDir,
    /// The address of a PostgreSQL database; none where each data folder holds its own.
    pub database: Option<String>,
    pub recorder: Arc<Recorder>,
    pub pair: Pair,
}

impl Installation {
    /// One person with `devices` devices, iOS and Android by turns, in the group *Everybody*; [`EMAIL`] is an
    /// administrator. All by the command line.
    pub async fn with_devices(devices: usize) -> Self {
        Self::on(None, devices).await
    }

    /// The same in a PostgreSQL database of its own.
    pub async fn on_postgres(devices: usize) -> Self {
        Self::on(Some(postgres::new_database()), devices).await
    }

    async fn on(database: Option<String>, devices: usize) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let recorder = Arc::new(Recorder::default());
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let simulators = dir.path().join("simulators");
        let pair = Pair::start(PairConfig::loopback(&simulators), recorder.clone(), clock).await.unwrap();
        std::fs::write(dir.path().join("herald.toml"), configuration(&pair)).unwrap();
        let installation = Self { dir, database, recorder, pair };
        installation.import(devices);
        installation.run(&["admin", "create", EMAIL, "--password-stdin"], PASSWORD);
        installation
    }

    fn import(&self, devices: usize) {
        let mut lines = vec![
            json!({"user": {"upn": EMAIL, "display_name": "Anna"}}),
            json!({"group": {"name": "Everybody", "users": [EMAIL]}}),
        ];
        lines.extend((1..=devices).map(device_line));
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let file = self.dir.path().join("directory.jsonl");
        std::fs::write(&file, text).unwrap();
        let report = self.run(&["import", file.to_str().unwrap()], "");
        assert!(report.contains("devices") && !report.contains("something wrong"), "{report}");
        std::fs::remove_file(file).unwrap();
    }

    /// Runs a subcommand to its end and gives its output.
    pub fn run(&self, arguments: &[&str], input: &str) -> String {
        let mut child = self
            .command("data")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "herald {arguments:?} failed");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a subcommand that must fail and gives its complaint.
    pub fn fails(&self, arguments: &[&str]) -> String {
        let output = self.command("data").args(arguments).output().unwrap();
        assert!(!output.status.success(), "herald {arguments:?} worked");
        String::from_utf8(output.stderr).unwrap()
    }

    /// The configuration of the node whose data folder has this name.
    fn command(&self, node: &str) -> Command {
        let mut command = Command::new(HERALD);
        command.arg("--config").arg(self.dir.path().join("herald.toml"));
        command.arg("--data-dir").arg(self.dir.path().join(node));
        if let Some(database) = &self.database {
            command.env("HERALD__DATABASE__URL", database);
        }
        command
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    /// Starts the server; its log goes to `log` in the data folder.
    pub async fn serve(&self) -> Server {
        self.start("data", &["serve", "--listen", "127.0.0.1:0"]).await
    }

    /// Starts a server or a worker with the data folder of this name.
    pub async fn start(&self, node: &str, arguments: &[&str]) -> Server {
        let data = self.dir.path().join(node);
        std::fs::create_dir_all(&data).unwrap();
        let mut command = self.command(node);
        command.args(arguments);
        self.launch(command, &data.join("log")).await
    }

    /// Starts a server or a worker whose output nobody reads any more; its log goes to `log` in the data folder.
    pub fn start_unread(&self, node: &str, arguments: &[&str]) -> std::process::Child {
        let data = self.dir.path().join(node);
        std::fs::create_dir_all(&data).unwrap();
        let log = std::fs::File::create(data.join("log")).unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        self.command(node).args(arguments).stdout(writer).stderr(log).spawn().unwrap()
    }

    /// The server on a disk of its own that holds so many bytes; its log goes to `log` beside the data folder. The disk
    /// is there for this process alone, under `/proc`; nor may the process do what only root may.
    pub async fn serve_on_a_small_disk(&self, bytes: usize) -> Server {
        let data = self.data();
        let script = format!(
            "mv \"$0\" \"$0.before\" && mkdir \"$0\" && mount -t tmpfs -o size={bytes},mode=700 tmpfs \"$0\" \
             && cp -r \"$0.before/.\" \"$0\" && exec setpriv --bounding-set=-all \"$@\""
        );
        let mut inner = self.command("data");
        inner.args(["serve", "--listen", "127.0.0.1:0"]);
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", &script]).arg(&data);
        command.arg(inner.get_program()).args(inner.get_args());
        self.launch(command, &self.dir.path().join("log")).await
    }

    async fn launch(&self, mut command: Command, log: &Path) -> Server {
        let log = std::fs::File::options().create(true).append(true).open(log).unwrap();
        command.stdout(Stdio::piped()).stderr(log);
        let mut command = tokio::process::Command::from(command);
        let mut child = command.kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = tokio::time::timeout(PATIENCE, async {
            loop {
                let line = lines.next_line().await.unwrap().expect("it says that it runs");
                if let Some(url) = line.strip_prefix("Herald is running: ") {
                    break url.to_owned();
                }
            }
        });
        let url = url.await.expect("it starts in time");
        Server { child, url, client: reqwest::Client::new() }
    }
}

fn device_line(n: usize) -> Value {
    let ios = n.is_multiple_of(2);
    json!({"device": {
        "id": device(n), "name": format!("PHONE-{n}"), "platform": if ios { "ios" } else { "android" },
        "primary_user": EMAIL, "enrolled_by": EMAIL, "enrolled": true, "app_installed": true,
        "notifications_allowed": true, "play_services": true, "push_token": token(n, ios),
    }})
}

fn configuration(pair: &Pair) -> String {
    let (apns, fcm) = (pair.apns_config(), pair.fcm_config());
    let path = |path: &Path| path.display().to_string();
    format!(
        "[push.apns]\nendpoint = {:?}\nca_file = {:?}\nkey_file = {:?}\nkey_id = {:?}\nteam_id = {:?}\ntopic = {:?}\n\
         [push.fcm]\nendpoint = {:?}\nca_file = {:?}\nservice_account_file = {:?}\n[log]\nlevel = \"debug\"\n",
        apns.endpoint,
        path(&apns.ca_file.unwrap()),
        path(&apns.key_file),
        apns.key_id,
        apns.team_id,
        apns.topic,
        fcm.endpoint,
        path(&fcm.ca_file.unwrap()),
        path(&fcm.service_account_file),
    )
}

/// A running `herald serve`.
pub struct Server {
    child: Child,
    pub url: String,
    client: reqwest::Client,
}

impl Server {
    /// Ends it without a chance to say goodbye.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Asks it to end, as a service manager does; true when it ended well.
    pub async fn terminate(mut self) -> bool {
        let id = self.child.id().unwrap();
        assert!(Command::new("kill").args(["-TERM", &id.to_string()]).status().unwrap().success());
        tokio::time::timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap().success()
    }

    pub fn id(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// Sends the process a signal, such as `STOP`.
    pub fn signal(&self, name: &str) {
        let id = self.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Somebody who signed in elsewhere.
    pub fn with_cookie(&self, cookie: &str) -> Session<'_> {
        Session { server: self, cookie: cookie.into() }
    }

    pub async fn sign_in(&self) -> Session<'_> {
        let form = [("email", EMAIL), ("password", PASSWORD)];
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = client.post(format!("{}/sign-in", self.url)).form(&form).send().await.unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Session { server: self, cookie }
    }
}

/// A signed-in administrator.
pub struct Session<'a> {
    server: &'a Server,
    pub cookie: String,
}

impl Session<'_> {
    pub async fn call(&self, function: &str, arguments: Value) -> Value {
        let (status, body) = self.try_call(function, arguments).await.unwrap();
        assert!((200..300).contains(&status), "{function}: {status} {body}");
        body
    }
    /// The status and what came with it; an error when there was no answer.
    pub async fn try_call(&self, function: &str, arguments: Value) -> reqwest::Result<(u16, Value)> {
        let request = self.server.client.post(format!("{}/api/{function}", self.server.url));
        let answer = request.header("cookie", &self.cookie).json(&arguments).send().await?;
        let status = answer.status().as_u16();
        let body = answer.text().await?;
        Ok((status, serde_json::from_str(&body).unwrap_or(Value::String(body))))
    }
    /// Sends to the group *Everybody*.
    pub async fn send_to_everybody(&self, title: &str, body: &str) -> Value {
        self.send_with_key(title, body, "the form").await
    }
    pub async fn send_with_key(&self, title: &str, body: &str, key: &str) -> Value {
        let groups = self.call("groups/search", json!({"search": "Everybody"})).await;
        let draft = json!({"title": title, "body": body});
        self.call("notifications/send", json!({"draft": draft, "groups": [groups[0]["id"]], "key": key}))
            .await
    }
    /// Waits until the send has come to its end and gives its counts.
    pub async fn finished(&self, sent: &Value) -> Value {
        let waiting = async {
            loop {
                let progress = self.call("notifications/progress", json!({"ids": [sent["id"]]})).await;
                if progress[0]["status"] == "finished" {
                    break progress[0]["counts"].clone();
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.expect("the send ends in time")
    }
}
