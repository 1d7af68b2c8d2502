//! The pages as plain forms, without script (B34): nothing typed is lost, a success redirects.

use super::support::{Site, device, group};
use axum::http::StatusCode;

#[tokio::test]
async fn b34_a_message_to_groups_can_be_sent_by_forms_alone() {
    let site = Site::open().await;
    let admin = site.communications().await;
    let page = admin.get("/tenant/custom-notifications").await;
    assert_eq!(page.status, StatusCode::OK);
    let basics = [
        ("step", "1"),
        ("title", "Stadshuset"),
        ("body", "Rad ett\r\nrad två"),
        ("key", "k1"),
        ("go", "next"),
    ];
    let assignments = admin.post("/tenant/custom-notifications", &basics).await;
    assert_eq!(assignments.status, StatusCode::OK);
    assert!(assignments.body.contains("Stadshuset"), "what was typed is kept");
    let group = group(1).to_string();
    let with_group = [
        ("step", "2"),
        ("title", "Stadshuset"),
        ("body", "Rad ett\r\nrad två"),
        ("key", "k1"),
        ("group", &group),
    ];
    let review =
        admin.post("/tenant/custom-notifications", &[&with_group[..], &[("go", "next")]].concat()).await;
    assert_eq!(review.status, StatusCode::OK);
    let create = [&[("step", "3")], &with_group[1..], &[("go", "create")]].concat();
    let done = admin.post("/tenant/custom-notifications", &create).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.location().starts_with("/tenant/custom-notifications?sent="));
    let again = admin.post("/tenant/custom-notifications", &create).await;
    assert_eq!(again.location(), done.location(), "B20: a repeated post sends once");
    assert_eq!(admin.get(done.location()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn b34_a_message_to_a_device_can_be_sent_by_a_form_alone() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let path = format!("/devices/{}", device(1));
    let done = help_desk.post(&path, &[("title", "Hej"), ("body", "Ring oss."), ("key", "k")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.location().starts_with(&format!("{path}?sent=")));
}

/// The key in the page's form.
fn key_in(page: &str) -> &str {
    let input = page.split("<input").find(|input| input.contains("name=\"key\"")).unwrap();
    input.split("value=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[tokio::test]
async fn b20_after_going_back_and_editing_one_is_told_and_the_next_press_sends_it() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let group = group(1).to_string();
    let to_groups = [("step", "3"), ("group", group.as_str()), ("go", "create")];
    let device = format!("/devices/{}", device(1));
    for (path, fields) in [("/tenant/custom-notifications", &to_groups[..]), (&device, &[])] {
        let page = admin.get(&format!("{path}?send")).await;
        let key = key_in(&page.body);
        assert_eq!(key.len(), 32);
        let post = async |body: &str, key: &str| {
            admin.post(path, &[fields, &[("title", "Halka"), ("body", body), ("key", key)]].concat()).await
        };
        let first = post("Gå försiktigt.", key).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        assert_eq!(post("Gå försiktigt.", key).await.location(), first.location(), "a repeat sends once");
        let edited = post("Stanna hemma.", key).await;
        assert_eq!(edited.status, StatusCode::CONFLICT);
        assert!(edited.body.contains("Stanna hemma."), "nothing is lost");
        assert!(edited.body.contains("Nothing was sent now"), "it says what to do: {}", edited.body);
        let fresh = key_in(&edited.body);
        assert_ne!(fresh, key);
        let second = post("Stanna hemma.", fresh).await;
        assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
        assert_ne!(second.location(), first.location());
    }
}

#[tokio::test]
async fn b35_a_refused_form_keeps_what_was_typed() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let path = format!("/devices/{}", device(1));
    let refused = help_desk.post(&path, &[("title", "A title that stays"), ("body", ""), ("key", "k")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("A title that stays"));
}

#[tokio::test]
async fn what_was_typed_cannot_become_markup() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let path = format!("/devices/{}", device(1));
    let hostile = "</textarea><script>alert(1)</script>";
    let refused = help_desk
        .post(&path, &[("title", ""), ("body", hostile), ("key", "\"><script>alert(2)</script>")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("<script>alert"), "escaped everywhere");
}

#[tokio::test]
async fn b29_a_page_without_permission_names_it_and_answers_403() {
    let site = Site::open().await;
    let page = site.help_desk().await.get("/tenant/custom-notifications").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("Organization"), "it is named");
}

#[tokio::test]
async fn b35_an_unknown_page_or_device_answers_404_with_a_page() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for path in ["/no/such/page", "/devices/not-an-id", &format!("/devices/{}", device(77))] {
        let page = admin.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("<h1"), "{path} is a page");
    }
}

#[tokio::test]
async fn b35_signing_out_without_a_database_is_an_error_in_words() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    site.store.close().await;
    let answer = admin.post("/sign-out", &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("<h1") && answer.body.contains("Reference"), "{}", answer.body);
}
