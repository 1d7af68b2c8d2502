//! Home shows each administrator what is theirs to see and to do, and never the text of a message.

use super::support::{Actor, PASSWORD, Site, device, group};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use herald_domain::role::{ADMINISTRATOR, BuiltIn, HELP_DESK_OPERATOR, READ_ONLY_OPERATOR};
use herald_store::{Import, NewAdministrator, NewDevice, NewUser};

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

/// An administrator of an organisation of which nothing else is known.
async fn pioneer(site: &Site, upn: &str, role: BuiltIn) -> Actor {
    let new = NewAdministrator {
        user: NewUser::new(upn, upn),
        role: role.id.parse().unwrap(),
        assignment: role.name.into(),
        hash: herald_server::password::hash(PASSWORD),
    };
    site.store.create_administrator(&site.tenant, new, site.clock_now(), "test").await.unwrap();
    site.sign_in(upn).await
}

#[tokio::test]
async fn an_empty_organisation_is_led_to_its_first_message() {
    let site = Site::empty().await;
    let admin = pioneer(&site, "first@nybygget.example", ADMINISTRATOR).await;
    let home = admin.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    for part in ["Three steps to the first message", "Import users, groups and devices", "Delivery health"] {
        assert!(home.body.contains(part), "{part}: {}", home.body);
    }
    let steps = |page: &str| {
        page.split("<ol class=\"first-steps\"")
            .nth(1)
            .map(|rest| rest.split("</ol>").next().unwrap().to_owned())
    };
    let all = steps(&home.body).unwrap();
    assert_eq!(all.matches("href=\"/tenant/connectors\"").count(), 2, "{all}");
    assert_eq!(all.matches("href=\"/tenant/custom-notifications\"").count(), 1, "{all}");
    assert_eq!((all.matches("To do").count(), all.matches("Done").count()), (3, 0), "{all}");

    // What was imported is no phone.
    let import = Import { users: vec![NewUser::new("a@nybygget.example", "A")], ..Import::default() };
    site.store.import(&site.tenant, import, site.clock_now(), false, "test").await.unwrap();
    let all = steps(&admin.get("/").await.body).unwrap();
    assert_eq!((all.matches("To do").count(), all.matches("Done").count()), (2, 1), "{all}");

    let phone =
        NewDevice { platform: Some(herald_domain::device::Platform::Ios), ..NewDevice::new(device(1)) };
    let import = Import { devices: vec![phone], ..Import::default() };
    site.store.import(&site.tenant, import, site.clock_now(), false, "test").await.unwrap();
    let home = admin.get("/").await.body;
    assert!(steps(&home).is_none() && home.contains("Reachable phones and tablets"), "{home}");
}

#[tokio::test]
async fn an_empty_list_leads_on_those_who_can_go_there() {
    let site = Site::empty().await;
    let admin = pioneer(&site, "first@nybygget.example", ADMINISTRATOR).await;
    let help_desk = pioneer(&site, "second@nybygget.example", HELP_DESK_OPERATOR).await;
    let way_on = |page: &str| {
        let empty = page.split("class=\"empty-state\"").nth(1).unwrap_or_else(|| panic!("{page}"));
        empty
            .split("</section>")
            .next()
            .unwrap()
            .split("href=\"")
            .nth(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
    };
    for list in ["/devices", "/groups"] {
        assert_eq!(way_on(&admin.get(list).await.body).as_deref(), Some("/tenant/connectors"), "{list}");
        let page = help_desk.get(list).await.body;
        assert!(way_on(&page).is_none() && page.contains("herald import"), "{page}");
    }
    let sends = way_on(&admin.get("/tenant/delivery").await.body);
    assert_eq!(sends.as_deref(), Some("/tenant/custom-notifications"));
    let auditor = pioneer(&site, "third@nybygget.example", READ_ONLY_OPERATOR).await;
    assert_eq!(way_on(&auditor.get("/tenant/delivery").await.body), None, "may look, but not send");
}
