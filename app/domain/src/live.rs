//! What changed, for those who look at it at that moment. Says that something is to be asked for again, never what it
//! is: nothing here needs to be kept from anybody who may know that it exists.

use crate::ids::{DeviceId, MessageId, TenantId};

/// Something that pages show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// How far a send has come.
    Send(MessageId),
    /// The places that messages to groups have taken (B10).
    Quota,
    /// A device's places, what was sent to it, or whether it can be reached.
    Device(DeviceId),
}

/// Where changes are told, by the use-cases and by the delivery. With several nodes it reaches all of them.
pub trait Announce: Send + Sync + 'static {
    /// Never waits and never fails: who misses a change learns of it with the next one, or by asking.
    fn announce(&self, tenant: &TenantId, change: Change);
    /// There is work for whoever is free, on other nodes too. Nobody need tell where there are none.
    fn work(&self) {}
}

/// Nobody looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unheard;

impl Announce for Unheard {
    fn announce(&self, _: &TenantId, _: Change) {}
}
