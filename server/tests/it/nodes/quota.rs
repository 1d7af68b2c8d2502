//! One quota for all nodes.

use crate::process::Installation;
use herald_domain::device::Service;
use std::{fs, time::Instant};

const DEVICES: usize = 8_000;
/// Five hundred a second.
const RATE: usize = 30_000;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make test"]
async fn three_workers_keep_to_one_setting_together_and_use_it() {
    let installation = Installation::on_postgres(DEVICES).await;
    let file = installation.dir.path().join("herald.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("[push.fcm]\n", &format!("[push.fcm]\nrate = {RATE}\n"))).unwrap();
    let server = installation.start("a", &["serve", "--listen", "127.0.0.1:0"]).await;
    let workers = [installation.start("b", &["worker"]).await, installation.start("c", &["worker"]).await];
    let session = server.sign_in().await;
    let sent = session.send_to_everybody("Snö", "Bussarna är sena.").await;
    let begun = Instant::now();
    assert_eq!(session.finished(&sent).await["accepted"], DEVICES);
    let took = begun.elapsed().as_secs_f64();
    println!("{} over Google by three workers took {took:.1} s", DEVICES / 2);

    let landed = installation.recorder.all();
    let mut at: Vec<i64> =
        landed.iter().filter(|l| l.service == Service::Fcm).map(|l| l.at.millis()).collect();
    at.sort_unstable();
    assert_eq!(at.len(), DEVICES / 2);
    // Half a second that was missed may be made up for; a second of grace for what arrives later than other messages on a
    // busy machine. Each for itself would send all of them in three.
    let a_second = RATE / 60;
    let within = |from: usize| at[from..].iter().take_while(|later| **later < at[from] + 4_000).count();
    let most = (0..at.len()).map(within).max().unwrap();
    assert!(most <= 5 * a_second + a_second / 2, "{most} in four seconds");
    assert!(took < 1.5 * (DEVICES / 2) as f64 / a_second as f64, "{took}");
    assert!(server.terminate().await);
    for worker in workers {
        assert!(worker.terminate().await);
    }
}
