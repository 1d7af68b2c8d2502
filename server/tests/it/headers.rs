//! What keeps other sites, big bodies and injected scripts out.

use super::support::Site;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;

#[tokio::test]
async fn a_page_allows_only_scripts_with_its_own_nonce() {
    let site = Site::open().await;
    let (one, two) = (site.stranger().get("/sign-in").await, site.stranger().get("/sign-in").await);
    let policy = one.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    for script in one.body.split("<script").skip(1) {
        assert!(script.contains(&format!("nonce=\"{nonce}\"")), "a script without nonce: {}", &script[..80]);
    }
    assert_ne!(one.headers[header::CONTENT_SECURITY_POLICY], two.headers[header::CONTENT_SECURITY_POLICY]);
    assert!(!one.body.contains(" style=\""), "an inline style would be refused by the policy");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for answer in [
        site.stranger().get("/sign-in").await,
        site.stranger().get("/healthz").await,
        site.stranger().get("/pkg/nothing").await,
        admin.get("/no/such/page").await,
        admin.call("devices/list", json!({})).await,
    ] {
        for name in
            ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"]
        {
            assert!(answer.headers.contains_key(name), "{name} is missing: {answer:?}");
        }
    }
}

#[tokio::test]
async fn where_the_public_url_is_https_browsers_are_told_to_stay_there() {
    let mut config = herald_server::config::Config::default();
    for url in ["https://herald.example.org", "HTTPS://herald.example.org"] {
        config.http.public_url = Some(url.into());
        let secure = Site::open_with(config.clone()).await.stranger().get("/sign-in").await;
        assert_eq!(secure.headers[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000", "{url}");
    }
    let plain = Site::open().await.stranger().get("/sign-in").await;
    assert!(!plain.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn another_site_cannot_post_in_somebodys_name() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        for path in ["/sign-out", "/api/notifications/send", "/tenant/custom-notifications", "/sign-in"] {
            let request = Request::post(path)
                .header(name, value)
                .header(header::HOST, "herald.test")
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from("{}"));
            let answer = admin.send(request.unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value} to {path}");
        }
    }
    assert_eq!(admin.call("session/current", json!({})).await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn nothing_that_changes_state_answers_to_get() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for path in ["/api/notifications/send", "/api/devices/send", "/sign-out"] {
        let status = admin.get(path).await.status;
        assert!(
            status == StatusCode::METHOD_NOT_ALLOWED || status == StatusCode::NOT_FOUND,
            "{path}: {status}"
        );
    }
}

#[tokio::test]
async fn a_huge_body_is_refused() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let huge = json!({"draft": {"title": "t", "body": "b".repeat(70_000)}, "groups": [], "key": ""});
    assert_eq!(admin.call("notifications/send", huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn health_says_whether_the_work_can_be_done() {
    let site = Site::open().await;
    assert_eq!(site.stranger().get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.stranger().get("/readyz").await.status, StatusCode::OK);
    site.store.close().await;
    assert_eq!(site.stranger().get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.stranger().get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}
