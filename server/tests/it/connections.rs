//! What slow, half-hearted and oversized clients get, and how connections end.

use axum::{
    Router,
    body::{Body, Bytes},
    routing::get,
};
use futures::stream;
use herald_server::http::{self, Patience};
use std::{
    convert::Infallible,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

/// Whoever waits this long has been kept waiting.
const SOON: Duration = Duration::from_secs(5);
const LONG: Duration = Duration::from_secs(60);
const PATIENT: Patience = Patience { head: LONG, stall: LONG, drain: LONG };

struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Server {
    async fn start(routes: Router, patience: Patience) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let site = http::surround(routes, false);
        Self { address, task: tokio::spawn(http::serve(listener, site, patience, stop.clone())), stop }
    }
    /// A connection on which this much was sent.
    async fn having_sent(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
    async fn ends_soon(self) {
        self.stop.cancel();
        timeout(SOON, self.task).await.expect("nobody is waited for").unwrap();
    }
}

async fn rest(mut stream: TcpStream) -> String {
    let mut text = String::new();
    timeout(SOON, stream.read_to_string(&mut text)).await.expect("the connection ends").unwrap();
    text
}

#[tokio::test]
async fn a_client_that_sends_its_head_too_slowly_is_cut_off() {
    let hurried = Patience { head: Duration::from_millis(200), ..PATIENT };
    let server = Server::start(Router::new(), hurried).await;
    for half in ["", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        let stream = server.having_sent(half).await;
        let begun = Instant::now();
        let answer = rest(stream).await;
        assert!(!answer.contains("200 OK") && begun.elapsed() < SOON, "{answer}");
    }
    server.ends_soon().await;
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answer_is_not_kept() {
    static GONE: Notify = Notify::const_new();
    struct Kept;
    impl Drop for Kept {
        fn drop(&mut self) {
            GONE.notify_one();
        }
    }
    let endless = get(|| async {
        let kept = Kept;
        let pieces = stream::repeat_with(move || {
            let _kept = &kept;
            Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 64 * 1024]))
        });
        Body::from_stream(pieces)
    });
    let hurried = Patience { stall: Duration::from_millis(500), ..PATIENT };
    let server = Server::start(Router::new().route("/", endless), hurried).await;
    let _takes_nothing = server.having_sent("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    timeout(SOON, GONE.notified()).await.expect("its answer is given up");
    server.ends_soon().await;
}

#[tokio::test]
async fn half_a_request_does_not_delay_the_stop() {
    let echo = Router::new().route("/", get(|| async { "here" }).post(async |body: String| body));
    let server = Server::start(echo, PATIENT).await;
    let mut open = Vec::new();
    for half in [
        "",
        "GET / HTTP/1.1\r\nHost: x\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT",
    ] {
        open.push(server.having_sent(half).await);
    }
    let mut answered = open.pop().unwrap();
    let mut begun = [0; 12];
    answered.read_exact(&mut begun).await.unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    server.ends_soon().await;
}

#[tokio::test]
async fn an_answer_under_way_is_finished_after_the_stop() {
    static ASKED: Notify = Notify::const_new();
    static GO_ON: Notify = Notify::const_new();
    let slow = get(|| async {
        ASKED.notify_one();
        GO_ON.notified().await;
        "the whole answer"
    });
    let server = Server::start(Router::new().route("/", slow), PATIENT).await;
    let stream = server.having_sent("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    timeout(SOON, ASKED.notified()).await.unwrap();
    server.stop.cancel();
    GO_ON.notify_one();
    assert!(rest(stream).await.ends_with("the whole answer"));
    server.ends_soon().await;
}

#[tokio::test]
async fn b35_a_browser_that_sends_too_much_reads_our_answer() {
    let server = Server::start(Router::new().route("/", get(|| async {})), PATIENT).await;
    let client = reqwest::Client::new();
    let url = format!("http://{}/", server.address);
    let page =
        client.post(&url).header("accept", "text/html").body("x".repeat(2_000_000)).send().await.unwrap();
    assert_eq!(page.status(), 413);
    assert!(page.text().await.unwrap().contains("Go back and shorten"));
    server.ends_soon().await;
}

#[tokio::test]
async fn b35_a_panic_and_every_bare_refusal_answer_in_words() {
    let broken = get(|| async {
        if std::hint::black_box(true) {
            panic!("a bug");
        }
    });
    let server = Server::start(Router::new().route("/broken", broken), PATIENT).await;
    let url = |path: &str| format!("http://{}{path}", server.address);
    let client = reqwest::Client::new();

    let page = client.get(url("/broken")).header("accept", "text/html").send().await.unwrap();
    assert_eq!(page.status(), 500);
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("style-src 'self'"));
    let page = page.text().await.unwrap();
    assert!(
        page.contains("<h1") && page.contains("Reference") && page.contains("href=\"/broken\""),
        "{page}"
    );
    assert!(!page.contains("a bug"));

    let swedish = client.get(url("/nothing")).header("accept", "text/html").header("accept-language", "sv");
    let swedish = swedish.send().await.unwrap().text().await.unwrap();
    assert!(swedish.contains("lang=\"sv\"") && swedish.contains("Sidan finns inte"), "{swedish}");

    for (request, status, code) in [
        (client.get(url("/broken")), 500, "internal"),
        (client.get(url("/nothing")), 404, "not_found"),
        (client.post(url("/broken")), 405, "bad_request"),
        (client.post(url("/broken")).header("sec-fetch-site", "cross-site"), 403, "bad_request"),
        (client.post(url("/broken")).body("x".repeat(70_000)), 413, "too_large"),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{code}");
        let told: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(told["code"], code);
        assert_eq!(code == "internal", told["reference"].as_str().is_some_and(|text| !text.is_empty()));
    }
    server.ends_soon().await;
}
