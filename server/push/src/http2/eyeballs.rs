//! Which of a server's addresses to take: the first that answers, in the manner of RFC 8305. A family that swallows what
//! is sent to it, as IPv6 often does, then costs a moment and not the time-out.

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, io, net::SocketAddr, time::Duration};
use tokio::{task::JoinSet, time};

/// How long an address has before the next is tried beside it (§5).
const NEXT: Duration = Duration::from_millis(250);

/// Connects to one of `addresses`: the first at once, each other one when the one before has failed or [`NEXT`] is over.
/// The first that connects wins and the others are dropped; when none does, the error is the last one's.
pub(super) async fn connect<T: Send + 'static, F>(
    addresses: impl IntoIterator<Item = SocketAddr>,
    connect: impl Fn(SocketAddr) -> F,
) -> io::Result<T>
where
    F: Future<Output = io::Result<T>> + Send + 'static,
{
    let mut addresses = interleaved(addresses);
    let mut attempts = JoinSet::new();
    let mut error = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    loop {
        if let Some(address) = addresses.pop_front() {
            attempts.spawn(connect(address));
        }
        tokio::select! {
            ended = attempts.join_next() => match ended {
                Some(Ok(Ok(connected))) => return Ok(connected),
                Some(Ok(Err(failed))) => error = failed,
                Some(Err(failed)) => error = failed.into(),
                None => return Err(error),
            },
            () = time::sleep(NEXT), if !addresses.is_empty() => {}
        }
    }
}

/// In the resolver's order, but the families by turns (§4).
fn interleaved(addresses: impl IntoIterator<Item = SocketAddr>) -> VecDeque<SocketAddr> {
    let mut rest: Vec<_> = addresses.into_iter().collect();
    let mut order = VecDeque::with_capacity(rest.len());
    let mut six = rest.first().is_some_and(SocketAddr::is_ipv6);
    while !rest.is_empty() {
        let next = rest.iter().position(|address| address.is_ipv6() == six).unwrap_or(0);
        order.push_back(rest.remove(next));
        six = !six;
    }
    order
}
