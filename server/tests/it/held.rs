//! A form that is posted after its session has ended loses nothing and sends nothing by itself (B35).

use super::support::{Actor, Answer, PASSWORD, Site, device, group};
use axum::http::StatusCode;
use herald_domain::time::HOUR_MS;

const WIZARD: &str = "/tenant/custom-notifications";
const BODY: &str = "Gå hem \"nu\" <kl. två>.\r\nHälsningar";

/// Names and values of the hidden fields whose names begin like this, as a browser reads them.
fn hidden(page: &Answer, begin: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        let plain = ["&quot;", "&lt;", "&gt;", "&amp;"].iter().zip(["\"", "<", ">", "&"]);
        Some(plain.fold(value.to_owned(), |text, (entity, c)| text.replace(entity, c)))
    };
    let inputs = page.body.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
    let inputs = inputs.filter(|tag| tag.contains("type=\"hidden\""));
    let fields =
        inputs.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())));
    fields.filter(|(name, _)| name.starts_with(begin)).collect()
}

/// Signs in on the page that keeps a form.
async fn sign_in_on(page: &Answer, site: &Site, email: &str, password: &str) -> (Answer, Actor) {
    let mut fields = hidden(page, "held.");
    fields.extend(hidden(page, "return"));
    fields.extend([("email".into(), email.into()), ("password".into(), password.into())]);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = site.stranger().post("/sign-in", &fields).await;
    let actor = Actor { cookie: answer.cookie.clone(), ..site.stranger() };
    (answer, actor)
}

async fn places_used(site: &Site) -> u64 {
    let admin = site.administrator().await;
    admin.call("notifications/quota", serde_json::json!({})).await.json()["used"].as_u64().unwrap()
}

