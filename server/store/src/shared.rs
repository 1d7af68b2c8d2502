//! Answers that take a while and that many ask for at once.

use crate::Result;
use herald_domain::permission::Permit;
use std::{
    collections::HashMap,
    fmt::Debug,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// Answers, each with the state of the database in which it was asked for.
///
/// As long as nobody writes anything, the answer is kept. Whoever asks the same while it is still being found waits for
/// it, so that fifty readers of a page cost one count and not fifty. Nobody gets an answer older than the time that
/// finding it takes.
#[derive(Debug)]
pub(crate) struct Shared<T>(Arc<Mutex<HashMap<String, Asked<T>>>>);

/// In which state, and what the answer is or will be.
#[derive(Debug)]
struct Asked<T>(String, Arc<OnceCell<T>>);

/// More are not kept.
const KEPT: usize = 200;

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
    /// `state` is the database's, from [`Store::state`](crate::Store::state), and from before the answer is looked for.
    /// An error is for the one who asked; the next in line tries anew.
    pub async fn ask(
        &self,
        question: String,
        state: String,
        answer: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let cell = self.cell(question, state, true);
        cell.get_or_try_init(|| answer).await.cloned()
    }

    /// The same, but never with the answer for an earlier state: for what becomes a part of another answer that is kept, and
    /// for the ids of rows that are shown.
    pub async fn ask_of_state(
        &self,
        question: String,
        state: String,
        answer: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let cell = self.cell(question, state, false);
        cell.get_or_try_init(|| answer).await.cloned()
    }

    /// `may_wait`: for what is being found for an earlier state.
    fn cell(&self, question: String, state: String, may_wait: bool) -> Arc<OnceCell<T>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Asked(then, cell)) = all.get(&question)
            && (*then == state || (may_wait && !cell.initialized()))
        {
            return cell.clone();
        }
        if all.len() >= KEPT {
            all.retain(|_, Asked(then, _)| *then == state);
        }
        if all.len() >= KEPT {
            all.clear();
        }
        let cell = Arc::<OnceCell<T>>::default();
        all.insert(question, Asked(state, cell.clone()));
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tokio::sync::Notify;

    #[tokio::test]
    async fn who_asks_the_same_shares_one_answer_until_something_was_written() {
        let (shared, asked, go) = (Shared::default(), AtomicU32::new(0), Notify::new());
        let find = || async {
            let nth = asked.fetch_add(1, Ordering::SeqCst);
            go.notified().await;
            Ok(nth)
        };
        let ask = |question: &str, state: &str| shared.ask(question.to_owned(), state.to_owned(), find());
        let (first, second, other, ()) = tokio::join!(ask("a", "1"), ask("a", "2"), ask("b", "1"), async {
            tokio::task::yield_now().await;
            go.notify_waiters();
        });
        assert_eq!((first.unwrap(), second.unwrap(), other.unwrap()), (0, 0, 1));
        assert_eq!(ask("a", "1").await.unwrap(), 0, "nobody has written");
        go.notify_one();
        assert_eq!(ask("a", "2").await.unwrap(), 2, "it was begun before what was written");
    }

    #[tokio::test]
    async fn what_becomes_part_of_another_answer_is_of_the_same_state() {
        let shared = Shared::default();
        let mut earlier = Box::pin(shared.ask_of_state("a".into(), "1".into(), std::future::pending()));
        assert!(is_pending(&mut earlier).await, "still under way");
        assert_eq!(shared.ask_of_state("a".into(), "2".into(), async { Ok(2) }).await.unwrap(), 2);
    }

    #[tokio::test]
    async fn an_error_or_a_reader_who_left_spoils_nothing_for_the_others() {
        let shared = Shared::default();
        let state = || "1".to_owned();
        let fails = async { Err(crate::StoreError::Corrupt("nothing".into())) };
        let fails = shared.ask("a".into(), state(), fails);
        let works = shared.ask("a".into(), state(), async { Ok(7) });
        let (failed, worked) = tokio::join!(fails, works);
        assert!(failed.is_err());
        assert_eq!(worked.unwrap(), 7);
        let mut left = Box::pin(shared.ask("b".into(), state(), std::future::pending()));
        assert!(is_pending(&mut left).await, "still under way");
        let waits = shared.ask("b".into(), state(), async { Ok(8) });
        let (got, ()) = tokio::join!(waits, async { drop(left) });
        assert_eq!(got.unwrap(), 8);
    }

    #[tokio::test]
    async fn no_more_is_kept_than_some() {
        let shared = Shared::default();
        for nth in 0..3 * KEPT {
            shared.ask(nth.to_string(), "1".into(), async { Ok(nth) }).await.unwrap();
        }
        assert!(shared.0.lock().unwrap().len() <= KEPT);
    }

    /// Polls once; whether it goes on.
    async fn is_pending<F: Future + Unpin>(future: &mut F) -> bool {
        std::future::poll_fn(|cx| {
            std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(cx).is_pending())
        })
        .await
    }
}
