//! Two tenants in one database: whatever one of them asks for, nothing of the other's is in the answer (B29).
//!
//! On SQLite the statements alone see to that. In PostgreSQL there is a second wall: `.make/walls.sh` leaves out each
//! statement's tenant in turn, and these tests must pass all the same.

use crate::support::*;
use herald_domain::{
    Timestamp,
    audience::GroupSelection,
    audit::AuditQuery,
    caller::Caller,
    device::DeviceQuery,
    directory::{ListQuery, ListSort},
    ids::{BulkId, TenantId},
    paging::Rows,
    permission::{Grant, Grants, Permission, PermissionSet, Scope},
};
use herald_store::{GroupDevices, Queued};
use sqlx::{AnyPool, AssertSqlSafe, Row, any::AnyPoolOptions};

const STRANGERS: &str = "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071";
const LIST: ListQuery = ListQuery {
    search: String::new(),
    reachable: None,
    sort: ListSort::Name,
    descending: false,
    page: 1,
    rows: Rows::Fifty,
};

/// A tenant that is lived in, and somebody who may do everything in another.
async fn two_tenants() -> (World, Caller, TenantId) {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world.phones(&["anna", "bo"]).await;
    world.group("Inner", &["bo"], &[]).await;
    world.group("Alla", &["anna"], &["Inner"]).await;
    world.sending(&["Alla"], "m", NOW).await;
    world.to_device(&world.admin(), "anna", "d", NOW).await;
    let other: TenantId = STRANGERS.parse().unwrap();
    let insert = format!(
        "INSERT INTO tenants (id, name, created_at) VALUES ('{other}', 'Another', {})",
        NOW.millis() + 1
    );
    sqlx::query(AssertSqlSafe(insert)).execute(&world.behind().await).await.unwrap();
    let grant = Grant { permissions: PermissionSet::of(Permission::ALL), scope: Scope::All };
    let stranger = Caller { grants: Grants::new(other.clone(), vec![grant]), ..world.admin() };
    (world, stranger, other)
}

#[tokio::test]
async fn b29_a_stranger_reads_nothing_whatever_is_asked_for() {
    let (world, stranger, other) = two_tenants().await;
    let store = &world.store;
    let (anna, alla, sent) = (device_id("anna"), group_id("Alla"), message_id("m"));
    macro_rules! permit {
        () => {
            &stranger.permit().unwrap()
        };
    }
    assert_eq!(store.devices(permit!(), &DeviceQuery::default()).await.unwrap().total, 0);
    let searching = DeviceQuery { search: "anna".into(), ..DeviceQuery::default() };
    assert_eq!(store.devices(permit!(), &searching).await.unwrap().total, 0);
    assert!(store.device(permit!(), &anna).await.unwrap().is_none());
    assert!(store.devices_by_id(permit!(), std::slice::from_ref(&anna)).await.unwrap().is_empty());
    assert!(store.find_devices(permit!(), "anna").await.unwrap().is_empty());
    assert!(store.find_users(permit!(), "anna").await.unwrap().is_empty());
    assert!(store.find_groups(permit!(), "alla").await.unwrap().is_empty());
    assert_eq!(store.users(permit!(), Some(permit!()), &LIST).await.unwrap().total, 0);
    assert!(
        store.user(permit!(), Some(permit!()), Some(permit!()), &user_id("anna")).await.unwrap().is_none()
    );
    assert_eq!(store.groups(permit!(), &LIST).await.unwrap().total, 0);
    assert!(store.group(permit!(), &alla).await.unwrap().is_none());
    let send = stranger.permit::<herald_domain::permission::SendToGroups>().unwrap();
    assert!(store.search_groups(&send, "", 20).await.unwrap().is_empty());
    assert!(store.groups_by_id(&send, std::slice::from_ref(&alla)).await.unwrap().is_empty());
    let selection = GroupSelection::parse([alla.clone()]).unwrap();
    assert!(store.reach(&send, &selection).await.unwrap().is_none());
    assert!(!store.group_in_scope(&send, &alla).await.unwrap());
    assert!(store.unreached(permit!(), stranger.permit().unwrap(), &selection).await.unwrap().is_none());
    assert!(store.people_in_group(permit!(), permit!(), None, &alla, &LIST).await.unwrap().is_none());
    assert!(store.nested_groups(permit!(), &alla, &LIST).await.unwrap().is_none());
    let devices =
        store.devices_of_group(permit!(), permit!(), &alla, GroupDevices::Reached, &LIST).await.unwrap();
    assert!(devices.is_none());
    let read = stranger.permit().unwrap();
    assert_eq!(store.sends(&read, 1).await.unwrap().total, 0);
    assert!(store.send(&read, &sent).await.unwrap().is_none());
    assert!(store.waiting(&read).await.unwrap().is_empty());
    assert!(store.sends_by_id(&other, &user_id("admin"), &[sent]).await.unwrap().is_empty());
    assert_eq!(store.last_import(&read).await.unwrap(), None);
    let recent = store.recent(&read, NOW).await.unwrap();
    assert_eq!((recent.accepted, recent.refused, recent.expired, recent.trying), (0, 0, 0, 0));
    assert_eq!(
        store.audit(permit!(), &AuditQuery { page: 1, ..AuditQuery::default() }).await.unwrap().total,
        0
    );
    let everything = store.audit_after(permit!(), &AuditQuery::default(), None, 100).await.unwrap();
    assert!(everything.is_empty());
    let record = world.audit_log().await.remove(0);
    assert!(store.audit_record(permit!(), &record.id).await.unwrap().is_none());
    assert!(store.roles(permit!()).await.unwrap().is_empty());
    assert_eq!(store.group_places(&other, NOW).await.unwrap().used, 0);
    assert_eq!(store.device_places(&other, &anna, NOW).await.unwrap().used, 0);
    assert_eq!(store.user_by_upn(&other, &upn("anna")).await.unwrap(), None);
    let act: BulkId = "00000000-0000-7000-8000-0000000000b1".parse().unwrap();
    assert!(store.bulk_send(&other, &user_id("admin"), &act).await.unwrap().is_none());
    let targets = store.device_targets(permit!(), permit!(), &[anna], NOW).await.unwrap();
    assert!(targets.is_empty());
}

