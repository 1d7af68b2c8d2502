//! Databases that an older Herald left.

use crate::support::*;
use herald_store::{Store, StoreConfig};

#[tokio::test]
async fn an_older_database_is_known_as_such_and_a_copy_of_it_is_brought_up_to_date_in_its_place() {
    let world = World::new().await;
    assert!(world.store.is_current().await.unwrap());
    world.people(&["anna"]).await;
    let behind = world.behind().await;
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version >= 8").execute(&behind).await.unwrap();
    sqlx::query("DROP INDEX users_search").execute(&behind).await.unwrap();
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
