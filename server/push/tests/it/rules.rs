//! The simulators refuse what Apple and Google refuse.

use crate::{
    raw::{Draft, Raw},
    support::{NOW, World},
};
use herald_domain::time::MINUTE_MS;
use http::{HeaderMap, Method};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

const ID: &str = "0192f3c4-5d6e-5f80-9a1b-2c3d4e5f6071";

fn jwt(algorithm: Algorithm, kid: &str, claims: &Value, pem: &[u8]) -> String {
    let key = match algorithm {
        Algorithm::ES256 => EncodingKey::from_ec_pem(pem),
        _ => EncodingKey::from_rsa_pem(pem),
    };
    let header = Header { kid: Some(kid.into()), ..Header::new(algorithm) };
    jsonwebtoken::encode(&header, claims, &key.unwrap()).unwrap()
}

/// A provider token of the right team, `age` seconds old.
fn provider_token(world: &World, age: i64) -> String {
    let credentials = &world.pair.credentials;
    let claims = json!({ "iss": credentials.apns_team_id, "iat": NOW.seconds() - age });
    let key = std::fs::read(&credentials.apns_key_file).unwrap();
    format!("bearer {}", jwt(Algorithm::ES256, &credentials.apns_key_id, &claims, &key))
}

fn to_apple(token: &str) -> Draft {
    let mut draft = Draft {
        method: Method::POST,
        path: "/3/device/0007".into(),
        headers: HeaderMap::new(),
        body: json!({ "aps": { "alert": { "title": "Title", "body": "Body" } } }).to_string(),
    };
    draft.set("authorization", token);
    draft.set("apns-topic", "example.herald.portal");
    draft.set("apns-push-type", "alert");
    draft
}

type Spoil = fn(&mut Draft);
type SpoilJson = fn(&mut Value);

#[tokio::test]
async fn apple_names_what_is_wrong_with_a_request() {
    let world = World::start().await;
    let token = provider_token(&world, 0);
    let mut raw = Raw::connect(&world, world.pair.apns.addr()).await;
    let cases: &[(&str, Spoil)] = &[
        ("200 -", |_| ()),
        ("405 MethodNotAllowed", |draft| draft.method = Method::GET),
        ("404 BadPath", |draft| draft.path = "/4/device/0007".into()),
        ("400 MissingDeviceToken", |draft| draft.path = "/3/device/".into()),
        ("400 BadDeviceToken", |draft| draft.path = "/3/device/ffff".into()),
        ("410 Unregistered", |draft| draft.path = "/3/device/00dead".into()),
        ("403 MissingProviderToken", |draft| drop(draft.headers.remove("authorization"))),
        ("403 InvalidProviderToken", |draft| draft.set("authorization", "bearer a.b.c")),
        ("403 InvalidProviderToken", |draft| draft.set("authorization", "basic abc")),
        ("400 DuplicateHeaders", |draft| draft.add("apns-topic", "example.herald.portal")),
        ("400 MissingTopic", |draft| drop(draft.headers.remove("apns-topic"))),
        ("400 BadTopic", |draft| draft.set("apns-topic", "")),
        ("400 TopicDisallowed", |draft| draft.set("apns-topic", "example.other")),
        ("400 InvalidPushType", |draft| draft.set("apns-push-type", "shout")),
        ("400 BadPriority", |draft| draft.set("apns-priority", "7")),
        ("200 -", |draft| draft.set("apns-priority", "5")),
        ("400 BadExpirationDate", |draft| draft.set("apns-expiration", "soon")),
        ("400 BadExpirationDate", |draft| draft.set("apns-expiration", "1900000000")),
        ("200 -", |draft| draft.set("apns-expiration", "0")),
        ("400 BadCollapseId", |draft| draft.set("apns-collapse-id", &"x".repeat(65))),
        ("200 -", |draft| draft.set("apns-collapse-id", &"x".repeat(64))),
        ("400 BadMessageId", |draft| draft.set("apns-id", "0192F3C4-5D6E-5F80-9A1B-2C3D4E5F6071")),
        ("400 PayloadEmpty", |draft| draft.body.clear()),
        ("413 PayloadTooLarge", |draft| draft.body += &" ".repeat(4096)),
    ];
    for (expected, spoil) in cases {
        let mut draft = to_apple(&token);
        spoil(&mut draft);
        let answer = raw.send(draft).await;
        let reason = answer.body["reason"].as_str().unwrap_or("-");
        assert_eq!(format!("{} {reason}", answer.status), *expected);
    }
}

