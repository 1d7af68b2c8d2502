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
