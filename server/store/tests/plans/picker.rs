//! The picker over 100,000 groups: what it answers, and that it finds it along the index of names.

use crate::{plan::Plan, recorder, support::*};
use herald_domain::{
    caller::Caller,
    directory::GroupRow,
    ids::GroupId,
    permission::{Scope, SendToGroups},
};
use sqlx::AssertSqlSafe;

const GROUPS: usize = 100_000;
const MOST: u32 = 20;
/// So many groups in a row hold each the next one.
const ROW: usize = 10;

/// Each group holds one person, and what a row of groups says of it. Inserted as they are, since an import of so many
/// takes longer than all the rest.
async fn fill(world: &World) {
    let database = world.behind().await;
    let (tenant, last) = (world.tenant.as_str(), GROUPS - 1);
    let id = |nth: &str| format!("printf('00000000-0000-7000-8000-%012d', {nth})");
    // The order of the names is not that of the ids.
    let name =
        format!("printf('%s %06d', CASE n % 1000 WHEN 7 THEN 'Skola' ELSE 'Enhet' END, n * 7919 % {GROUPS})");
    let groups = format!("groups SELECT '{tenant}', {}, {name}, lower({name}), '' FROM n", id("n"));
    let people = format!("memberships SELECT '{tenant}', {}, 'user', 'person' || n FROM n", id("n"));
    let nested = format!(
        "memberships SELECT '{tenant}', {}, 'group', {} FROM n WHERE n % {ROW} < {ROW} - 1",
        id("n"),
        id("n + 1")
    );
    for rows in [groups, people, nested] {
        let numbers =
            format!("WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {last})");
        sqlx::query(AssertSqlSafe(format!("{numbers} INSERT INTO {rows}"))).execute(&database).await.unwrap();
    }
}

fn name_of(nth: usize) -> String {
    let kind = if nth % 1_000 == 7 { "Skola" } else { "Enhet" };
    format!("{kind} {:06}", nth * 7_919 % GROUPS)
}
fn number(id: &GroupId) -> usize {
    id.as_str().rsplit('-').next().unwrap().parse().unwrap()
}

/// What the picker should answer, looked for among all of them the slow way.
fn expected(groups: impl Iterator<Item = usize>, words: &str) -> Vec<String> {
    let words = words.to_lowercase();
    let mut found: Vec<String> =
        groups.map(name_of).filter(|name| name.to_lowercase().contains(&words)).collect();
    found.sort_by_key(|name| (!name.to_lowercase().starts_with(&words), name.to_lowercase()));
    found.truncate(MOST as usize);
    found
}

async fn picked(world: &World, caller: &Caller, words: &str) -> Vec<GroupRow> {
    world.store.search_groups(&caller.permit::<SendToGroups>().unwrap(), words, MOST).await.unwrap()
}

#[tokio::test]
async fn b8_b28_among_a_hundred_thousand_groups_the_picker_finds_the_right_few_along_their_names() {
    let _alone = recorder::listen().await;
    let world = World::new().await;
    if !world.on_sqlite() {
        return;
    }
    fill(&world).await;
    let everywhere = world.admin();
    recorder::take();
    // All, many, and few that begin with it; many and few that contain it; both; one; none.
    for words in ["", "ENHET", "enhet 04", "sko", "het 0999", "la 0", "9", "e", "a 0", "009999", "e%0"] {
        let rows = picked(&world, &everywhere, words).await;
        let names: Vec<_> = rows.iter().map(|row| row.name.clone()).collect();
        assert_eq!(names, expected(0..GROUPS, words), "{words:?}");
        for row in rows {
            // Whoever is in it or in a group further along its row.
            let people = ROW - number(&row.id) % ROW;
            assert_eq!(
                (row.users, row.transitive_users),
                (1, Some(people as u64)),
                "{words:?}: {}",
                row.name
            );
        }
    }
    let sent = recorder::take();
    let database = world.behind().await;
    let picks = sent.iter().filter(|sql| sql.contains("ORDER BY"));
    assert!(picks.clone().count() >= 11, "of {} statements", sent.len());
    for statement in picks {
        let unordered = Plan::of(&database, statement).await.beside_the_index("groups_name");
        assert!(unordered.is_empty(), "{unordered:?}\n  {statement}");
    }

    let nested =
        world.caller(Scope::Groups(vec![format!("00000000-0000-7000-8000-{:012}", 54_321).parse().unwrap()]));
    for words in ["", "e", "enhet", "0", "zz"] {
        let names: Vec<_> = picked(&world, &nested, words).await.into_iter().map(|row| row.name).collect();
        assert_eq!(names, expected(54_321..54_330, words), "in a scope: {words:?}");
    }
}
