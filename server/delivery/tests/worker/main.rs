//! The worker on a real database, between a queue and push services that answer as they are told.

#![expect(clippy::unwrap_used, reason = "the helpers of a test may fail it like the test itself")]

mod clock;
mod crash;
mod faults;
mod gateway;
mod keeper;
mod outcomes;
mod privacy;
mod rates;
mod services;
mod settings;
mod world;
