//! A small organisation behind a real router, and actors who use it.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use herald_delivery::vault::Vault;
use herald_domain::{
    Timestamp,
    device::Platform,
    ids::{DeviceId, GroupId, TenantId, UserId},
    permission::{Permission, PermissionSet, Scope},
    role,
    time::Clock,
};
use herald_server::{
    config::Config,
    console::{Console, push::Push},
    http,
    live::Hub,
    password,
};
use herald_store::{
    AssignmentMembers, GroupRef, Import, MemberRef, Membership, NewDevice, NewGroup, NewUser, Store,
    StoreConfig,
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicI64, Ordering},
};
use tempfile::TempDir;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse battery";
/// One hash for everybody: hashing is slow on purpose.
static HASH: LazyLock<String> = LazyLock::new(|| password::hash(PASSWORD));

/// Noon on 24 November 2026, until a test moves it.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// The site without a worker: what is queued stays queued.
pub struct Site {
    pub store: Store,
    pub clock: Arc<TestClock>,
    pub router: Router,
    pub tenant: TenantId,
    pub hub: Hub,
    pub stop: CancellationToken,
    _dir: TempDir,
}

pub fn group(n: u8) -> GroupId {
    format!("00000000-0000-7000-8000-0000000001{n:02}").parse().unwrap()
}
pub fn device(n: u8) -> DeviceId {
    format!("00000000-0000-7000-8000-0000000002{n:02}").parse().unwrap()
}

/// A device that can be reached.
fn phone(n: u8, owner: &str) -> NewDevice {
    NewDevice {
        name: Some(format!("PHONE-{n:02}")),
        platform: Some(Platform::Ios),
        primary_user_upn: Some(owner.into()),
        app_installed: Some(true),
        notifications_allowed: Some(true),
        push_token: Some(format!("{n:064x}")),
        ..NewDevice::new(device(n))
    }
}

impl Site {
    /// People a, b and c with a phone each, c also with a Windows laptop; group 1 ⊃ a and group 2 ⊃ b; group 3 ⊃ c; an
    /// administrator of each role, and one whose scope is group 3.
    pub async fn open() -> Self {
        Self::open_with(Config::default()).await
    }

    pub async fn open_with(config: Config) -> Self {
        Self::open_with_both(config, http::EventSettings::default()).await
    }

    pub async fn open_with_events(events: http::EventSettings) -> Self {
        Self::open_with_both(Config::default(), events).await
    }

    /// Nobody and nothing.
    pub async fn empty() -> Self {
        Self::bare(Config::default(), http::EventSettings::default()).await
    }

    async fn open_with_both(config: Config, events: http::EventSettings) -> Self {
        let site = Self::bare(config, events).await;
        site.store.import(&site.tenant, directory(), site.clock_now(), false, "test").await.unwrap();
        administrators(&site.store, &site.tenant, site.clock_now()).await;
        site
    }

    async fn bare(config: Config, events: http::EventSettings) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("herald.db").display());
        let store = Store::open(&StoreConfig { url, read_connections: 2 }).await.unwrap();
        store.migrate().await.unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(1_795_521_600_000)));
        let tenant = store.ensure_tenant("Testbacka", clock.now()).await.unwrap();

        let vault = Arc::new(Vault::open(dir.path().join("keys")).unwrap());
        let wake = Arc::new(Notify::new());
        let push = Push::default();
        let hub = Hub::default();
        let live = Arc::new(hub.clone());
        let console = Console {
            store: store.clone(),
            vault,
            clock: clock.clone(),
            wake,
            push,
            live,
            ttl_ms: 86_400_000,
        };
        let mut web = http::Web::new(Arc::new(console), hub.clone(), "Testbacka".into(), &config);
        web.events = http::Events::new(events);
        let stop = web.stop.clone();
        let router = http::router(Arc::new(web));
        Self { store, clock, router, tenant, hub, stop, _dir: dir }
    }

    pub fn clock_now(&self) -> Timestamp {
        self.clock.now()
    }
    pub async fn administrator(&self) -> Actor {
        self.sign_in("admin@testbacka.example").await
    }
    pub async fn help_desk(&self) -> Actor {
        self.sign_in("helpdesk@testbacka.example").await
    }
    pub async fn communications(&self) -> Actor {
        self.sign_in("kommunikation@testbacka.example").await
    }
    pub async fn auditor(&self) -> Actor {
        self.sign_in("granskare@testbacka.example").await
    }
    /// May do everything an administrator may, within group 3.
    pub async fn local_administrator(&self) -> Actor {
        self.sign_in("lokal@testbacka.example").await
    }
    pub fn stranger(&self) -> Actor {
        Actor::stranger(self.router.clone())
    }
    pub async fn sign_in(&self, email: &str) -> Actor {
        let answer = self.stranger().post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{email} can sign in: {}", answer.body);
        Actor { router: self.router.clone(), cookie: answer.cookie }
    }
    pub async fn user(&self, upn: &str) -> UserId {
        self.store.user_by_upn(&self.tenant, upn).await.unwrap().unwrap()
    }
}

