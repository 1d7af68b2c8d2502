//! One text to several selected devices, through the server functions (B16, B17, B20, B30).

use super::support::{Actor, Answer, Site, device};
use axum::http::StatusCode;
use herald_domain::ids::DeviceId;
use serde_json::{Value, json};

const RANDOM: &str = "00112233445566778899aabbccddeeff";

async fn send(actor: &Actor, devices: &[DeviceId], body: &str, key: &str) -> Answer {
    let draft = json!({"title": "Uppdatering", "body": body});
    actor.call("devices/send-many", json!({"draft": draft, "ids": devices, "key": key})).await
}
fn kinds(answer: &Answer) -> Vec<String> {
    // `"not_found"`, or `{"sent": {…}}`.
    let kind = |result: &Value| match &result["outcome"] {
        Value::Object(outcome) => outcome.keys().next().unwrap().clone(),
        outcome => outcome.as_str().unwrap().to_owned(),
    };
    answer.json()["results"].as_array().unwrap().iter().map(kind).collect()
}

#[tokio::test]
async fn b16_b17_every_device_has_its_own_result() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    for n in 0..10 {
        help_desk.send_to_device(&device(2), &n.to_string()).await;
    }
    let targets =
        help_desk.call("devices/targets", json!({"ids": [device(4), device(2), device(77)]})).await.json();
    assert_eq!(targets.as_array().unwrap().len(), 2, "before sending it is known who cannot be sent to");
    assert_eq!((&targets[0]["row"]["name"], &targets[1]["quota"]["used"]), (&json!("PHONE-04"), &json!(10)));

    let devices = [device(1), device(2), device(3), device(4), device(77)];
    let sent = send(&help_desk, &devices, "Starta om.", "").await;
    assert_eq!(kinds(&sent), ["sent", "limit_reached", "sent", "unreachable", "not_found"]);
    assert_eq!(sent.json()["results"][3]["name"], "PHONE-04");
    let detail = help_desk.call("devices/get", json!({"id": device(1)})).await.json();
    assert_eq!((&detail["quota"]["used"], &detail["actions"][0]["status"]), (&json!(1), &json!("pending")));
}

#[tokio::test]
async fn b20_a_repeat_sends_nothing_twice_and_another_text_or_choice_is_a_conflict() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let devices = [device(1), device(4)];
    let first = send(&help_desk, &devices, "Starta om.", RANDOM).await;
    let again = send(&help_desk, &devices, "Starta om.", RANDOM).await;
    assert_eq!((first.status, &first.body), (StatusCode::OK, &again.body));
    for key in [RANDOM, "guessable"] {
        send(&help_desk, &devices, "Starta om.", key).await;
        assert_eq!(send(&help_desk, &devices, "Annat.", key).await.status, StatusCode::CONFLICT, "{key}");
        let fewer = send(&help_desk, &devices[..1], "Starta om.", key).await;
        assert_eq!(fewer.status, StatusCode::CONFLICT, "{key}");
    }
    let detail = help_desk.call("devices/get", json!({"id": device(1)})).await.json();
    assert_eq!(detail["quota"]["used"], 2, "one by each key");
    let id = first.json()["id"].clone();
    assert_eq!(help_desk.call("devices/sent-many", json!({"id": id})).await.body, first.body);
    let admin = site.administrator().await;
    assert_eq!(admin.call("devices/sent-many", json!({"id": id})).await.body, "null", "B29: not theirs");
}

#[tokio::test]
async fn b31_between_one_and_a_hundred_devices() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let none = send(&help_desk, &[], "Starta om.", "").await;
    assert_eq!((none.status, &none.json()["problem"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("empty")));
    let many: Vec<DeviceId> =
        (0..101).map(|n| format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()).collect();
    let many = send(&help_desk, &many, "Starta om.", "").await;
    assert_eq!(many.json()["problem"], json!({"too_many": {"chosen": 101}}));
    let twice = send(&help_desk, &[device(1), device(1)], "Starta om.", "").await;
    assert_eq!(kinds(&twice), ["sent"]);
}

