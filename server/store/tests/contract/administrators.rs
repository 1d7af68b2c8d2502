//! Sessions, roles and what they grant (B27–B29).

use crate::support::*;
use herald_domain::{
    Timestamp,
    audit::Activity,
    ids::RoleId,
    permission::{Permission, PermissionSet, ReadDevices, ReadRoles, Scope, SendToGroups},
    role::{ADMINISTRATOR, BUILT_IN, HELP_DESK_OPERATOR},
};
use herald_store::{
    AssignmentMembers, Import, NewAdministrator, NewSession, NewUser, SessionLimits, SessionUser, StoreError,
};

const LIMITS: SessionLimits = SessionLimits { idle_ms: HOUR, absolute_ms: 12 * HOUR };

async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world
}

async fn sign_in(world: &World, token: &str, replaces: Option<&str>, now: Timestamp) {
    let session = NewSession {
        token_hash: token.into(),
        tenant: world.tenant.clone(),
        user: user_id("anna"),
        now,
        verified: None,
        address: "192.0.2.9".into(),
        replaces: replaces.map(Into::into),
    };
    world.store.create_session(session).await.unwrap();
}

async fn session(world: &World, token: &str, now: Timestamp) -> Option<SessionUser> {
    world.store.session(token, now, LIMITS).await.unwrap()
}

fn role(role: herald_domain::role::BuiltIn) -> RoleId {
    role.id.parse().unwrap()
}

async fn assign(world: &World, role: &RoleId, members: AssignmentMembers, scope: Scope) {
    world.store.assign(&world.tenant, role, "test", members, scope).await.unwrap();
}

#[tokio::test]
async fn a_session_ends_when_idle_and_when_old() {
    let world = world().await;
    sign_in(&world, "t", None, NOW).await;
    let found = session(&world, "t", NOW).await.unwrap();
    assert_eq!((found.upn, found.display_name, found.user), (upn("anna"), "anna".into(), user_id("anna")));
    assert!(session(&world, "t", NOW.plus_ms(HOUR)).await.is_none());
    for quarter in 1..48 {
        assert!(
            session(&world, "t", minutes(15 * quarter)).await.is_some(),
            "in use after {quarter} quarters"
        );
    }
    assert!(session(&world, "t", minutes(15 * 48)).await.is_none());
    assert!(session(&world, "unknown", NOW).await.is_none());
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let world = world().await;
    sign_in(&world, "old", None, NOW).await;
    sign_in(&world, "new", Some("old"), NOW).await;
    assert!(session(&world, "old", NOW).await.is_none());
    assert!(session(&world, "new", NOW).await.is_some());
    let detail = world.store.user(&world.permit(), None, None, &user_id("anna")).await.unwrap().unwrap();
    assert_eq!(detail.last_sign_in, Some(NOW));
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let world = world().await;
    sign_in(&world, "t", None, NOW).await;
    let anna = user_id("anna");
    world.store.set_password(&world.tenant, &anna, "phc", NOW, Activity::PasswordReset, "cli").await.unwrap();
    assert!(session(&world, "t", NOW).await.is_none());
    let credential = world.store.credential_by_upn("Anna@Nordhamn.EXAMPLE").await.unwrap().unwrap();
    assert_eq!((credential.user, credential.hash.as_str(), credential.enabled), (anna, "phc", true));
    assert!(world.store.credential_by_upn(&upn("bo")).await.unwrap().is_none());
    let nobody = user_id("nobody");
    let failed =
        world.store.set_password(&world.tenant, &nobody, "phc", NOW, Activity::PasswordReset, "cli").await;
    assert!(matches!(failed, Err(StoreError::Absent("user"))));
}

#[tokio::test]
async fn a_disabled_user_has_no_session() {
    let world = world().await;
    sign_in(&world, "t", None, NOW).await;
    let disabled = NewUser { enabled: Some(false), ..NewUser::new(&upn("anna"), "anna") };
    world.import(Import { users: vec![disabled], ..Import::default() }).await;
    assert!(session(&world, "t", NOW).await.is_none());
}

#[tokio::test]
async fn sessions_that_have_ended_are_cleared_away() {
    let world = world().await;
    sign_in(&world, "old", None, NOW).await;
    sign_in(&world, "new", None, minutes(59)).await;
    assert_eq!(world.store.purge_sessions(minutes(60), LIMITS).await.unwrap(), 1);
    assert!(session(&world, "new", minutes(60)).await.is_some());
}

#[tokio::test]
async fn b27_every_tenant_has_the_built_in_roles() {
    let world = world().await;
    let found = world.store.roles(&world.permit::<ReadRoles>()).await.unwrap();
    let names: Vec<_> = found.iter().map(|(role, _)| (role.name.as_str(), role.permissions)).collect();
    assert_eq!(names, BUILT_IN.map(|role| (role.name, role.permissions)));
    assert!(found.iter().all(|(role, assignments)| role.built_in && assignments.is_empty()));
    assert_eq!(world.store.ensure_tenant("Another name", NOW).await.unwrap(), world.tenant);
    assert_eq!(world.store.tenant_name(&world.tenant).await.unwrap(), "Nordhamns kommun");
}