fn directory() -> Import {
    let upn = |name: &str| format!("{name}@testbacka.example");
    let users = ["a", "b", "c", "admin", "helpdesk", "kommunikation", "granskare", "lokal"];
    let member = |n, member| Membership { group: GroupRef::Id(group(n)), member };
    Import {
        users: users.iter().map(|name| NewUser::new(&upn(name), &name.to_uppercase())).collect(),
        groups: (1..=3)
            .map(|n| NewGroup { id: Some(group(n)), name: Some(format!("Group {n}")), description: None })
            .collect(),
        memberships: vec![
            member(1, MemberRef::Upn(upn("a"))),
            member(1, MemberRef::Group(GroupRef::Id(group(2)))),
            member(2, MemberRef::Upn(upn("b"))),
            member(3, MemberRef::Upn(upn("c"))),
        ],
        devices: vec![
            phone(1, &upn("a")),
            phone(2, &upn("b")),
            phone(3, &upn("c")),
            NewDevice { platform: Some(Platform::Windows), ..phone(4, &upn("c")) },
        ],
        replace_members_of: Vec::new(),
    }
}

async fn administrators(store: &Store, tenant: &TenantId, now: Timestamp) {
    use Permission::{ManagedDevicesRead, OrganizationRead, OrganizationUpdate};
    let communicate = PermissionSet::of(&[OrganizationRead, OrganizationUpdate, ManagedDevicesRead]);
    let communications = store.ensure_role(tenant, "Communications", "", communicate).await.unwrap();
    let built_in = |role: role::BuiltIn| role.id.parse().unwrap();
    for (name, role, scope) in [
        ("admin", built_in(role::ADMINISTRATOR), Scope::All),
        ("helpdesk", built_in(role::HELP_DESK_OPERATOR), Scope::All),
        ("kommunikation", communications, Scope::All),
        ("granskare", built_in(role::READ_ONLY_OPERATOR), Scope::All),
        ("lokal", built_in(role::ADMINISTRATOR), Scope::Groups(vec![group(3)])),
    ] {
        let user = store.user_by_upn(tenant, &format!("{name}@testbacka.example")).await.unwrap().unwrap();
        let members = AssignmentMembers { users: vec![user.clone()], groups: Vec::new() };
        store.assign(tenant, &role, name, members, scope).await.unwrap();
        let created = herald_domain::audit::Activity::AdministratorCreated;
        store.set_password(tenant, &user, &HASH, now, created, "test").await.unwrap();
    }
}

/// Somebody with a browser.
#[derive(Clone)]
pub struct Actor {
    pub router: Router,
    pub cookie: Option<String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    /// As it is read: words whole, without the places where they may end a line.
    pub body: String,
    /// `name=value` of the cookie that was set.
    pub cookie: Option<String>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {} {}", self.status, self.body))
    }
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
}

impl Actor {
    pub fn stranger(router: Router) -> Self {
        Self { router, cookie: None }
    }
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap()).await
    }
    pub async fn head(&self, path: &str) -> Answer {
        self.send(Request::head(path).body(Body::empty()).unwrap()).await
    }
    /// Posts a form as a browser without script does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .header(header::HOST, "herald.test")
            .header(header::ORIGIN, "http://herald.test")
            .body(Body::from(form));
        self.send(request.unwrap()).await
    }
    /// Calls a server function as the pages do.
    pub async fn call(&self, function: &str, arguments: Value) -> Answer {
        let body = arguments.to_string();
        let request = Request::post(format!("/api/{function}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, body.len())
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }
    pub async fn send_to_groups(&self, groups: &[GroupId], key: &str) -> Answer {
        let draft = json!({"title": "Stadshuset stänger", "body": "Gå hem klockan två."});
        self.call("notifications/send", json!({"draft": draft, "groups": groups, "key": key})).await
    }
    pub async fn send_to_device(&self, device: &DeviceId, key: &str) -> Answer {
        let draft = json!({"title": "Uppdatering", "body": "Starta om telefonen."});
        self.call("devices/send", json!({"draft": draft, "id": device, "key": key})).await
    }
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let cookie = parts
            .headers
            .get(header::SET_COOKIE)
            .map(|value| value.to_str().unwrap().split(';').next().unwrap().to_owned());
        Answer {
            status: parts.status,
            cookie,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).replace("<wbr>", "").replace("<!>", ""),
        }
    }
}
