//! Every door and who may go through it (B29). A server function without a row here fails the test.

use super::support::{Actor, Answer, Site, device, group};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Function, arguments, the permission it needs (none: any session).
fn matrix(user: &str, sent: &str, record: &str) -> Vec<(&'static str, Value, Option<&'static str>)> {
    let draft = json!({"title": "t", "body": "b"});
    let organization_update = Some("organization.update");
    vec![
        ("session/current", json!({}), None),
        ("devices/list", json!({"query": {"page": 1}}), Some("managed_devices.read")),
        ("devices/get", json!({"id": device(1)}), Some("managed_devices.read")),
        ("devices/actions", json!({"query": {"page": 1}}), Some("managed_devices.read")),
        (
            "devices/send",
            json!({"draft": draft, "id": device(1), "key": "to a device"}),
            Some("remote_tasks.send_custom_notifications"),
        ),
        ("devices/targets", json!({"ids": [device(1)]}), Some("remote_tasks.send_custom_notifications")),
        (
            "devices/send-many",
            json!({"draft": draft, "ids": [device(1), device(2)], "key": "to devices"}),
            Some("remote_tasks.send_custom_notifications"),
        ),
        ("devices/sent-many", json!({"id": "00000000-0000-7000-8000-000000000000"}), None),
        ("groups/search", json!({"search": ""}), organization_update),
        ("groups/by-ids", json!({"ids": [group(1)]}), organization_update),
        ("notifications/reach", json!({"groups": [group(1)]}), organization_update),
        ("notifications/quota", json!({}), organization_update),
        (
            "notifications/send",
            json!({"draft": draft, "groups": [group(1)], "key": "to groups"}),
            organization_update,
        ),
        ("notifications/progress", json!({"ids": []}), None),
        ("search/find", json!({"words": "phone"}), None),
        ("users/list", json!({"query": {"page": 1}}), Some("users.read")),
        ("users/get", json!({"id": user}), Some("users.read")),
        ("groups/list", json!({"query": {"page": 1}}), Some("groups.read")),
        ("groups/get", json!({"id": group(1)}), Some("groups.read")),
        ("groups/people", json!({"id": group(1), "query": {"page": 1}}), Some("users.read")),
        ("groups/nested", json!({"id": group(1), "query": {"page": 1}}), Some("groups.read")),
        (
            "groups/devices",
            json!({"id": group(1), "ignored": false, "query": {"page": 1}}),
            Some("groups.read"),
        ),
        ("devices/fleet", json!({}), Some("managed_devices.read")),
        ("sends/recent", json!({}), Some("organization.read")),
        ("sends/counts", json!({}), Some("organization.read")),
        ("sends/list", json!({"page": 1}), Some("organization.read")),
        ("sends/get", json!({"id": sent}), Some("organization.read")),
        ("push/services", json!({}), Some("organization.read")),
        ("audit/list", json!({"query": {"page": 1}}), Some("audit_data.read")),
        ("audit/get", json!({"id": record}), Some("audit_data.read")),
        ("roles/list", json!({}), Some("roles.read")),
        ("roles/get", json!({"id": herald_domain::role::ADMINISTRATOR.id}), Some("roles.read")),
    ]
}

fn verdict(answer: &Answer) -> String {
    match answer.status {
        StatusCode::OK => "yes".into(),
        StatusCode::FORBIDDEN => format!("no: {}", answer.json()["permission"].as_str().unwrap()),
        other => format!("{other}: {}", answer.body),
    }
}

#[tokio::test]
async fn b29_every_function_refuses_who_lacks_its_permission_and_names_it() {
    let site = Site::open().await;
    let user = site.user("a@testbacka.example").await;
    let sent = site.administrator().await.send_to_groups(&[group(1)], "before").await;
    let sent = sent.json()["id"].as_str().unwrap().to_owned();
    let log = site.administrator().await.call("audit/list", json!({"query": {"page": 1}})).await.json();
    let record = log["rows"][0]["id"].as_str().unwrap().to_owned();
    let actors: [(&str, Actor, &[&str]); 4] = [
        (
            "administrator",
            site.administrator().await,
            &[
                "managed_devices.read",
                "remote_tasks.send_custom_notifications",
                "organization.update",
                "organization.read",
                "users.read",
                "groups.read",
                "audit_data.read",
                "roles.read",
            ],
        ),
        (
            "help desk",
            site.help_desk().await,
            &[
                "managed_devices.read",
                "remote_tasks.send_custom_notifications",
                "users.read",
                "groups.read",
                "audit_data.read",
            ],
        ),
        (
            "communications",
            site.communications().await,
            &["managed_devices.read", "organization.update", "organization.read"],
        ),
        (
            "auditor",
            site.auditor().await,
            &[
                "managed_devices.read",
                "organization.read",
                "users.read",
                "groups.read",
                "audit_data.read",
                "roles.read",
            ],
        ),
    ];
    for (function, arguments, permission) in matrix(user.as_str(), &sent, &record) {
        for (name, actor, holds) in &actors {
            let answer = actor.call(function, arguments.clone()).await;
            let expected = match permission {
                Some(needed) if !holds.contains(&needed) => format!("no: {needed}"),
                _ => "yes".into(),
            };
            assert_eq!(verdict(&answer), expected, "{name} calls {function}");
        }
        let answer = site.stranger().call(function, arguments).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "a stranger calls {function}: {}", answer.body);
    }
}

