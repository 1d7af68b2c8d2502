//! The time that turns are measured by, which tests can make go by.

use std::{future::Future, pin::Pin};
use tokio::time::{self, Instant};

pub(crate) trait Time: Send + Sync {
    fn now(&self) -> Instant;
    /// Waits until then.
    fn until(&self, then: Instant) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// The runtime's own.
pub(super) struct Real;

impl Time for Real {
    fn now(&self) -> Instant {
        Instant::now()
    }
    fn until(&self, then: Instant) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(time::sleep_until(then))
    }
}

#[cfg(test)]
pub(crate) mod played {
    //! Time that goes by only when nobody has anything to do, so that minutes of many take a moment and are always the same.

    use super::{Instant, Time};
    use std::{
        collections::BTreeMap,
        future::{Future, poll_fn},
        pin::{Pin, pin},
        sync::{
            Arc, Mutex,
            atomic::{AtomicBool, Ordering::SeqCst},
        },
        task::{Context, Poll, Wake, Waker},
        time::Duration,
    };

    #[derive(Clone)]
    pub(crate) struct PlayedTime(Arc<Mutex<Moments>>);

    struct Moments {
        now: Instant,
        begun: Instant,
        waiting: BTreeMap<(Instant, u64), Waker>,
        asked: u64,
    }

    impl PlayedTime {
        pub(crate) fn new() -> Self {
            let now = Instant::now();
            Self(Arc::new(Mutex::new(Moments { now, begun: now, waiting: BTreeMap::new(), asked: 0 })))
        }
        /// Since the beginning.
        pub(crate) fn gone_by(&self) -> Duration {
            let moments = self.0.lock().unwrap();
            moments.now - moments.begun
        }
        pub(crate) async fn sleep(&self, length: Duration) {
            self.until(self.now() + length).await;
        }
        /// Plays to the end of this.
        pub(crate) fn play<T>(&self, what: impl Future<Output = T>) -> T {
            let woken = Arc::new(Woken(AtomicBool::new(true)));
            let waker = Waker::from(woken.clone());
            let mut what = pin!(what);
            loop {
                while woken.0.swap(false, SeqCst) {
                    if let Poll::Ready(done) = what.as_mut().poll(&mut Context::from_waker(&waker)) {
                        return done;
                    }
                }
                let mut moments = self.0.lock().unwrap();
                let ((then, _), next) = moments.waiting.pop_first().expect("somebody waits for a moment");
                moments.now = moments.now.max(then);
                drop(moments);
                next.wake();
            }
        }
    }

    struct Woken(AtomicBool);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.store(true, SeqCst);
        }
    }

    impl Time for PlayedTime {
        fn now(&self) -> Instant {
            self.0.lock().unwrap().now
        }
        fn until(&self, then: Instant) -> Pin<Box<dyn Future<Output = ()> + Send>> {
            let (moments, mut place) = (self.0.clone(), None);
            Box::pin(poll_fn(move |cx| {
                let mut moments = moments.lock().unwrap();
                if moments.now >= then {
                    return Poll::Ready(());
                }
                let place = *place.get_or_insert_with(|| {
                    moments.asked += 1;
                    (then, moments.asked)
                });
                moments.waiting.insert(place, cx.waker().clone());
                Poll::Pending
            }))
        }
    }
}
