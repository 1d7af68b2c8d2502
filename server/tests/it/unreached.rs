//! The file of the devices that a message would not reach (B13, B24, B28–B30).

use super::support::{Actor, Site, group};
use axum::http::StatusCode;
use herald_domain::permission::{Permission, PermissionSet, Scope};
use herald_store::AssignmentMembers;
use serde_json::json;

fn path(groups: &[u8]) -> String {
    let fields: Vec<_> = groups.iter().map(|n| format!("group={}", group(*n))).collect();
    format!("/tenant/custom-notifications/not-reached.csv?{}", fields.join("&"))
}

/// Newest first: target and detail of each record of such a file.
async fn records(reader: &Actor) -> Vec<(String, String)> {
    let query = json!({"query": {"page": 1, "activity": "device_export"}});
    let page = reader.call("audit/list", query).await.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    page["rows"].as_array().unwrap().iter().map(|row| (text(&row["target"]), text(&row["detail"]))).collect()
}

#[tokio::test]
async fn b13_b24_b30_the_file_names_every_device_that_is_not_reached_with_its_reason_and_is_recorded() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let file = admin.get(&path(&[1, 3])).await;
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"not-reached.csv\"");
    let lines: Vec<_> = file.body.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}\"Device name\",\"Managed by\""), "{}", file.body);
    assert!(
        lines[1].starts_with("\"PHONE-04\"") && lines[1].ends_with("\"Platform not supported\""),
        "{}",
        lines[1]
    );
    assert_eq!(lines[2..], [""]);
    assert_eq!(records(&admin).await, [("Group 1, Group 3".into(), "csv, not reached".into())]);
    // B28: the record is about both groups, one of which lies outside.
    let local = site.local_administrator().await;
    assert_eq!(records(&local).await, []);
    assert!(local.get(&path(&[3])).await.body.contains("PHONE-04"));
    assert_eq!(records(&local).await.len(), 1);
}

#[tokio::test]
async fn b28_b29_the_file_needs_what_the_page_of_a_group_needs() {
    let site = Site::open().await;
    let communications = site.communications().await;
    let refused = communications.get(&path(&[3])).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Groups / Read"), "{}", refused.body);
    assert_eq!(site.stranger().get(&path(&[3])).await.status, StatusCode::UNAUTHORIZED);
    // What is outside, does not exist or is no group answers alike, also beside one that may be seen.
    let local = site.local_administrator().await;
    for groups in [&[1][..], &[3, 1], &[3, 77]] {
        assert_eq!(local.get(&path(groups)).await.status, StatusCode::NOT_FOUND, "{groups:?}");
    }
    assert_eq!(local.get(&format!("{}&group=nonsense", path(&[3]))).await.status, StatusCode::NOT_FOUND);
    assert_eq!(local.get(&path(&[])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(records(&site.administrator().await).await, [], "nothing was given out");
}

#[tokio::test]
async fn b13_b29_review_leads_to_the_file_whoever_may_have_it_and_nobody_else() {
    let site = Site::open().await;
    let group = group(3);
    let form = [("step", "2"), ("go", "next"), ("title", "t"), ("body", "b"), ("group", group.as_str())];
    let address = path(&[3]);
    let admin = site.administrator().await;
    let review = admin.post("/tenant/custom-notifications", &form).await;
    assert!(review.body.contains("1 device will not get this message"), "{}", review.body);
    assert!(review.body.contains(&format!("href=\"{address}\"")), "{}", review.body);
    let communications = site.communications().await;
    let review = communications.post("/tenant/custom-notifications", &form).await;
    assert!(review.body.contains("1 device will not get this message"), "{}", review.body);
    assert!(!review.body.contains("not-reached.csv"), "{}", review.body);

    let members =
        AssignmentMembers { users: vec![site.user("kommunikation@testbacka.example").await], groups: vec![] };
    let reads = PermissionSet::of(&[Permission::GroupsRead]);
    let role = site.store.ensure_role(&site.tenant, "Groups", "", reads).await.unwrap();
    site.store.assign(&site.tenant, &role, "kommunikation", members, Scope::All).await.unwrap();
    let review = communications.post("/tenant/custom-notifications", &form).await;
    assert!(review.body.contains(&format!("href=\"{address}\"")), "{}", review.body);
    assert_eq!(communications.get(&address).await.status, StatusCode::OK);
}