#[tokio::test]
async fn b29_every_registered_function_has_a_row() {
    let rows: Vec<String> =
        matrix("", "", "").iter().map(|(function, ..)| format!("/api/{function}")).collect();
    let mut registered: Vec<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    registered.sort();
    let without_row: Vec<_> = registered.iter().filter(|path| !rows.contains(path)).collect();
    assert!(without_row.is_empty(), "no row for {without_row:?}");
    let gone: Vec<_> = rows.iter().filter(|path| !registered.contains(path)).collect();
    assert!(gone.is_empty(), "a row for what does not exist: {gone:?}");
}

#[tokio::test]
async fn b29_a_revoked_right_is_gone_with_the_next_request() {
    use herald_store::AssignmentMembers;
    let site = Site::open().await;
    let help_desk = site.help_desk().await;
    assert_eq!(help_desk.send_to_device(&device(1), "1").await.status, StatusCode::OK);
    let role = herald_domain::role::HELP_DESK_OPERATOR.id.parse().unwrap();
    let nobody = AssignmentMembers::default();
    let all = herald_domain::permission::Scope::All;
    site.store.assign(&site.tenant, &role, "helpdesk", nobody, all).await.unwrap();
    let answer = help_desk.send_to_device(&device(1), "2").await;
    assert_eq!(verdict(&answer), "no: remote_tasks.send_custom_notifications");
}

#[tokio::test]
async fn b28_what_a_page_shows_besides_its_subject_needs_its_own_permission_and_scope() {
    use herald_domain::permission::{Permission, PermissionSet, Scope};
    use herald_store::AssignmentMembers;
    let site = Site::open().await;
    let actor = site.communications().await;
    let members =
        AssignmentMembers { users: vec![site.user("kommunikation@testbacka.example").await], groups: vec![] };
    let grant = async |role: &str, permission: Permission, scope: Scope| {
        let role =
            site.store.ensure_role(&site.tenant, role, "", PermissionSet::of(&[permission])).await.unwrap();
        site.store.assign(&site.tenant, &role, "kommunikation", members.clone(), scope).await.unwrap();
    };
    let [a, c] = [site.user("a@testbacka.example").await, site.user("c@testbacka.example").await];
    let sees = async || {
        let count = |answer: &Answer, list: &str| answer.json()[list].as_array().unwrap().len();
        let [a, c] = [
            actor.call("users/get", json!({"id": a})).await,
            actor.call("users/get", json!({"id": c})).await,
        ];
        [count(&a, "devices"), count(&c, "devices"), count(&a, "groups"), count(&c, "groups")]
    };
    let people_in = async |n| {
        let people = actor.call("groups/people", json!({"id": group(n), "query": {"page": 1}})).await;
        people.json()["total"].as_u64().unwrap()
    };
    let devices_in = async |n| {
        let arguments = json!({"id": group(n), "ignored": false, "query": {"page": 1}});
        actor.call("groups/devices", arguments).await.json()["total"].as_u64().unwrap()
    };

    // Takes the place of the right to read every device.
    grant("Communications", Permission::UsersRead, Scope::All).await;
    assert_eq!(sees().await, [0, 0, 0, 0]);
    grant("Devices", Permission::ManagedDevicesRead, Scope::Groups(vec![group(3)])).await;
    assert_eq!(sees().await, [0, 2, 0, 0]);
    grant("Groups", Permission::GroupsRead, Scope::Groups(vec![group(1)])).await;
    assert_eq!(sees().await, [0, 2, 1, 0]);

    // Numbers of devices, and whom a message would reach, are devices' too.
    let enrolled = async || {
        let users = actor.call("users/list", json!({"query": {"page": 1}})).await.json();
        let rows = users["rows"].as_array().unwrap();
        [&a, &c].map(|id| {
            let row = rows.iter().find(|row| row["id"] == id.as_str()).unwrap();
            row["enrolled"]["devices"].as_u64()
        })
    };
    let reach = async |n| actor.call("groups/get", json!({"id": group(n)})).await.json()["reach"].is_object();
    let by_reach = json!({"query": {"page": 1, "reachable": true}});
    let of_group = json!({"id": group(1), "query": {"page": 1, "reachable": true}});
    assert_eq!(enrolled().await, [Some(0), Some(2)]);
    assert_eq!(actor.call("users/list", by_reach.clone()).await.json()["total"], 1);
    assert!(!reach(1).await, "its people lie outside the scope");
    grant("Groups", Permission::GroupsRead, Scope::All).await;
    assert!(reach(3).await && !reach(1).await);
    grant("Devices", Permission::GroupsRead, Scope::All).await;
    assert_eq!(enrolled().await, [None; 2]);
    assert!(!reach(3).await);
    for (function, arguments) in [("users/list", by_reach), ("groups/people", of_group)] {
        assert_eq!(verdict(&actor.call(function, arguments).await), "no: managed_devices.read", "{function}");
    }
    let page = actor.get("/users").await;
    assert!(page.body.contains("a@testbacka.example") && !page.body.contains("filter-reachable"));
    assert!(!page.body.contains("Not reachable"), "{}", page.body);
    let page = actor.get(&format!("/groups/{}", group(3))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("you need the permission Managed devices / Read"), "{}", page.body);
    assert!(!page.body.contains("Platform not supported"), "{}", page.body);
    let page = actor.get(&format!("/users/{c}")).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("Reached by messages"), "{}", page.body);
    grant("Devices", Permission::ManagedDevicesRead, Scope::Groups(vec![group(3)])).await;

    grant("Communications", Permission::UsersRead, Scope::Groups(vec![group(3)])).await;
    assert_eq!([people_in(1).await, people_in(3).await], [0, 1]);
    assert_eq!([devices_in(1).await, devices_in(3).await], [0, 2]);
}

