//! The browser's tab says what its page is about, also where the page cannot be shown (B34, B35).

use super::support::{Actor, Answer, Site, device, group};
use axum::http::StatusCode;

fn title(page: &Answer) -> &str {
    let title = page.body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
    title.unwrap_or_else(|| panic!("no title: {}", page.body))
}

const FORBIDDEN: &str = "You need another permission · Herald";
const NOT_FOUND: &str = "This page does not exist · Herald";

#[tokio::test]
async fn b29_b34_a_page_that_is_refused_has_a_title_of_its_own() {
    let site = Site::open().await;
    let (communications, help_desk) = (site.communications().await, site.help_desk().await);
    let nobody = powerless(&site).await;
    let role = herald_domain::role::ADMINISTRATOR.id;
    let device = format!("/devices/{}", device(1));
    let file = format!("/tenant/custom-notifications/not-reached.csv?group={}", group(1));
    let group = format!("/groups/{}", group(1));
    let role = format!("/tenant/roles/{role}");
    let user = format!("/users/{}", site.user("a@testbacka.example").await);
    for (actor, path) in [
        (&nobody, "/devices"),
        (&nobody, device.as_str()),
        (&nobody, "/search?q=phone"),
        (&communications, "/users"),
        (&communications, user.as_str()),
        (&communications, "/groups"),
        (&communications, group.as_str()),
        (&communications, "/tenant/audit"),
        (&communications, "/tenant/roles"),
        (&communications, role.as_str()),
        (&help_desk, "/tenant/custom-notifications"),
        (&help_desk, "/tenant/delivery"),
        (&help_desk, "/tenant/connectors"),
        (&communications, file.as_str()),
        (&nobody, "/devices.csv?device=00000000-0000-7000-8000-000000000201"),
    ] {
        let page = actor.get(path).await;
        assert_eq!((page.status, title(&page)), (StatusCode::FORBIDDEN, FORBIDDEN), "{path}");
    }
}

#[tokio::test]
async fn b34_a_page_that_does_not_exist_has_a_title_of_its_own() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let none = "00000000-0000-7000-8000-00000000ffff";
    for path in ["/demo/kit", "/demo/phones", "/no/such/page", "/devices/nonsense"]
        .into_iter()
        .map(ToOwned::to_owned)
        .chain(
            ["/devices", "/users", "/groups", "/tenant/delivery", "/tenant/roles"]
                .map(|list| format!("{list}/{none}")),
        )
    {
        let page = admin.get(&path).await;
        assert_eq!((page.status, title(&page)), (StatusCode::NOT_FOUND, NOT_FOUND), "{path}");
    }
}

#[tokio::test]
async fn b35_a_file_for_nobody_says_so_in_its_tab_and_leads_back_after_signing_in() {
    let site = Site::open().await;
    let page = site.stranger().get("/devices.csv?device=a").await;
    assert_eq!((page.status, title(&page)), (StatusCode::UNAUTHORIZED, "You are signed out · Herald"));
    assert!(page.body.contains("href=\"/sign-in?return=/devices.csv%3Fdevice%3Da\""), "{}", page.body);
}

#[tokio::test]
async fn a_page_that_does_not_exist_leads_to_the_lists_that_one_may_read() {
    let site = Site::open().await;
    let leads = async |actor: Actor| {
        let page = actor.get("/no/such/page").await.body;
        let main = page.split("<main").nth(1).unwrap();
        ["href=\"/\"", "href=\"/devices\"", "href=\"/groups\""].map(|link| main.contains(link))
    };
    assert_eq!(leads(site.administrator().await).await, [true, true, true]);
    assert_eq!(leads(site.communications().await).await, [true, true, false]);
    assert_eq!(leads(powerless(&site).await).await, [true, false, false]);
}

/// Somebody who signed in and holds no role any more.
async fn powerless(site: &Site) -> Actor {
    let actor = site.help_desk().await;
    let role = herald_domain::role::HELP_DESK_OPERATOR.id.parse().unwrap();
    let (nobody, all) = (herald_store::AssignmentMembers::default(), herald_domain::permission::Scope::All);
    site.store.assign(&site.tenant, &role, "helpdesk", nobody, all).await.unwrap();
    actor
}
