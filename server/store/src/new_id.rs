//! Ids for new rows: UUIDv7, so that rows made together lie together.

use crate::row::id;
use herald_domain::{Timestamp, ids::NotAnId};
use std::sync::{LazyLock, Mutex};
use uuid::{ContextV7, Uuid};

static ORDER: LazyLock<Mutex<ContextV7>> = LazyLock::new(|| Mutex::new(ContextV7::new()));

/// An id from the caller's time and the system's randomness; later ones of the same process sort later.
pub(crate) fn new_id<T: TryFrom<String, Error = NotAnId>>(now: Timestamp) -> T {
    let seconds = u64::try_from(now.seconds()).unwrap_or(0);
    let nanos = u32::try_from(now.millis().rem_euclid(1_000) * 1_000_000).expect("less than a second");
    let uuid = Uuid::new_v7(uuid::Timestamp::from_unix(&*ORDER, seconds, nanos));
    id(uuid.to_string()).expect("a UUID is an id")
}
