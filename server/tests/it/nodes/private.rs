//! B22 by the thousand with several nodes: the database's own files and log, and a dump from the middle.

use super::privacy::{opens, pairs, places};
use crate::{
    postgres,
    private::{
        FORGOTTEN_WITHIN, hold, keep_metrics, let_go,
        marks::{self, MESSAGES, SEALED, UNSEALED},
        send_all, unsealed, until_all_landed, with_metrics, without_metrics,
    },
    process::Installation,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

const NODES: [&str; 3] = ["a", "b", "c"];

/// A dump as an operator makes it, who is above the walls.
fn dump(database: &str, file: &Path) {
    let mut dump = Command::new("pg_dump");
    dump.arg("--file").arg(file).arg(database.replace("//app@", "//herald@"));
    assert!(dump.status().unwrap().success());
}

/// A new database with what is in a dump.
fn restored(file: &Path) -> String {
    let database = postgres::new_database();
    let mut psql = Command::new("psql");
    psql.args(["-Xq", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f"]).arg(file);
    assert!(psql.arg(database.replace("//app@", "//herald@")).status().unwrap().success());
    database
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn b22_of_two_thousand_messages_a_dump_and_the_database_s_files_show_nothing_and_soon_open_for_nobody()
{
    let installation = Installation::on_postgres(MESSAGES).await;
    let database = installation.database.clone().unwrap();
    hold(&installation);
    let metrics = with_metrics(&installation);
    let mut servers = Vec::new();
    for node in NODES {
        servers.push(installation.start(node, &["serve", "--listen", "127.0.0.1:0"]).await);
        without_metrics(&installation);
    }
    let session = servers[0].sign_in().await;
    send_all(&session).await;

    let folder = installation.dir.path();
    let file = folder.join("dump.sql");
    // Nodes change their pairs all the time, now that some messages have ended.
    let mut held = pairs(&installation, &NODES);
    dump(&database, &file);
    held.extend(pairs(&installation, &NODES));
    let everywhere: Vec<PathBuf> = [places(&database), vec![folder.into()]].concat();
    keep_metrics(&metrics, &folder.join("metrics")).await;
    SEALED.nothing_in(&everywhere, "while they are pending");
    let copy = restored(&file);
    let pending: usize =
        postgres::query(&copy, "SELECT COUNT(*) FROM messages WHERE sealed IS NOT NULL").parse().unwrap();
    assert!(pending > MESSAGES / 2, "most are pending in the dump: {pending}");
    let wrapped = super::privacy::wrapped(&copy);
    let messages: BTreeSet<_> = wrapped.iter().map(|(message, _)| message).collect();
    assert_eq!(messages.len(), pending, "some node could open each");
    assert!(wrapped.len() > 2 * pending, "but for those who were changing their pairs, each node could");
    assert_eq!(opens(&wrapped[..60], &held), 60, "with the keys of that moment");

    let_go(&installation);
    until_all_landed(&installation).await;
    let ended = Instant::now();
    // The pairs of that moment, one of which may be too new for anything in the dump, are to go from the disks as well.
    let held = held.into_iter().collect();
    while opens(&wrapped, &pairs(&installation, &NODES)) > 0
        || marks::keys_in(&marks::files(folder), &held) > 0
    {
        assert!(ended.elapsed() < FORGOTTEN_WITHIN, "a key is still there");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    println!("{pending} texts of the dump opened for nobody {:?} after the end", ended.elapsed());
    SEALED.nothing_in(&places(&database), "after the end");
    for server in servers {
        assert!(server.terminate().await);
    }
    SEALED.nothing_in(&[places(&database), vec![folder.into()]].concat(), "after the end of the nodes");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: make test"]
async fn b22_without_sealing_the_same_search_finds_every_text_in_files_log_and_dump() {
    let installation = Installation::on_postgres(MESSAGES).await;
    let database = installation.database.clone().unwrap();
    let store = unsealed::open(&database).await;
    unsealed::send_all(&store).await;
    let file = installation.dir.path().join("dump.sql");
    dump(&database, &file);
    for place in places(&database) {
        UNSEALED.nearly_all_in(&place);
    }
    UNSEALED.all_in(&places(&database), "while they are pending");
    unsealed::deliver_all(&store).await;
    store.close().await;
    UNSEALED.all_in(&places(&database), "when they have ended");
    UNSEALED.all_in(&[file], "in the dump");
}
