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
async fn b29_b30_what_is_no_id_is_refused_and_recorded_like_one_that_nothing_has() {
    const NOTHING: &str = "00000000-0000-0000-0000-000000000000";
    let site = Site::open().await;
    let admin = site.administrator().await;
    let unknown = [group(77).to_string(), device(77).to_string()];
    let recorded = async || {
        let log = admin
            .call("audit/list", serde_json::json!({"query": {"page": 1, "outcome": "refused"}}))
            .await
            .json();
        let text = |row: &serde_json::Value| format!("{} {}", row["activity"], row["detail"]);
        let mut records: Vec<_> = log["rows"].as_array().unwrap().iter().map(text).collect();
        records.sort();
        records.iter().map(|text| text.replace(NOTHING, &unknown[1])).collect::<Vec<_>>()
    };
    let mut answers = Vec::new();
    for [group, device] in [["nonsense", "nonsense"], [&unknown[0], &unknown[1]]] {
        let text = [("title", "Halka"), ("body", "Gå försiktigt.")];
        let to_groups = [&text[..], &[("step", "3"), ("group", group), ("go", "create")]].concat();
        let groups = admin.post("/tenant/custom-notifications", &to_groups).await;
        let one = admin.post(&format!("/devices/{device}"), &text).await;
        let several = admin.post("/devices", &[&text[..], &[("device", device)]].concat()).await;
        assert!(groups.body.contains("Gå försiktigt."), "nothing is lost");
        answers.push([groups.status, one.status, several.status]);
    }
    assert_eq!(answers[0], [StatusCode::NOT_FOUND; 3]);
    assert_eq!(answers[0], answers[1]);
    let records = recorded().await;
    assert_eq!(records.len(), 6, "{records:?}");
    assert!(records.chunks(2).all(|pair| pair[0] == pair[1]), "{records:?}");
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
async fn b19_b35_a_message_that_none_of_several_devices_can_get_comes_back_and_can_be_sent_later() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    for n in 0..10 {
        help_desk.send_to_device(&device(2), &n.to_string()).await;
    }
    let [full, lost] = [device(2).to_string(), device(4).to_string()];
    let fields = [("device", full.as_str()), ("device", &lost), ("title", "Halka"), ("body", "Gå sakta.")];
    let with = |key| [&fields[..], &[("key", key)]].concat();
    let refused = help_desk.post("/devices?search=phone", &with("00112233445566778899aabbccddeeff")).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
    for part in [
        "value=\"Halka\"",
        "Gå sakta.",
        "PHONE-02",
        "PHONE-04",
        "None of the selected devices can get a message now",
    ] {
        assert!(refused.body.contains(part), "{part}: {}", refused.body);
    }
    let fresh = key_in(&refused.body);
    assert_ne!(fresh, "00112233445566778899aabbccddeeff", "that key stands for the refusal");
    site.clock.advance_ms(3_600_001);
    // The session has ended meanwhile.
    let sent = site.help_desk().await.post("/devices", &with(fresh)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[tokio::test]
async fn b35_what_was_written_to_devices_that_are_all_gone_is_shown() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let gone = device(77).to_string();
    let fields = [("device", gone.as_str()), ("title", "Halka"), ("body", "Gå sakta."), ("key", "k")];
    let refused = help_desk.post("/devices", &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(
        refused.body.contains("value=\"Halka\"") && refused.body.contains("Gå sakta."),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn b17_b35_what_was_written_to_a_device_that_cannot_be_reached_stays_beside_the_reason() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let path = format!("/devices/{}", device(4));
    let refused = help_desk.post(&path, &[("title", "Halka"), ("body", "Gå sakta."), ("key", "k")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("value=\"Halka\"") && refused.body.contains("Gå sakta."),
        "{}",
        refused.body
    );
    let pane = refused.body.split("<dialog").find(|part| part.contains("flyout-title")).unwrap();
    assert!(pane.contains("Platform not supported"), "the reason stands in the pane: {pane}");
    let send = pane.split("<button").find(|button| button.contains(">Send<")).unwrap();
    assert!(send.contains(" disabled"), "{send}");
    let pane = help_desk.get(&format!("{path}?send")).await;
    assert!(!pane.body.contains("name=\"body\""), "without a text there is nothing to show");
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
