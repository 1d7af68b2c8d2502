//! From SQLite to PostgreSQL, in the middle of a delivery.

use crate::{postgres, process::Installation};
use herald_push::simulator::Fault;
use std::fs;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn an_installation_moves_to_postgresql_with_what_is_pending_and_who_is_signed_in() {
    const DEVICES: usize = 40;
    let mut installation = Installation::with_devices(DEVICES).await;
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Silence);
    }
    let server = installation.serve().await;
    let session = server.sign_in().await;
    let cookie = session.cookie.clone();
    let sent = session.send_to_everybody("Flytt", "Vi flyttar databasen.").await;
    assert!(server.terminate().await);
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.clear();
    }
    let from = format!("sqlite:{}", installation.data().join("herald.db").display());
    let to = postgres::new_database();
    let keys = installation.data().join("keys");
    let away = installation.dir.path().join("away");
    fs::rename(&keys, &away).unwrap();
    let refused = installation.fails(&["migrate", "--from", &from, "--to", &to]);
    assert!(refused.contains("1 of 1 messages that are being delivered have no key"), "{refused}");
    fs::remove_dir_all(&keys).unwrap();
    fs::rename(&away, &keys).unwrap();
    // Of a message that has ended, as a crash leaves it.
    fs::write(keys.join("00000000-0000-7000-8000-0000000000aa"), [7; 32]).unwrap();

    let report = installation.run(&["migrate", "--from", &from, "--to", &to], "");
    assert!(report.contains("the keys of 1 messages in delivery"), "{report}");
    let mut left: Vec<_> =
        fs::read_dir(&keys).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["node", "pair-1"], "each key is in one place only");

    installation.database = Some(to.clone());
    let refused = installation.fails(&["migrate", "--from", &from]);
    assert!(refused.contains("not empty"), "{refused}");
    let server = installation.serve().await;
    let counts = server.with_cookie(&cookie).finished(&sent).await;
    assert_eq!(counts["accepted"], DEVICES);
    let landed = installation.recorder.all();
    assert!(landed.iter().all(|landed| landed.body == "Vi flyttar databasen."));
    let imported = "SELECT COUNT(*) FROM devices";
    assert_eq!(postgres::query(&to, imported), DEVICES.to_string());
    assert!(server.terminate().await);

    let back = format!("sqlite:{}", installation.dir.path().join("back.db").display());
    let refused = installation.fails(&["migrate", "--from", &to, "--to", &back]);
    assert!(refused.contains("less than a minute ago"), "{refused}");
}

/// An installation on SQLite that ended in the middle of a delivery, and what was sent.
async fn ended_in_the_middle(devices: usize) -> (Installation, String, serde_json::Value) {
    let installation = Installation::with_devices(devices).await;
    fall_silent(&installation);
    let server = installation.serve().await;
    let session = server.sign_in().await;
    let cookie = session.cookie.clone();
    let sent = session.send_to_everybody("Flytt", "Vi flyttar databasen.").await;
    assert!(server.terminate().await);
    speak_again(&installation);
    (installation, cookie, sent)
}

fn fall_silent(installation: &Installation) {
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Silence);
    }
}

fn speak_again(installation: &Installation) {
    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.clear();
    }
}

fn file_of(installation: &Installation) -> String {
    format!("sqlite:{}", installation.data().join("herald.db").display())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn a_move_whose_keys_cannot_be_moved_says_so_and_loses_nothing() {
    const DEVICES: usize = 20;
    let (mut installation, cookie, sent) = ended_in_the_middle(DEVICES).await;
    let (from, to) = (file_of(&installation), postgres::new_database());
    let keys = installation.data().join("keys");

    // The folder cannot become a node's: found out before anything is moved.
    fs::create_dir(keys.join("node")).unwrap();
    let refused = installation.fails(&["migrate", "--from", &from, "--to", &to]);
    assert!(refused.contains("nothing was moved"), "{refused}");
    assert_eq!(postgres::query(&to, "SELECT COUNT(*) FROM tenants"), "0");
    fs::remove_dir(keys.join("node")).unwrap();

    // The database refuses the keys after it has taken everything else.
    postgres::query(
        &to,
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full''; END'",
    );
    postgres::query(
        &to,
        "CREATE TRIGGER refuse BEFORE INSERT ON message_keys FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    let half = installation.fails(&["migrate", "--from", &from, "--to", &to]);
    assert!(half.contains("everything was moved but the keys") && half.contains("DROP DATABASE"), "{half}");
    let again = installation.fails(&["migrate", "--from", &from, "--to", &to]);
    assert!(again.contains("not empty"), "{again}");

    // Nothing is lost where it was: into another database it moves whole.
    let other = postgres::new_database();
    let report = installation.run(&["migrate", "--from", &from, "--to", &other], "");
    assert!(report.contains("the keys of 1 messages in delivery"), "{report}");
    installation.database = Some(other);
    let server = installation.serve().await;
    assert_eq!(server.with_cookie(&cookie).finished(&sent).await["accepted"], DEVICES);
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn after_a_move_that_failed_halfway_the_old_installation_goes_on() {
    const DEVICES: usize = 20;
    let (installation, cookie, sent) = ended_in_the_middle(DEVICES).await;
    let to = postgres::new_database();
    fs::create_dir(installation.data().join("keys/node")).unwrap();
    installation.fails(&["migrate", "--from", &file_of(&installation), "--to", &to]);
    let server = installation.serve().await;
    assert_eq!(server.with_cookie(&cookie).finished(&sent).await["accepted"], DEVICES);
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn back_to_sqlite_an_installation_moves_when_nothing_is_being_delivered() {
    const DEVICES: usize = 20;
    let mut installation = Installation::on_postgres(DEVICES).await;
    fall_silent(&installation);
    let server = installation.serve().await;
    let session = server.sign_in().await;
    let cookie = session.cookie.clone();
    let sent = session.send_to_everybody("Flytt", "Vi flyttar tillbaka.").await;
    assert!(server.terminate().await);
    let from = installation.database.clone().unwrap();
    let a_while_ago = "UPDATE nodes SET seen_at = seen_at - 120000";
    postgres::query(&from, a_while_ago);
    let to = file_of(&installation);
    let refused = installation.fails(&["migrate", "--from", &from, "--to", &to]);
    assert!(refused.contains("1 messages are being delivered") && refused.contains("Wait"), "{refused}");

    speak_again(&installation);
    let server = installation.serve().await;
    let counts = server.with_cookie(&cookie).finished(&sent).await;
    assert!(server.terminate().await);
    postgres::query(&from, a_while_ago);
    let report = installation.run(&["migrate", "--from", &from, "--to", &to], "");
    assert!(report.contains("Everything was moved"), "{report}");
    installation.database = None;
    let server = installation.serve().await;
    let session = server.with_cookie(&cookie);
    assert_eq!(session.finished(&sent).await, counts, "what was sent is known, and who was signed in is");
    let again = session.send_with_key("Framme", "Vi har flyttat.", "another").await;
    assert_eq!(session.finished(&again).await["accepted"], DEVICES);
    assert!(server.terminate().await);
}