#[tokio::test]
async fn b4_b15_b30_refusals_before_the_store_leave_one_record_each() {
    let site = Site::open().await;
    let (admin, auditor) = (site.administrator().await, site.auditor().await);
    let records = async || admin.call("audit/list", json!({"query": {"page": 1}})).await.json();
    let before = records().await["total"].as_u64().unwrap();
    let empty = send(&admin, &[device(1)], " ", "").await;
    assert_eq!(empty.json()["problems"], json!([{"field": "body", "problem": "empty"}]));
    let refused = send(&auditor, &[device(1)], "Starta om.", "").await;
    assert_eq!(refused.json()["permission"], "remote_tasks.send_custom_notifications");
    send(&admin, &[device(1), device(3)], "Starta om.", "").await;
    let after = records().await;
    assert_eq!(after["total"].as_u64().unwrap() - before, 3);
    let outcomes: Vec<_> = (0..3).map(|n| after["rows"][n]["outcome"].clone()).collect();
    assert_eq!(outcomes, ["success", "refused", "refused"]);
    assert_eq!(after["rows"][0]["target"], "PHONE-01, PHONE-03");
    assert!(!after.to_string().contains("Starta om") && !after.to_string().contains("Uppdatering"));
}

#[tokio::test]
async fn b28_a_scope_holds_for_each_device() {
    let site = Site::open().await;
    let local = site.local_administrator().await;
    let sent = send(&local, &[device(3), device(1)], "Starta om.", "").await;
    assert_eq!(kinds(&sent), ["sent", "not_found"]);
    assert_eq!(sent.json()["results"][1]["name"], "", "B29: like one that does not exist");
    let targets = local.call("devices/targets", json!({"ids": [device(1), device(3)]})).await.json();
    assert_eq!(targets.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn b34_several_devices_can_be_sent_to_by_forms_alone() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let list = help_desk.get("/devices?search=phone").await.body;
    assert!(list.contains("name='device'") && list.contains("name=\"send\""), "{list}");
    let [one, four] = [device(1).to_string(), device(4).to_string()];
    let pane = help_desk.get(&format!("/devices?search=phone&send=&device={one}&device={four}")).await;
    assert_eq!(pane.status, StatusCode::OK);
    for part in ["1 device will not get this message", "Platform not supported", "Send to 1 device"] {
        assert!(pane.body.contains(part), "{part}: {}", pane.body);
    }
    let fields =
        [("device", one.as_str()), ("device", &four), ("title", "Hej"), ("body", ""), ("key", RANDOM)];
    let refused = help_desk.post("/devices?search=phone", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"Hej\"") && refused.body.contains(RANDOM), "B35: nothing is lost");
    let fields = fields.map(|(name, value)| (name, if name == "body" { "Ring oss." } else { value }));
    let sent = help_desk.post("/devices?search=phone", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(help_desk.post("/devices?search=phone", &fields).await.location(), sent.location(), "B20");
    let results = help_desk.get(sent.location()).await.body;
    assert!(results.contains("Sent to 1 of 2 devices") && results.contains("PHONE-04"), "{results}");
    assert!(!results.contains("Ring oss."), "B21: the text is not read back");
}

#[tokio::test]
async fn b35_a_pane_without_devices_says_what_to_do() {
    let site = Site::open().await;
    let page = site.help_desk().await.get("/devices?send=").await;
    assert!(page.body.contains("Select at least one device"), "{}", page.body);
    let refused = site.auditor().await.get(&format!("/devices?send=&device={}", device(1))).await;
    assert!(refused.body.contains("Remote tasks / Send custom notifications"), "B15");
    assert!(!refused.body.contains("name=\"body\""));
}

#[tokio::test]
async fn the_bell_follows_all_messages_of_an_act_under_its_own_id() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let sent = send(&help_desk, &[device(1), device(2), device(4)], "Starta om.", "").await.json();
    let ids = json!({"ids": [sent["id"]]});
    let progress = help_desk.call("notifications/progress", ids.clone()).await.json();
    assert_eq!((progress[0]["id"].clone(), &progress[0]["status"]), (sent["id"].clone(), &json!("queued")));
    assert_eq!(progress.as_array().unwrap().len(), 1);
    let others = site.administrator().await.call("notifications/progress", ids).await.json();
    assert_eq!(others, json!([]), "an act of somebody else is unknown");
}