#[tokio::test]
async fn b28_the_search_finds_of_each_kind_only_what_its_own_permission_shows() {
    let site = Site::open().await;
    let kinds = async |actor: &Actor, words: &str| {
        let found = actor.call("search/find", json!({"words": words})).await.json();
        ["devices", "users", "groups"].map(|kind| found[kind].as_array().map(Vec::len))
    };
    let actors = [site.administrator().await, site.communications().await, site.local_administrator().await];
    let [admin, communications, local] = &actors;
    assert_eq!(kinds(admin, "phone").await, [Some(4), Some(0), Some(0)]);
    assert_eq!(kinds(admin, "group").await, [Some(0), Some(0), Some(3)]);
    assert_eq!(kinds(communications, "phone").await, [Some(4), None, None]);
    assert_eq!(kinds(local, "phone").await, [Some(2), Some(0), Some(0)], "within the scope");
    assert_eq!(kinds(local, "group").await, [Some(0), Some(0), Some(1)]);

    let page = communications.get("/search?q=phone").await;
    assert!(page.body.contains("PHONE-01") && !page.body.contains(">Users<"), "{}", page.body);
    let page = admin.get("/search?q=%3C/title%3E%3Cb%3E").await;
    assert!(page.body.contains("Nothing found") && !page.body.contains("<b>"), "{}", page.body);
}

#[tokio::test]
async fn the_width_of_the_navigation_is_a_choice_that_the_next_page_knows() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let form = [("nav", "rail"), ("return", "/devices?page=2")];
    let chosen = admin.post("/navigation", &form).await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/devices?page=2"));
    assert_eq!(chosen.cookie.as_deref(), Some("herald-nav=rail"));
    let narrow = Actor {
        cookie: Some(format!("{}; herald-nav=rail", admin.cookie.clone().unwrap())),
        ..admin.clone()
    };
    assert!(narrow.get("/").await.body.contains("data-nav=\"rail\""));
    assert!(!admin.get("/").await.body.contains("data-nav="));
    let broad = narrow.post("/navigation", &[("nav", "full"), ("return", "//evil.example")]).await;
    assert_eq!((broad.cookie.as_deref(), broad.location()), (Some("herald-nav="), "/"));
}

#[tokio::test]
async fn b31_the_columns_of_all_devices_are_a_choice_that_the_next_page_knows() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let ticked = ["ownership", "compliance", "os", "os_version", "last_check_in", "reachable"];
    let mut form: Vec<_> = ticked.iter().map(|column| ("column", *column)).collect();
    form.push(("return", "/devices?page=2"));
    let chosen = admin.post("/columns", &form).await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/devices?page=2"));
    let cookie = chosen.cookie.unwrap();
    assert_eq!(cookie, "herald-columns=managed_by.user");
    let choosy =
        Actor { cookie: Some(format!("{}; {cookie}", admin.cookie.clone().unwrap())), ..admin.clone() };
    let heads = async |actor: &Actor| {
        let page = actor.get("/devices").await.body;
        ["sort=user", "sort=managed_by", "sort=ownership"].map(|head| page.contains(head))
    };
    assert_eq!(heads(&admin).await, [true, true, true]);
    assert_eq!(heads(&choosy).await, [false, false, true]);
}