#[tokio::test]
async fn apple_echoes_the_apns_id_or_makes_one_up() {
    let world = World::start().await;
    let token = provider_token(&world, 0);
    let mut raw = Raw::connect(&world, world.pair.apns.addr()).await;
    let made_up = raw.send(to_apple(&token)).await;
    assert_eq!(made_up.headers["apns-id"].len(), 36);
    let mut draft = to_apple(&token);
    draft.set("apns-id", ID);
    assert_eq!(raw.send(draft).await.headers["apns-id"], ID);
    assert_eq!(world.phones.landed()[1].push_id, ID);
}

#[tokio::test]
async fn apple_takes_tokens_of_an_hour_and_new_ones_every_twenty_minutes() {
    let world = World::start().await;
    let reason = async |raw: &mut Raw, token: &str| {
        let answer = raw.send(to_apple(token)).await;
        answer.body["reason"].as_str().unwrap_or("-").to_owned()
    };
    let mut raw = Raw::connect(&world, world.pair.apns.addr()).await;
    assert_eq!(reason(&mut raw, &provider_token(&world, 3601)).await, "ExpiredProviderToken");
    assert_eq!(reason(&mut raw, &provider_token(&world, -120)).await, "InvalidProviderToken");
    let first = provider_token(&world, 1800);
    assert_eq!(reason(&mut raw, &first).await, "-");
    let mut spoilt = Raw::connect(&world, world.pair.apns.addr()).await;
    let another = provider_token(&world, 1800);
    assert_eq!(reason(&mut spoilt, &another).await, "TooManyProviderTokenUpdates", "of the same date");
    assert_eq!(reason(&mut raw, &provider_token(&world, 599)).await, "-");
    assert_eq!(reason(&mut raw, &first).await, "-", "the one before is still good");
    assert_eq!(reason(&mut raw, &provider_token(&world, 0)).await, "TooManyProviderTokenUpdates");
    assert_eq!(reason(&mut raw, &first).await, "TooManyProviderTokenUpdates", "the connection is spoilt");
    let mut other = Raw::connect(&world, world.pair.apns.addr()).await;
    assert_eq!(reason(&mut other, &first).await, "-");
    assert_eq!(reason(&mut other, &provider_token(&world, 0)).await, "TooManyProviderTokenUpdates");
    world.clock.forward(MINUTE_MS);
    assert_eq!(reason(&mut raw, &first).await, "-");
}

#[tokio::test]
async fn apple_refuses_more_than_one_stream_before_a_valid_token() {
    let world = World::start().await;
    let answers = Raw::connect(&world, world.pair.apns.addr()).await.rush(5).await;
    assert!(matches!(answers[0], Ok(403)));
    for refused in &answers[1..] {
        let error = refused.as_ref().unwrap_err();
        assert_eq!(error.reason(), Some(h2::Reason::REFUSED_STREAM));
    }
    let stats = world.pair.apns.stats();
    assert_eq!((stats.violations, stats.most_streams), (4, 5));
}

#[tokio::test]
async fn google_closes_a_connection_with_more_than_100_streams() {
    let world = World::start().await;
    let answers = Raw::connect(&world, world.pair.fcm.addr()).await.rush(101).await;
    assert!(answers[100].is_err());
    assert_eq!(world.pair.fcm.stats().violations, 1);
}

/// An assertion with `change` made to its claims, traded for an access token or an error.
async fn trade(world: &World, raw: &mut Raw, change: impl FnOnce(&mut Value)) -> Value {
    let account: Value =
        serde_json::from_slice(&std::fs::read(world.pair.fcm_config().service_account_file).unwrap())
            .unwrap();
    let mut claims = json!({
        "iss": account["client_email"],
        "scope": "https://www.googleapis.com/auth/firebase.messaging",
        "aud": account["token_uri"],
        "iat": NOW.seconds(),
        "exp": NOW.seconds() + 3600,
    });
    change(&mut claims);
    let kid = account["private_key_id"].as_str().unwrap();
    let assertion = jwt(Algorithm::RS256, kid, &claims, account["private_key"].as_str().unwrap().as_bytes());
    let body =
        format!("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={assertion}");
    raw.send(Draft { method: Method::POST, path: "/token".into(), headers: HeaderMap::new(), body })
        .await
        .body
}

