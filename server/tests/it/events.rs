//! The streams of changes: who hears what, how many there may be, and how they end.

use super::support::{Actor, Site, device, group};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use herald_domain::{
    ids::TenantId,
    live::{Announce, Change},
    permission::Scope,
    role,
};
use herald_server::http::EventSettings;
use herald_store::AssignmentMembers;
use http_body_util::BodyExt;
use std::{collections::BTreeSet, time::Duration};
use tokio::time::timeout;
use tower::ServiceExt;

/// Whoever waits this long waits in vain.
const SOON: Duration = Duration::from_secs(10);

/// Tells at once, so that a test need not wait to see that nothing comes.
fn eager() -> EventSettings {
    EventSettings { pause: Duration::ZERO, ..EventSettings::default() }
}

struct Listening(Body);

impl Listening {
    /// The next word; none when the stream has ended.
    async fn word(&mut self) -> Option<String> {
        loop {
            let frame = timeout(SOON, self.0.frame()).await.expect("a word or the end")?;
            let bytes = frame.unwrap().into_data().unwrap();
            let text = std::str::from_utf8(&bytes).unwrap();
            if let Some(word) = text.strip_prefix("data: ") {
                return Some(word.trim_end().to_owned());
            }
        }
    }
    /// Every word up to and without `last`.
    async fn words_before(&mut self, last: &str) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        loop {
            match self.word().await.expect("the stream goes on") {
                word if word == last => return words,
                word => words.insert(word),
            };
        }
    }
}

async fn open(actor: &Actor) -> axum::response::Response {
    let mut request = Request::get("/events").header(header::ACCEPT_ENCODING, "br, gzip");
    if let Some(cookie) = &actor.cookie {
        request = request.header(header::COOKIE, cookie);
    }
    actor.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn listen(actor: &Actor) -> Listening {
    let response = open(actor).await;
    assert_eq!(response.status(), StatusCode::OK);
    Listening(response.into_body())
}

/// Something that everybody hears who may read devices, and nobody else causes.
fn last(site: &Site) -> String {
    site.hub.announce(&site.tenant, Change::Device(device(3)));
    format!("device:{}", device(3))
}

#[tokio::test]
async fn a_stream_is_neither_stored_nor_compressed_nor_gathered_on_its_way() {
    let site = Site::open().await;
    let response = open(&site.administrator().await).await;
    let headers = response.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(headers["x-accel-buffering"], "no");
    assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("no-"));
    assert!(!headers.contains_key(header::CONTENT_ENCODING));
}

