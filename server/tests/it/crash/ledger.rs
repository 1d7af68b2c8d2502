//! Holds what the push services saw against what the database says.

use herald_domain::{
    delivery::{MessageStatus, Send},
    device::Service,
    ids::DeviceId,
};
use herald_push::simulator::Landed;
use std::{collections::BTreeMap, fmt};
use uuid::Uuid;

/// What was sent, and what the kills may have caused.
#[derive(Default)]
pub struct Ledger {
    texts: BTreeMap<String, (String, String)>,
    kills: usize,
    /// Sent, but not stored as sent, at the kills: as many may be sent again.
    in_flight: usize,
    repeats: usize,
    landed: usize,
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kills, in_flight, repeats, landed, .. } = self;
        write!(f, "{kills} kills, {landed} landed, {repeats} of them repeats of {in_flight} in flight")
    }
}

impl Ledger {
    pub fn add(&mut self, other: &Self) {
        self.kills += other.kills;
        self.in_flight += other.in_flight;
        self.repeats += other.repeats;
        self.landed += other.landed;
    }

    pub fn sent(&mut self, id: &str, text: (String, String)) {
        self.texts.insert(id.to_owned(), text);
    }

    /// A worker died with this many in flight at most.
    pub fn died(&mut self, in_flight: usize) {
        self.kills += 1;
        self.in_flight += in_flight;
    }

    /// With nobody at work: every message accounts for every device, and nothing counts as accepted that was not.
    pub fn after_a_kill(&mut self, landed: &[Landed], sends: &[Send], devices: usize) {
        let reached = self.reached(landed);
        assert_eq!(sends.len(), self.texts.len(), "no message is lost");
        let mut in_flight = 0;
        for send in sends {
            let reached = reached.get(send.id.as_str()).map_or(0, BTreeMap::len);
            if send.status == MessageStatus::Queued {
                assert_eq!(reached, 0, "nobody is sent to before the audience is stored");
                continue;
            }
            let answered = self.accounted(send, devices);
            assert!(answered <= reached, "{} are stored as accepted, {reached} were", answered);
            in_flight += reached - answered;
        }
        self.died(in_flight);
    }

    /// When everything has come to its end: everybody got everything, and repeats are no more than they may be.
    pub fn at_the_end(&mut self, landed: &[Landed], sends: &[Send], devices: usize) {
        for send in sends {
            assert_eq!((send.status, send.counts.trying), (MessageStatus::Finished, 0));
            assert_eq!(self.accounted(send, devices), devices, "{:?}", send.counts);
        }
        self.everybody(landed, devices);
    }

    /// The push services' half of the same.
    pub fn everybody(&mut self, landed: &[Landed], devices: usize) {
        let reached = self.reached(landed);
        assert_eq!(reached.len(), self.texts.len());
        for (message, devices_reached) in &reached {
            assert_eq!(devices_reached.len(), devices, "{message} reached everybody");
        }
        self.landed = landed.len();
        self.repeats = landed.len() - reached.values().map(BTreeMap::len).sum::<usize>();
        assert!(self.repeats <= self.in_flight, "{self}");
    }

    fn accounted(&self, send: &Send, devices: usize) -> usize {
        let counts = &send.counts;
        let rejected: u64 = counts.rejected.iter().map(|(_, devices)| devices).sum();
        assert_eq!((rejected, counts.expired), (0, 0), "the simulators accept everything");
        assert_eq!(
            counts.accepted + counts.trying,
            devices as u64,
            "accepted = answered + pending: {counts:?}"
        );
        usize::try_from(counts.accepted).unwrap()
    }

    /// By message, how often each device got it. Fails where a device got another's, or something that was not sent.
    fn reached(&self, landed: &[Landed]) -> BTreeMap<String, BTreeMap<DeviceId, usize>> {
        let mut reached: BTreeMap<String, BTreeMap<DeviceId, usize>> = BTreeMap::new();
        for Landed { device, service, title, body, message_key, push_id, .. } in landed {
            let message = message_key.clone().expect("every notification says what it replaces");
            let text = self.texts.get(&message).expect("it was sent");
            assert_eq!((title, body), (&text.0, &text.1), "the text is that of its message");
            if *service == Service::Apns {
                let namespace = Uuid::parse_str(&message).unwrap();
                let own = Uuid::new_v5(&namespace, device.as_str().as_bytes()).to_string();
                assert_eq!(*push_id, own, "a repeat carries the same id, and each device its own");
            }
            *reached.entry(message).or_default().entry(device.clone()).or_default() += 1;
        }
        reached
    }
}
