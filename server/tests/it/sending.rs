//! Sending through the server functions: limits, idempotency, scope, audit.

use super::support::{Site, device, group};
use axum::http::StatusCode;
use herald_domain::{
    ids::GroupId,
    time::{Clock, HOUR_MS},
};
use serde_json::json;

#[tokio::test]
async fn b10_b19_the_26th_message_to_groups_is_refused_with_the_time_of_the_next_place() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for n in 0..25 {
        let answer = admin.send_to_groups(&[group(1)], &format!("key-{n}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.json()["quota"]["used"], n + 1);
        site.clock.advance_ms(1_000);
    }
    let refused = admin.send_to_groups(&[group(1)], "one more").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let next_free = 1_795_521_600_000_i64 + HOUR_MS + 1;
    assert_eq!(refused.json(), json!({"code": "limit_reached", "max": 25, "next_free": next_free}));

    // B10: a message to a device neither counts nor is limited by it.
    assert_eq!(admin.send_to_device(&device(1), "device").await.status, StatusCode::OK);
    // B18: the refused send took no place, so exactly one is free when the first one leaves the window.
    site.clock.advance_ms(HOUR_MS + 1 - 25_000);
    let admin = site.administrator().await;
    assert_eq!(admin.send_to_groups(&[group(1)], "later").await.status, StatusCode::OK);
    assert_eq!(admin.send_to_groups(&[group(1)], "too many").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn b16_the_11th_message_to_a_device_is_refused_and_another_device_is_free() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    for n in 0..10 {
        assert_eq!(help_desk.send_to_device(&device(1), &n.to_string()).await.status, StatusCode::OK);
    }
    assert_eq!(help_desk.send_to_device(&device(1), "11th").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(help_desk.send_to_device(&device(2), "other").await.status, StatusCode::OK);
}

#[tokio::test]
async fn b18_of_two_administrators_racing_for_the_last_place_one_wins() {
    let site = Site::open().await;
    let (one, two) = (site.administrator().await, site.communications().await);
    for n in 0..24 {
        assert_eq!(one.send_to_groups(&[group(1)], &n.to_string()).await.status, StatusCode::OK);
    }
    let mut answers = Vec::new();
    for n in 0..8 {
        let actor = if n % 2 == 0 { one.clone() } else { two.clone() };
        answers.push(tokio::spawn(async move {
            actor.send_to_groups(&[group(1)], &format!("race-{n}")).await.status
        }));
    }
    let mut won = 0;
    for answer in answers {
        won += u32::from(answer.await.unwrap() == StatusCode::OK);
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn b20_the_same_key_sends_once_and_another_audience_is_a_conflict() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let first = admin.send_to_groups(&[group(1)], "the key").await.json();
    let again = admin.send_to_groups(&[group(1)], "the key").await.json();
    assert_eq!(first["id"], again["id"]);
    assert_eq!(again["quota"]["used"], 1, "one place was taken");
    assert_eq!(admin.send_to_groups(&[group(2)], "the key").await.status, StatusCode::CONFLICT);
    let others = site.communications().await.send_to_groups(&[group(1)], "the key").await.json();
    assert_ne!(first["id"], others["id"], "a key belongs to its sender");
}

/// What the pages and well-made scripts use as a key, and what others do.
const KEYS: [&str; 2] = ["5f0c3f0e9d1b4c55a3a4a0a7f3b1d2e4", "order 4711"];

#[tokio::test]
async fn b20_the_same_key_with_another_text_is_refused_and_nothing_is_sent() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for (function, to) in
        [("notifications/send", json!({"groups": [group(1)]})), ("devices/send", json!({"id": device(1)}))]
    {
        for key in KEYS {
            // A key stands for one message, wherever it goes.
            let key = if function.starts_with("devices") { key.replace('4', "7") } else { key.to_owned() };
            let send = async |body: &str| {
                let mut arguments = to.clone();
                arguments["draft"] = json!({"title": "Halka", "body": body});
                arguments["key"] = json!(key);
                admin.call(function, arguments).await
            };
            let first = send("Gå försiktigt.").await;
            assert_eq!(first.status, StatusCode::OK, "{}", first.body);
            let other = send("Stanna hemma.").await;
            assert_eq!((other.status, other.json()), (StatusCode::CONFLICT, json!({"code": "conflict"})));
            let again = send("Gå försiktigt.\r\n").await;
            assert_eq!(again.json()["id"], first.json()["id"], "the same text is a repeat");
            assert_eq!(again.json()["quota"], first.json()["quota"], "one place was taken");
        }
    }
    // B30: a first message and a refusal each, and nothing for a repeat.
    let log = admin.call("audit/list", json!({"query": {"page": 1}})).await.json();
    let sends = |outcome: &str| {
        let rows = log["rows"].as_array().unwrap().iter();
        let ours = rows.filter(|row| row["activity"].as_str().unwrap().starts_with("send_to"));
        ours.filter(|row| row["outcome"] == outcome).count()
    };
    assert_eq!([sends("success"), sends("refused")], [4, 4], "{log}");
    assert!(!log.to_string().contains("Halka") && !log.to_string().contains("hemma"));
}

#[tokio::test]
async fn b20_b22_after_the_end_a_random_key_still_tells_and_another_answers_with_the_first_message() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let send = async |key: &str, body: &str| {
        let draft = json!({"title": "Halka", "body": body});
        admin.call("notifications/send", json!({"draft": draft, "groups": [group(1)], "key": key})).await
    };
    let mut first = Vec::new();
    for key in KEYS {
        first.push(send(key, "Gå försiktigt.").await.json()["id"].clone());
    }
    site.store.expire(site.clock.now().plus_ms(2 * 86_400_000)).await.unwrap();
    let [random, other] = KEYS;
    assert_eq!(send(random, "Gå försiktigt.").await.json()["id"], first[0]);
    assert_eq!(send(random, "Stanna hemma.").await.status, StatusCode::CONFLICT);
    assert_eq!(send(other, "Gå försiktigt.").await.json()["id"], first[1]);
    assert_eq!(send(other, "Stanna hemma.").await.json()["id"], first[1], "nobody knows its text any more");
}

#[tokio::test]
async fn b8_a_message_names_between_one_and_25_groups() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let none = admin.send_to_groups(&[], "none").await;
    assert_eq!(
        (none.status, none.json()["problem"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, json!("empty"))
    );
    let many: Vec<GroupId> = (1..=26).map(group).collect();
    assert_eq!(
        admin.send_to_groups(&many, "many").await.json()["problem"],
        json!({"too_many": {"chosen": 26}})
    );
    assert_eq!(admin.send_to_groups(&[group(1), group(1)], "twice").await.status, StatusCode::OK);
}

#[tokio::test]
async fn b4_every_problem_of_a_form_comes_back_at_its_field() {
    let site = Site::open().await;
    let draft = json!({"title": "t".repeat(51), "body": " "});
    let answer = site.administrator().await;
    let answer =
        answer.call("notifications/send", json!({"draft": draft, "groups": [group(1)], "key": ""})).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.json()["problems"],
        json!([
            {"field": "title", "problem": {"too_long": {"excess": 1}}},
            {"field": "body", "problem": "empty"}
        ])
    );
}

#[tokio::test]
async fn b17_a_device_that_cannot_be_reached_is_refused_with_the_reason() {
    let site = Site::open().await;
    let answer = site.help_desk().await.send_to_device(&device(4), "k").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json()["code"], "unreachable");
}