#[tokio::test]
async fn b29_a_stranger_hears_nothing() {
    let site = Site::open().await;
    assert_eq!(open(&site.stranger()).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn b29_everybody_hears_of_what_they_may_ask_for_and_of_nothing_else() {
    let site = Site::open_with_events(eager()).await;
    let (help_desk, communications) = (site.help_desk().await, site.communications().await);
    let mut administrator = listen(&site.administrator().await).await;
    let mut writer = listen(&communications).await;
    let mut helper = listen(&help_desk).await;
    let mut auditor = listen(&site.auditor().await).await;
    let one = format!("device:{}", device(1));

    communications.send_to_groups(&[group(1)], "to groups").await;
    let end = last(&site);
    let heard = |words: &[&str]| words.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(administrator.words_before(&end).await, heard(&["quota", "sends"]));
    assert_eq!(writer.words_before(&end).await, heard(&["quota", "sends"]));
    assert_eq!(helper.words_before(&end).await, heard(&[]), "neither the limit nor others' sends");
    assert_eq!(auditor.words_before(&end).await, heard(&["sends"]), "may not send");

    help_desk.send_to_device(&device(1), "to a device").await;
    let end = last(&site);
    assert_eq!(administrator.words_before(&end).await, heard(&["sends", &one]));
    assert_eq!(helper.words_before(&end).await, heard(&["sends", &one]), "one's own send");
}

#[tokio::test]
async fn b28_out_of_scope_nothing_is_heard() {
    let site = Site::open_with_events(eager()).await;
    let admin = site.administrator().await;
    let mut local = listen(&site.local_administrator().await).await;
    admin.send_to_device(&device(1), "outside").await;
    admin.send_to_groups(&[group(1)], "outside too").await;
    let end = last(&site);
    let heard = local.words_before(&end).await;
    assert_eq!(heard, BTreeSet::from(["quota".to_owned()]), "the limit is the whole tenant's");
    admin.send_to_groups(&[group(3)], "inside").await;
    let end = last(&site);
    assert!(local.words_before(&end).await.contains("sends"));
}

#[tokio::test]
async fn b29_another_tenant_is_not_heard() {
    let site = Site::open_with_events(eager()).await;
    let mut administrator = listen(&site.administrator().await).await;
    let other: TenantId = "00000000-0000-7000-8000-0000000000ff".parse().unwrap();
    site.hub.announce(&other, Change::Quota);
    site.hub.announce(&other, Change::Device(device(1)));
    let end = last(&site);
    assert_eq!(administrator.words_before(&end).await, BTreeSet::new());
}

#[tokio::test]
async fn many_changes_become_few_words() {
    let site = Site::open().await;
    let mut administrator = listen(&site.administrator().await).await;
    for _ in 0..500 {
        site.hub.announce(&site.tenant, Change::Quota);
    }
    let end = last(&site);
    let mut words = Vec::new();
    while !words.contains(&end) {
        words.push(administrator.word().await.unwrap());
    }
    assert!(words.len() <= 3, "{words:?}");
}

#[tokio::test]
async fn a_session_and_a_server_have_a_bounded_number_of_streams() {
    let settings = EventSettings { per_session: 2, total: 3, ..EventSettings::default() };
    let site = Site::open_with_events(settings).await;
    let (admin, help_desk) = (site.administrator().await, site.help_desk().await);
    let first = listen(&admin).await;
    let _second = listen(&admin).await;
    assert_eq!(open(&admin).await.status(), StatusCode::TOO_MANY_REQUESTS, "two of a session");
    let _third = listen(&help_desk).await;
    assert_eq!(open(&help_desk).await.status(), StatusCode::TOO_MANY_REQUESTS, "three in all");
    drop(first);
    listen(&admin).await;
}

#[tokio::test]
async fn b29_a_stream_ends_with_its_session() {
    let settings = EventSettings { recheck: Duration::from_millis(20), ..eager() };
    let site = Site::open_with_events(settings).await;
    let admin = site.administrator().await;
    let mut stream = listen(&admin).await;
    let mut other = listen(&site.administrator().await).await;
    admin.post("/sign-out", &[]).await;
    assert_eq!(stream.word().await, None);
    let end = last(&site);
    assert_eq!(other.words_before(&end).await, BTreeSet::new(), "another session goes on");
    // Nobody is there who uses it, so it ends when it has been idle for long enough, though the stream goes on.
    site.clock.advance_ms(3_600_001);
    assert_eq!(other.word().await, None);
}

#[tokio::test]
async fn b29_a_right_that_is_revoked_is_gone_from_an_open_stream() {
    let settings = EventSettings { recheck: Duration::from_millis(20), ..eager() };
    let site = Site::open_with_events(settings).await;
    let mut helper = listen(&site.help_desk().await).await;
    let end = last(&site);
    helper.words_before(&end).await;
    let help_desk = role::HELP_DESK_OPERATOR.id.parse().unwrap();
    let nobody = AssignmentMembers::default();
    site.store.assign(&site.tenant, &help_desk, "helpdesk", nobody, Scope::All).await.unwrap();
    // What is announced until then is still heard.
    let silent = async {
        loop {
            last(&site);
            if timeout(Duration::from_millis(200), helper.word()).await.is_err() {
                return;
            }
        }
    };
    timeout(SOON, silent).await.expect("it falls silent");
}

#[tokio::test]
async fn at_the_stop_every_stream_ends_at_once() {
    let site = Site::open().await;
    let mut streams = [listen(&site.administrator().await).await, listen(&site.help_desk().await).await];
    site.stop.cancel();
    for stream in &mut streams {
        assert_eq!(stream.word().await, None);
    }
}
