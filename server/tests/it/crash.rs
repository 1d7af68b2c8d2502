//! What is left when the process is killed in the middle.

use super::process::Installation;
use std::collections::BTreeSet;

const DEVICES: usize = 3_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_finishes_what_it_began_and_repeats_carry_the_same_ids() {
    let installation = Installation::with_devices(DEVICES).await;
    let server = installation.serve().await;
    server.sign_in().await.send_to_everybody("Strömavbrott", "Vi är strax tillbaka.").await;
    installation.recorder.wait(|landed| landed.len() >= 100).await;
    server.kill().await;
    let before = installation.recorder.all().len();
    assert!(before < DEVICES, "it was killed in the middle, after {before}");

    let server = installation.serve().await;
    let reached = |landed: &[herald_push::simulator::Landed]| {
        landed.iter().map(|l| &l.device).collect::<BTreeSet<_>>().len()
    };
    installation.recorder.wait(|landed| reached(landed) == DEVICES).await;
    let session = server.sign_in().await;
    let sends = session.call("sends/list", serde_json::json!({"page": 1})).await;
    assert_eq!(sends["total"], 1);
    let counts = session.finished(&sends["rows"][0]).await;
    assert_eq!(
        (counts["accepted"].as_u64(), counts["trying"].as_u64()),
        (Some(DEVICES as u64), Some(0)),
        "{counts}"
    );

    let mut keys = BTreeSet::new();
    for landed in installation.recorder.all() {
        keys.insert(landed.message_key.clone());
    }
    assert_eq!(keys.len(), 1, "every repeat has the same collapse id or tag, so it replaces: {keys:?}");
    for (device, ids) in installation.recorder.ids_by_device() {
        let distinct: BTreeSet<_> = ids.iter().filter(|id| !id.starts_with("projects/")).collect();
        assert!(distinct.len() <= 1, "{device} got several apns-ids: {ids:?}");
    }
    assert!(server.terminate().await, "SIGTERM ends it well");
}