#[tokio::test]
async fn b28_b29_out_of_scope_is_exactly_like_not_there() {
    let site = Site::open().await;
    let local = site.local_administrator().await;
    assert_eq!(local.send_to_groups(&[group(3)], "inside").await.status, StatusCode::OK);
    let outside = local.send_to_groups(&[group(1)], "outside").await;
    let absent = local.send_to_groups(&[group(77)], "absent").await;
    assert_eq!((outside.status, &outside.body), (StatusCode::NOT_FOUND, &absent.body));
    let outside = local.call("devices/get", json!({"id": device(1)})).await;
    let absent = local.call("devices/get", json!({"id": device(77)})).await;
    assert_eq!((outside.status, &outside.body), (StatusCode::NOT_FOUND, &absent.body));
    assert_eq!(local.send_to_device(&device(1), "k1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(local.send_to_device(&device(3), "k2").await.status, StatusCode::OK);
    let mine = local.call("devices/list", json!({"query": {"page": 1}})).await.json();
    assert_eq!(mine["total"], 2, "c's phone and laptop");
}

#[tokio::test]
async fn b13_review_says_whom_it_reaches_and_whom_not() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let reach = admin.call("notifications/reach", json!({"groups": [group(1), group(3)]})).await.json();
    assert_eq!(
        reach,
        json!({
            "reach": {"members": 3, "people": 3, "ios": 3, "android": 0, "unreachable": [["platform_not_supported", 1]], "ignored_devices": 0},
            "groups": [
                {"group": group(1), "members": 2, "people": 2, "devices": 2},
                {"group": group(3), "members": 1, "people": 1, "devices": 1},
            ],
            "in_several": 0,
        })
    );
}

#[tokio::test]
async fn b30_each_act_leaves_exactly_one_record_without_text() {
    let site = Site::open().await;
    let (admin, help_desk) = (site.administrator().await, site.help_desk().await);
    let records = async || admin.call("audit/list", json!({"query": {"page": 1}})).await.json();
    let before = records().await["total"].as_u64().unwrap();
    admin.send_to_groups(&[group(1)], "a").await;
    admin.send_to_groups(&[], "b").await;
    help_desk.send_to_groups(&[group(1)], "c").await;
    help_desk.send_to_device(&device(4), "d").await;
    let after = records().await;
    assert_eq!(after["total"].as_u64().unwrap() - before, 4);
    let outcomes: Vec<_> =
        after["rows"].as_array().unwrap()[..4].iter().map(|r| r["outcome"].clone()).collect();
    assert_eq!(outcomes, ["refused", "refused", "refused", "success"]);
    assert!(!after.to_string().contains("Stadshuset stänger") && !after.to_string().contains("Gå hem"));
}

#[tokio::test]
async fn b30_a_key_that_is_too_long_is_refused_and_recorded_through_every_door() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let key = "k".repeat(101);
    assert_eq!(admin.send_to_groups(&[group(1)], &key).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(admin.send_to_device(&device(1), &key).await.status, StatusCode::BAD_REQUEST);
    let draft = json!({"title": "Halka", "body": "Gå försiktigt."});
    let several = json!({"draft": draft, "ids": [device(1), device(2)], "key": key});
    assert_eq!(admin.call("devices/send-many", several).await.status, StatusCode::BAD_REQUEST);
    let log = admin.call("audit/list", json!({"query": {"page": 1, "outcome": "refused"}})).await.json();
    let rows = log["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["detail"] == "idempotency key too long"), "{log}");
    let mut activities: Vec<_> = rows.iter().map(|row| row["activity"].as_str().unwrap()).collect();
    activities.sort_unstable();
    assert_eq!(activities, ["send_to_device", "send_to_devices", "send_to_groups"]);
}
