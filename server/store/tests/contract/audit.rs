//! The audit log (B30).

use crate::support::*;
use herald_domain::{
    audit::{Activity, AuditOutcome, AuditQuery},
    device::Unreachable,
};
use herald_store::{Import, NewDevice, NewSession, Queued};

async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.phones(&["anna"]).await;
    world.group("Alla", &["anna"], &[]).await;
    world
}

/// The records that an act leaves: activity, outcome, target.
async fn left_by<T>(world: &World, act: impl Future<Output = T>) -> Vec<(Activity, AuditOutcome, String)> {
    let before = world.audit_log().await.len();
    act.await;
    let mut log = world.audit_log().await;
    log.truncate(log.len() - before);
    log.into_iter().map(|record| (record.activity, record.outcome, record.target)).collect()
}

fn one(activity: Activity, outcome: AuditOutcome, target: &str) -> Vec<(Activity, AuditOutcome, String)> {
    vec![(activity, outcome, target.into())]
}

#[tokio::test]
async fn b30_a_send_leaves_exactly_one_record_whatever_comes_of_it() {
    use Activity::{SendToDevice, SendToGroups};
    use AuditOutcome::{Refused, Success};
    let world = world().await;
    world.group("Andra", &[], &[]).await;
    let silent = NewDevice { notifications_allowed: Some(false), ..phone("silent", "anna") };
    world.devices(vec![silent]).await;
    let admin = world.admin();
    let keyed = |groups, name| world.to_groups_with_key(&admin, groups, name, Some("key"), NOW);

    assert_eq!(
        left_by(&world, keyed(&["Alla", "Andra"], "1")).await,
        one(SendToGroups, Success, "Alla, Andra")
    );
    assert_eq!(left_by(&world, keyed(&["Alla", "Andra"], "2")).await, [], "a repeat is the same act");
    assert_eq!(left_by(&world, keyed(&["Alla"], "3")).await, one(SendToGroups, Refused, "Alla"));
    let unknown = group_id("no such group").to_string();
    let to_nobody = world.to_groups(&admin, &["no such group"], "4", NOW);
    assert_eq!(left_by(&world, to_nobody).await, one(SendToGroups, Refused, &unknown));
    let to_silent = world.to_device(&admin, "silent", "5", NOW);
    assert_eq!(left_by(&world, to_silent).await, one(SendToDevice, Refused, "silent"));
    for n in 0..10 {
        let name = format!("d{n}");
        let sent = world.to_device(&admin, "anna", &name, NOW);
        assert_eq!(left_by(&world, sent).await, one(SendToDevice, Success, "anna"));
    }
    let too_many = world.to_device(&admin, "anna", "6", NOW);
    assert_eq!(left_by(&world, too_many).await, one(SendToDevice, Refused, "anna"));
}

#[tokio::test]
async fn b30_a_record_says_who_from_where_when_and_why_not() {
    let world = world().await;
    let silent = NewDevice { notifications_allowed: Some(false), ..phone("silent", "anna") };
    world.devices(vec![silent]).await;
    let refused = world.to_device(&world.admin(), "silent", "1", minutes(3)).await;
    assert!(
        matches!(refused, Queued::Unreachable(r) if r.first() == Some(Unreachable::NotificationsNotAllowed))
    );
    let record = world.audit_log().await.remove(0);
    assert_eq!((record.actor.as_str(), record.address.as_str()), ("admin@nordhamn.example", "192.0.2.7"));
    assert_eq!(record.at, minutes(3));
    assert_eq!(record.detail, "cannot be reached: notifications_not_allowed");
}

#[tokio::test]
async fn b30_an_act_that_fails_leaves_neither_itself_nor_a_record() {
    let world = world().await;
    world.to_groups(&world.admin(), &["Alla"], "same id", NOW).await;
    let before = world.audit_log().await.len();
    let admin = world.admin();
    let (permit, groups) = (
        admin.permit().unwrap(),
        herald_domain::audience::GroupSelection::parse([group_id("Alla")]).unwrap(),
    );
    let again = herald_store::NewMessage {
        id: message_id("same id"),
        sender: &admin,
        audience: herald_store::Authorised::Groups(&permit, &groups),
        sealed: SEALED.to_vec().into(),
        key: None,
        expires_at: NOW,
        now: NOW,
    };
    assert!(world.store.queue(again).await.is_err());
    assert_eq!(world.audit_log().await.len(), before);
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 1);
}