#[tokio::test]
async fn google_grants_a_token_only_for_a_right_assertion() {
    let world = World::start().await;
    let mut raw = Raw::connect(&world, world.pair.fcm.addr()).await;
    assert_eq!(trade(&world, &mut raw, |_| ()).await["token_type"], "Bearer");
    let cases: &[SpoilJson] = &[
        |claims| claims["iss"] = json!("somebody@else"),
        |claims| claims["scope"] = json!("https://www.googleapis.com/auth/drive"),
        |claims| claims["aud"] = json!("https://oauth2.googleapis.com/token"),
        |claims| claims["iat"] = json!(NOW.seconds() + 120),
        |claims| claims["exp"] = json!(NOW.seconds() + 3601),
        |claims| claims["exp"] = json!(NOW.seconds() - 120),
    ];
    for spoil in cases {
        assert_eq!(trade(&world, &mut raw, spoil).await, json!({ "error": "invalid_grant" }));
    }
}

#[tokio::test]
async fn google_names_what_is_wrong_with_a_message() {
    let world = World::start().await;
    let mut raw = Raw::connect(&world, world.pair.fcm.addr()).await;
    let token = trade(&world, &mut raw, |_| ()).await["access_token"].as_str().unwrap().to_owned();
    let cases: &[(&str, Spoil, SpoilJson)] = &[
        ("200 - -", |_| (), |_| ()),
        ("200 - -", |_| (), |json| json["validate_only"] = json!(true)),
        ("401 UNAUTHENTICATED -", |draft| drop(draft.headers.remove("authorization")), |_| ()),
        ("401 UNAUTHENTICATED -", |draft| draft.set("authorization", "Bearer x"), |_| ()),
        ("403 PERMISSION_DENIED -", |draft| draft.path = "/v1/projects/other/messages:send".into(), |_| ()),
        ("404 NOT_FOUND -", |draft| draft.path = "/v1/else".into(), |_| ()),
        ("404 NOT_FOUND UNREGISTERED", |_| (), |json| json["message"]["token"] = json!("00dead")),
        ("400 INVALID_ARGUMENT INVALID_ARGUMENT", |_| (), |json| json["message"]["token"] = json!("unknown")),
        ("400 INVALID_ARGUMENT INVALID_ARGUMENT", |_| (), |json| json["message"]["colour"] = json!("red")),
        ("400 INVALID_ARGUMENT INVALID_ARGUMENT", |_| (), |json| json["message"]["data"] = json!({ "n": 1 })),
        (
            "400 INVALID_ARGUMENT INVALID_ARGUMENT",
            |_| (),
            |json| json["message"]["data"] = json!({ "from": "x" }),
        ),
        (
            "400 INVALID_ARGUMENT INVALID_ARGUMENT",
            |_| (),
            |json| json["message"]["android"]["ttl"] = json!("1 day"),
        ),
        (
            "400 INVALID_ARGUMENT INVALID_ARGUMENT",
            |_| (),
            |json| json["message"]["android"]["ttl"] = json!("2419201s"),
        ),
        (
            "400 INVALID_ARGUMENT INVALID_ARGUMENT",
            |_| (),
            |json| json["message"]["android"]["priority"] = json!("MAX"),
        ),
        ("400 INVALID_ARGUMENT -", |_| (), |json| json["message"]["data"] = json!({ "x": "x".repeat(4096) })),
        ("400 INVALID_ARGUMENT INVALID_ARGUMENT", |draft| draft.set("content-type", "text/plain"), |_| ()),
    ];
    for (expected, spoil, spoil_json) in cases {
        let mut json = json!({ "message": {
            "token": "0007",
            "notification": { "title": "Title", "body": "Body" },
            "android": { "priority": "HIGH", "ttl": "60s", "notification": { "visibility": "PRIVATE" } },
        }});
        spoil_json(&mut json);
        let path = "/v1/projects/herald-simulated/messages:send".into();
        let mut draft =
            Draft { method: Method::POST, path, headers: HeaderMap::new(), body: json.to_string() };
        draft.set("authorization", &format!("Bearer {token}"));
        draft.set("content-type", "application/json");
        spoil(&mut draft);
        let answer = raw.send(draft).await;
        let error = &answer.body["error"];
        let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let code = word(&error["details"][0]["errorCode"]);
        assert_eq!(format!("{} {} {code}", answer.status, word(&error["status"])), *expected, "{json}");
    }
    assert_eq!(world.phones.landed().len(), 1, "validate_only shows nothing");
}
