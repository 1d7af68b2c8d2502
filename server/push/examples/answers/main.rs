//! Both push services in one thread, as lean as can be: what the bench measures senders against.
//!
//! `answers FOLDER [--delay MS]` writes `ca.pem`, `apns-key.p8`, `service-account.json` and
//! `settings.json` into the folder, prints `{"apns":PORT,"fcm":PORT}` and answers until SIGTERM. `GET /count` on either
//! port, and the last line, say what was answered. Unlike the simulators it verifies no token; it refuses what lacks a
//! header that Apple or Google demands. `--delay` is a round trip.

mod connection;
mod judge;
mod settings;

use connection::serve;
use herald_push::simulator::{Certificate, Credentials};
use judge::{Service, Site};
use std::{error::Error, path::PathBuf, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_rustls::TlsAcceptor;

struct Options {
    folder: PathBuf,
    delay: Duration,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let folder = arguments.next().ok_or("answers FOLDER [--delay MS]")?.into();
        let mut options = Self { folder, delay: Duration::ZERO };
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or("an option needs a value")?;
            match name.as_str() {
                "--delay" => options.delay = Duration::from_millis(value.parse()?),
                _ => return Err(format!("{name} is no option").into()),
            }
        }
        Ok(options)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read(std::env::args().skip(1))?;
    let credentials = Credentials::generate(&options.folder)?;
    let tls = TlsAcceptor::from(credentials.tls(Certificate::Valid)?.config());
    let site = Arc::new(Site::new(options.delay));
    let mut ports = Vec::new();
    for service in [Service::Apns, Service::Fcm] {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        ports.push(listener.local_addr()?.port());
        tokio::spawn(listen(listener, tls.clone(), service, site.clone()));
    }
    credentials.write_service_account(&format!("https://127.0.0.1:{}/token", ports[1]))?;
    settings::write(&options.folder, &credentials)?;
    let mut terminated = signal(SignalKind::terminate())?;
    println!("{}", serde_json::json!({ "apns": ports[0], "fcm": ports[1] }));
    terminated.recv().await;
    println!("{}", site.count());
    Ok(())
}

async fn listen(listener: TcpListener, tls: TlsAcceptor, service: Service, site: Arc<Site>) {
    loop {
        match listener.accept().await {
            Ok((tcp, _)) => drop(tokio::spawn(serve(tcp, tls.clone(), service, site.clone()))),
            Err(error) => {
                eprintln!("cannot accept a connection: {error}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}