#[tokio::test]
async fn b30_sessions_passwords_imports_and_refusals_leave_one_record_each() {
    use AuditOutcome::{Failure, Refused, Success};
    let world = world().await;
    let (store, tenant) = (&world.store, &world.tenant);
    let anna = user_id("anna");
    let reset = store.set_password(tenant, &anna, "hash", NOW, Activity::PasswordReset, "cli");
    assert_eq!(left_by(&world, reset).await, one(Activity::PasswordReset, Success, &upn("anna")));
    let session = NewSession {
        token_hash: "hash".into(),
        tenant: tenant.clone(),
        user: user_id("anna"),
        now: NOW,
        verified: None,
        address: "192.0.2.9".into(),
        replaces: None,
    };
    let sign_in = store.create_session(session);
    assert_eq!(left_by(&world, sign_in).await, one(Activity::SignIn, Success, &upn("anna")));
    assert_eq!(world.audit_log().await[0].address, "192.0.2.9");
    let sign_out = || store.end_session("hash", NOW, "192.0.2.9");
    assert_eq!(left_by(&world, sign_out()).await, one(Activity::SignOut, Success, &upn("anna")));
    assert_eq!(left_by(&world, sign_out()).await, []);
    let import = store.import(tenant, Import::default(), NOW, false, "cli");
    assert_eq!(left_by(&world, import).await, one(Activity::Import, Success, "directory"));
    let dry_run = store.import(tenant, Import::default(), NOW, true, "cli");
    assert_eq!(left_by(&world, dry_run).await, []);
    let admin = world.admin();
    let refusal =
        store.audit_refusal(&admin, Activity::SendToGroups, ("groups", &[]), "missing permission", NOW);
    assert_eq!(left_by(&world, refusal).await, one(Activity::SendToGroups, Refused, "groups"));
    let wrong = store.sign_in_failed("ANNA@nordhamn.example", "192.0.2.9", NOW);
    assert_eq!(left_by(&world, wrong).await, one(Activity::SignInFailed, Failure, &upn("anna")));
}

#[tokio::test]
async fn b30_a_password_typed_into_the_name_field_is_not_recorded() {
    let world = world().await;
    let typed = world.store.sign_in_failed("correct horse battery", "192.0.2.9", NOW);
    assert_eq!(left_by(&world, typed).await, one(Activity::SignInFailed, AuditOutcome::Failure, "unknown"));
}

#[tokio::test]
async fn the_log_is_filtered_by_actor_activity_and_time_and_comes_in_pages() {
    let world = world().await;
    for n in 0..60 {
        world.store.sign_in_failed("anna@nordhamn.example", "192.0.2.9", minutes(n)).await.unwrap();
    }
    let query = AuditQuery {
        actor: Some(" ANNA@ ".into()),
        activity: Some(Activity::SignInFailed),
        outcome: Some(AuditOutcome::Failure),
        last: None,
        from: Some(minutes(0)),
        until: Some(minutes(55)),
        page: 2,
        ..AuditQuery::default()
    };
    let page = world.store.audit(&world.permit(), &query).await.unwrap();
    assert_eq!((page.total, page.rows.len()), (55, 5));
    assert_eq!((page.rows[0].at, page.rows[4].at), (minutes(4), minutes(0)));
    let nobody = AuditQuery { actor: Some("bo".into()), ..query.clone() };
    assert_eq!(world.store.audit(&world.permit(), &nobody).await.unwrap().total, 0);
    let refused = AuditQuery { outcome: Some(AuditOutcome::Refused), ..query };
    assert_eq!(world.store.audit(&world.permit(), &refused).await.unwrap().total, 0);
}

#[tokio::test]
async fn b30_the_whole_log_is_read_piece_by_piece_without_gap_or_repeat() {
    let world = world().await;
    // Several at the same moment, so that the time alone is no place in the order.
    for n in 0..25 {
        world.store.sign_in_failed("anna@nordhamn.example", "192.0.2.9", minutes(n / 10)).await.unwrap();
    }
    let query = AuditQuery { activity: Some(Activity::SignInFailed), ..AuditQuery::default() };
    let mut read: Vec<herald_domain::audit::AuditRecord> = Vec::new();
    loop {
        let piece = world.store.audit_after(&world.permit(), &query, read.last(), 7).await.unwrap();
        if piece.is_empty() {
            break;
        }
        read.extend(piece);
    }
    let page = world.store.audit(&world.permit(), &query).await.unwrap();
    assert_eq!((page.rows, page.total), (read, 25));
}
