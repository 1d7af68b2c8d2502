//! One node: `database.url` is all that PostgreSQL takes.

use crate::{postgres, process::Installation};

const DEVICES: usize = 1_200;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn a_message_reaches_everybody_once_and_its_text_is_in_no_table() {
    let installation = Installation::on_postgres(DEVICES).await;
    let server = installation.serve().await;
    let session = server.sign_in().await;
    let sent = session.send_to_everybody("Vattenläcka", "Koka vattnet tills vidare.").await;
    let counts = session.finished(&sent).await;
    assert_eq!(counts["accepted"], DEVICES);
    let by_device = installation.recorder.ids_by_device();
    assert_eq!(by_device.len(), DEVICES);
    assert!(by_device.values().all(|ids| ids.len() == 1), "each device got it once");
    let database = installation.database.as_ref().unwrap();
    let left =
        "SELECT (SELECT COUNT(*) FROM batches), (SELECT COUNT(*) FROM messages WHERE sealed IS NOT NULL)";
    assert_eq!(postgres::query(database, left), "0|0");
    assert!(!installation.data().join("herald.db").exists(), "nothing is in a file");
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn every_command_works_on_postgresql() {
    let installation = Installation::on_postgres(3).await;
    assert!(installation.run(&["migrate"], "").contains("up to date"));
    let reset = installation.run(&["admin", "reset-password", crate::process::EMAIL], "");
    assert!(reset.contains("password"), "{reset}");
    let users = installation.dir.path().join("users.csv");
    std::fs::write(&users, "userPrincipalName,displayName\nbo@example.org,Bo\n").unwrap();
    let import = |more: &[&str]| installation.run(&[&["import", users.to_str().unwrap()], more].concat(), "");
    assert!(import(&["--dry-run"]).contains("would add"));
    let count = || postgres::query(installation.database.as_ref().unwrap(), "SELECT COUNT(*) FROM users");
    assert_eq!(count(), "1", "a dry run changes nothing");
    import(&[]);
    assert_eq!(count(), "2");
    assert!(!installation.data().exists(), "commands leave no folder where the database is elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn the_demo_runs_on_postgresql() {
    let mut installation = Installation::on_postgres(0).await;
    installation.database = Some(postgres::new_database());
    let server = installation.start("demo", &["serve", "--demo", "--listen", "127.0.0.1:0"]).await;
    let count = "SELECT COUNT(*) > 1000 FROM devices";
    assert_eq!(postgres::query(installation.database.as_ref().unwrap(), count), "t");
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn a_worker_works_though_nobody_reads_that_it_does() {
    let installation = Installation::on_postgres(1).await;
    let mut worker = installation.start_unread("worker", &["worker"]);
    let log = installation.dir.path().join("worker/log");
    while !std::fs::read_to_string(&log).unwrap().contains("the delivery worker starts") {
        assert_eq!(worker.try_wait().unwrap(), None, "{}", std::fs::read_to_string(&log).unwrap());
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    worker.kill().unwrap();
    worker.wait().unwrap();
}
