//! B22: the text is stored only encrypted while it is needed, and nowhere afterwards.

use super::process::Installation;
use herald_push::simulator::Fault;
use std::{fs, path::Path, time::Duration};

const TITLE: &str = "Hemlig rubrik åäö 7f3a";
const BODY: &str = "Hemlig brödtext som ingen får hitta 91c2";

/// Files below `dir` that hold `text` in UTF-8 or in either UTF-16.
fn files_with(dir: &Path, text: &str) -> Vec<String> {
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let needles = [
        text.as_bytes().to_vec(),
        utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ];
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else {
            // A file that is gone by now holds nothing.
            let bytes = fs::read(&path).unwrap_or_default();
            if needles.iter().any(|needle| bytes.windows(needle.len()).any(|window| window == needle)) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_the_text_is_nowhere_in_the_data_folder() {
    let installation = Installation::with_devices(40).await;
    let data = installation.data();
    // The search can find what is there: in the database a name, in a file UTF-16 of either order.
    assert!(
        files_with(&data, "PHONE-17").iter().any(|file| file.contains("herald.db")),
        "the database is searched"
    );
    let utf16: Vec<u8> = TITLE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    fs::write(data.join("planted"), [b"..".to_vec(), utf16].concat()).unwrap();
    assert_eq!(files_with(&data, TITLE).len(), 1);
    fs::remove_file(data.join("planted")).unwrap();

    for faults in [installation.pair.apns.faults(), installation.pair.fcm.faults()] {
        faults.always(Fault::Slow(Duration::from_secs(4)));
    }
    let server = installation.serve().await;
    let session = server.sign_in().await;
    let sent = session.send_to_everybody(TITLE, BODY).await;
    let progress = session.call("notifications/progress", serde_json::json!({"ids": [sent["id"]]})).await;
    assert_eq!(progress[0]["counts"]["accepted"], 0, "nothing has arrived yet");
    for text in [TITLE, BODY] {
        assert_eq!(files_with(&data, text), Vec::<String>::new(), "while it is being delivered");
    }
    assert_eq!(fs::read_dir(data.join("keys")).unwrap().count(), 1, "its key is there");

    let counts = session.finished(&sent).await;
    assert_eq!(counts["accepted"], 40);
    assert!(installation.recorder.all().iter().all(|l| l.title == TITLE && l.body == BODY), "it did arrive");
    for text in [TITLE, BODY] {
        assert_eq!(files_with(&data, text), Vec::<String>::new(), "after the last delivery");
    }
    assert_eq!(fs::read_dir(data.join("keys")).unwrap().count(), 0, "the key is gone");
    assert!(server.terminate().await);
    for text in [TITLE, BODY] {
        assert_eq!(files_with(&data, text), Vec::<String>::new(), "after the end");
    }
}
