//! a2 with as many sends at once as suits it, in one thread: it shares one connection among all sends of a client.

mod figures;
mod options;

use a2::{
    Client, ClientConfig, CollapseId, Endpoint, Error as A2Error, NotificationOptions, Priority, PushType,
    request::payload::PayloadLike,
};
use futures::{StreamExt, stream};
use options::Options;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    env,
    error::Error,
    fs,
    ops::Range,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

/// A token has 64 digits; the last 16 are its number.
const TOKEN_START: &str = "8f3a1c97e25b04d6f0a7c8b39d1e5246bc70f819a3d2e465";
const WARM_UP_LEAST: u64 = 5000;

/// What `answers` wrote.
#[derive(Deserialize)]
struct Settings {
    key_id: String,
    team_id: String,
    topic: String,
    message: String,
    ttl_seconds: u64,
    apns_payload: Value,
}

/// The text is made once for all, which a2 allows.
#[derive(Debug, Serialize)]
struct Push<'a> {
    #[serde(skip)]
    json: &'a str,
    #[serde(skip)]
    token: String,
    #[serde(skip)]
    options: NotificationOptions<'a>,
}

impl PayloadLike for Push<'_> {
    fn to_json_string(&self) -> Result<String, A2Error> {
        Ok(self.json.into())
    }
    fn get_device_token(&self) -> &str {
        &self.token
    }
    fn get_options(&self) -> &NotificationOptions<'_> {
        &self.options
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read(env::args().skip(1))?;
    hyper_rustls::lead_to(options.port, &fs::read(options.folder.join("ca.pem"))?)
        .map_err(|error| error.to_string())?;
    let settings: Settings = serde_json::from_slice(&fs::read(options.folder.join("settings.json"))?)?;
    let key = fs::read(options.folder.join("apns-key.p8"))?;
    let client = || {
        let config = ClientConfig::new(Endpoint::Production);
        Client::token(&*key, &*settings.key_id, &*settings.team_id, config)
    };
    let clients = (0..options.clients).map(|_| client()).collect::<Result<Vec<_>, _>>()?;
    let expiration = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + settings.ttl_seconds;
    let json = settings.apns_payload.to_string();
    let push = NotificationOptions {
        apns_id: None,
        apns_push_type: Some(PushType::Alert),
        apns_expiration: Some(expiration),
        apns_priority: Some(Priority::High),
        apns_topic: Some(&settings.topic),
        apns_collapse_id: Some(CollapseId::new(&settings.message)?),
    };
    // Each client makes its connection before many ask for it at once.
    let number = clients.len() as u64;
    for (client, number) in clients.iter().zip(0..) {
        run(std::slice::from_ref(client), &json, &push, number..number + 1, 1).await?;
    }
    let warm_up = number + WARM_UP_LEAST.max(options.count / 10);
    run(&clients, &json, &push, number..warm_up, options.at_once).await?;
    let (used, start) = (figures::processor()?, Instant::now());
    let took = run(&clients, &json, &push, warm_up..warm_up + options.count, options.at_once).await?;
    println!("{}", figures::line(took, start.elapsed(), used)?);
    Ok(())
}

/// How long each send took, in microseconds. An error when one was not accepted.
async fn run(
    clients: &[Client],
    json: &str,
    options: &NotificationOptions<'_>,
    numbers: Range<u64>,
    at_once: usize,
) -> Result<Vec<u32>, Box<dyn Error>> {
    let count = numbers.end - numbers.start;
    let mut sends = stream::iter(numbers)
        .map(|number| async move {
            let token = format!("{TOKEN_START}{number:016x}");
            let start = Instant::now();
            let client = &clients[number as usize % clients.len()];
            let sent = client.send(Push { json, token, options: options.clone() }).await;
            sent.map(|_| start.elapsed())
        })
        .buffer_unordered(at_once);
    let mut took = Vec::with_capacity(count as usize);
    while let Some(time) = sends.next().await {
        took.push(time?.as_micros() as u32);
    }
    Ok(took)
}
