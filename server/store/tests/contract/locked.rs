//! A database that somebody else holds on to.

use crate::support::*;
use herald_store::Queued;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_send_waits_for_a_database_that_is_locked_for_a_while() {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.group("Alla", &["anna"], &[]).await;
    let behind = world.behind().await;
    let mut held = behind.acquire().await.unwrap();
    let lock = if world.on_sqlite() { "BEGIN EXCLUSIVE" } else { "BEGIN" };
    sqlx::query(lock).execute(&mut *held).await.unwrap();
    sqlx::query("UPDATE tenants SET name = 'Held'").execute(&mut *held).await.unwrap();
    let releasing = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        sqlx::query("COMMIT").execute(&mut *held).await.unwrap();
    };
    let admin = world.admin();
    let (queued, ()) = tokio::join!(world.to_groups(&admin, &["Alla"], "m", NOW), releasing);
    assert!(matches!(queued, Queued::Queued { .. }), "{queued:?}");
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_stays_locked_is_an_error_that_says_so_and_works_again_afterwards() {
    let world = World::new().await;
    if !world.on_sqlite() {
        // PostgreSQL's locks are rows, which nobody holds for long.
        return;
    }
    let behind = world.behind().await;
    let mut held = behind.acquire().await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut *held).await.unwrap();
    let error = world.store.release("nobody").await.unwrap_err();
    assert!(error.is_busy(), "{error}");
    sqlx::query("ROLLBACK").execute(&mut *held).await.unwrap();
    assert_eq!(world.store.release("nobody").await.unwrap(), 0);
}