#[tokio::test]
async fn b28_rights_come_directly_and_through_nested_groups() {
    let world = world().await;
    world.group("Help desk", &["anna"], &[]).await;
    world.group("Staff", &[], &["Help desk"]).await;
    world.group("South", &[], &[]).await;
    sign_in(&world, "t", None, NOW).await;
    assert!(session(&world, "t", NOW).await.unwrap().grants.permit::<ReadDevices>().is_err());
    let custom = PermissionSet::of(&[Permission::OrganizationUpdate]);
    let custom = world.store.ensure_role(&world.tenant, "Communication", "", custom).await.unwrap();
    let direct = AssignmentMembers { users: vec![user_id("anna")], groups: Vec::new() };
    assign(&world, &custom, direct, Scope::Groups(vec![group_id("South")])).await;
    let through = AssignmentMembers { users: Vec::new(), groups: vec![group_id("Staff")] };
    assign(&world, &role(HELP_DESK_OPERATOR), through, Scope::All).await;

    let grants = session(&world, "t", NOW).await.unwrap().grants;
    assert_eq!(grants.permit::<SendToGroups>().unwrap().scope(), &Scope::Groups(vec![group_id("South")]));
    assert_eq!(grants.permit::<ReadDevices>().unwrap().scope(), &Scope::All);
    assert_eq!(grants.tenant(), &world.tenant);
    assert!(grants.permit::<ReadRoles>().is_err());

    let shown = world.store.roles(&world.permit::<ReadRoles>()).await.unwrap();
    let (role, assignments) = shown.last().unwrap();
    assert_eq!((role.name.as_str(), role.built_in), ("Communication", false));
    assert_eq!(
        (&assignments[0].users, &assignments[0].scope, assignments[0].everywhere),
        (&vec!["anna".into()], &vec!["South".into()], false)
    );
}

#[tokio::test]
async fn b29_a_revoked_right_is_gone_with_the_next_request() {
    let world = world().await;
    sign_in(&world, "t", None, NOW).await;
    let anna = AssignmentMembers { users: vec![user_id("anna")], groups: Vec::new() };
    assign(&world, &role(ADMINISTRATOR), anna, Scope::All).await;
    assert!(session(&world, "t", NOW).await.unwrap().grants.permit::<SendToGroups>().is_ok());
    assign(&world, &role(ADMINISTRATOR), AssignmentMembers::default(), Scope::All).await;
    assert!(session(&world, "t", NOW).await.unwrap().grants.permit::<SendToGroups>().is_err());
}

#[tokio::test]
async fn b28_an_assignment_to_groups_that_names_none_grants_nothing() {
    let world = world().await;
    sign_in(&world, "t", None, NOW).await;
    let anna = AssignmentMembers { users: vec![user_id("anna")], groups: Vec::new() };
    assign(&world, &role(ADMINISTRATOR), anna, Scope::Groups(Vec::new())).await;
    assert!(session(&world, "t", NOW).await.unwrap().grants.permit::<ReadDevices>().is_err());
    let unknown = role_of_nobody();
    let failed =
        world.store.assign(&world.tenant, &unknown, "x", AssignmentMembers::default(), Scope::All).await;
    assert!(matches!(failed, Err(StoreError::Absent("role"))));
}

fn role_of_nobody() -> RoleId {
    "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071".parse().unwrap()
}

#[tokio::test]
async fn a_password_that_was_changed_while_it_was_verified_starts_no_session() {
    let world = world().await;
    let set = async |hash| {
        let (store, user) = (&world.store, user_id("anna"));
        store.set_password(&world.tenant, &user, hash, NOW, Activity::PasswordReset, "test").await.unwrap();
    };
    let begin = async |token: &str, hash: &str| {
        let session = NewSession {
            token_hash: token.into(),
            tenant: world.tenant.clone(),
            user: user_id("anna"),
            now: NOW,
            verified: Some(hash.into()),
            address: "192.0.2.9".into(),
            replaces: None,
        };
        world.store.create_session(session).await.unwrap()
    };
    set("old").await;
    assert!(begin("before", "old").await);
    set("new").await;
    assert!(!begin("late", "old").await);
    assert!(begin("after", "new").await);
    assert!(session(&world, "before", NOW).await.is_none() && session(&world, "late", NOW).await.is_none());
    assert!(session(&world, "after", NOW).await.is_some());
}

#[tokio::test]
async fn b30_making_an_administrator_is_one_act_with_one_record_and_takes_nothing_from_another() {
    let world = world().await;
    let before = world.audit_log().await.len();
    let new = |name: &str| NewAdministrator {
        user: NewUser::new(&upn(name), name),
        role: role(ADMINISTRATOR),
        assignment: "Administrator (command line)".into(),
        hash: "hash".into(),
    };
    let known = world.store.create_administrator(&world.tenant, new("anna"), NOW, "cli").await.unwrap();
    assert_eq!(known, user_id("anna"), "somebody who was imported stays the same");
    world.store.create_administrator(&world.tenant, new("new"), NOW, "cli").await.unwrap();
    let log = world.audit_log().await;
    assert_eq!(log.len() - before, 2);
    assert!(log[..2].iter().all(|record| record.activity == Activity::AdministratorCreated));
    let assigned = world.store.roles(&world.permit::<ReadRoles>()).await.unwrap();
    let (_, assignments) = assigned.iter().find(|(r, _)| r.id == role(ADMINISTRATOR)).unwrap();
    assert_eq!(assignments[0].users.len(), 2, "both hold the role: {assignments:?}");
    let credential = world.store.credential_by_upn(&upn("new")).await.unwrap().unwrap();
    assert_eq!(credential.hash, "hash");

    let nowhere = NewAdministrator { role: group_id("no role").as_str().parse().unwrap(), ..new("other") };
    let refused = world.store.create_administrator(&world.tenant, nowhere, NOW, "cli").await;
    assert!(matches!(refused, Err(StoreError::Absent("role"))));
    assert_eq!(world.store.user_by_upn(&world.tenant, &upn("other")).await.unwrap(), None, "all or nothing");
}
