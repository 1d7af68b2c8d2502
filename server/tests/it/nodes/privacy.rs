//! B22 with several nodes: what lies in the database's files can be opened by nobody soon after a message's end.

use crate::{postgres, process::Installation};
use herald_delivery::keeper::wrapped_open_with;
use herald_push::simulator::Fault;
use std::{fs, path::PathBuf, process::Command, time::Duration};

/// The private halves that lie in the data folders of these nodes.
pub fn pairs(installation: &Installation, nodes: &[&str]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for node in nodes {
        for entry in fs::read_dir(installation.dir.path().join(node).join("keys")).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_str().unwrap().starts_with("pair-") {
                found.extend(fs::read(path));
            }
        }
    }
    found
}

fn bytes(hex: &str) -> Vec<u8> {
    let hex = hex.trim_start_matches("\\x");
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// Everything with which a text in this database can be opened, by message.
pub fn wrapped(database: &str) -> Vec<(String, Vec<u8>)> {
    let rows = "SELECT message_id, encode(wrapped, 'hex') FROM message_keys WHERE wrapped IS NOT NULL";
    let rows = postgres::query(database, rows);
    let row = |line: &str| {
        let (message, wrapped) = line.split_once('|').unwrap();
        (message.to_owned(), bytes(wrapped))
    };
    rows.lines().map(row).collect()
}

/// How many of them open with one of these private halves.
pub fn opens(wrapped: &[(String, Vec<u8>)], pairs: &[Vec<u8>]) -> usize {
    let opens = |(message, wrapped): &&(String, Vec<u8>)| {
        let message = message.parse().unwrap();
        pairs.iter().any(|pair| wrapped_open_with(wrapped, &message, pair))
    };
    wrapped.iter().filter(opens).count()
}

/// The files of the database, and the log that all databases of the server share, with everything written.
pub fn places(database: &str) -> Vec<PathBuf> {
    postgres::query(database, "CHECKPOINT");
    let folder = PathBuf::from(postgres::query(database, "SHOW data_directory"));
    let own = postgres::query(database, "SELECT oid FROM pg_database WHERE datname = current_database()");
    vec![folder.join("base").join(own), folder.join("pg_wal")]
}

fn in_files(database: &str, text: &str) -> bool {
    let mut grep = Command::new("grep");
    grep.args(["-rqaF", "--", text]).args(places(database));
    grep.status().unwrap().success()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn b22_a_dump_of_the_middle_opens_for_nobody_within_a_minute_of_the_end() {
    let nodes = ["a", "b", "c"];
    let installation = Installation::on_postgres(60).await;
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Slow(Duration::from_secs(5)));
    }
    let mut servers = Vec::new();
    for node in nodes {
        servers.push(installation.start(node, &["serve", "--listen", "127.0.0.1:0"]).await);
    }
    let session = servers[0].sign_in().await;
    let mark = "Hemlig brödtext som ingen får hitta 91c2";
    let sent = session.send_to_everybody("Hemlig rubrik 7f3a", mark).await;
    let database = installation.database.as_ref().unwrap();
    // A dump in the middle, and every key that lies on a disk then: what it takes to read it.
    let dump = wrapped(database);
    assert_eq!(dump.len(), nodes.len(), "every node could open it");
    assert_eq!(
        opens(&dump, &pairs(&installation, &nodes)),
        nodes.len(),
        "each key opens what is meant for its node"
    );

    assert!(in_files(database, "PHONE-17"), "the search finds what is there");
    assert!(!in_files(database, mark) && !in_files(database, "Hemlig rubrik 7f3a"));
    let pending = "SELECT COUNT(*) FROM messages WHERE status <> 'finished'";
    assert_eq!(postgres::query(database, pending), "1", "that was while it was being delivered");

    let counts = session.finished(&sent).await;
    assert_eq!(counts["accepted"], 60);
    let ended = std::time::Instant::now();
    while opens(&dump, &pairs(&installation, &nodes)) > 0 {
        assert!(ended.elapsed() < Duration::from_secs(60), "a key is still there");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let rows = "SELECT COUNT(*) FROM message_keys WHERE wrapped IS NOT NULL";
    assert_eq!(postgres::query(database, rows), "0");
    assert!(!in_files(database, mark));
    println!("the last key was gone {:?} after the end", ended.elapsed());

    // What the nodes have now is as good as what they had.
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.clear();
    }
    let again = session.send_with_key("Ny rubrik", "Ny text", "another").await;
    assert_eq!(session.finished(&again).await["accepted"], 60);
    for server in servers {
        assert!(server.terminate().await);
    }
}