#[tokio::test]
async fn b35_create_after_the_end_of_the_session_comes_back_as_review_and_sends_when_confirmed() {
    let site = Site::open().await;
    let writer = site.communications().await;
    let group = group(1).to_string();
    let key = "0123456789abcdef0123456789abcdef";
    let form = [
        ("step", "3"),
        ("title", "Stadshuset"),
        ("body", BODY),
        ("key", key),
        ("group", &group),
        ("go", "create"),
    ];
    site.clock.advance_ms(2 * HOUR_MS);

    let asked = writer.post(WIZARD, &form).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert_eq!(asked.location(), "", "nothing typed gets into an address");
    assert!(asked.body.contains("What you wrote is kept on this page"), "{}", asked.body);
    let kept = hidden(&asked, "held.");
    assert!(kept.contains(&("held.body".into(), BODY.into())), "{kept:?}");

    let email = "kommunikation@testbacka.example";
    let (wrong, _) = sign_in_on(&asked, &site, email, "not the password").await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert_eq!(hidden(&wrong, "held."), kept, "a wrong password loses nothing");
    assert!(!wrong.body.contains("not the password"));

    let (review, again) = sign_in_on(&wrong, &site, email, PASSWORD).await;
    assert_eq!(review.status, StatusCode::OK, "{}", review.body);
    assert!(again.cookie.is_some() && again.cookie != writer.cookie, "a new session");
    assert!(
        review.body.contains("Nothing was sent yet") && review.body.contains("value=\"create\""),
        "{}",
        review.body
    );
    assert!(review.body.contains(&format!("data-address=\"{WIZARD}\"")), "a reload asks for the right page");
    assert!(
        hidden(&review, "key").contains(&("key".into(), key.into())),
        "B20: an earlier try may have come through"
    );
    assert_eq!(places_used(&site).await, 0, "nothing is sent by signing in");

    let sent = again.post(WIZARD, &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(places_used(&site).await, 1);
}

#[tokio::test]
async fn b33_b35_the_sign_in_page_in_another_language_keeps_what_was_written_and_tries_no_password() {
    let site = Site::open().await;
    let asked = site.stranger().post(WIZARD, &[("step", "1"), ("body", BODY), ("go", "next")]).await;
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let mut form = hidden(&asked, "held.");
    form.extend([("email", "anna@testbacka.example"), ("password", PASSWORD), ("language", "sv")].map(owned));
    form.push(owned(("return", WIZARD)));
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let swedish = site.stranger().post("/sign-in", &form).await;
    assert_eq!(swedish.status, StatusCode::UNAUTHORIZED, "one still has to sign in");
    assert!(swedish.body.contains("Du är utloggad") && swedish.body.contains("anna@testbacka.example"));
    assert_eq!(hidden(&swedish, "held."), hidden(&asked, "held."));
    assert_eq!(hidden(&swedish, "return"), [owned(("return", WIZARD))]);
    assert!(!swedish.body.contains(PASSWORD));
    assert!(swedish.cookie.as_deref().is_some_and(|cookie| cookie.starts_with("herald-lang=sv")));
    let audit = site.administrator().await.get("/tenant/audit").await.body;
    assert!(!audit.contains("anna@testbacka.example"), "no attempt was made");
}

#[tokio::test]
async fn b35_a_step_forward_after_the_end_of_the_session_goes_on_at_the_next_step() {
    let site = Site::open().await;
    let writer = site.communications().await;
    site.clock.advance_ms(2 * HOUR_MS);
    let form = [("step", "1"), ("title", "Stadshuset"), ("body", BODY), ("key", "k"), ("go", "next")];
    let asked = writer.post(WIZARD, &form).await;
    let (page, _) = sign_in_on(&asked, &site, "kommunikation@testbacka.example", PASSWORD).await;
    assert!(hidden(&page, "step").contains(&("step".into(), "2".into())), "{}", page.body);
    assert!(hidden(&page, "title").contains(&("title".into(), "Stadshuset".into())));
}

#[tokio::test]
async fn b35_the_panes_of_one_and_of_several_devices_come_back_with_what_was_written() {
    let site = Site::open().await;
    let writer = site.help_desk().await;
    let (one, two) = (device(1).to_string(), device(2).to_string());
    let text = [("title", "Uppdatering"), ("body", BODY), ("key", "k")];
    let pane = format!("/devices/{one}");
    let several = [&[("device", one.as_str()), ("device", &two)], &text[..]].concat();
    site.clock.advance_ms(2 * HOUR_MS);
    for (path, form) in [(pane.as_str(), &text[..]), ("/devices?search=phone&send", &several)] {
        let asked = writer.post(path, form).await;
        assert_eq!((asked.status, asked.location()), (StatusCode::UNAUTHORIZED, ""), "{path}");
        let (page, again) = sign_in_on(&asked, &site, "helpdesk@testbacka.example", PASSWORD).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        assert!(
            page.body.contains("Nothing was sent yet") && page.body.contains("Uppdatering"),
            "{}",
            page.body
        );
        assert_eq!(hidden(&page, "device").len(), if form.len() == 3 { 0 } else { 2 });
        let detail = again.call("devices/get", serde_json::json!({"id": one})).await.json();
        assert_eq!(detail["quota"]["used"], 0, "nothing is sent by signing in");
    }
}

#[tokio::test]
async fn b29_who_signs_in_instead_needs_the_permission_themselves() {
    let site = Site::open().await;
    let writer = site.communications().await;
    site.clock.advance_ms(2 * HOUR_MS);
    let form = [("step", "3"), ("title", "Hemligt"), ("body", "Bara för en."), ("go", "create")];
    let asked = writer.post(WIZARD, &form).await;
    let (page, other) = sign_in_on(&asked, &site, "granskare@testbacka.example", PASSWORD).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("Organization") && !page.body.contains("Bara för en."), "{}", page.body);
    assert_eq!(other.get("/").await.status, StatusCode::OK, "they are signed in all the same");
}

#[tokio::test]
async fn b35_what_is_too_long_to_keep_is_said_to_be_in_the_form_still() {
    let site = Site::open().await;
    let asked = site.stranger().post(WIZARD, &[("title", "t"), ("body", &"x".repeat(60_000))]).await;
    assert_eq!(asked.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(asked.body.contains("It is still in the form") && hidden(&asked, "held.").is_empty());
}

#[tokio::test]
async fn a_kept_form_leads_to_no_page_but_those_with_forms() {
    let site = Site::open().await;
    for back in ["/tenant/audit", "//evil.example", "/sign-out"] {
        let fields = [
            ("email", "admin@testbacka.example"),
            ("password", PASSWORD),
            ("return", back),
            ("held.title", "x"),
        ];
        let answer = site.stranger().post("/sign-in", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{back}");
        assert!(answer.location().starts_with('/') && !answer.location().starts_with("//"), "{back}");
    }
}
