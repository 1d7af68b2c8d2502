//! Which batches this very process is working on, so that it does not begin one twice.

use herald_domain::ids::BatchId;
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

#[derive(Clone, Default)]
pub(super) struct InHand(Arc<Mutex<HashSet<BatchId>>>);

/// One batch, for as long as it is held.
pub(super) struct Hold {
    batch: BatchId,
    all: InHand,
}

impl InHand {
    /// None while somebody holds it.
    pub fn take(&self, batch: &BatchId) -> Option<Hold> {
        self.set().insert(batch.clone()).then(|| Hold { batch: batch.clone(), all: self.clone() })
    }

    fn set(&self) -> MutexGuard<'_, HashSet<BatchId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.all.set().remove(&self.batch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_in_one_hand_at_a_time() {
        let batch: BatchId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        let in_hand = InHand::default();
        let hold = in_hand.take(&batch);
        assert!(hold.is_some());
        assert!(in_hand.take(&batch).is_none());
        drop(hold);
        assert!(in_hand.take(&batch).is_some());
    }
}
