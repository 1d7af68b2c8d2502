//! Users and Groups as pages, and the way from a group to a message (B7, B9, B28, B29).

use super::support::{Actor, Site, device, group};
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn b34_users_and_groups_are_found_by_forms_and_links_alone() {
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    let a = site.user("a@testbacka.example").await;
    let users = help_desk.get("/users?search=a%40test").await;
    assert_eq!(users.status, StatusCode::OK);
    assert!(users.body.contains(&format!("/users/{a}")) && !users.body.contains("b@testbacka.example"));
    let user = help_desk.get(&format!("/users/{a}")).await;
    assert!(user.body.contains("PHONE-01") && user.body.contains("Group 1"), "{}", user.body);
    let groups = help_desk.get("/groups?search=group+1").await;
    assert!(groups.body.contains(&format!("/groups/{}", group(1))) && !groups.body.contains("Group 2"));
}

#[tokio::test]
async fn b31_b35_a_page_past_the_end_leads_to_the_last_one() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    for key in 0..25 {
        admin.send_to_groups(&[group(1)], &key.to_string()).await;
    }
    for key in 0..26 {
        admin.send_to_device(&device(1 + key / 10), &format!("to a device {key}")).await;
    }
    let members = format!("/groups/{}", group(1));
    for (list, last) in [
        ("/devices", "/devices"),
        ("/devices?platform=ios&sort=name&order=asc", "/devices?platform=ios&sort=name&order=asc"),
        ("/users?reachable=yes", "/users?reachable=yes"),
        ("/groups", "/groups"),
        (&members, &members),
        (&format!("{members}?show=devices"), &format!("{members}?show=devices")),
        (&format!("{members}?show=groups"), &format!("{members}?show=groups")),
        ("/tenant/audit?outcome=success", "/tenant/audit?outcome=success&page=2"),
        ("/tenant/audit?record=x", "/tenant/audit?record=x&page=2"),
        ("/tenant/delivery", "/tenant/delivery?page=2"),
    ] {
        let past = format!("{list}{}page=999", if list.contains('?') { '&' } else { '?' });
        let led = admin.get(&past).await;
        assert_eq!((led.status, led.location()), (StatusCode::SEE_OTHER, last), "{past}");
        assert_eq!(admin.get(last).await.status, StatusCode::OK, "{last}");
    }
    // Where nothing is, there is no other page.
    let none = admin.get("/devices?search=nothing&page=999").await;
    assert_eq!(none.status, StatusCode::OK);
    assert!(none.body.contains("No device matches"), "{}", none.body);
    // A form that is refused comes back with what was typed.
    let typed = admin.post("/devices?page=999", &[("title", "Halka"), ("device", device(1).as_str())]).await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(typed.body.contains("Halka"), "{}", typed.body);
}

#[tokio::test]
async fn b9_a_groups_page_shows_people_devices_and_nested_groups() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let page = format!("/groups/{}", group(1));
    let people = admin.get(&page).await.body;
    // b is in it through group 2.
    assert!(people.contains("a@testbacka.example") && people.contains("b@testbacka.example"));
    assert!(people.contains(&format!("/groups/{}", group(2))), "the way to b");
    let devices = admin.get(&format!("/groups/{}?show=devices&reachable=no", group(3))).await.body;
    assert!(devices.contains("PHONE-04") && devices.contains("Platform not supported"), "{devices}");
    assert!(!devices.contains("PHONE-03"));
    let nested = admin.get(&format!("{page}?show=groups")).await.body;
    assert!(nested.contains("Group 2") && !nested.contains("Group 3"));
    // How many there are is told where it is heard when the search changes it.
    for (list, said) in [
        ("", "2 users"),
        ("?search=b%40", "1 user"),
        ("?show=devices", "2 devices · 2 reachable"),
        ("?show=groups", "1 group"),
        ("?search=nobody", "0 users"),
    ] {
        let list = admin.get(&format!("{page}{list}")).await.body;
        let totals = list.split("role=\"status\" id=\"totals\"").nth(1).unwrap_or_else(|| panic!("{list}"));
        assert!(totals.split("</p>").next().unwrap().ends_with(&format!(">{said}")), "{said}: {list}");
    }
}

#[tokio::test]
async fn b17_the_page_of_a_device_that_cannot_be_reached_says_why_and_what_would_help() {
    let site = Site::open().await;
    let page = site.help_desk().await.get(&format!("/devices/{}", device(4))).await.body;
    assert!(page.contains("Platform not supported"), "{page}");
    assert!(page.contains("Custom notifications go to iOS, iPadOS and Android only."), "{page}");
}

