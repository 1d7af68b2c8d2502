use super::*;
use std::{future::pending, io::ErrorKind};
use tokio::time::Instant;

const MS: fn(u64) -> Duration = Duration::from_millis;

/// What an address does. The last number says which.
#[derive(Clone, Copy)]
enum Does {
    Swallow,
    Refuse(ErrorKind),
    /// After so many milliseconds.
    Answer(u64),
}
use Does::{Answer, Refuse, Swallow};

/// Who answered, and when.
async fn race(all: &'static [Does]) -> (io::Result<u16>, Duration) {
    let begun = Instant::now();
    let addresses = (0..).zip(all).map(|(n, _)| SocketAddr::from(([192, 0, 2, 1], n)));
    let won = connect(addresses, |address| async move {
        match all[usize::from(address.port())] {
            Swallow => pending().await,
            Refuse(kind) => Err(kind.into()),
            Answer(after) => {
                time::sleep(MS(after)).await;
                Ok(address.port())
            }
        }
    });
    (won.await, begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn an_address_that_swallows_everything_costs_a_quarter_of_a_second() {
    let (won, took) = race(&[Swallow, Answer(30), Answer(0)]).await;
    assert_eq!((won.unwrap(), took), (1, MS(280)));
    let (won, took) = race(&[Swallow, Swallow, Swallow, Answer(0)]).await;
    assert_eq!((won.unwrap(), took), (3, MS(750)));
}

#[tokio::test(start_paused = true)]
async fn after_a_refusal_the_next_is_tried_at_once() {
    let (won, took) = race(&[Refuse(ErrorKind::ConnectionRefused), Answer(10)]).await;
    assert_eq!((won.unwrap(), took), (1, MS(10)));
}

#[tokio::test(start_paused = true)]
async fn a_slow_first_may_still_win() {
    let (won, took) = race(&[Answer(300), Answer(100), Answer(0)]).await;
    assert_eq!((won.unwrap(), took), (0, MS(300)));
}

#[tokio::test(start_paused = true)]
async fn when_all_fail_the_last_error_is_told() {
    let (lost, took) =
        race(&[Refuse(ErrorKind::ConnectionRefused), Refuse(ErrorKind::HostUnreachable)]).await;
    assert_eq!((lost.unwrap_err().kind(), took), (ErrorKind::HostUnreachable, MS(0)));
    let (lost, _) = race(&[]).await;
    assert!(lost.unwrap_err().to_string().contains("no address"));
}

#[tokio::test(start_paused = true)]
async fn the_others_are_dropped() {
    let alive = std::sync::Arc::new(());
    let addresses = [1, 2].map(|port| SocketAddr::from(([192, 0, 2, 1], port)));
    let held = alive.clone();
    let won = connect(addresses, move |address| {
        let held = held.clone();
        async move {
            if address.port() == 1 {
                pending::<()>().await;
            }
            drop(held);
            Ok(())
        }
    });
    won.await.unwrap();
    // Their tasks end when they are next looked at.
    tokio::task::yield_now().await;
    assert_eq!(std::sync::Arc::strong_count(&alive), 1);
}

#[test]
fn the_families_take_turns_in_the_resolvers_order() {
    let order = |all: &[&str]| -> Vec<String> {
        let addresses = all.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 443));
        interleaved(addresses).iter().map(|address| address.ip().to_string()).collect()
    };
    assert_eq!(
        order(&["2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.2"]),
        ["2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "2001:db8::3"]
    );
    assert_eq!(order(&["192.0.2.9", "2001:db8::1", "192.0.2.1"]), ["192.0.2.9", "2001:db8::1", "192.0.2.1"]);
    assert!(order(&[]).is_empty());
}
