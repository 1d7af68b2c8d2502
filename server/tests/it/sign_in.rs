//! Signing in, staying signed in, and being signed out.

use super::support::{PASSWORD, Site};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use herald_domain::{audit::Activity, time::HOUR_MS};
use herald_server::config::Config;
use tower::ServiceExt;

#[tokio::test]
async fn a_page_asks_a_stranger_to_sign_in_and_leads_back() {
    let site = Site::open().await;
    let answer = site.stranger().get("/devices?page=2").await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/sign-in?return=%2Fdevices%3Fpage%3D2")
    );
    let fields =
        [("email", "ADMIN@testbacka.example "), ("password", PASSWORD), ("return", "/devices?page=2")];
    let answer = site.stranger().post("/sign-in", &fields).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/devices?page=2"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_answer_the_same() {
    let site = Site::open().await;
    let wrong = site
        .stranger()
        .post("/sign-in", &[("email", "admin@testbacka.example"), ("password", "wrong one")])
        .await;
    let unknown = site
        .stranger()
        .post("/sign-in", &[("email", "admim@testbacka.example"), ("password", "wrong one")])
        .await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
    assert!(wrong.cookie.is_none());
    assert!(wrong.body.contains("admin@testbacka.example"), "the address is kept");
    assert!(!wrong.body.contains("wrong one"), "the password is not");
}

#[tokio::test]
async fn a_name_that_is_too_long_is_nobodys() {
    use herald_store::{NewAdministrator, NewUser};
    let site = Site::open().await;
    let long = format!("{}@testbacka.example", "a".repeat(320));
    let new = NewAdministrator {
        user: NewUser::new(&long, "A"),
        role: herald_domain::role::READ_ONLY_OPERATOR.id.parse().unwrap(),
        assignment: "long".into(),
        hash: herald_server::password::hash(PASSWORD),
    };
    site.store.create_administrator(&site.tenant, new, site.clock_now(), "test").await.unwrap();
    let answer = site.stranger().post("/sign-in", &[("email", &long), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains(&long), "what was typed is kept in the form");
    let log = site.administrator().await;
    let log =
        log.call("audit/list", serde_json::json!({"query": {"page": 1, "activity": "sign_in_failed"}})).await;
    assert_eq!(log.json()["rows"][0]["actor"], "unknown");
}

#[tokio::test]
async fn an_installation_that_is_no_demo_offers_no_accounts() {
    let page = Site::open().await.stranger().get("/sign-in").await.body;
    assert!(page.contains("Ask whoever runs Herald"), "{page}");
    assert!(!page.contains("sign-in__demo") && !page.contains("nordhamn"), "{page}");
}

#[tokio::test]
async fn guessing_is_throttled_with_a_word_about_waiting() {
    let site = Site::open().await;
    let mut last = StatusCode::OK;
    for _ in 0..25 {
        last = site
            .stranger()
            .post("/sign-in", &[("email", "x@testbacka.example"), ("password", "guess")])
            .await
            .status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    site.administrator().await;
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let site = Site::open().await;
    let before = site.administrator().await;
    let again =
        before.post("/sign-in", &[("email", "admin@testbacka.example"), ("password", PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_ne!(again.cookie, before.cookie, "the token is rotated");
    assert_eq!(before.call("session/current", serde_json::json!({})).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let answer = admin.post("/sign-out", &[]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!(admin.get("/devices").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_ends_whatever_happens() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for _ in 0..14 {
        site.clock.advance_ms(50 * 60_000);
        let status = admin.call("session/current", serde_json::json!({})).await.status;
        assert_eq!(status, StatusCode::OK, "each request keeps it alive");
    }
    site.clock.advance_ms(50 * 60_000);
    assert_eq!(
        admin.call("session/current", serde_json::json!({})).await.status,
        StatusCode::UNAUTHORIZED,
        "12 hours"
    );
    let idle = site.administrator().await;
    site.clock.advance_ms(HOUR_MS + 60_001);
    assert_eq!(idle.call("session/current", serde_json::json!({})).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_an_open_page_asks_by_itself_does_not_keep_a_session() {
    let site = Site::open().await;
    let (left, used) = (site.administrator().await, site.administrator().await);
    let by_itself =
        |path: &str| Request::get(path).header("herald-by-itself", "1").body(Body::empty()).unwrap();
    for _ in 0..3 {
        site.clock.advance_ms(15 * 60_000);
        assert_eq!(left.send(by_itself("/tenant/delivery")).await.status, StatusCode::OK);
        let stream = Request::get("/events").header(header::COOKIE, left.cookie.as_ref().unwrap());
        let stream = left.router.clone().oneshot(stream.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(stream.status(), StatusCode::OK);
        assert_eq!(used.send(by_itself("/tenant/delivery")).await.status, StatusCode::OK);
        assert_eq!(used.call("session/current", serde_json::json!({})).await.status, StatusCode::OK);
    }
    site.clock.advance_ms(15 * 60_000 + 1);
    let answer = left.send(by_itself("/tenant/delivery")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "an hour with nobody there");
    assert_eq!(used.call("session/current", serde_json::json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn b29_a_new_password_ends_every_session() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let user = site.user("admin@testbacka.example").await;
    let hash = herald_server::password::hash("another passphrase");
    let now = herald_domain::time::Clock::now(&*site.clock);
    site.store.set_password(&site.tenant, &user, &hash, now, Activity::PasswordReset, "test").await.unwrap();
    assert_eq!(admin.call("session/current", serde_json::json!({})).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_cookie_is_tied_to_the_host_when_the_site_is_https() {
    for url in ["https://herald.example", "HTTPS://herald.example"] {
        let mut config = Config::default();
        config.http.public_url = Some(url.into());
        let site = Site::open_with(config).await;
        let answer = site
            .stranger()
            .post("/sign-in", &[("email", "admin@testbacka.example"), ("password", PASSWORD)])
            .await;
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        for part in ["__Host-herald=", "Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}