#[tokio::test]
async fn b29_a_stranger_changes_nothing() {
    let (world, stranger, other) = two_tenants().await;
    let before = count(&world.behind().await, "messages").await;
    assert_eq!(world.to_groups(&stranger, &["Alla"], "x", NOW).await, Queued::NotFound);
    assert_eq!(world.to_device(&stranger, "anna", "y", NOW).await, Queued::NotFound);
    assert_eq!(count(&world.behind().await, "messages").await, before);
    let (anna, reset) = (user_id("anna"), herald_domain::audit::Activity::PasswordReset);
    assert!(world.store.set_password(&other, &anna, "hash", Timestamp(1), reset, "test").await.is_err());
}

async fn count(pool: &AnyPool, table: &str) -> i64 {
    let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
    sqlx::query(sql).fetch_one(pool).await.unwrap().get(0)
}

#[tokio::test]
async fn b29_in_postgresql_a_connection_of_one_tenant_finds_and_writes_nothing_of_another() {
    let (world, ..) = two_tenants().await;
    if world.on_sqlite() {
        // It has no such wall; the statements' own is tested above.
        return;
    }
    assert!(!world.store.is_above_walls().await.unwrap());
    let whose = async |tenant: &str| {
        let url = format!("{}?options=-c%20herald.tenant%3D{tenant}", world.url);
        AnyPoolOptions::new().max_connections(1).connect(&url).await.unwrap()
    };
    let (own, stranger, nobody) =
        (whose(world.tenant.as_str()).await, whose(STRANGERS).await, whose("").await);
    let tables = "SELECT CAST(c.relname AS TEXT) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind = 'r' AND n.nspname = current_schema() AND c.relname <> '_sqlx_migrations' ORDER BY 1";
    let tables: Vec<String> =
        sqlx::query(tables).fetch_all(&own).await.unwrap().iter().map(|row| row.get(0)).collect();
    assert!(tables.len() > 20, "{tables:?}");
    let mut seen = 0;
    for table in &tables {
        let expected = i64::from(table == "tenants");
        assert_eq!(count(&stranger, table).await, expected, "{table}");
        assert_eq!(count(&nobody, table).await, 0, "{table}");
        seen += i64::from(count(&own, table).await > 0);
    }
    assert!(seen > 10, "the owner sees {seen} tables with something in them");
    let foreign = format!("INSERT INTO groups VALUES ('{}', 'x', 'x', 'x', '')", world.tenant);
    assert!(sqlx::query(AssertSqlSafe(foreign)).execute(&stranger).await.is_err());
    let changed = sqlx::query("UPDATE users SET enabled = 0").execute(&stranger).await.unwrap();
    assert_eq!(changed.rows_affected(), 0);
    let removed = sqlx::query("DELETE FROM batches").execute(&stranger).await.unwrap();
    assert_eq!(removed.rows_affected(), 0);
}
