//! Databases that an older Herald left.

use crate::support::*;
use herald_store::{Store, StoreConfig};
use sqlx::{AssertSqlSafe, Row};

/// What can be seen of the steps since then; the walls can be raised again.
const BACK_TO_STEP_7: [&str; 3] =
    ["DELETE FROM _sqlx_migrations WHERE version >= 8", "DROP INDEX users_search", "DROP TABLE paces"];

#[tokio::test]
async fn an_older_database_is_known_as_such_and_a_copy_of_it_is_brought_up_to_date_in_its_place() {
    let world = World::new().await;
    assert!(world.store.is_current().await.unwrap());
    world.people(&["anna"]).await;
    let behind = world.behind().await;
    for undo in BACK_TO_STEP_7 {
        sqlx::query(undo).execute(&behind).await.unwrap();
    }
    assert!(!world.store.is_current().await.unwrap());
    if !world.on_sqlite() {
        return;
    }
    let file = world.folder().join("copy.db");
    world.store.copy_to(&file).await.unwrap();
    let config = StoreConfig { url: format!("sqlite:{}", file.display()), read_connections: 1 };
    let copy = Store::open(&config).await.unwrap();
    copy.migrate().await.unwrap();
    assert!(copy.is_current().await.unwrap() && !world.store.is_current().await.unwrap());
    assert_eq!(copy.tenant().await.unwrap(), Some(world.tenant.clone()));
    assert_eq!(copy.user_by_upn(&world.tenant, &upn("anna")).await.unwrap(), Some(user_id("anna")));
}

#[tokio::test]
async fn a_name_that_no_index_holds_does_not_keep_a_database_at_an_older_step() {
    let world = World::new().await;
    world.people(&["anna"]).await;
    let behind = world.behind().await;
    for undo in BACK_TO_STEP_7 {
        sqlx::query(undo).execute(&behind).await.unwrap();
    }
    if !world.on_sqlite() {
        // Step 9 raises the walls.
        let walls = "SELECT CAST(tablename AS TEXT) FROM pg_policies WHERE schemaname = current_schema()";
        for row in sqlx::query(walls).fetch_all(&behind).await.unwrap() {
            let table: String = row.get(0);
            let lower = format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY");
            sqlx::query(AssertSqlSafe(lower)).execute(&behind).await.unwrap();
            sqlx::query(AssertSqlSafe(format!("DROP POLICY own ON {table}"))).execute(&behind).await.unwrap();
        }
    }
    // As it was stored before such texts were cut, of characters that do not compress.
    let mut seed = 1_u32;
    let long: String = (0..6_000)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + (seed >> 24) as u8 % 26)
        })
        .collect();
    let store = "UPDATE users SET search = $1";
    sqlx::query(store).bind(&long).execute(&behind).await.unwrap();
    world.store.migrate().await.unwrap();
    assert!(world.store.is_current().await.unwrap());
    let kept = "SELECT MAX(length(search)) FROM users";
    let row = sqlx::query(kept).fetch_one(&behind).await.unwrap();
    let length = row.try_get::<i64, _>(0).or_else(|_| row.try_get::<i32, _>(0).map(i64::from)).unwrap();
    assert_eq!(length, 500);
}
