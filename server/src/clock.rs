//! The system's clock: the one place that asks for the time.

use herald_domain::time::{Clock, Timestamp};

#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else takes")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .expect("the system clock stands after 1970");
        Timestamp(i64::try_from(since.as_millis()).expect("the year is below 292 million"))
    }
}
