//! How hard a sender works its connections.

use std::time::Duration;

/// Time-outs and limits of a sender. The defaults suit the real services; tests shorten them.
#[derive(Clone, Copy, Debug)]
pub struct Tuning {
    /// A send ends after this, whatever happens. At most half a minute.
    pub timeout: Duration,
    /// Name look-up, TCP, TLS and the start of HTTP/2 together.
    pub dial_timeout: Duration,
    /// Connections at the most.
    pub connections: usize,
    /// Streams on one connection at the most; the service's own limit holds as well.
    pub streams: usize,
    /// Pause before dialling again after the first failure; it doubles with each further one.
    pub backoff_first: Duration,
    pub backoff_most: Duration,
    /// A send waits this long for a pause to end; when more is left of it, the send ends at once.
    pub patience: Duration,
    /// A connection that ended sooner than this counts as a failure, so that a service which drops every
    /// connection is not dialled without pause.
    pub stable_after: Duration,
    /// How often a connection is asked for a sign of life.
    pub ping_every: Duration,
    /// Connections without traffic are asked too, which keeps them open.
    pub ping_when_idle: bool,
    /// One stream at a time until the first answer to a valid token.
    pub cautious: bool,
}

impl Tuning {
    /// Apple: connections stay open, and dialling often is taken for an attack.
    #[must_use]
    pub const fn apns() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            dial_timeout: Duration::from_secs(10),
            connections: 2,
            streams: 500,
            backoff_first: Duration::from_millis(500),
            backoff_most: Duration::from_secs(60),
            patience: Duration::from_secs(2),
            stable_after: Duration::from_secs(60),
            ping_every: Duration::from_secs(60),
            ping_when_idle: true,
            cautious: true,
        }
    }

    /// Google: at most 100 streams on a connection; 6 connections carry the quota of 600,000 a minute at a round
    /// trip of 60 ms.
    #[must_use]
    pub const fn fcm() -> Self {
        Self { connections: 6, streams: 100, ping_when_idle: false, cautious: false, ..Self::apns() }
    }

    /// Sends that can be under way at once.
    #[must_use]
    pub const fn concurrency(&self) -> usize {
        self.connections * self.streams
    }
}
