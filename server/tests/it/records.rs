//! What was done, as pages and files show it: sends, the audit log and its export, roles, push services.

use super::support::{Actor, Answer, Site, device, group};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use herald_domain::time::HOUR_MS;
use serde_json::{Value, json};

const HTML: &str = "text/html";

async fn targets(actor: &Actor, query: Value) -> Vec<String> {
    let page = actor.call("audit/list", json!({ "query": query })).await.json();
    page["rows"].as_array().unwrap().iter().map(|row| row["target"].as_str().unwrap().to_owned()).collect()
}

async fn file(actor: &Actor, path: &str, accept: &str) -> Answer {
    actor.send(Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap()).await
}

fn rows(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn b30_the_log_is_filtered_by_time_actor_activity_and_outcome() {
    let site = Site::open().await;
    site.administrator().await.send_to_groups(&[group(1)], "1").await;
    site.clock.advance_ms(2 * HOUR_MS);
    // The session of before has ended.
    let (admin, help_desk) = (site.administrator().await, site.help_desk().await);
    help_desk.send_to_device(&device(1), "2").await;
    help_desk.send_to_groups(&[group(1)], "3").await;

    let sends = |more: Value| {
        let mut query = json!({"page": 1, "activity": "send_to_groups"});
        query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        query
    };
    assert_eq!(targets(&admin, sends(json!({}))).await, ["groups", "Group 1"]);
    assert_eq!(targets(&admin, sends(json!({"last": "1h"}))).await, ["groups"]);
    assert_eq!(targets(&admin, sends(json!({"outcome": "success"}))).await, ["Group 1"]);
    assert_eq!(targets(&admin, sends(json!({"actor": "HELPDESK"}))).await, ["groups"]);
    let of_device = json!({"page": 1, "activity": "send_to_device"});
    assert_eq!(targets(&admin, of_device).await, ["PHONE-01"]);
}

#[tokio::test]
async fn b30_an_export_holds_what_the_filters_leave_and_is_itself_recorded() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for key in 0..3 {
        admin.send_to_groups(&[group(1)], &key.to_string()).await;
    }
    admin.send_to_device(&device(1), "to a device").await;
    let lines =
        rows(&file(&admin, "/tenant/audit.jsonl?activity=send_to_groups&actor=admin&last=1h", "*/*").await);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["actor"], "admin@testbacka.example");
    assert_eq!((&lines[0]["target"], &lines[0]["outcome"]), (&json!("Group 1"), &json!("success")));
    assert_eq!(lines[0]["time"], "2026-11-24T12:00:00.000Z");

    let csv = file(&admin, "/tenant/audit.csv?activity=audit_export", "*/*").await;
    assert_eq!(csv.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"herald-audit.csv\"");
    let text = csv.body.strip_prefix('\u{feff}').unwrap();
    let (head, text) = text.split_once("\r\n").unwrap();
    assert!(head.starts_with("\"Time\",\"Initiated by\""), "{head}");
    // Both exports stand in the log, and neither says which name was searched for.
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.contains("\"jsonl, activity send_to_groups, from 2026-11-24T11:00:00Z, some actors\""),
        "{text}"
    );
}

#[tokio::test]
async fn b30_an_export_of_many_records_is_whole() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for n in 0..2_345 {
        let address = format!("192.0.2.{}", n % 250);
        site.store.sign_in_failed("a@testbacka.example", &address, site.clock_now()).await.unwrap();
    }
    let lines = rows(&file(&admin, "/tenant/audit.jsonl?activity=sign_in_failed", "*/*").await);
    let mut ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2_345);
}

#[tokio::test]
async fn b29_an_export_needs_the_permission_and_a_session() {
    let site = Site::open().await;
    for path in ["/tenant/audit.csv", "/tenant/audit.jsonl"] {
        let refused = file(&site.communications().await, path, "*/*").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(refused.json()["permission"], "audit_data.read");
        assert_eq!(file(&site.stranger(), path, "*/*").await.status, StatusCode::UNAUTHORIZED);
        // Who came by a link is told on the page.
        let shown = file(&site.communications().await, path, HTML).await;
        assert_eq!((shown.status, shown.location()), (StatusCode::SEE_OTHER, "/tenant/audit"));
    }
    assert_eq!(
        targets(&site.administrator().await, json!({"page": 1, "activity": "audit_export"})).await,
        [""; 0]
    );
}

#[tokio::test]
async fn b28_within_a_scope_the_log_its_export_and_the_roles_show_what_is_inside() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for n in [1, 3] {
        admin.send_to_groups(&[group(n)], &n.to_string()).await;
        admin.send_to_device(&device(n), &n.to_string()).await;
    }
    let local = site.local_administrator().await;
    assert_eq!(targets(&local, json!({"page": 1})).await, ["PHONE-03", "Group 3"]);
    assert_eq!(rows(&file(&local, "/tenant/audit.jsonl", "*/*").await).len(), 2);
    let sends = admin.call("sends/list", json!({"page": 1})).await.json();
    for send in sends["rows"].as_array().unwrap() {
        let inside = send["target"].to_string().contains('3');
        let seen = local.call("sends/get", json!({"id": send["id"]})).await.status;
        assert_eq!(seen, if inside { StatusCode::OK } else { StatusCode::NOT_FOUND });
    }
    let held = |roles: &Value| -> usize {
        let roles = roles.as_array().unwrap();
        roles.iter().map(|role| role["assignments"].as_array().unwrap().len()).sum()
    };
    assert_eq!(held(&admin.call("roles/list", json!({})).await.json()), 5);
    assert_eq!(held(&local.call("roles/list", json!({})).await.json()), 1);
    let me = local.call("session/current", json!({})).await.json();
    assert_eq!(me["limited"], me["permissions"], "all that is granted holds within the scope only");
}

#[tokio::test]
async fn the_pages_work_without_script_and_name_the_permission_that_is_missing() {
    let site = Site::open().await;
    let (auditor, help_desk) = (site.auditor().await, site.help_desk().await);
    let administrator = herald_domain::role::ADMINISTRATOR.id;
    let sent = site.administrator().await.send_to_groups(&[group(1)], "1").await.json();
    let sent = sent["id"].as_str().unwrap().to_owned();
    for (path, holds, needed) in [
        ("/tenant/delivery".to_owned(), "Group 1", Some("Organization / Read")),
        (format!("/tenant/delivery/{sent}"), "Group 1", Some("Organization / Read")),
        ("/tenant/audit?activity=send_to_groups".to_owned(), "Group 1", None),
        ("/tenant/roles".to_owned(), "Help Desk Operator", Some("Roles / Read")),
        (format!("/tenant/roles/{administrator}"), "Send custom notifications", Some("Roles / Read")),
        ("/tenant/connectors".to_owned(), "push.apns", Some("Organization / Read")),
    ] {
        let page = auditor.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains(holds), "{path} shows {holds}");
        let page = help_desk.get(&path).await;
        match needed {
            Some(needed) => {
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
                assert!(page.body.contains(&format!("You need the permission {needed}.")), "{path}");
            }
            None => assert_eq!(page.status, StatusCode::OK, "{path}"),
        }
    }
    assert_eq!(site.communications().await.get("/tenant/audit").await.status, StatusCode::FORBIDDEN);
    let unknown = "00000000-0000-7000-8000-00000000ffff";
    for path in ["/tenant/delivery", "/tenant/roles"] {
        for id in [unknown, "not-an-id"] {
            let page = auditor.get(&format!("{path}/{id}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}/{id}");
            assert!(page.body.contains("This page does not exist"), "{path}/{id}");
        }
    }
}