#[tokio::test]
async fn b7_only_who_may_send_to_a_group_is_led_to_a_message() {
    let site = Site::open().await;
    let page = format!("/groups/{}", group(1));
    let link = format!("/tenant/custom-notifications?group={}", group(1));
    assert!(site.administrator().await.get(&page).await.body.contains(&link));
    for actor in [site.help_desk().await, site.auditor().await] {
        let page = actor.get(&page).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains(&link) && page.body.contains("Organization / Update"), "{}", page.body);
    }
    let communications = site.communications().await;
    let refused = communications.get(&page).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Groups / Read"));
}

#[tokio::test]
async fn a_link_opens_the_wizard_with_the_group_chosen() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let wizard = |n| format!("/tenant/custom-notifications?group={}", group(n));
    let page = admin.get(&wizard(3)).await.body;
    assert!(page.contains("Group 3") && page.contains(&format!("value=\"{}\"", group(3))), "{page}");

    // B28, B29: outside the scope is like nowhere, and neither is chosen.
    let local = site.local_administrator().await;
    let [outside, absent] = [local.get(&wizard(1)).await.body, local.get(&wizard(77)).await.body];
    for (page, n) in [(&outside, 1), (&absent, 77)] {
        assert!(page.contains("A group in the address is not chosen"), "{page}");
        assert!(!page.contains(&format!("value=\"{}\"", group(n))));
    }
    assert!(local.get(&wizard(3)).await.body.contains("Group 3"));
}

#[tokio::test]
async fn b28_b29_a_group_or_user_out_of_scope_is_exactly_like_none() {
    let site = Site::open().await;
    let local = site.local_administrator().await;
    for function in ["groups/get", "groups/people", "groups/nested", "groups/devices"] {
        let ask = |n| json!({"id": group(n), "ignored": false, "query": {"page": 1}});
        let [outside, absent] = [local.call(function, ask(1)).await, local.call(function, ask(77)).await];
        assert_eq!((outside.status, &outside.body), (StatusCode::NOT_FOUND, &absent.body), "{function}");
        assert_eq!(local.call(function, ask(3)).await.status, StatusCode::OK, "{function}");
    }
    let a = site.user("a@testbacka.example").await;
    assert_eq!(local.get(&format!("/users/{a}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(local.get("/users/nonsense").await.status, StatusCode::NOT_FOUND);
    assert_eq!(local.get(&format!("/groups/{}", group(1))).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn b28_b31_the_file_of_ticked_devices_holds_those_that_one_may_see_in_the_order_of_ticking() {
    let site = Site::open().await;
    let file = format!(
        "/devices.csv?device={}&device=nonsense&device={}&device={}",
        device(3),
        device(1),
        device(77)
    );
    let names = |body: &str| {
        let lines = body.trim_end().split("\r\n").skip(1);
        lines.map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = site.help_desk().await.get(&file).await;
    assert_eq!(all.headers["content-disposition"], "attachment; filename=\"devices.csv\"");
    assert!(all.body.starts_with("\u{feff}\"Device name\",\"Managed by\""), "{}", all.body);
    assert_eq!(names(&all.body), ["\"PHONE-03\"", "\"PHONE-01\""]);
    let local = site.local_administrator().await;
    let theirs = local.get(&file).await;
    assert_eq!(names(&theirs.body), ["\"PHONE-03\""]);
    // B30: each file is recorded, with what it holds; what lies outside the scope of who reads that is not told.
    let recorded = async |reader: &Actor| {
        let query = json!({"query": {"page": 1, "activity": "device_export"}});
        let log = reader.call("audit/list", query).await.json();
        let text = |row: &serde_json::Value| format!("{}: {}", row["target"], row["detail"]).replace('"', "");
        log["rows"].as_array().unwrap().iter().map(text).collect::<Vec<_>>()
    };
    // Nothing is given out by the head alone, so it is not to be had, and leaves no record.
    let head = site.administrator().await.head(&file).await;
    assert_eq!(
        (head.status, &head.headers["allow"]),
        (StatusCode::METHOD_NOT_ALLOWED, &"GET".parse().unwrap())
    );
    let [theirs, all] = ["PHONE-03: csv, 1 selected", "PHONE-03, PHONE-01: csv, 2 selected"];
    assert_eq!(recorded(&site.administrator().await).await, [theirs, all]);
    assert_eq!(recorded(&local).await, [theirs]);
    assert_eq!(site.stranger().get(&file).await.status, StatusCode::UNAUTHORIZED);
}
