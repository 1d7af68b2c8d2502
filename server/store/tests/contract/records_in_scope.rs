//! What of the audit log, the roles and the queue somebody sees whose permission holds for some groups only (B28).

use crate::support::*;
use herald_domain::{
    audit::{Activity, AuditQuery, Subject},
    caller::Caller,
    permission::{PermissionSet, ReadRoles, Scope},
    push::Waiting,
};
use herald_store::{Assignment, AssignmentMembers, NewSession};

/// North holds anna and, nested, Inner with bo; South holds cecilia.
async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia"]).await;
    world.phones(&["anna", "bo", "cecilia"]).await;
    world.group("Inner", &["bo"], &[]).await;
    world.group("North", &["anna"], &["Inner"]).await;
    world.group("South", &["cecilia"], &[]).await;
    world
}

/// Activity and target of what is in sight, oldest first.
async fn log(world: &World, reader: &Caller) -> Vec<(Activity, String)> {
    let page = world.store.audit(&reader.permit().unwrap(), &AuditQuery::default()).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    let all = world.store.audit_after(&reader.permit().unwrap(), &AuditQuery::default(), None, 1_000).await;
    assert_eq!(page.rows, all.unwrap(), "an export holds what the page shows");
    page.rows.into_iter().rev().map(|record| (record.activity, record.target)).collect()
}

async fn sign_in(world: &World, name: &str) {
    let session = NewSession {
        token_hash: format!("token of {name}"),
        tenant: world.tenant.clone(),
        user: user_id(name),
        now: NOW,
        verified: None,
        address: "192.0.2.9".into(),
        replaces: None,
    };
    world.store.create_session(session).await.unwrap();
    world.store.end_session(&format!("token of {name}"), NOW, "192.0.2.9").await.unwrap();
    world.store.sign_in_failed(&upn(name), "192.0.2.9", NOW).await.unwrap();
}

#[tokio::test]
async fn b28_an_audit_reader_sees_the_records_of_what_is_in_scope_and_no_others() {
    use Activity::{PasswordReset, SendToDevice, SendToGroups, SignIn, SignInFailed, SignOut};
    let world = world().await;
    let admin = world.admin();
    world.to_groups(&admin, &["North"], "1", minutes(1)).await;
    world.to_groups(&admin, &["Inner"], "2", minutes(2)).await;
    world.to_groups(&admin, &["North", "South"], "to both", minutes(3)).await;
    world.to_groups(&admin, &["South"], "4", minutes(4)).await;
    world.to_device(&admin, "bo", "5", minutes(5)).await;
    world.to_device(&admin, "cecilia", "6", minutes(6)).await;
    let north = world.admin_of(&["North"]);
    let expected = [(SendToGroups, "North"), (SendToGroups, "Inner"), (SendToDevice, "bo")];
    assert_eq!(log(&world, &north).await, expected.map(|(activity, target)| (activity, target.to_owned())));

    // What is about people: their sessions and passwords.
    for name in ["anna", "cecilia"] {
        sign_in(&world, name).await;
        let reset = Activity::PasswordReset;
        world.store.set_password(&world.tenant, &user_id(name), "hash", NOW, reset, "cli").await.unwrap();
    }
    world.store.sign_in_failed("nobody", "192.0.2.9", NOW).await.unwrap();
    let mut about_anna: Vec<_> =
        log(&world, &north).await.into_iter().filter(|(_, target)| *target == upn("anna")).collect();
    about_anna.sort();
    assert_eq!(about_anna, [SignIn, SignInFailed, SignOut, PasswordReset].map(|act| (act, upn("anna"))));
    assert_eq!(log(&world, &north).await.len(), 7, "nothing of cecilia, of the import, of nobody");
}

#[tokio::test]
async fn b28_a_refusal_is_seen_by_whoever_may_see_what_it_was_about() {
    let world = world().await;
    let refused = async |name: &str| {
        let device = device_id(name);
        let about = (name, &[Subject::Device(&device)][..]);
        world.store.audit_refusal(&world.admin(), Activity::SendToDevice, about, "why", NOW).await.unwrap();
    };
    refused("anna").await;
    refused("cecilia").await;
    world
        .store
        .audit_act(&world.admin(), Activity::AuditExport, ("audit log", &[]), "csv", NOW)
        .await
        .unwrap();
    let north = world.admin_of(&["North"]);
    assert_eq!(log(&world, &north).await, [(Activity::SendToDevice, "anna".to_owned())]);
    assert_eq!(log(&world, &world.admin_of(&["Deleted"])).await, []);
}

#[tokio::test]
async fn b28_a_scope_that_shrinks_takes_the_old_records_with_it() {
    let world = world().await;
    world.to_groups(&world.admin(), &["Inner"], "1", NOW).await;
    assert_eq!(log(&world, &world.admin_of(&["North"])).await.len(), 1);
    world.group("North", &["anna"], &[]).await;
    assert_eq!(log(&world, &world.admin_of(&["North"])).await, []);
}

#[tokio::test]
async fn b28_a_reader_of_roles_sees_the_assignments_within_the_scope_and_their_members_inside_it() {
    let world = world().await;
    let role = world.store.ensure_role(&world.tenant, "Custom", "", PermissionSet::default()).await.unwrap();
    let everybody = AssignmentMembers {
        users: vec![user_id("anna"), user_id("cecilia")],
        groups: vec![group_id("Inner"), group_id("South")],
    };
    for (name, scope) in [
        ("everywhere", Scope::All),
        ("north", Scope::Groups(vec![group_id("North"), group_id("Inner")])),
        ("both", Scope::Groups(vec![group_id("North"), group_id("South")])),
    ] {
        world.store.assign(&world.tenant, &role, name, everybody.clone(), scope).await.unwrap();
    }
    let seen = async |reader: &Caller| {
        let roles = world.store.roles(&reader.permit::<ReadRoles>().unwrap()).await.unwrap();
        assert_eq!(roles.len(), 5, "a role is no user, device or group");
        roles.into_iter().last().unwrap().1
    };
    let strings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        seen(&world.admin_of(&["North"])).await,
        [Assignment {
            name: "north".into(),
            users: strings(&["anna"]),
            groups: strings(&["Inner"]),
            everywhere: false,
            scope: strings(&["Inner", "North"]),
        }]
    );
    let all = seen(&world.admin()).await;
    let names: Vec<_> = all.iter().map(|a| (a.name.as_str(), a.everywhere, a.users.len())).collect();
    assert_eq!(names, [("both", false, 2), ("everywhere", true, 2), ("north", false, 2)]);
}

#[tokio::test]
async fn b23_what_waits_is_counted_by_push_service() {
    use herald_domain::device::Service;
    let world = world().await;
    assert_eq!(world.store.waiting(&world.permit()).await.unwrap(), []);
    world.sending(&["North"], "1", NOW).await;
    let waiting = Waiting { service: Service::Apns, devices: 2, again: 0 };
    assert_eq!(world.store.waiting(&world.permit()).await.unwrap(), [waiting]);
    assert_eq!(world.store.last_import(&world.permit()).await.unwrap(), Some(NOW));
}
