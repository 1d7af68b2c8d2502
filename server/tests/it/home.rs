//! Home shows each administrator what is theirs to see and to do, and never the text of a message.

use super::support::{Site, device, group};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

#[tokio::test]
async fn b29_every_card_of_home_is_for_those_who_may_see_it() {
    let site = Site::open().await;
    let cards = [
        "Group messages this hour",
        "Reachable phones and tablets",
        "Handed over, last 24 hours",
        "Recent sends",
        "Delivery health",
        "Message one or more groups",
        "Message one or more devices",
        "See who may send",
    ];
    for (actor, expected) in [
        (site.administrator().await, [true, true, true, true, true, true, true, true]),
        (site.communications().await, [true, true, true, true, true, true, false, false]),
        (site.help_desk().await, [false, true, false, false, false, false, true, false]),
        (site.auditor().await, [false, true, true, true, true, false, false, true]),
    ] {
        let home = actor.get("/").await;
        assert_eq!(home.status, StatusCode::OK);
        assert_eq!(cards.map(|card| home.body.contains(card)), expected, "{}", home.body);
    }
}

#[tokio::test]
async fn b29_home_is_no_refusal_whoever_asks_for_it_and_however() {
    let site = Site::open().await;
    for actor in [site.communications().await, site.help_desk().await, site.auditor().await] {
        // As a page asks for itself when something changed.
        let request = Request::get("/").header(header::ACCEPT, "*/*").body(Body::empty()).unwrap();
        let home = actor.send(request).await;
        assert_eq!(home.status, StatusCode::OK);
        assert!(home.body.contains("Welcome"), "{}", home.body);
    }
}

#[tokio::test]
async fn b22_b23_recent_sends_are_shown_without_text() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    assert!(admin.get("/").await.body.contains("Nothing has been sent yet"));
    admin.send_to_groups(&[group(1), group(3)], "a").await;
    admin.send_to_device(&device(3), "b").await;
    let home = admin.get("/").await.body;
    for part in ["2 groups", "Group 1, Group 3", "1 device", "PHONE-03"] {
        assert!(home.contains(part), "{part}: {home}");
    }
    assert!(!home.contains("Stadshuset stänger") && !home.contains("Starta om"), "{home}");
    // B28: the sends of a scope alone.
    let local = site.local_administrator().await.get("/").await.body;
    assert!(local.contains("PHONE-03") && !local.contains("Group 1"), "{local}");
}
