//! The binary's own commands.

use super::process::HERALD;
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

#[test]
fn a_dry_run_where_nothing_is_shows_everything_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let users = folder.path().join("users.csv");
    std::fs::write(&users, "userPrincipalName,displayName\nanna@example.org,Anna\n").unwrap();
    let data = folder.path().join("data");
    let import = |dry_run: &[&str]| {
        let mut command = Command::new(HERALD);
        command.arg("import").arg(&users).arg("--data-dir").arg(&data).args(dry_run);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let report = import(&["--dry-run"]);
    assert!(report.contains("would add"), "{report}");
    assert!(!data.exists(), "nothing was made");
    import(&[]);
    assert!(data.join("herald.db").exists());
    let report = import(&["--dry-run"]);
    let users: Vec<_> =
        report.lines().find(|line| line.starts_with("users")).unwrap().split_whitespace().collect();
    assert_eq!(users, ["users", "0", "0", "1"], "compared with what is there: {report}");
}

#[test]
fn a_dry_run_changes_not_a_byte_of_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let users = folder.path().join("users.csv");
    std::fs::write(&users, "userPrincipalName,displayName\nanna@example.org,Anna\n").unwrap();
    let run = |dry_run: &[&str]| {
        let mut command = Command::new(HERALD);
        command.arg("import").arg(&users).arg("--data-dir").arg(folder.path()).args(dry_run);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    run(&[]);
    let database = folder.path().join("herald.db");
    let bytes = std::fs::read(&database).unwrap();
    let report = run(&["--dry-run"]);
    assert!(report.contains("users"), "{report}");
    assert!(std::fs::read(&database).unwrap() == bytes, "not a byte has changed");
}

#[test]
fn whom_the_directory_has_disabled_gets_no_password_and_one_is_told_why() {
    let folder = tempfile::tempdir().unwrap();
    let users = folder.path().join("users.csv");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(HERALD);
        command.args(arguments).arg("--data-dir").arg(folder.path().join("data"));
        command.output().unwrap()
    };
    let import = |enabled: &str| {
        let text = format!("userPrincipalName,displayName,accountEnabled\nanna@example.org,Anna,{enabled}\n");
        std::fs::write(&users, text).unwrap();
        assert!(run(&["import", users.to_str().unwrap()]).status.success());
    };
    let commands = [["admin", "create", "ANNA@example.org"], ["admin", "reset-password", "anna@example.org"]];
    import("False");
    for command in commands {
        let refused = run(&command);
        let why = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && why.contains("disabled in the directory"), "{why}");
        assert!(refused.stdout.is_empty(), "no password is made up");
    }
    import("True");
    for command in commands {
        let done = run(&command);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn the_check_of_the_configuration_doubts_https_without_a_proxy() {
    let check = |behind_proxy: &str| {
        let mut command = Command::new(HERALD);
        command.args(["config", "check"]).env("HERALD__HTTP__PUBLIC_URL", "https://herald.example.org");
        let output = command.env("HERALD__HTTP__BEHIND_PROXY", behind_proxy).output().unwrap();
        assert!(output.status.success(), "it can be used");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(check("false").contains("Set http.behind_proxy = true"));
    assert_eq!(check("true"), "");
}

#[test]
fn a_server_whose_log_nobody_reads_any_more_still_stops() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(HERALD)
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    drop(child.stderr.take());
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    let ended = (0..300).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        child.try_wait().unwrap()
    });
    if ended.is_none() {
        child.kill().unwrap();
    }
    assert!(ended.expect("it stops").success());
}
