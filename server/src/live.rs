//! Changes on their way from whoever makes them to whoever looks, within this process. What [other nodes](crate::node)
//! tell comes here too.

use herald_domain::{
    ids::TenantId,
    live::{Announce, Change},
};
use tokio::sync::broadcast;

/// How many changes a listener may fall behind; then it is told that it missed some.
const BEHIND_MAX: usize = 1_024;

/// Where changes are told and heard.
#[derive(Clone, Debug)]
pub struct Hub(broadcast::Sender<Told>);

#[derive(Clone, Debug)]
enum Told {
    Change(TenantId, Change),
    Missed,
}

impl Default for Hub {
    fn default() -> Self {
        Self(broadcast::Sender::new(BEHIND_MAX))
    }
}

impl Announce for Hub {
    fn announce(&self, tenant: &TenantId, change: Change) {
        // An error means that nobody listens.
        let _heard = self.0.send(Told::Change(tenant.clone(), change));
    }
}

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Change(Change),
    /// Too much at once: anything may have changed.
    Missed,
}

/// Hears the changes of one tenant, from now on.
#[derive(Debug)]
pub struct Listener {
    tenant: TenantId,
    changes: broadcast::Receiver<Told>,
}

impl Hub {
    /// Some changes could not be told: anything may have changed, for everybody.
    pub fn miss(&self) {
        let _heard = self.0.send(Told::Missed);
    }

    #[must_use]
    pub fn listen(&self, tenant: TenantId) -> Listener {
        Listener { tenant, changes: self.0.subscribe() }
    }
}

impl Listener {
    /// The next change of this tenant; none when nobody can announce any more. Cancelling it loses nothing.
    pub async fn next(&mut self) -> Option<Heard> {
        loop {
            match self.changes.recv().await {
                Ok(Told::Change(tenant, change)) if tenant == self.tenant => {
                    return Some(Heard::Change(change));
                }
                Ok(Told::Change(..)) => {}
                Ok(Told::Missed) | Err(broadcast::error::RecvError::Lagged(_)) => return Some(Heard::Missed),
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(n: u8) -> TenantId {
        format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
    }

    #[tokio::test]
    async fn b29_a_listener_hears_its_own_tenant_alone() {
        let hub = Hub::default();
        let mut listener = hub.listen(tenant(1));
        hub.announce(&tenant(2), Change::Quota);
        let device = "00000000-0000-7000-8000-0000000000d1".parse().unwrap();
        hub.announce(&tenant(1), Change::Device(device));
        assert!(matches!(listener.next().await, Some(Heard::Change(Change::Device(_)))));
    }

    #[tokio::test]
    async fn who_falls_behind_is_told_so_and_holds_up_nobody() {
        let hub = Hub::default();
        let mut slow = hub.listen(tenant(1));
        for _ in 0..=BEHIND_MAX {
            hub.announce(&tenant(1), Change::Quota);
        }
        assert_eq!(slow.next().await, Some(Heard::Missed));
        assert_eq!(slow.next().await, Some(Heard::Change(Change::Quota)));
    }
}
