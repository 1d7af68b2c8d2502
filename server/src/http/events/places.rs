//! How many streams there are, by session and in all.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

#[derive(Debug)]
pub(super) struct Places {
    per_session: usize,
    total: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    by_session: HashMap<String, usize>,
    all: usize,
}

/// The right to one stream, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    session: String,
    taken: Arc<Mutex<Taken>>,
}

impl Places {
    pub fn new(per_session: usize, total: usize) -> Self {
        Self { per_session, total, taken: Arc::default() }
    }

    /// None when the session, or the server, has as many streams as it may.
    pub fn take(&self, session: &str) -> Option<Place> {
        let mut taken = lock(&self.taken);
        let own = taken.by_session.get(session).copied().unwrap_or(0);
        if own >= self.per_session || taken.all >= self.total {
            return None;
        }
        taken.by_session.insert(session.to_owned(), own + 1);
        taken.all += 1;
        measure(taken.all);
        Some(Place { session: session.to_owned(), taken: self.taken.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        taken.all -= 1;
        if let Some(own) = taken.by_session.get_mut(&self.session) {
            *own -= 1;
            if *own == 0 {
                taken.by_session.remove(&self.session);
            }
        }
        measure(taken.all);
    }
}

/// No panic can happen while the lock is held, so a poisoned lock still guards whole data.
fn lock(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

fn measure(all: usize) {
    // Gauges are floats; there are some thousands at most.
    metrics::gauge!("herald_event_streams").set(all as f64);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_stream_ends() {
        let places = Places::new(2, 3);
        let (one, two) = (places.take("a"), places.take("a"));
        assert!(one.is_some() && two.is_some() && places.take("a").is_none(), "two of a session");
        let three = places.take("b");
        assert!(three.is_some() && places.take("c").is_none(), "three in all");
        drop(one);
        assert!(places.take("a").is_some());
        drop((two, three));
        assert!(lock(&places.taken).by_session.is_empty(), "nothing is kept of who has gone");
    }
}
