//! When the machine itself fails: a send is refused in words or a delivery is late, nothing is lost, nothing panics, and it
//! goes on by itself once the machine is well again.

use super::process::{Installation, Server, Session};
use serde_json::{Value, json};
use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command, time::Duration};

/// Sends to everybody; the status and the answer, or none when nobody answered.
async fn try_to_send(session: &Session<'_>, group: &str, key: u32) -> Option<(u16, Value)> {
    let draft = json!({"title": "Snö", "body": "Bussarna är sena."});
    let send = json!({"draft": draft, "groups": [group], "key": format!("{key:032x}")});
    let answer = tokio::time::timeout(Duration::from_secs(40), session.try_call("notifications/send", send));
    answer.await.expect("no request hangs").ok()
}

async fn everybody(session: &Session<'_>) -> String {
    let groups = session.call("groups/search", json!({"search": "Everybody"})).await;
    groups[0]["id"].as_str().unwrap().to_owned()
}

/// Refused, in words that name an error of ours and nothing of the message.
fn assert_refused(answer: Option<(u16, Value)>) {
    let Some((status, body)) = answer else { return };
    assert_eq!(status, 500, "{body}");
    assert!(!body.to_string().contains("Bussarna"), "{body}");
}

/// Tries again until it is taken: the machine is well again.
async fn send_at_last(session: &Session<'_>, group: &str, key: u32) -> Value {
    for _ in 0..100 {
        if let Some((200, sent)) = try_to_send(session, group, key).await {
            return sent;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the send is still refused");
}

fn assert_clear_log(log: PathBuf, word: &str) {
    let log = fs::read_to_string(log).unwrap();
    assert!(!log.contains("panicked"), "nothing panics");
    assert!(
        log.lines().any(|line| (line.contains("ERROR") || line.contains("WARN")) && line.contains(word)),
        "the log says why"
    );
}

/// The server's own view of its data folder.
fn inside(installation: &Installation, server: &Server) -> PathBuf {
    let data = installation.data();
    PathBuf::from(format!("/proc/{}/root", server.id())).join(data.strip_prefix("/").unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_sends_and_delivers_what_was_taken_once_there_is_room() {
    const DEVICES: usize = 200;
    let installation = Installation::with_devices(DEVICES).await;
    let server = installation.serve_on_a_small_disk(24 << 20).await;
    let session = server.sign_in().await;
    let group = everybody(&session).await;
    let first = try_to_send(&session, &group, 1).await.unwrap();
    assert_eq!(first.0, 200, "{}", first.1);
    session.finished(&first.1).await;

    let filler = inside(&installation, &server).join("filler");
    // As much as there is room for, and no byte less.
    let fill =
        Command::new("dd").args(["if=/dev/zero", "bs=4096"]).arg(format!("of={}", filler.display())).output();
    assert!(!fill.unwrap().status.success(), "the disk is full");
    for key in 2..5 {
        assert_refused(try_to_send(&session, &group, key).await);
    }
    fs::remove_file(&filler).unwrap();
    let sent = send_at_last(&session, &group, 2).await;
    assert_eq!(session.finished(&sent).await["accepted"], DEVICES);
    let sends = session.call("sends/list", json!({"page": 1})).await;
    assert_eq!(sends["total"], 2, "what was refused took no place (B18)");
    assert_clear_log(installation.dir.path().join("log"), "No space");
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_becomes_read_only_refuses_sends_until_it_is_mended() {
    let installation = Installation::with_devices(20).await;
    let server = installation.serve_on_a_small_disk(24 << 20).await;
    let session = server.sign_in().await;
    let group = everybody(&session).await;
    let data = inside(&installation, &server);
    let close = |mode| {
        for folder in [data.join("keys"), data.clone()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    close(0o500);
    for key in 1..3 {
        assert_refused(try_to_send(&session, &group, key).await);
    }
    close(0o700);
    let sent = send_at_last(&session, &group, 1).await;
    assert_eq!(session.finished(&sent).await["accepted"], 20);
    assert_eq!(session.call("sends/list", json!({"page": 1})).await["total"], 1);
    assert_clear_log(installation.dir.path().join("log"), "Permission denied");
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_file_descriptors_it_waits_and_then_goes_on() {
    let installation = Installation::with_devices(200).await;
    let server = installation.serve().await;
    let session = server.sign_in().await;
    let group = everybody(&session).await;
    let limit = |files: &str| {
        let mut command = Command::new("prlimit");
        command.args(["--pid", &server.id().to_string(), &format!("--nofile={files}:")]);
        assert!(command.status().unwrap().success());
    };
    // Fewer than it has open: it can open no file, take no connection and make none.
    limit("5");
    assert_refused(try_to_send(&session, &group, 1).await);
    tokio::time::sleep(Duration::from_secs(1)).await;
    limit("1024");
    let sent = send_at_last(&session, &group, 1).await;
    assert_eq!(session.finished(&sent).await["accepted"], 200);
    assert_clear_log(installation.data().join("log"), "Too many open files");
    assert!(server.terminate().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn file_descriptors_that_run_out_in_the_middle_delay_the_delivery() {
    const DEVICES: usize = 2_000;
    let installation = Installation::with_devices(DEVICES).await;
    let server = installation.serve().await;
    let session = server.sign_in().await;
    let group = everybody(&session).await;
    let limit = |files: &str| {
        let mut command = Command::new("prlimit");
        command.args(["--pid", &server.id().to_string(), &format!("--nofile={files}:")]);
        assert!(command.status().unwrap().success());
    };
    let sent = send_at_last(&session, &group, 1).await;
    limit("5");
    tokio::time::sleep(Duration::from_secs(2)).await;
    limit("1024");
    assert_eq!(session.finished(&sent).await["accepted"], DEVICES);
    assert_eq!(installation.recorder.ids_by_device().len(), DEVICES, "nobody goes without");
    let log = fs::read_to_string(installation.data().join("log")).unwrap();
    assert!(!log.contains("panicked"), "nothing panics");
    assert!(server.terminate().await);
}