#[tokio::test]
async fn b33_b34_theme_and_language_are_choices_that_the_next_page_knows_without_script() {
    let site = Site::open().await;
    let admin = site.administrator().await;
    let with = |cookie: &str| Actor {
        cookie: Some(format!("{}; {cookie}", admin.cookie.clone().unwrap())),
        ..admin.clone()
    };
    let choose = async |field: &str, value: &str| {
        let chosen = admin.post("/appearance", &[(field, value), ("return", "/devices?page=2")]).await;
        assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/devices?page=2"));
        chosen.cookie
    };
    assert!(!admin.get("/").await.body.contains("data-theme="), "the system's, until one chooses");
    for (theme, scheme) in [("light", "light"), ("dark", "dark"), ("high-contrast", "dark")] {
        let cookie = choose("theme", theme).await.unwrap();
        assert_eq!(cookie, format!("herald-theme={theme}"));
        let page = with(&cookie).get("/").await.body;
        for part in [
            format!("data-theme=\"{theme}\""),
            format!("<meta name=\"color-scheme\" content=\"{scheme}\""),
            format!("value=\"{theme}\" aria-pressed=\"true\""),
        ] {
            assert!(page.contains(&part), "{part}: {page}");
        }
    }
    assert_eq!(choose("theme", "system").await.as_deref(), Some("herald-theme="));
    assert_eq!(choose("theme", "\"><script>").await.as_deref(), Some("herald-theme="));
    let swedish = choose("language", "sv").await.unwrap();
    assert_eq!(swedish, "herald-lang=sv");
    assert!(with(&swedish).get("/").await.body.contains("<html lang=\"sv\""));
    assert_eq!(choose("language", "tlh").await, None);
    let away = admin.post("/appearance", &[("theme", "dark"), ("return", "//evil.example")]).await;
    assert_eq!(away.location(), "/");
}

#[tokio::test]
async fn b29_b33_a_missing_permission_is_named_in_the_readers_language() {
    use herald_domain::permission::{Permission, PermissionSet, Scope};
    use herald_store::AssignmentMembers;
    let site = Site::open().await;
    let upn = "kommunikation@testbacka.example";
    let user = site.user(upn).await;
    let members = AssignmentMembers { users: vec![user.clone()], groups: vec![] };
    // Reads devices, users and groups, or users alone.
    let may = async |permissions: &[Permission]| {
        let role =
            site.store.ensure_role(&site.tenant, "Läser", "", PermissionSet::of(permissions)).await.unwrap();
        site.store.assign(&site.tenant, &role, "läser", members.clone(), Scope::All).await.unwrap();
        role
    };
    let communications =
        site.store.ensure_role(&site.tenant, "Communications", "", PermissionSet::of(&[])).await.unwrap();
    site.store
        .assign(&site.tenant, &communications, "kommunikation", AssignmentMembers::default(), Scope::All)
        .await
        .unwrap();
    let swede = async || {
        let actor = site.sign_in(upn).await;
        Actor {
            cookie: Some(format!("{}; herald-lang=sv", actor.cookie.unwrap())),
            router: site.router.clone(),
        }
    };
    let named = async |actor: &Actor, path: &str, name: &str| {
        let page = actor.get(path).await.body;
        assert!(page.contains(&format!("Du behöver behörigheten {name}.")), "{path}: {page}");
        for permission in Permission::ALL {
            assert!(!page.contains(&permission.to_string()), "{permission} on {path}: {page}");
        }
    };
    may(&[Permission::ManagedDevicesRead, Permission::UsersRead, Permission::GroupsRead]).await;
    let actor = swede().await;
    let send = "Fjärruppgifter / Skicka anpassade notiser";
    named(&actor, "/devices", send).await;
    named(&actor, &format!("/devices/{}", device(1)), send).await;
    named(&actor, &format!("/groups/{}", group(1)), "Organisation / Uppdatera").await;
    named(&actor, "/tenant/audit", "Granskningsdata / Läsa").await;
    may(&[Permission::UsersRead]).await;
    let actor = swede().await;
    named(&actor, &format!("/users/{user}"), "Hanterade enheter / Läsa").await;
    named(&actor, &format!("/users/{user}"), "Grupper / Läsa").await;
}
