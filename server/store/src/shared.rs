//! Answers that take a while and that many ask for at once.

use crate::Result;
use herald_domain::permission::Permit;
use std::{
    collections::HashMap,
    fmt::Debug,
    future::Future,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::OnceCell;

/// What is being found out right now. Whoever asks the same meanwhile waits for that answer, so that fifty readers of a
/// page cost one count and not fifty. Nobody gets an answer older than the time that finding it takes.
#[derive(Debug)]
pub(crate) struct Shared<T>(Arc<Mutex<HashMap<String, Weak<OnceCell<T>>>>>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

/// A question about what is in the permit's tenant and scope. `about` is everything else that the answer depends on.
pub(crate) fn question<A>(permit: &Permit<A>, about: &impl Debug) -> String {
    format!("{:?} {:?} {about:?}", permit.tenant(), permit.scope())
}

impl<T: Clone> Shared<T> {
    /// An error is for the one who asked; the next in line tries anew.
    pub async fn ask(&self, question: String, answer: impl Future<Output = Result<T>>) -> Result<T> {
        let cell = self.cell(question);
        cell.get_or_try_init(|| answer).await.cloned()
    }

    fn cell(&self, question: String) -> Arc<OnceCell<T>> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|_, cell| cell.strong_count() > 0);
        let known = running.get(&question).and_then(Weak::upgrade);
        known.filter(|cell| !cell.initialized()).unwrap_or_else(|| {
            let cell = Arc::new(OnceCell::new());
            running.insert(question, Arc::downgrade(&cell));
            cell
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tokio::sync::Notify;

    #[tokio::test]
    async fn who_asks_the_same_at_once_shares_one_answer_and_later_ones_get_a_new_one() {
        let (shared, asked, go) = (Shared::default(), AtomicU32::new(0), Notify::new());
        let find = || async {
            let nth = asked.fetch_add(1, Ordering::SeqCst);
            go.notified().await;
            Ok(nth)
        };
        let ask = |question: &str| shared.ask(question.to_owned(), find());
        let (first, second, other, ()) = tokio::join!(ask("a"), ask("a"), ask("b"), async {
            tokio::task::yield_now().await;
            go.notify_waiters();
        });
        assert_eq!((first.unwrap(), second.unwrap(), other.unwrap()), (0, 0, 1));
        go.notify_one();
        assert_eq!(ask("a").await.unwrap(), 2);
    }

    #[tokio::test]
    async fn an_error_or_a_reader_who_left_spoils_nothing_for_the_others() {
        let shared = Shared::default();
        let fails = shared.ask("a".into(), async { Err(crate::StoreError::Corrupt("nothing".into())) });
        let works = shared.ask("a".into(), async { Ok(7) });
        let (failed, worked) = tokio::join!(fails, works);
        assert!(failed.is_err());
        assert_eq!(worked.unwrap(), 7);
        let mut left = Box::pin(shared.ask("a".into(), std::future::pending()));
        assert!(is_pending(&mut left).await, "still under way");
        let waits = shared.ask("a".into(), async { Ok(8) });
        let (got, ()) = tokio::join!(waits, async { drop(left) });
        assert_eq!(got.unwrap(), 8);
    }

    /// Polls once; whether it goes on.
    async fn is_pending<F: Future + Unpin>(future: &mut F) -> bool {
        std::future::poll_fn(|cx| {
            std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(cx).is_pending())
        })
        .await
    }
}
