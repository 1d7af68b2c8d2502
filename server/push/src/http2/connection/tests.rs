use super::*;
use crate::http2::frame::{self, FrameHead, GOAWAY, HEADER, SETTINGS};
use tokio::{
    io::{AsyncReadExt, DuplexStream, duplex},
    time::Instant,
};

async fn run(driver: &mut Driver<DuplexStream>) -> Result<(), String> {
    poll_fn(|cx| driver.poll(cx)).await
}

fn settings() -> Vec<u8> {
    let mut bytes = Vec::new();
    frame::put(&mut bytes, SETTINGS, 0, 0, &[]);
    bytes
}

#[tokio::test]
async fn the_last_that_a_server_hears_is_goodbye() {
    let (near, mut far) = duplex(64 * 1024);
    let (sender, mut driver) = start(near);
    far.write_all(&settings()).await.unwrap();
    drop(sender);
    assert_eq!(run(&mut driver).await, Ok(()));
    driver.part().await;
    let mut heard = Vec::new();
    far.read_to_end(&mut heard).await.unwrap();
    let (head, payload) = heard[heard.len() - HEADER - 8..].split_first_chunk::<HEADER>().unwrap();
    assert_eq!(FrameHead::parse(*head), FrameHead { length: 8, kind: GOAWAY, flags: 0, stream: 0 });
    assert_eq!(payload, [0; 8]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_reads_nothing_is_left_soon() {
    let (near, _far) = duplex(16);
    let (_sender, driver) = start(near);
    let begun = Instant::now();
    driver.part().await;
    assert_eq!(begun.elapsed(), PARTING);
}
